import { VIEWS, type ViewName } from "../server/domain/view";
import { Failure } from "./api";
import { byId, fill, h } from "./dom";
import { navigation } from "./navigation";
import { followPrivateLinks } from "./private-links";
import { showStamp } from "./stamp";
import { type Address, address, followLinks, go, onAddress } from "./state";
import { rowsPanel } from "./views/rows";
import { signIn } from "./views/sign-in";
import type { Shown, View } from "./views/view";
import { waiting } from "./waiting";
import { directionOf, LANGUAGE } from "./words/language";
import * as say from "./words/page";

interface Place {
  label: string;
  href: string;
  serves(path: string): boolean;
  load(): Promise<View>;
}

/** How each view is loaded. A new view is one file, one line here and one in the list of views. */
const LOADERS: Record<ViewName, () => Promise<View>> = {
  overview: async () => (await import("./views/overview")).overview(),
  explore: async () => (await import("./views/explore")).explore(),
  compare: async () => (await import("./views/compare")).compare(),
  brief: async () => (await import("./views/brief")).brief(),
  check: async () => (await import("./views/check")).check(),
  incidents: async () => (await import("./views/incidents")).incidents(),
  datasets: async () => (await import("./views/datasets")).datasets(),
};
const PLACES = VIEWS.map(({ name, label, path: href, paths }): Place => {
  const served = [href, ...paths].map((known) => new RegExp(`^${known.replace(/:\w+/g, "[^/]+")}/?$`));
  return { label, href, serves: (path) => served.some((known) => known.test(path)), load: LOADERS[name] };
});
/** Views reached from others and not from the navigation. */
const ASIDE: Place[] = [{ label: "", href: "", serves: (path) => path === "/tokens", load: async () => (await import("./views/tokens")).tokens() }];
const NOWHERE: Place = { label: "", href: "", serves: () => true, load: async () => (await import("./views/nowhere")).nowhere() };

Object.assign(document.documentElement, { lang: LANGUAGE, dir: directionOf(LANGUAGE) });
const frame = byId("view");
const banner = byId("banner");
const views = navigation(PLACES);
const wait = waiting();
const panel = rowsPanel();
document.body.append(panel.element);

let place: Place | null = null;
let view: View | null = null;
let drawnKey = "";
let controller = new AbortController();

/** What decides a view's content: the whole address but the rows opened beside it. */
function keyOf({ path, params }: Address): string {
  const rest = new URLSearchParams(params);
  rest.delete("rows");
  return `${path}?${rest}`;
}

async function arrive(at: Address, moved: "push" | "replace" | "pop"): Promise<void> {
  panel.show(at.params.get("rows"));
  const key = keyOf(at);
  if (key === drawnKey && view !== null && banner.childElementCount === 0) return;
  drawnKey = key;
  controller.abort();
  controller = new AbortController();
  const { signal } = controller;
  const wanted = [...PLACES, ...ASIDE].find((candidate) => candidate.serves(at.path)) ?? NOWHERE;
  frame.setAttribute("aria-busy", "true");
  wait.begin();
  views.mark(PLACES.indexOf(wanted));
  const fresh = wanted !== place || view === null;
  let next: View | null = null;
  try {
    next = fresh ? await wanted.load() : view;
    if (signal.aborted || next === null) return;
    if (fresh) frame.replaceChildren(next.element);
    const shown = await next.show(at, signal);
    if (signal.aborted) return;
    if (fresh) {
      view?.close?.();
      [place, view] = [wanted, next];
    }
    banner.replaceChildren();
    announce(shown);
    if (moved === "push" && fresh) {
      scrollTo(0, 0);
      frame.focus({ preventScroll: true });
    }
  } catch (error) {
    if (signal.aborted) return;
    if (fresh) stay();
    fail(error);
  } finally {
    if (next !== view) next?.close?.();
    if (!signal.aborted) {
      frame.removeAttribute("aria-busy");
      wait.end();
    }
  }
}

function announce({ title, stamp, colophon }: Shown): void {
  document.title = title === "" ? say.incidentLedger : say.titleOfPage(title);
  showStamp(stamp);
  fill(
    byId("colophon"),
    colophon
      ? h(
          "p",
          {},
          colophon.text,
          say.everyNumberOpensTo,
          h("a", { href: `/datasets/${encodeURIComponent(colophon.dataset)}` }, say.methodAndRevisions),
          "\u00a0· ",
          method(),
        )
      : h("p", {}, method()),
  );
}

/** The definitions, on a page the server makes. */
const method = () => h("a", { href: "/methodology" }, say.whatTheNumbersMean);

/** Puts back the view that was there before one that could not be shown. */
function stay(): void {
  frame.replaceChildren(...(view === null ? [] : [view.element]));
  if (place !== null) views.mark(PLACES.indexOf(place));
}

/** What happened and what to do; the view that was there stays. */
function fail(error: unknown): void {
  drawnKey = "";
  const retry = () => void arrive(address(), "replace");
  if (error instanceof Failure && error.status === 401) {
    fill(banner, signIn(retry));
    return;
  }
  const words = error instanceof Failure ? error.message : say.somethingWentWrongWhile;
  if (!(error instanceof Failure)) console.error(error);
  const below = view === null ? null : say.whatWasShownBefore;
  // A page with nothing else on it is headed by this.
  const head = h(view === null ? "h1" : "b", {}, say.notShown);
  if (view === null) document.title = say.titleOfPage(say.notShown);
  fill(banner, h("div", { class: "alert" }, head, h("span", {}, words), below && h("span", {}, below), mayPass(error) ? again(retry) : wayOut()));
  scrollTo(0, 0);
}

/** Whether the same address may be answered later: what the server refuses for the address itself, it refuses again. */
const mayPass = (error: unknown) => !(error instanceof Failure) || error.status < 400 || error.status >= 500 || [408, 425, 429].includes(error.status);

const again = (retry: () => void) => h("button", { type: "button", onclick: retry }, say.tryAgain);

/** The view an address was of, without what could not be answered. */
function wayOut(): HTMLElement {
  const { label, href } = PLACES.find((candidate) => candidate.serves(address().path)) ?? (PLACES[0] as Place);
  return h("a", { href }, say.openAfresh(label));
}

onAddress(arrive);
followPrivateLinks(fail);
followLinks();
panel.onClose(() => {
  const { path, params } = address();
  if (!params.has("rows")) return;
  params.delete("rows");
  go(params.size === 0 ? path : `${path}?${params.toString().replace(/%2C/g, ",").replace(/%2F/g, "/")}`);
});
void arrive(address(), "replace");
