import { addDays, type Day, daysBetween } from "../domain/day";
import { isTime } from "../domain/dimension";
import { MEASURES, type MeasureName } from "../domain/measure";
import type { Period } from "../domain/period";
import { COUNTRY } from "../domain/province";
import type { Query } from "../domain/query";
import type { CountedMeasure, Tally } from "../domain/tally";
import { toFourPlaces } from "./change";
import type { Extent } from "./incident-table";
import type { Point } from "./point";
import type { Days } from "./series";

/** What a period is to the counts in it, whichever group and measure they are of. */
export interface Ground {
  /** Whether it lies inside coverage: no row is zero there. */
  covered: boolean;
  /** Whether a count of it may be compared: it is neither cut nor unfinished. */
  whole: boolean;
}

/** The ground of a period, or of all that is asked for where there is none. */
export function groundOf(
  query: Pick<Query, "from" | "to">,
  { range, coverage, today }: Pick<Extent, "range" | "coverage" | "today">,
  period: Period | null,
): Ground {
  const stretch = period === null ? range : clip(query, period);
  const covered = stretch !== null && coverage !== null && stretch.start >= coverage.start && stretch.end <= coverage.end;
  const clipped = period !== null && stretch !== null && (stretch.start > period.start || stretch.end < period.end);
  const finished = period === null || (period.end <= today && (coverage === null || covered));
  return { covered, whole: !clipped && finished };
}

/** The count of a cell as a point: zero inside coverage where there is no row, unless one that is `unplaced` may belong there. */
export function pointOf({ covered, whole }: Ground, measure: MeasureName, tally: Tally | undefined, unplaced: boolean): Point {
  const empty = covered && !unplaced && MEASURES[measure].additive ? 0 : null;
  return { value: tally === undefined ? empty : countIn(tally, measure), whole, scope: null, provisional: false };
}

/** The part of a period that from and to leave; the whole of one that lies outside them, as a base does. */
function clip({ from, to }: Pick<Query, "from" | "to">, period: Period): { start: Day; end: Day } {
  const start = from !== null && period.end > from.start && period.start < from.start ? from.start : period.start;
  const end = to !== null && period.start < to.end && period.end > to.end ? to.end : period.end;
  return { start, end };
}

/** A measure of a group; null where its rows do not tell. */
export function countIn(tally: Tally, measure: MeasureName): number | null {
  const { sumOf, ratioOf } = MEASURES[measure];
  if (ratioOf !== undefined) {
    // Rows that leave the killed blank count as incidents all the same: over them the ratio would be too low.
    const [part, whole] = ratioOf.map((name) => countIn(tally, name));
    return part == null || !whole || tally.fatalities_blank > 0 ? null : toFourPlaces(part / whole);
  }
  if (sumOf === undefined) return measure in tally ? tally[measure as CountedMeasure] : null;
  let sum: number | null = null;
  for (const part of sumOf) {
    const value = countIn(tally, part);
    if (value !== null) sum = (sum ?? 0) + value;
  }
  return sum;
}

/** The calendar days that the count of a period stands for. */
export function daysOf(query: Pick<Query, "from" | "to">, { coverage, today }: Extent, period: Period): Days | null {
  const cut = clip(query, period);
  const start = coverage !== null && coverage.start > cut.start ? coverage.start : cut.start;
  const ends = [cut.end, coverage?.end ?? cut.end, addDays(today, 1)].sort();
  const end = ends[0] ?? cut.end;
  if (end <= start) return null;
  const unfinished = start > cut.start || end < cut.end || period.end > today;
  return { count: daysBetween(start, end), flag: unfinished ? "unfinished" : cut.start > period.start || cut.end < period.end ? "clipped" : null };
}

/**
 * Tells of a cell of one province whether its period has rows of the country alone, which may belong to it: no row is then no zero. Such rows are among the
 * tallies where nothing restricts the province, and `national` where something does.
 */
export function unplacedAmong(
  query: Pick<Query, "by">,
  tallies: readonly Tally[],
  national: readonly Tally[],
): (period: Period | null, members: readonly (string | null)[]) => boolean {
  const [place, time] = [query.by.indexOf("province"), query.by.findIndex(isTime)];
  const among = tallies.filter(({ members }) => place >= 0 && members[place] === COUNTRY).map(({ members }) => (time < 0 ? null : members[time]));
  const starts = new Set([...among, ...national.map(({ members }) => members[0] ?? null)]);
  return (period, members) => starts.size > 0 && members[place] !== COUNTRY && starts.has(time < 0 ? null : (period?.start ?? null));
}
