import { MEASURES } from "../../../server/domain/measure";
import { UNSPLIT } from "../../../server/domain/table";
import { bar } from "../../charts/bar";
import { dimensionLabel } from "../../charts/plot";
import { letters, type Point } from "../../charts/point";
import { h } from "../../dom";
import * as say from "../../words/chart";
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

/** The letters and signs that stand at the numbers of a ranking, for where no longer key follows; null where every number is plain. */
export function rankingLetters(found: Drawable): HTMLElement | null {
  const { members, whole } = rankingOf(found);
  const points = [...members.flatMap((series) => series.points), ...(whole === null ? [] : [whole.point])];
  const marks: [words: string, test: (point: Point) => boolean][] = [
    [say.keyDerivedLetter, (point) => letters(point).includes("d")],
    [say.keyProvisionalLetter, (point) => letters(point).includes("p")],
    [say.keyRevised, (point) => letters(point).includes("r")],
    [say.keyPartialSign, (point) => point.value !== null && point.status === "partial"],
    [say.keyNoFigure, (point) => point.value === null],
  ];
  const items = marks.filter(([, test]) => points.some(test)).map(([words]) => h("span", { class: "key-item" }, words));
  return items.length === 0 ? null : h("div", { class: "key" }, items);
}
