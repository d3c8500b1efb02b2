import { byId, fill, h } from "../dom";
import { type Address, href } from "../state";
import { listingFace } from "./incidents/listing";
import type { Shown, View } from "./view";

/** The list of incidents and the page of one: two faces of a view, so that going back finds the list as it was. */
export function incidents(): View {
  const list = listingFace();
  const one = h("div", { class: "incident" });
  const element = h("div", {}, list.element, one);
  /** The list as it was left: its address, how far down, and the link that was followed. */
  let left = { address: "", y: 0, link: null as HTMLElement | null };
  let listed = "";
  const turnTo = (face: HTMLElement) => {
    list.element.hidden = face !== list.element;
    one.hidden = face !== one;
  };
  turnTo(list.element);

  const showList = async (at: Address, signal: AbortSignal): Promise<Shown> => {
    const back = list.element.hidden;
    const here = addressOf(at);
    const shown = await list.show(at, signal);
    if (signal.aborted) return shown;
    turnTo(list.element);
    listed = here;
    if (back) scrollTo(0, here === left.address ? left.y : 0);
    if (back && here === left.address) linkTo(list.element, left.link)?.focus({ preventScroll: true });
    return shown;
  };

  const showOne = async ({ params }: Address, signal: AbortSignal): Promise<Shown> => {
    if (!list.element.hidden) left = { address: listed, y: scrollY, link: document.activeElement instanceof HTMLElement ? document.activeElement : null };
    const { incidentPage } = await import("./incident/page");
    const { content, shown } = await incidentPage(params, signal);
    if (signal.aborted) return shown;
    const fresh = one.hidden;
    fill(one, content);
    turnTo(one);
    if (fresh) {
      scrollTo(0, 0);
      byId("view").focus({ preventScroll: true });
    }
    return shown;
  };

  return { element, show: (at, signal) => (at.path === "/incidents" ? showList(at, signal) : showOne(at, signal)) };
}

/** The address of a list, without the rows opened beside it. */
function addressOf({ path, params }: Address): string {
  const rest = new URLSearchParams(params);
  rest.delete("rows");
  return href(path, rest);
}

/** The link of the list drawn anew that leads where the one followed led. */
function linkTo(within: HTMLElement, followed: HTMLElement | null): HTMLElement | null {
  const to = followed?.getAttribute("href");
  return to ? ([...within.querySelectorAll("a")].find((link) => link.getAttribute("href") === to) ?? null) : null;
}
