/** Where the reader is. The address is the only state: what is not in it is lost on purpose. */
export interface Address {
  path: string;
  params: URLSearchParams;
}

type Listener = (address: Address, moved: "push" | "replace" | "pop") => void | Promise<void>;
const listeners = new Set<Listener>();

export function address(): Address {
  return { path: location.pathname.replace(/(.)\/+$/, "$1"), params: new URLSearchParams(location.search) };
}

export function onAddress(listener: Listener): void {
  listeners.add(listener);
}

/** Goes to an address of this site, and is done when its view is there, or cannot be shown. An address equal to the present one makes no history entry. */
export async function go(href: string, how: "push" | "replace" = "push"): Promise<void> {
  const next = new URL(href, location.href);
  const same = next.href === location.href;
  if (how === "replace" || same) history.replaceState(null, "", next);
  else history.pushState(null, "", next);
  await Promise.all([...listeners].map((listener) => listener(address(), same ? "replace" : how)));
}

/** The present address with one parameter set, or without it. */
export function withParam(name: string, value: string | null): string {
  const rest = without(name);
  return value === null ? rest : `${rest}${rest.includes("?") ? "&" : "?"}${name}=${readable(encodeURIComponent(value))}`;
}

let known = { at: "", name: "", text: "" };

/** The present address without a parameter. A table asks for it once a cell, and it is read once an address. */
function without(name: string): string {
  if (known.at !== location.href || known.name !== name) {
    const { path, params } = address();
    params.delete(name);
    known = { at: location.href, name, text: href(path, params) };
  }
  return known.text;
}

const readable = (text: string) => text.replace(/%2C/g, ",").replace(/%2F/g, "/");

/** An address as readable text: commas and slashes stay themselves. */
export function href(path: string, params: URLSearchParams): string {
  const text = readable(params.toString());
  return text === "" ? path : `${path}?${text}`;
}

/** With the host, for paper and for whoever carries it away. */
export const wholeAddress = (href: string): string => new URL(href, location.href).href;

const isOurs = (to: URL) => to.origin === location.origin && !to.pathname.startsWith("/api") && to.pathname !== "/methodology";

/** Where in this site a click leads to another view, if it does. A link may also be a shape of a drawing. */
export function linkFollowed(event: MouseEvent): URL | null {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  const written = link?.getAttribute("href") ?? "";
  if (link === null || written === "" || written.startsWith("#") || link.hasAttribute("download") || link.hasAttribute("target")) return null;
  const to = new URL(written, location.href);
  return isOurs(to) ? to : null;
}

/** Follows links of this site without loading the page anew, and tells about back and forward. */
export function followLinks(): void {
  document.addEventListener("click", (event) => {
    const link = linkFollowed(event);
    if (link === null) return;
    event.preventDefault();
    void go(link.href);
  });
  addEventListener("popstate", () => {
    for (const listener of listeners) void listener(address(), "pop");
  });
}
