import { MEASURES, type MeasureName } from "../../../server/domain/measure";
import { parsePeriod } from "../../../server/domain/period";
import { categoriesOf, NOT_STATED, timeOf } from "../../../server/domain/query";
import { OTHERS, type Row, UNSPLIT } from "../../../server/domain/table";
import { type Aspect, type Point, readPoint } from "../../charts/point";
import { type Child, h, unbroken } from "../../dom";
import { date, number, signed, tenths } from "../../format";
import { highestParts, last } from "../../words/explore-more";
import * as say from "../../words/explore-table";
import { asPrintedBy } from "../../words/findings";
import { cell, rowsHref } from "../number";
import { groupHead, type Line, linesOf, nameHeads, nameOf, namesOf } from "./lines";
import type { Findings } from "./load";
import { longBody } from "./long-body";
import { rankWords } from "./mark-words";

/** One row a cell, as the export has it, with the whole of each period: for several measures, two categories, changes and shares. */
export function tidy(found: Findings): HTMLElement {
  const { query } = found;
  const lines = linesOf(found);
  const headings = query.measure.flatMap((measure) => headingsOf(found, measure));
  const columns = query.by.length + headings.length;
  return h(
    "table",
    { class: "tidy" },
    h("thead", {}, h("tr", {}, nameHeads(found), headings)),
    longBody(lines, (line, at) => [
      ...groupHead(found, line, lines[at - 1], columns),
      h(
        "tr",
        line.isWhole ? { class: "whole" } : {},
        namesOf(found, line, lines[at - 1]),
        query.measure.flatMap((measure) => cellsOf(found, line, measure)),
      ),
    ]),
  );
}

/** What the query puts beside each figure, a column each: its heading, and its cell of a row. */
interface Extra {
  /** The column of the answer it is read from, after the measure's name; a whole has no share, rank or bounds. */
  name: string;
  heading: string;
  faint?: boolean;
  /** Words begin where those of the row above begin. */
  isText?: boolean;
  cell(row: Row, point: Point): Child;
}

function extrasOf({ query, answer }: Findings, measure: MeasureName): Extra[] {
  const has = (name: string) => answer.columns.some((column) => column.name === `${measure}_${name}`);
  const printedAt = (heading: string, aspect: Aspect): Extra => ({
    name: aspect,
    heading,
    cell: (row) => cell(readPoint(row, measure, aspect), null, heading),
  });
  const numberAt = (heading: string, name: string, write: (value: number) => string = number): Extra => ({
    name,
    heading,
    cell: (row) => (typeof row[`${measure}_${name}`] === "number" ? unbroken(write(Number(row[`${measure}_${name}`]))) : ""),
  });
  return [
    has("low") && [printedAt(say.least, "low"), printedAt(say.most, "high")],
    query.earlier !== null && has("earlier") && [printedAt(asPrintedBy(date(query.earlier)), "earlier")],
    query.change && changesOf(measure),
    query.share && [
      numberAt(say.share, "share", (value) => `${tenths(value)}%`),
      ...(has("share_change") ? [numberAt(say.points, "share_change", signed)] : []),
    ],
    query.rank && [{ name: "rank", heading: say.standing, isText: true, cell: (row: Row) => rankWords(row, measure) }],
    query.cumulative && [
      printedAt(say.yearToDate, "cumulative"),
      numberAt(say.onYearBefore, "cumulative_change", signed),
      { ...numberAt(say.allOfThatYear, "year_before"), faint: true },
    ],
    query.rolling !== null && [printedAt(last(query.rolling, timeOf(query)), "rolling")],
    query.per_day && [printedAt(say.aDay, "per_day")],
    query.peak && [
      { name: "peak", heading: highestParts[query.peak], isText: true, cell: (row: Row) => String(row[`${measure}_peak`] ?? "") },
      numberAt(say.inHighestPart, "peak_value"),
      {
        name: "peak_known",
        heading: say.knownParts,
        faint: true,
        cell: (row: Row) => say.knownOf(String(row[`${measure}_peak_known`]), String(row[`${measure}_peak_of`])),
      },
    ],
  ].flatMap((list) => (list === false || list === null ? [] : list));
}

function changesOf(measure: MeasureName): Extra[] {
  return [
    { name: "change", heading: say.change, cell: (_, { change }) => (change === null ? "" : unbroken(signed(change))) },
    {
      name: "change_pct",
      heading: say.percent,
      cell: (row, { value, flag }) => {
        const percent = row[`${measure}_change_pct`];
        if (typeof percent === "number" && flag !== "low_base") return unbroken(`${percent > 0 ? "+" : ""}${tenths(percent)}%`);
        return h("span", { class: "faint" }, flag === null || value === null ? "" : (say.flags[flag] ?? flag));
      },
    },
    { name: "base", heading: say.changedOn, faint: true, cell: (_, { change, base }) => (change === null || base === null ? "" : number(base)) },
  ];
}

function headingsOf(found: Findings, measure: MeasureName): Child[] {
  const all = [{ heading: MEASURES[measure].short, isText: false }, ...extrasOf(found, measure)];
  return all.map(({ heading, isText }) => h("th", { scope: "col", class: isText ? "text" : "numeric" }, heading));
}

function cellsOf(found: Findings, line: Line, measure: MeasureName): Child[] {
  const { row } = line;
  const { query, time } = found;
  const point = readPoint(row, measure);
  const period = time === null ? null : parsePeriod(String(row[time]));
  const filters = Object.fromEntries(
    categoriesOf(query)
      .filter((name) => !line.isWhole && row[name] !== UNSPLIT && row[name] !== OTHERS)
      .map((name) => [name, [String(row[name] ?? NOT_STATED)]]),
  );
  const one = { ...query, measure: [measure], filters: { ...query.filters, ...filters }, ...(period ? { from: period, to: period } : {}) };
  const about = query.by.map((name) => nameOf(found, name, line)).join(", ");
  return [
    h("td", {}, cell(point, rowsHref(one), about)),
    extrasOf(found, measure).map(({ name, faint, isText, cell }) =>
      h("td", { class: [faint ? "faint" : "", isText ? "text" : "numeric"].join(" ").trim() }, `${measure}_${name}` in row && cell(row, point)),
    ),
  ];
}
