import type { BestRule } from "./dataset";
import type { Day } from "./day";
import { groupBy } from "./group";
import type { Count } from "./incident";

/** What one report of an incident says of a count. */
export interface Report {
  count: Count;
  published_on: Day | null;
  line: number;
}

/** Later first: by printing date (undated reports count as oldest), then by the later line of the file. */
export function byRecency(a: Pick<Report, "published_on" | "line">, b: Pick<Report, "published_on" | "line">): number {
  const [left, right] = [a.published_on ?? "", b.published_on ?? ""];
  return left === right ? b.line - a.line : left < right ? 1 : -1;
}

/**
 * One count for an incident that several reports describe: low is the least and high the most that any reports, best is
 * chosen by the dataset's rule among the reports that give a value. All null when none does.
 */
export function reconcileCounts(reports: readonly Report[], rule: BestRule): Count {
  const known = reports.filter((report) => report.count.best !== null).sort(byRecency);
  const values = (pick: (count: Count) => number | null) => reports.map(({ count }) => pick(count)).filter((value) => value !== null);
  const lows = values((count) => count.low ?? count.best);
  const highs = values((count) => count.high ?? count.best);
  return {
    best: chooseBest(known, rule),
    low: lows.length > 0 ? Math.min(...lows) : null,
    high: highs.length > 0 ? Math.max(...highs) : null,
  };
}

/** `reports` give a value each, from the latest to the oldest. */
function chooseBest(reports: readonly Report[], rule: BestRule): number | null {
  const values = reports.map(({ count }) => count.best).filter((value) => value !== null);
  if (values.length === 0) return null;
  if (rule === "lowest") return Math.min(...values);
  if (rule === "highest") return Math.max(...values);
  if (rule === "latest") return values[0] ?? null;
  const votes = [...groupBy(reports, ({ count }) => count.best)].map(([value, given]) => ({ value, times: given.length, last: given[0]?.published_on ?? "" }));
  // Two reports of one day, or without a day, have no order: then the lower value, whatever line of the file it stands on.
  votes.sort((a, b) => b.times - a.times || (a.last < b.last ? 1 : a.last > b.last ? -1 : (a.value ?? 0) - (b.value ?? 0)));
  return votes[0]?.value ?? null;
}
