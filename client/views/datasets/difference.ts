import { isTime } from "../../../server/domain/dimension";
import { MEASURES, type MeasureName } from "../../../server/domain/measure";
import type { Cell, Row } from "../../../server/domain/table";
import type { Difference } from "../../api";
import { dimensionLabel, memberLabel } from "../../charts/plot";
import { type Child, h } from "../../dom";
import { amount, plural, signed } from "../../format";

/** Up to so many changes every year is open; of more only the latest. */
const MANY = 40;

interface Changed {
  row: Row;
  measure: MeasureName;
  before: Cell;
  after: Cell;
}

/** What differs, a row a figure: before, arrow, after, difference. By year where there are years, the latest first; long lists are folded. */
export function differenceTables({ columns, rows }: Difference): Child {
  const dimensions = columns.filter(({ role }) => role === "dimension").map(({ name }) => name);
  const measures = columns.flatMap(({ name, role }) => (role === "measure" && name.endsWith("_after") ? [name.slice(0, -"_after".length) as MeasureName] : []));
  const changes = rows.flatMap((row) =>
    measures.map((measure) => ({ row, measure, before: row[`${measure}_before`] ?? null, after: row[`${measure}_after`] ?? null })).filter(differs),
  );
  if (changes.length === 0)
    return h("div", { class: "empty" }, h("p", {}, "No figure differs."), h("p", {}, "The two say the same in this breakdown; another one may show more."));
  const time = dimensions.find((name) => isTime(name));
  const years = new Map<string, Changed[]>();
  for (const change of changes) {
    const year = time === undefined ? "" : String(change.row[time]).slice(0, 4);
    years.set(year, [...(years.get(year) ?? []), change]);
  }
  const few = changes.length <= MANY;
  return [...years]
    .sort(([a], [b]) => b.localeCompare(a))
    .map(([year, inYear], at) =>
      h(
        "details",
        { class: "year", open: few || at === 0 },
        h("summary", {}, year !== "" && h("b", {}, year), h("span", { class: "faint" }, `${plural(inYear.length, "figure")}, ${summary(inYear)}`)),
        table(inYear, time === "year" && dimensions.length > 1 ? dimensions.filter((name) => name !== "year") : dimensions),
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
  return [added > 0 && `${added} new`, revised > 0 && `${revised} changed`, lost > 0 && `${lost} withdrawn`].filter(Boolean).join(", ");
}

function table(changes: readonly Changed[], dimensions: readonly string[]): HTMLElement {
  const heads = [
    ...dimensions.map((name) => h("th", { scope: "col", class: "left" }, dimensionLabel(name))),
    h("th", { scope: "col", class: "left" }, "Figure"),
  ];
  return h(
    "div",
    { class: "scroll", tabindex: "0", role: "region", "aria-label": "Figures before and after, table" },
    h(
      "table",
      { class: "difference" },
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          heads,
          h("th", { scope: "col" }, "Before"),
          h("td", { "aria-hidden": "true" }),
          h("th", { scope: "col" }, "After"),
          h("th", { scope: "col" }, "Difference"),
        ),
      ),
      h(
        "tbody",
        {},
        changes.map((change, at) => tableRow(change, dimensions, changes[at - 1]?.row ?? null)),
      ),
    ),
  );
}

/** What the row above says already is said only to those who cannot see it. */
function tableRow({ row, measure, before, after }: Changed, dimensions: readonly string[], above: Row | null): HTMLElement {
  const { unit, short } = MEASURES[measure];
  const shown = (value: Cell) => (typeof value === "number" ? amount(value, unit) : h("span", { class: "gap", title: "no figure" }, "⋯"));
  const cells = dimensions.map((name, at) => {
    const value = String(row[name] ?? "");
    const words = isTime(name) ? value : memberLabel(name, value);
    const repeats = above !== null && dimensions.slice(0, at + 1).every((dimension) => above[dimension] === row[dimension]);
    const mark = repeats ? "left repeat" : "left";
    return h(at === 0 ? "th" : "td", at === 0 ? { scope: "row", class: mark } : { class: mark }, repeats ? h("span", { class: "unseen" }, words) : words);
  });
  return h(
    "tr",
    {},
    cells,
    h("td", { class: "left of" }, short),
    h("td", {}, shown(before)),
    h("td", { class: "arrow", "aria-hidden": "true" }, "→"),
    h("td", {}, h("b", {}, shown(after))),
    h("td", {}, differenceWords({ row, measure, before, after })),
  );
}

function differenceWords({ row, measure, before, after }: Changed): Child {
  if (before === null) return h("span", { class: "faint" }, "new");
  if (after === null) return h("span", { class: "faint" }, "withdrawn");
  const difference = row[`${measure}_difference`];
  if (before === after) return h("span", { class: "faint" }, `now ${row[`${measure}_status_after`] ?? "stated otherwise"}`);
  return typeof difference === "number" ? signed(difference) : "";
}
