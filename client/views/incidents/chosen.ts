import { FILTERS } from "../../../server/domain/dimension";
import { dimensionLabel, memberLabel } from "../../charts/plot";
import { type Child, h } from "../../dom";
import * as say from "../../words/incidents";
import { spanWords } from "../words";
import { type Listing, listingHref, withFilter } from "./address";

/** What narrows the rows now, each with a link that takes it away. Null when nothing does. */
export function chosenFilters(listing: Listing): HTMLElement | null {
  const { query, q } = listing;
  const first = { ...listing, cursor: null };
  const one = (name: string, value: Child, words: string, without: Listing) =>
    h("li", {}, `${name} `, h("b", { dir: "auto" }, value), " ", h("a", { class: "away", href: listingHref(without), "aria-label": say.takeAway(words) }, "×"));
  const parts = [
    ...(q === "" ? [] : [one(say.search, `“${q}”`, say.theSearch, { ...first, q: "" })]),
    ...FILTERS.flatMap((name) =>
      (query.filters[name] ?? []).map((value) => {
        const rest = (query.filters[name] ?? []).filter((other) => other !== value);
        return one(dimensionLabel(name), memberLabel(name, value), `${dimensionLabel(name)} ${memberLabel(name, value)}`, withFilter(listing, name, rest));
      }),
    ),
    ...(query.from === null && query.to === null
      ? []
      : [one(say.when, spanWords(query.from, query.to), say.thePeriod, { ...first, query: { ...query, from: null, to: null, by: [] } })]),
    ...(query.revision === null ? [] : [one(say.revision, query.revision, say.theFixedRevision, { ...first, query: { ...query, revision: null } })]),
    ...(query.as_of === null ? [] : [one(say.asOf, query.as_of, say.theDay, { ...first, query: { ...query, as_of: null } })]),
    ...(query.boundaries === "today"
      ? []
      : [one(say.boundaries, say.beforeTheMerger, say.theFormerBoundaries, { ...first, query: { ...query, boundaries: "today" } })]),
  ];
  return parts.length === 0 ? null : h("ul", { class: "chosen", "aria-label": say.whatNarrowsTheRows }, parts);
}
