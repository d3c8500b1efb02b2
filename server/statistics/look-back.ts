import type { Day } from "../domain/day";
import { type Period, periodOf, previousPeriod } from "../domain/period";
import { type Query, timeOf } from "../domain/query";
import { basePeriod } from "./change";
import { lastPeriods } from "./running";

/**
 * The first day before the range whose counts the query's changes, sums and records look back to; null where they look at nothing before
 * it. `loaded` is the first day that anything is known of.
 */
export function lookBack(query: Query, loaded: Day | null): Day | null {
  const time = timeOf(query);
  if (time === null || query.from === null) return null;
  const first = periodOf(query.from.start, time);
  const starts = [
    changeStart(query, first),
    query.rank ? loaded : null,
    query.cumulative ? yearBeforeStart(first) : null,
    query.rolling !== null ? (lastPeriods(first, query.rolling)[0]?.start ?? null) : null,
  ].filter((day) => day !== null && day < first.start);
  return starts.sort()[0] ?? null;
}

/** First day of the whole periods before the first that its changes are measured against. */
export function changeStart(query: Query, first: Period): Day | null {
  if (query.change === null || first.grain === "span") return null;
  // 29 February has no day a year before; the next day has.
  return (basePeriod(first, query.change) ?? basePeriod(periodOf(first.end, first.grain), query.change))?.start ?? null;
}

/** 1 January of the year before the period's. */
export function yearBeforeStart(period: Period): Day | null {
  return previousPeriod(periodOf(period.start, "year"))?.start ?? null;
}
