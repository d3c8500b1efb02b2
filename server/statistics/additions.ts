import { MEASURES, type MeasureName } from "../domain/measure";
import type { Period } from "../domain/period";
import { periodsBetween } from "../domain/period";
import { type Query, timeOf } from "../domain/query";
import type { Cell, Column, Note } from "../domain/table";
import { isComparable, type Point, UNKNOWN } from "./point";
import { peakCells, peakColumns, perDayCells, perDayColumns } from "./rate";
import { rankCells, rankColumns, ranksOf, standingsOf, wholeYears } from "./record";
import { cumulativeCells, cumulativeColumns, rollingColumn, rollingSum } from "./running";
import type { Series } from "./series";

/** Whether the query asks for anything that is computed along a line of periods or from its days. */
export function hasAdditions({ rank, cumulative, rolling, per_day, peak }: Query): boolean {
  return rank || cumulative || rolling !== null || per_day || peak !== null;
}

/** The columns that rank, cumulative, rolling, per_day and peak add to a measure. `withStatus` for figures. */
export function additionColumns(query: Query, measure: MeasureName, withStatus: boolean): Column[] {
  const { label, unit } = MEASURES[measure];
  return [
    ...(query.rank ? rankColumns(measure, label) : []),
    ...(query.cumulative ? cumulativeColumns(measure, label, unit, withStatus) : []),
    ...(query.rolling !== null ? [rollingColumn(measure, label, unit, query.rolling, timeOf(query) ?? "period")] : []),
    ...(query.per_day ? perDayColumns(measure, label) : []),
    ...(query.peak !== null ? peakColumns(measure, label, unit, query.peak) : []),
  ];
}

/** What a series shows of its records, for the notes. */
export interface Reach {
  name: string;
  measure: MeasureName;
  /** Periods that are not known, between the first known one and the last shown. */
  gaps: Period[];
  /** First periods of another scope than the known one before. */
  breaks: Period[];
  /** Whole years of the longest unbroken run of known periods that ends in a shown one. */
  longest: number;
}

/**
 * What the query adds to each shown period of a series, by period label. Records look back to `loaded`, the first day that anything is
 * loaded of; positions are among the periods shown.
 */
export function additionCells(
  query: Query,
  series: Series,
  shown: readonly Period[],
  loaded: string | null,
): { cells: Map<string, Record<string, Cell>>; reach: Reach | null } {
  const cells = new Map(shown.map((period) => [period.label, {} as Record<string, Cell>]));
  const add = (period: Period, more: Record<string, Cell>) => void Object.assign(cells.get(period.label) ?? {}, more);
  const reach = query.rank ? addRanks(query, series, shown, loaded, add) : null;
  for (const period of shown) {
    if (query.cumulative) add(period, cumulativeCells(series, period));
    if (query.rolling !== null) add(period, { [`${series.measure}_rolling`]: rollingSum(series, period, query.rolling).value });
    if (query.per_day) add(period, perDayCells(series, period));
    if (query.peak !== null) add(period, peakCells(series, period, query.peak));
  }
  return { cells, reach };
}

function addRanks(
  query: Query,
  series: Series,
  shown: readonly Period[],
  loaded: string | null,
  add: (period: Period, more: Record<string, Cell>) => void,
): Reach | null {
  const time = timeOf(query);
  const [first, last] = [shown[0], shown.at(-1)];
  if (time === null || first === undefined || last === undefined) return null;
  const periods = [...periodsBetween(loaded !== null && loaded < first.start ? loaded : first.start, first.start, time), ...shown];
  const points = periods.map(series.at);
  const standings = standingsOf(periods, points).slice(-shown.length);
  const ranks = ranksOf(points.slice(-shown.length));
  for (const [at, period] of shown.entries()) {
    const standing = standings[at];
    if (standing !== undefined) add(period, rankCells(series.measure, ranks[at] ?? null, standing));
  }
  const begin = points.findIndex(isComparable);
  const known = begin < 0 ? [] : periods.slice(begin).map((period, at) => ({ period, point: points[begin + at] }));
  const scoped = known.filter(({ point }) => point !== undefined && isComparable(point));
  return {
    name: series.name,
    measure: series.measure,
    gaps: known.filter(({ point }) => point === undefined || !isComparable(point)).map(({ period }) => period),
    breaks: scoped.filter(({ point }, at) => at > 0 && scoped[at - 1]?.point?.scope !== point?.scope).map(({ period }) => period),
    longest: longestRun(periods, points, first.start),
  };
}

function longestRun(periods: readonly Period[], points: readonly Point[], from: string): number {
  let longest = 0;
  let start: Period | null = null;
  for (const [at, period] of periods.entries()) {
    const [point, before] = [points[at] ?? UNKNOWN, points[at - 1] ?? UNKNOWN];
    if (!isComparable(point)) start = null;
    else if (start === null || before.scope !== point.scope) start = period;
    if (start !== null && period.start >= from) longest = Math.max(longest, wholeYears(start, period));
  }
  return longest;
}

/** How many lines, and how many stretches of one line, a note names. */
const NAMED = 12;

/** What keeps a record from reaching further back: periods that are not known, other scopes, years that are not loaded. */
export function reachNotes(reaches: readonly Reach[]): Note[] {
  const notes: Note[] = [];
  const named = ({ name, measure }: Reach) => [name, MEASURES[measure].short.toLowerCase()].filter((word) => word !== "").join(" ");
  const list = (found: readonly Reach[], words: (reach: Reach) => string) =>
    `${found.slice(0, NAMED).map(words).join(". ")}${found.length > NAMED ? `. And ${found.length - NAMED} more lines` : ""}.`;
  const holed = reaches.filter(({ gaps }) => gaps.length > 0);
  if (holed.length > 0)
    notes.push({
      code: "record_gap",
      message: `Not known, so that no record reaches over them: ${list(holed, (reach) => `${named(reach)} ${stretches(reach.gaps)}`)}`,
    });
  const broken = reaches.filter(({ breaks }) => breaks.length > 0);
  if (broken.length > 0)
    notes.push({
      code: "record_scope",
      message: `Counted differently before, so that no record reaches further back: ${list(broken, (reach) => `${named(reach)} ${reach.breaks.map(({ label }) => label).join(", ")}`)}`,
    });
  if (reaches.length > 0 && reaches.every(({ longest }) => longest < DECADE))
    notes.push({
      code: "record_decade",
      message: "No unbroken run of known periods covers ten years: nothing here can be called the highest in a decade.",
    });
  return notes;
}

/** Years of known periods that "in a decade" needs. */
export const DECADE = 10;

/** Periods as stretches: `2013-Q1 to 2014-Q4, 2015-Q2`. */
export function stretches(periods: readonly Period[]): string {
  const runs: [first: Period, last: Period][] = [];
  for (const period of periods) {
    const run = runs.at(-1);
    if (run !== undefined && run[1].end === period.start) run[1] = period;
    else runs.push([period, period]);
  }
  const words = runs.map(([first, last]) => (first === last ? first.label : `${first.label} to ${last.label}`));
  return `${words.slice(0, NAMED).join(", ")}${words.length > NAMED ? ` and ${words.length - NAMED} more stretches` : ""}`;
}
