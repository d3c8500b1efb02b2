import { h } from "../../dom";
import { number } from "../../format";
import * as say from "../../words/incidents";
import { listingHref } from "./address";
import type { Listed } from "./load";

/** Which rows of how many, and the way to the pages beside. */
export function pager({ page, facets, listing }: Listed): HTMLElement | null {
  const last = page.first + page.incidents.length - 1;
  if (page.incidents.length === 0) return null;
  const to = (cursor: string | null, words: string, rel: string) =>
    cursor === null
      ? h("span", { class: "faint", "aria-disabled": "true" }, words)
      : h("a", { class: "button", href: listingHref({ ...listing, cursor }), rel }, words);
  const many = page.previous_cursor !== null || page.next_cursor !== null;
  return h(
    "nav",
    { class: "pager", "aria-label": say.pages },
    h("p", {}, say.rowsToOf(number(page.first), number(last), number(facets.totals.rows))),
    many && h("div", { class: "pager-links" }, to(page.previous_cursor, say.previousPage, "prev"), to(page.next_cursor, say.nextPage, "next")),
  );
}
