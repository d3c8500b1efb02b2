import { LEFT_TO_RIGHT } from "./format";

export type Child = Node | string | number | null | undefined | false | Child[];
type Attribute = string | number | boolean | null | undefined | ((event: Event) => void);

/**
 * Makes an element: attributes by name, listeners by `onclick`, texts as text nodes only, so that no upload or
 * answer can ever become markup.
 */
export function h<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Record<string, Attribute> = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  dress(element, attributes);
  add(element, children);
  return element;
}

/** The same for SVG. */
export function s<K extends keyof SVGElementTagNameMap>(tag: K, attributes: Record<string, Attribute> = {}, ...children: Child[]): SVGElementTagNameMap[K] {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  dress(element, attributes);
  add(element, children);
  return element;
}

/** Where a link may lead. An address from an upload is never a script, whoever forgets to look. A path keeps the scheme of the page. */
const LEADS = ["http:", "https:", "blob:"];
const isLink = (address: string) =>
  address.startsWith("/") || (URL.canParse(address, location.href) && LEADS.includes(new URL(address, location.href).protocol));

function dress(element: Element, attributes: Record<string, Attribute>): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "href" && typeof value === "string" && !isLink(value)) continue;
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, String(value));
  }
}

function add(parent: Element, children: Child[]): void {
  for (const child of children) {
    if (Array.isArray(child)) add(parent, child);
    else if (child instanceof Node) parent.append(child);
    else if (child !== null && child !== undefined && child !== false) parent.append(String(child));
  }
}

/** A text whose periods, signed numbers, ranges and bounds are not broken, and are read from left to right: 2025-Q3, −12, 10–49, ≥4. */
export function unbroken(text: string): Child[] {
  return text.split(LEFT_TO_RIGHT).map((part, at) => (at % 2 === 1 ? h("span", { class: "whole-word" }, part) : part));
}

/** Gives an element new content in one step. */
export function fill(parent: Element, ...children: Child[]): void {
  parent.replaceChildren();
  add(parent, children);
}

/** An element that must be in the page. */
export function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`The page has no #${id}.`);
  return found;
}

let sequence = 0;
/** An id no other element has, to tie a label to its control. */
export function freshId(stem: string): string {
  sequence += 1;
  return `${stem}-${sequence}`;
}
