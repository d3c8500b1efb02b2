import { daysBetween } from "../domain/day";
import type { MeasureName } from "../domain/measure";
import type { Period } from "../domain/period";
import type { Query } from "../domain/query";
import type { Cell } from "../domain/table";
import type { Line, Remainder } from "./figure-others";
import { isComparable, type Point } from "./point";
import { perDayCells } from "./rate";
import { isKnown, type Resolved } from "./resolve";
import { rollingSum, yearToDate } from "./running";
import type { Series } from "./series";

export function pointOf(resolved: Resolved): Point {
  return { value: resolved.value, whole: isKnown(resolved), scope: resolved.scope, provisional: resolved.provisional };
}

/** A measure along a line, or along what lies between a line and its parts. */
export function seriesOf({ members, at }: Pick<Line, "members" | "at">, measure: MeasureName): Series {
  return {
    measure,
    name: members.join(" "),
    at: (period) => pointOf(at(period, measure)),
    status: (period) => at(period, measure).status,
    days: (period) => {
      const found = at(period, measure);
      return isKnown(found) ? { count: daysBetween(period.start, period.end), flag: found.provisional ? "provisional" : null } : null;
    },
  };
}

/**
 * What was not split of the sums that run along a line: of a year to date and of an average a day the total less the parts that are known
 * of the same stretch, of a rolling sum the total's less those that are known of every period. It is no member, so it has no change, rank or peak.
 */
export function remainderCells(query: Query, line: Line, rest: Remainder, measure: MeasureName, period: Period): Record<string, Cell> {
  const soFar = line.at(yearToDate(period), measure);
  return {
    ...(query.cumulative ? { [`${measure}_cumulative`]: soFar.value, [`${measure}_cumulative_status`]: soFar.status } : {}),
    ...(query.rolling !== null ? { [`${measure}_rolling`]: rollingRest(rest, measure, period, query.rolling) } : {}),
    ...(query.per_day ? perDayCells(seriesOf(line, measure), period) : {}),
  };
}

function rollingRest({ whole, parts, addsUp }: Remainder, measure: MeasureName, period: Period, count: number): number | null {
  const over = (at: Line["at"]) => rollingSum(seriesOf({ members: [], at }, measure), period, count);
  const total = over(whole);
  const sums = parts.map(over);
  if (!addsUp(measure) || !isComparable(total) || sums.every(isComparable)) return null;
  const left = sums.reduce((value, sum) => value - (isComparable(sum) && sum.scope === total.scope ? sum.value : 0), total.value);
  return left < 0 ? null : left;
}
