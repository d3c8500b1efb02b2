import { printNumber } from "../../../server/domain/print";
import { type Child, h } from "../../dom";
import * as words from "../../words/compare";
import { figureOf, rangeStrip } from "./dots";
import { type Line, shortName } from "./sides";

/** All periods: a row each, a column a publisher, the spread, and its strip. A period's name opens it closely. */
export function periodTable(lines: readonly Line[], chosen: string, open: (label: string) => string): HTMLElement {
  const sources = lines[0]?.sides.map(({ source }) => source) ?? [];
  const top = Math.max(1, ...lines.flatMap(({ sides }) => sides.map(({ value }) => value ?? 0)));
  return h(
    "table",
    { class: "periods" },
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        h("th", { scope: "col" }, words.period),
        sources.map((source) => h("th", { scope: "col", class: "numeric" }, shortName(source))),
        h("th", { scope: "col" }, words.lowest),
        h("th", { scope: "col" }, words.highest),
        h("th", { scope: "col" }, words.ratio),
        h("td", { class: "strip-cell", "aria-hidden": "true" }, words.spread),
      ),
    ),
    h(
      "tbody",
      {},
      lines.map((line) =>
        h(
          "tr",
          { class: line.label === chosen ? "looked-at" : "" },
          h("th", { scope: "row" }, h("a", { href: open(line.label), ...(line.label === chosen ? { "aria-current": "true" } : {}) }, line.label)),
          line.sides.map((side) => h("td", {}, figureOf(side))),
          h("td", {}, spread(line.low)),
          h("td", {}, spread(line.high)),
          h("td", {}, line.ratio === null ? "" : h("b", {}, `${line.ratio.toFixed(1)}×`)),
          h("td", { class: "strip-cell" }, rangeStrip(line, top)),
        ),
      ),
    ),
  );
}

const spread = (value: number | null): Child => (value === null ? "" : printNumber(value));
