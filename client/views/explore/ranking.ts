import { MEASURES } from "../../../server/domain/measure";
import { UNSPLIT } from "../../../server/domain/table";
import { bar } from "../../charts/bar";
import { dimensionLabel } from "../../charts/plot";
import { h } from "../../dom";
import type { Drawable } from "./drawable";
import { numeric } from "./member-cells";
import { rankingOf } from "./ranking-of";

/** A ranking as a table: each member with its bar and its number, which opens its rows. */
export function rankingTable(found: Drawable): HTMLElement {
  const { members, whole, most } = rankingOf(found);
  const [measure = "fatalities"] = found.query.measure;
  return h(
    "table",
    { class: "ranking alone" },
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        h("th", { scope: "col" }, dimensionLabel(found.category ?? "")),
        h("td", { class: "bar-cell" }),
        h("th", { scope: "col", class: "numeric" }, MEASURES[measure].short),
      ),
    ),
    h(
      "tbody",
      {},
      members.map((series) =>
        h(
          "tr",
          {},
          h("th", { scope: "row" }, series.label),
          h("td", { class: "bar-cell" }, bar(series.points[0]?.value, most, series.colour, series.key === UNSPLIT)),
          h("td", {}, numeric(found, series, 0, series.points[0])),
        ),
      ),
    ),
    whole &&
      h(
        "tbody",
        {},
        h(
          "tr",
          { class: "total" },
          h("th", { scope: "row" }, whole.label),
          h("td", { class: "bar-cell" }),
          h("td", {}, numeric(found, { key: "", label: whole.label }, 0, whole.point)),
        ),
      ),
  );
}
