import type { Day } from "../domain/day";
import { isTime } from "../domain/dimension";
import type { MeasureName } from "../domain/measure";
import { type Period, periodOf, periodsBetween, spanOf } from "../domain/period";
import { type Query, timeOf } from "../domain/query";
import type { Cell } from "../domain/table";
import type { Tally } from "../domain/tally";
import { additionCells, type Reach } from "./additions";
import { daysOf, groundOf, pointOf, unplacedAmong } from "./incident-point";
import type { Extent, Sums } from "./incident-table";
import { sumOfPoints, UNKNOWN } from "./point";
import type { Series } from "./series";

type Members = readonly (string | null)[];

/** What a query adds along each group of incidents, and what its records reach; `at` finds the sums of a period of the table. */
export function additionsOf(
  query: Query,
  sums: Sums,
  extent: Extent,
  groups: readonly (string | null)[][],
  periods: readonly (Period | null)[],
  at: (period: Period | null, members: (string | null)[]) => Tally | undefined,
  isUnplaced: IsUnplaced,
): { cellsAt: (members: Members, period: Period | null) => Record<string, Cell> | undefined; reaches: Reach[] } {
  const cells = new Map<Members, Map<string, Record<string, Cell>>>();
  const reaches: Reach[] = [];
  if (extent.range === null) return { cellsAt: () => undefined, reaches };
  const whole = spanOf(extent.range.start, extent.range.end);
  const shown = periods.map((period) => period ?? whole);
  const [years, parts] = [byMembers(query, sums.years), byMembers(query, sums.parts)];
  const divided = dividedRows(query, sums.parts);
  const { unplaced } = extent;
  const unplacedYear = unplacedAmong(query, sums.years, unplaced?.years ?? []);
  const unplacedPart = unplacedAmong(query, sums.parts, unplaced?.parts ?? []);
  const first = [...sums.earlier.map(({ members }) => String(members[query.by.findIndex(isTime)])), extent.range.start].sort()[0] ?? null;
  const loaded = extent.coverage !== null && (first === null || extent.coverage.start < first) ? extent.coverage.start : first;
  for (const members of groups) {
    const own = new Map(shown.map((period) => [period.label, {} as Record<string, Cell>]));
    cells.set(members, own);
    for (const measure of query.measure) {
      const series: Series = {
        measure,
        name: members.filter((_, index) => !isTime(query.by[index] ?? "")).join(" "),
        at: pointsOf(query, extent, measure, members, { at, years, parts, isUnplaced, unplacedYear, unplacedPart }),
        days: (period) => daysOf(query, extent, period),
        isDivided: (period) => (divided.get(keyAt(query, members, period.start)) ?? 0) >= (at(period, members)?.rows ?? 0),
      };
      const found = additionCells(query, series, shown, loaded);
      for (const [label, more] of found.cells) Object.assign(own.get(label) ?? {}, more);
      if (found.reach !== null) reaches.push(found.reach);
    }
  }
  return { cellsAt: (members, period) => cells.get(members)?.get((period ?? whole).label), reaches };
}

/** How many rows of each group and period of the table are in one of the parts its peak is looked for in. */
function dividedRows(query: Query, parts: readonly Tally[]): Map<string, number> {
  const rows = new Map<string, number>();
  const [time, at] = [timeOf(query), query.by.findIndex(isTime)];
  if (time === null) return rows;
  for (const { members, rows: count } of parts) {
    const key = keyAt(query, members.slice(0, query.by.length), periodOf(String(members[at]), time).start);
    rows.set(key, (rows.get(key) ?? 0) + count);
  }
  return rows;
}

type IsUnplaced = ReturnType<typeof unplacedAmong>;

interface Known {
  isUnplaced: IsUnplaced;
  unplacedYear: IsUnplaced;
  unplacedPart: IsUnplaced;
  at: (period: Period | null, members: (string | null)[]) => Tally | undefined;
  years: Map<string, Tally>;
  parts: Map<string, Tally>;
}

/**
 * The value of any period of a group. A whole year is read as a year, so that rows dated to no more than the year are in it; any other
 * stretch is the sum of its periods, known only where all of them are.
 */
function pointsOf(query: Query, extent: Extent, measure: MeasureName, members: (string | null)[], known: Known): Series["at"] {
  const { at, years, parts, isUnplaced, unplacedYear, unplacedPart } = known;
  const time = timeOf(query);
  const whole = { from: null, to: null };
  const point: Series["at"] = (period) => {
    if (time === null) return pointOf(groundOf(query, extent, null), measure, at(null, members), isUnplaced(null, members));
    if (period.grain === time) return pointOf(groundOf(query, extent, period), measure, at(period, members), isUnplaced(period, members));
    if (period.grain === "year")
      return pointOf(groundOf(whole, extent, period), measure, years.get(keyAt(query, members, period.start)), unplacedYear(period, members));
    if (period.grain === query.peak)
      return pointOf(groundOf(whole, extent, period), measure, parts.get(keyAt(query, members, period.start)), unplacedPart(period, members));
    const within = periodsBetween(period.start, period.end, time);
    return within[0]?.start === period.start && within.at(-1)?.end === period.end ? sumOfPoints(within.map(point)) : UNKNOWN;
  };
  return point;
}

const byMembers = (query: Query, tallies: readonly Tally[]) => new Map(tallies.map((tally) => [keyOf(tally.members.slice(0, query.by.length)), tally]));

/** A group at a period, by its first day. */
function keyAt({ by }: Query, members: Members, start: Day): string {
  const at = by.findIndex(isTime);
  return keyOf(at < 0 ? members : members.toSpliced(at, 1, start));
}

/** One text for a list of members: none of the database's texts holds the NUL that parts them. */
export function keyOf(members: Members): string {
  let key = "";
  for (const member of members) key += member === null ? "\0" : `\0=${member}`;
  return key;
}
