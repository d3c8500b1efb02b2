import { addMonths } from "../domain/day";
import type { Period } from "../domain/period";
import type { Cell, Column } from "../domain/table";
import { isComparable, type Point } from "./point";

/**
 * Why a look back for a higher value ended: a higher one was found; nothing is loaded before; the period before is not known; the
 * publisher counted something else before.
 */
export type RecordKind = "highest_since" | "highest_loaded" | "highest_known" | "highest_in_scope";

/** How far back a period stands highest. */
export interface Standing {
  record: RecordKind | null;
  /** The last period with a higher value; null unless it was found. */
  since: Period | null;
  /** First of the periods, all of them known, over which nothing is higher. */
  from: Period | null;
  /** Whole years from the start of `from` to the end of this period: the N of an "N-year high". */
  years: number | null;
}

const NONE: Standing = { record: null, since: null, from: null, years: null };

/**
 * The standing of every period of a line, oldest first and without holes in the calendar. A higher value is looked for backwards, only
 * over known values of one scope (DESIGN, "What a number means": "highest since" only where every period between is known). An N-year
 * high is t - t', where t' is the last larger value (FIELD, N4): 2023 above all since 2017 is a six-year high. There is no record where
 * the period just before is higher, where nothing is known just before, and at zero.
 */
export function standingsOf(periods: readonly Period[], points: readonly Point[]): Standing[] {
  let start = 0;
  let ended: RecordKind = "highest_loaded";
  /** Places of values not yet surpassed, falling in size. */
  let higher: number[] = [];
  let before: Point | null = null;
  return points.map((point, at) => {
    const begin = (kind: RecordKind, place: number) => {
      [start, ended, higher] = [place, before === null && kind === "highest_known" ? "highest_loaded" : kind, []];
    };
    if (!isComparable(point)) {
      begin("highest_known", at + 1);
      return NONE;
    }
    if (before !== null && start < at && before.scope !== point.scope) begin("highest_in_scope", at);
    before = point;
    while (higher.length > 0 && (points[higher.at(-1) ?? 0]?.value ?? 0) <= point.value) higher.pop();
    const last = higher.at(-1);
    higher.push(at);
    const first = last === undefined ? start : last + 1;
    const [from, own] = [periods[first], periods[at]];
    if (first === at || point.value === 0 || from === undefined || own === undefined) return NONE;
    return {
      record: last === undefined ? ended : "highest_since",
      since: last === undefined ? null : (periods[last] ?? null),
      from,
      years: wholeYears(from, own),
    };
  });
}

/** Whole years from the start of one period to the end of another. */
export function wholeYears(from: Period, to: Period): number {
  const years = Number(to.end.slice(0, 4)) - Number(from.start.slice(0, 4));
  return to.end >= addMonths(from.start, 12 * years).slice(0, 8) + from.start.slice(8) ? years : years - 1;
}

/** The position of each value among the comparable ones of its scope: 1 is the highest, equal values share a position. */
export function ranksOf(points: readonly Point[]): ({ rank: number; of: number } | null)[] {
  const values = new Map<string | null, number[]>();
  for (const point of points) if (isComparable(point)) values.set(point.scope, [...(values.get(point.scope) ?? []), point.value]);
  for (const list of values.values()) list.sort((a, b) => b - a);
  const places = new Map([...values].map(([scope, list]) => [scope, new Map([...list].reverse().map((value, at) => [value, list.length - at]))]));
  return points.map((point) => {
    const rank = isComparable(point) ? places.get(point.scope)?.get(point.value) : undefined;
    return rank === undefined ? null : { rank, of: values.get(point.scope)?.length ?? 0 };
  });
}

/** The columns a rank adds to a measure, and a row's cells for them. */
export function rankColumns(measure: string, label: string): Column[] {
  const column = (name: string, unit: Column["unit"], words: string): Column => ({
    name: `${measure}_${name}`,
    role: "rank",
    unit,
    label: `${label}: ${words}`,
  });
  return [
    column("rank", "count", "position among the known periods shown, 1 is the highest"),
    column("rank_of", "count", "how many periods the position is among"),
    column("record", "flag", "how far back nothing is higher"),
    column("record_since", "period", "last period that was higher"),
    column("record_from", "period", "first of the known periods over which nothing is higher"),
    column("record_years", "count", "whole years over which nothing is higher"),
  ];
}

export function rankCells(measure: string, rank: { rank: number; of: number } | null, standing: Standing): Record<string, Cell> {
  return {
    [`${measure}_rank`]: rank?.rank ?? null,
    [`${measure}_rank_of`]: rank?.of ?? null,
    [`${measure}_record`]: standing.record,
    [`${measure}_record_since`]: standing.since?.label ?? null,
    [`${measure}_record_from`]: standing.from?.label ?? null,
    [`${measure}_record_years`]: standing.years,
  };
}
