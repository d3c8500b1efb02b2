import { h } from "../../dom";

/** As many rows as are in sight beneath a chart on a screen of 1,500 pixels. */
const AT_ONCE = 16;
/** Milliseconds after which rows wait for the next idle moment, so that whoever types or scrolls does not. */
const AT_A_TIME = 10;

/** Browsers that tell of no idle moment are asked after what else they have to do. */
const whenIdle = (act: () => void) => ("requestIdleCallback" in window ? requestIdleCallback(act) : setTimeout(act));

/**
 * The rows of a table: those that can be in sight at once, the rest in idle moments after them, so that no answer waits for rows nobody
 * sees yet; it is busy meanwhile. A table that is taken from the page is not finished; one that is printed is finished first.
 */
export function longBody<T>(items: readonly T[], rows: (item: T, at: number) => HTMLElement | HTMLElement[]): HTMLElement {
  const body = h("tbody");
  let next = 0;
  const add = (count: number) => {
    const slice = items.slice(next, next + count);
    body.append(...slice.flatMap((item, at) => rows(item, next + at)));
    next += slice.length;
    if (next < items.length) body.setAttribute("aria-busy", "true");
    else body.removeAttribute("aria-busy");
  };
  const finish = () => add(items.length);
  const later = () => {
    const began = performance.now();
    while (body.isConnected && next < items.length && performance.now() - began < AT_A_TIME) add(AT_ONCE);
    if (body.isConnected && next < items.length) whenIdle(later);
    else removeEventListener("beforeprint", finish);
  };
  add(AT_ONCE);
  if (next < items.length) {
    addEventListener("beforeprint", finish);
    // Not before the frame in which the first of them are on screen.
    requestAnimationFrame(() => whenIdle(later));
  }
  return body;
}
