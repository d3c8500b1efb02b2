import { MEASURES } from "../domain/measure";
import { type Period, periodOf, previousPeriod, spanOf, yearBefore } from "../domain/period";
import type { Cell, Column } from "../domain/table";
import { changeCells, changeColumns, changeOf } from "./change";
import { isComparable, type Point, sumOfPoints } from "./point";
import type { Series } from "./series";

/** The year to date: from 1 January to the end of the period. */
export function yearToDate(period: Period): Period {
  return spanOf(periodOf(period.start, "year").start, period.end);
}

/** The `count` periods that end with this one, oldest first. */
export function lastPeriods(period: Period, count: number): Period[] {
  const periods = [period];
  for (let before = previousPeriod(period); before !== null && periods.length < count; before = previousPeriod(before)) periods.unshift(before);
  return periods;
}

/**
 * The columns of a year to date: its value, its change on the same stretch of the year before, and the whole of that year, which a part
 * of a year may exceed but is never given as a percentage of (CRSS: "exceeds all of 2023").
 */
export function cumulativeColumns(measure: string, label: string, unit: Column["unit"], withStatus: boolean): Column[] {
  const name = `${measure}_cumulative`;
  const words = `${label}, year to date`;
  return [
    { name, role: "cumulative", unit, label: words },
    ...(withStatus
      ? [{ name: `${name}_status`, role: "cumulative" as const, unit: "flag" as const, label: `${words}: published, derived, partial or missing` }]
      : []),
    ...changeColumns(name, words, unit, "year_ago").map((column): Column => ({ ...column, role: "cumulative" })),
    { name: `${measure}_year_before`, role: "cumulative", unit, label: `${label}: the whole year before` },
  ];
}

export function cumulativeCells({ measure, at, status }: Series, period: Period): Record<string, Cell> {
  const soFar = yearToDate(period);
  const [now, then, lastYear] = [at(soFar), yearBefore(soFar), previousPeriod(periodOf(period.start, "year"))];
  const whole = lastYear === null ? null : at(lastYear);
  const name = `${measure}_cumulative`;
  return {
    [name]: now.value,
    ...(status === undefined ? {} : { [`${name}_status`]: status(soFar) }),
    ...changeCells(name, changeOf(now, then === null ? null : at(then), MEASURES[measure].unit)),
    [`${measure}_year_before`]: whole !== null && isComparable(whole) && (now.value === null || whole.scope === now.scope) ? whole.value : null,
  };
}

export function rollingColumn(measure: string, label: string, unit: Column["unit"], count: number, time: string): Column {
  return { name: `${measure}_rolling`, role: "rolling", unit, label: `${label}: sum over the last ${count} ${time}s` };
}

/** The sum over the last `count` periods; null unless all are known in one scope. */
export function rollingSum({ at }: Series, period: Period, count: number): Point {
  return sumOfPoints(lastPeriods(period, count).map(at));
}

/** The stretch of time a rolling sum covers. */
export function rollingSpan(period: Period, count: number): Period {
  const [first = period] = lastPeriods(period, count);
  return spanOf(first.start, period.end);
}
