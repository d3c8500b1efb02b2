import { PROVINCES } from "../../../server/domain/province";
import { gapPoint, readPoint } from "../../charts/point";
import { fill, h } from "../../dom";
import * as words from "../../words/incidents";
import { listingHref, withFilter } from "./address";
import type { Listed } from "./load";

/** Where the rows lie: their places where rows give coordinates, else how many each province has. Either leads to its rows. */
export function wherePart(): { element: HTMLElement; show(found: Listed, signal: AbortSignal): Promise<void> } {
  const heading = h("h2", {}, words.where);
  const box = h("div", { class: "where-map" });
  const element = h("section", { class: "where-part" }, heading, box);
  return {
    element,
    async show({ listing, facets }, signal) {
      element.hidden = facets.totals.rows === 0;
      if (element.hidden) return;
      if (facets.places.length > 0) {
        const { placesMap } = await import("../../charts/places");
        if (!signal.aborted)
          fill(
            box,
            placesMap(facets.places, facets.unplaced, (place) => listingHref(withFilter(listing, "place", [place]))),
          );
        return;
      }
      const { provinceMap } = await import("../../charts/map");
      if (signal.aborted) return;
      const counted = facets.facets.find(({ name }) => name === "province")?.members ?? [];
      // A facet counts what another choice would leave; the map shows the rows that are listed.
      const chosen = listing.query.filters.province?.flatMap((value) => value.split("+"));
      const rows = new Map(counted.filter(({ value }) => chosen === undefined || chosen.includes(value)).map((member) => [member.value, member.rows]));
      const points = new Map(
        PROVINCES.map((code) => [code, rows.has(code) ? readPoint({ incidents: rows.get(code) ?? 0 }, "incidents") : gapPoint("incidents")]),
      );
      fill(
        box,
        provinceMap(
          points,
          (code) => listingHref(withFilter(listing, "province", [code])),
          words.rowsByProvince,
          chosen === undefined ? words.noRow : words.notChosenOrNo,
        ),
      );
    },
  };
}
