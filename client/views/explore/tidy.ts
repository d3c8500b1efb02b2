import { isTime } from "../../../server/domain/dimension";
import { MEASURES, type MeasureName } from "../../../server/domain/measure";
import { parsePeriod } from "../../../server/domain/period";
import { categoriesOf, NOT_STATED } from "../../../server/domain/query";
import { type Row, UNSPLIT } from "../../../server/domain/table";
import { dimensionLabel, memberLabel } from "../../charts/plot";
import { gapPoint, readPoint } from "../../charts/point";
import { type Child, h } from "../../dom";
import { date, number, signed } from "../../format";
import { cell, rowsHref } from "../number";
import type { Findings } from "./load";

const FLAGS: Record<string, string> = {
  zero_base: "from zero",
  low_base: "low base",
  no_base: "no base",
  partial: "partial",
  scope_change: "scope changed",
  provisional: "provisional",
  unfinished: "not over",
  missing: "",
};

/** One row a cell, as the export has it: for several measures, two categories, changes and shares. */
export function tidy(found: Findings): HTMLElement {
  const { query, answer } = found;
  const headings = query.measure.flatMap((measure) => headingsOf(found, measure));
  return h(
    "table",
    {},
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        query.by.map((name) => h("th", { scope: "col", class: "text" }, dimensionLabel(name))),
        headings,
      ),
    ),
    h(
      "tbody",
      {},
      answer.rows.map((row) =>
        h(
          "tr",
          {},
          query.by.map((name, at) => h(at === 0 ? "th" : "td", at === 0 ? { scope: "row" } : { class: "text" }, dimensionCell(name, row))),
          query.measure.flatMap((measure) => cellsOf(found, row, measure)),
        ),
      ),
    ),
  );
}

function dimensionCell(name: string, row: Row): string {
  const value = row[name];
  const text = value === null || value === undefined ? "" : String(value);
  return isTime(name) ? text : memberLabel(name, text);
}

function headingsOf({ query, bounds, earlier, against }: Findings, measure: MeasureName): Child[] {
  const short = MEASURES[measure].short;
  const heading = (text: string, numericClass = true) => h("th", { scope: "col", class: numericClass ? "numeric" : "" }, text);
  return [
    heading(short),
    bounds && [heading("Least"), heading("Most")],
    earlier && against && heading(`As printed by ${date(against)}`),
    query.change && [heading("Change", false), heading("Percent", false), heading("On", false)],
    query.share && heading("Share", false),
  ];
}

function cellsOf(found: Findings, row: Row, measure: MeasureName): Child[] {
  const { query, time } = found;
  const point = readPoint(row, measure);
  const at = time === null ? -1 : found.periods.findIndex(({ label }) => label === row[time]);
  const beside = [found.bounds?.low, found.bounds?.high, found.earlier].flatMap((series) => (series ? [series.points] : []));
  const period = time === null ? null : parsePeriod(String(row[time]));
  const filters = Object.fromEntries(
    categoriesOf(query)
      .filter((name) => row[name] !== UNSPLIT)
      .map((name) => [name, [String(row[name] ?? NOT_STATED)]]),
  );
  const one = { ...query, measure: [measure], filters: { ...query.filters, ...filters }, ...(period ? { from: period, to: period } : {}) };
  const about = query.by.map((name) => dimensionCell(name, row)).join(", ");
  const percent = row[`${measure}_change_pct`];
  const share = row[`${measure}_share`];
  const flag = point.flag === null || point.value === null ? "" : (FLAGS[point.flag] ?? point.flag);
  return [
    h("td", {}, cell(point, rowsHref(one), about)),
    beside.map((points) => h("td", {}, cell(points[at] ?? gapPoint(measure), null, about))),
    query.change && [
      h("td", {}, point.change === null ? "" : signed(point.change)),
      h("td", {}, typeof percent === "number" && point.flag !== "low_base" ? `${signed(Math.round(percent * 10) / 10)}%` : h("span", { class: "faint" }, flag)),
      h("td", { class: "faint" }, point.change === null || point.base === null ? "" : number(point.base)),
    ],
    query.share && h("td", {}, typeof share === "number" ? `${number(Math.round(share * 10) / 10)}%` : ""),
  ];
}
