import { type Grain, type Period, periodsBetween } from "../domain/period";
import type { Cell, Column } from "../domain/table";
import { toFourPlaces } from "./change";
import { isComparable, UNKNOWN } from "./point";
import type { Series } from "./series";

export function perDayColumns(measure: string, label: string): Column[] {
  return [
    { name: `${measure}_per_day`, role: "per_day", unit: "ratio", label: `${label}: average a calendar day` },
    { name: `${measure}_per_day_flag`, role: "per_day", unit: "flag", label: `${label}: whether the average is of a whole period` },
  ];
}

/**
 * The average a calendar day of the period (CRSS 2024: "nearly seven lives daily", 2,546 in 366 days). Of a period that from or to cut, or that
 * is not over, the average of the days counted so far, flagged.
 */
export function perDayCells({ measure, at, days }: Series, period: Period): Record<string, Cell> {
  const { value } = at(period);
  const found = value === null ? null : days(period);
  const average = found === null || value === null || found.count <= 0 ? null : toFourPlaces(value / found.count);
  return { [`${measure}_per_day`]: average, [`${measure}_per_day_flag`]: average === null ? null : (found?.flag ?? null) };
}

export function peakColumns(measure: string, label: string, unit: Column["unit"], grain: Grain): Column[] {
  return [
    { name: `${measure}_peak`, role: "peak", unit: "period", label: `${label}: highest known ${grain}` },
    { name: `${measure}_peak_value`, role: "peak", unit, label: `${label}: in that ${grain}` },
    { name: `${measure}_peak_known`, role: "peak", unit: "count", label: `${label}: how many ${grain}s are known` },
    { name: `${measure}_peak_of`, role: "peak", unit: "count", label: `${label}: how many ${grain}s there are` },
  ];
}

/**
 * The highest part of a period, the deadliest month of a year: of the parts that are known, of one scope. Equal ones are all named. It
 * is the deadliest of the year only where all are known. None where every part is zero, and none is known where rows of the period are dated too coarsely for any.
 */
export function peakCells({ measure, at, isDivided }: Series, period: Period, grain: Grain): Record<string, Cell> {
  const parts = periodsBetween(period.start, period.end, grain);
  const isTold = isDivided?.(period) ?? true;
  const points = parts.map((part) => ({ part, point: isTold ? at(part) : UNKNOWN }));
  const known = points.flatMap(({ part, point }) => (isComparable(point) ? [{ part, value: point.value, scope: point.scope }] : []));
  const oneScope = new Set(known.map(({ scope }) => scope)).size <= 1;
  const most = Math.max(...known.map(({ value }) => value));
  const isNamed = known.length > 0 && oneScope && most > 0;
  const named = known.filter(({ value }) => value === most).map(({ part }) => part.label);
  return {
    [`${measure}_peak`]: isNamed ? named.join(", ") : null,
    [`${measure}_peak_value`]: isNamed ? most : null,
    [`${measure}_peak_known`]: known.length,
    [`${measure}_peak_of`]: parts.length,
  };
}
