import { FILTERS } from "../../../server/domain/dimension";
import { dimensionLabel, memberLabel } from "../../charts/plot";
import { type Child, h } from "../../dom";
import { spanWords } from "../words";
import { type Listing, listingHref, withFilter } from "./address";

/** What narrows the rows now, each with a link that takes it away. Null when nothing does. */
export function chosenFilters(listing: Listing): HTMLElement | null {
  const { query, q } = listing;
  const first = { ...listing, cursor: null };
  const one = (name: string, value: Child, words: string, without: Listing) =>
    h(
      "li",
      {},
      `${name} `,
      h("b", { dir: "auto" }, value),
      " ",
      h("a", { class: "away", href: listingHref(without), "aria-label": `Take away ${words}` }, "×"),
    );
  const parts = [
    ...(q === "" ? [] : [one("Search", `“${q}”`, "the search", { ...first, q: "" })]),
    ...FILTERS.flatMap((name) =>
      (query.filters[name] ?? []).map((value) => {
        const rest = (query.filters[name] ?? []).filter((other) => other !== value);
        return one(dimensionLabel(name), memberLabel(name, value), `${dimensionLabel(name)} ${memberLabel(name, value)}`, withFilter(listing, name, rest));
      }),
    ),
    ...(query.from === null && query.to === null
      ? []
      : [one("When", spanWords(query.from, query.to), "the period", { ...first, query: { ...query, from: null, to: null, by: [] } })]),
    ...(query.revision === null ? [] : [one("Revision", query.revision, "the fixed revision", { ...first, query: { ...query, revision: null } })]),
    ...(query.as_of === null ? [] : [one("As of", query.as_of, "the day", { ...first, query: { ...query, as_of: null } })]),
    ...(query.boundaries === "today"
      ? []
      : [one("Boundaries", "before 2018", "the former boundaries", { ...first, query: { ...query, boundaries: "today" } })]),
  ];
  return parts.length === 0 ? null : h("ul", { class: "chosen", "aria-label": "What narrows the rows" }, parts);
}
