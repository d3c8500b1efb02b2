import { isTime } from "../../../server/domain/dimension";
import { MEASURE_NAMES, MEASURES, type MeasureName } from "../../../server/domain/measure";
import type { Cell, Row } from "../../../server/domain/table";
import type { Difference } from "../../api";
import { dimensionLabel, memberLabel } from "../../charts/plot";
import { type Child, h, unbroken } from "../../dom";
import { amount, plural, signed } from "../../format";
import * as plurals from "../../words/plurals";
import * as texts from "../../words/revisions";

/** Up to so many changes every year is open; of more only the latest. */
const MANY = 40;

interface Changed {
  row: Row;
  measure: MeasureName;
  before: Cell;
  after: Cell;
}

/** The figures that differ. */
export function figuresThatDiffer({ columns, rows }: Difference): Changed[] {
  const measures = columns.flatMap(({ name, role }) => (role === "measure" && name.endsWith("_after") ? [name.slice(0, -"_after".length) as MeasureName] : []));
  return rows.flatMap((row) =>
    measures.map((measure) => ({ row, measure, before: row[`${measure}_before`] ?? null, after: row[`${measure}_after`] ?? null })).filter(differs),
  );
}

/** What differs, before and after. By year where there are years, the latest first; long lists are folded. */
export function differenceTables(difference: Difference): Child {
  const dimensions = difference.columns.filter(({ role }) => role === "dimension").map(({ name }) => name);
  const changes = figuresThatDiffer(difference);
  if (changes.length === 0) return h("div", { class: "empty" }, h("p", {}, texts.noFigureDiffers), h("p", {}, texts.theTwoSayThe));
  const time = dimensions.find((name) => isTime(name));
  const years = new Map<string, Changed[]>();
  for (const change of changes) {
    const year = time === undefined ? "" : String(change.row[time]).slice(0, 4);
    years.set(year, [...(years.get(year) ?? []), change]);
  }
  // One set of columns for all years, or a reader's eye would find each in another place.
  const measures = MEASURE_NAMES.filter((name) => changes.some(({ measure }) => measure === name));
  const few = changes.length <= MANY;
  return [...years]
    .sort(([a], [b]) => b.localeCompare(a))
    .map(([year, inYear], at) =>
      h(
        "details",
        { class: "year", open: few || at === 0 },
        h("summary", {}, year !== "" && h("b", {}, year), h("span", { class: "faint" }, `${plural(inYear.length, plurals.figure)}, ${summary(inYear)}`)),
        table(inYear, measures, time === "year" && dimensions.length > 1 ? dimensions.filter((name) => name !== "year") : dimensions),
      ),
    );
}

/** A figure differs by its value or by its status; a missing figure that stays missing is no news. */
function differs({ row, measure, before, after }: Changed): boolean {
  if (before !== after) return true;
  return before !== null && row[`${measure}_status_before`] !== row[`${measure}_status_after`];
}

function summary(changes: readonly Changed[]): string {
  const count = (test: (change: Changed) => boolean) => changes.filter(test).length;
  const [added, lost] = [count(({ before, after }) => before === null && after !== null), count(({ before, after }) => before !== null && after === null)];
  const revised = changes.length - added - lost;
  return [added > 0 && texts.countNew(added), revised > 0 && texts.countChanged(revised), lost > 0 && texts.countWithdrawn(lost)].filter(Boolean).join(", ");
}

/** A row a cell of the breakdown, three columns a measure; of a measure that stays as it is only the value is shown. */
function table(changes: readonly Changed[], measures: readonly MeasureName[], dimensions: readonly string[]): HTMLElement {
  const rows = [...new Set(changes.map(({ row }) => row))];
  const changed = new Set(changes.map(({ row, measure }) => `${rows.indexOf(row)} ${measure}`));
  return h(
    "div",
    { class: "scroll", tabindex: "0", role: "region", "aria-label": texts.figuresBeforeAndAfter },
    h(
      "table",
      { class: "difference" },
      h(
        "colgroup",
        {},
        dimensions.map((name) => h("col", { class: isTime(name) ? "of-time" : "of-member" })),
        measures.map(() => ["of-before", "of-after", "of-difference"].map((name) => h("col", { class: name }))),
      ),
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          dimensions.map((name, at) => h("th", { scope: "col", class: markOf(dimensions, at), rowspan: 2 }, dimensionLabel(name))),
          measures.map((measure) => h("th", { scope: "colgroup", colspan: 3 }, MEASURES[measure].short)),
        ),
        h(
          "tr",
          {},
          measures.map(() => [texts.before, texts.after, texts.difference].map((name, at) => h("th", { scope: "col", class: at === 0 ? "first" : "" }, name))),
        ),
      ),
      h(
        "tbody",
        {},
        rows.map((row, at) =>
          h(
            "tr",
            {},
            names(row, dimensions, rows[at - 1] ?? null),
            measures.map((measure) => cells(row, measure, changed.has(`${at} ${measure}`))),
          ),
        ),
      ),
    ),
  );
}

/** The last name tells a row from those of its group. */
const markOf = (dimensions: readonly string[], at: number) => (at < dimensions.length - 1 ? "text of-group" : "text of-row");

/** What the row above says already is said only to those who cannot see it. */
function names(row: Row, dimensions: readonly string[], above: Row | null): HTMLElement[] {
  return dimensions.map((name, at) => {
    const value = String(row[name] ?? "");
    const words = isTime(name) ? value : memberLabel(name, value);
    const repeats = above !== null && dimensions.slice(0, at + 1).every((dimension) => above[dimension] === row[dimension]);
    const mark = markOf(dimensions, at);
    return h("th", { scope: "row", class: repeats ? `${mark} repeat` : mark }, repeats ? h("span", { class: "unseen" }, words) : words);
  });
}

function cells(row: Row, measure: MeasureName, isChanged: boolean): HTMLElement[] {
  const { unit, short } = MEASURES[measure];
  const [before, after] = [row[`${measure}_before`] ?? null, row[`${measure}_after`] ?? null];
  const shown = (value: Cell) => (typeof value === "number" ? amount(value, unit) : h("span", { class: "gap", title: texts.noFigure }, "⋯"));
  if (!isChanged) return [h("td", { class: "first" }), h("td", { class: "faint" }, after === null ? "" : shown(after)), h("td")];
  return [
    h("td", { class: "first", "data-name": short }, shown(before)),
    h("td", {}, h("b", {}, shown(after))),
    h("td", { class: "by" }, differenceWords({ row, measure, before, after })),
  ];
}

function differenceWords({ row, measure, before, after }: Changed): Child {
  if (before === null) return h("span", { class: "faint" }, texts.newWord);
  if (after === null) return h("span", { class: "faint" }, texts.withdrawn);
  const difference = row[`${measure}_difference`];
  if (before === after) return h("span", { class: "faint" }, texts.now(row[`${measure}_status_after`] ?? texts.statedOtherwise));
  return typeof difference === "number" ? unbroken(signed(difference)) : "";
}
