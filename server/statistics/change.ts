import type { Measure } from "../domain/measure";
import { type Period, previousPeriod, yearBefore } from "../domain/period";
import type { Cell, Column } from "../domain/table";
import type { Point } from "./point";

/** Why a change needs care, or is not given: null when neither. */
export type ChangeFlag = "missing" | "no_base" | "partial" | "scope_change" | "zero_base" | "low_base" | "provisional";

/** Each flag in words. */
export const CHANGE_FLAG_WORDS: Record<ChangeFlag, string> = {
  missing: "the value itself is not known",
  no_base: "there is no figure to compare with",
  partial: "one of the two is a lower bound only",
  scope_change: "the publisher counted something else before",
  zero_base: "the base is zero: the difference is given, no percent",
  low_base: "the base is so low that a percentage says little: the counts are printed",
  provisional: "one of the two was printed before its period had ended",
};

export interface Change {
  change: number | null;
  /** Percent of the base, to four decimals; null from zero. */
  pct: number | null;
  base: number | null;
  flag: ChangeFlag | null;
}

/** Below this base a percentage says little: print the counts (FIELD, N9: "162 %, though the number was low" on a base of 8). */
export const LOW_BASE = 10;

/** The period a change is measured against. */
export function basePeriod(period: Period, kind: "previous" | "year_ago"): Period | null {
  return kind === "previous" ? previousPeriod(period) : yearBefore(period);
}

/**
 * Absolute change and percent of the base: 100 * (value - base) / base. Nothing is computed from or to a missing or partial value,
 * nor across a change of scope; from zero there is no percent. Percentages differ in points, so shares get no percent; a low base is
 * one of counts, so ratios have none.
 */
export function changeOf(now: Point, base: Point | null, unit: Measure["unit"]): Change {
  const none = (flag: ChangeFlag): Change => ({ change: null, pct: null, base: base?.value ?? null, flag });
  if (now.value === null) return none("missing");
  if (base === null || base.value === null) return none("no_base");
  if (!now.whole || !base.whole) return none("partial");
  if (now.scope !== base.scope) return none("scope_change");
  const change = exact(now.value - base.value);
  if (unit === "percent") return { change, pct: null, base: base.value, flag: now.provisional || base.provisional ? "provisional" : null };
  if (base.value === 0) return { change, pct: null, base: 0, flag: "zero_base" };
  const flag = unit !== "ratio" && base.value < LOW_BASE ? "low_base" : now.provisional || base.provisional ? "provisional" : null;
  return { change, pct: toFourPlaces((100 * (now.value - base.value)) / base.value), base: base.value, flag };
}

/** Differences of decimals without binary noise: 98.1 - 97.4 is 0.7. */
function exact(value: number): number {
  return Number(value.toFixed(6));
}

/** Percentages are answered to four decimals, far beyond what any count supports. */
export function toFourPlaces(percent: number): number {
  return Number(percent.toFixed(4));
}

/** The columns a change adds to a measure, and a row's cells for them. */
export function changeColumns(measure: string, label: string, unit: Column["unit"], kind: "previous" | "year_ago"): Column[] {
  const on = kind === "previous" ? "on the period before" : "on the same period a year before";
  const share = unit === "percent";
  return [
    { name: `${measure}_change`, role: "change", unit: share ? "points" : unit, label: `${label}: change ${on}` },
    { name: `${measure}_change_pct`, role: "change", unit: "percent", label: `${label}: change ${on}, percent` },
    { name: `${measure}_base`, role: "change", unit, label: `${label}: base of the change` },
    { name: `${measure}_flag`, role: "change", unit: "flag", label: `${label}: what to know about the change` },
  ];
}

export function changeCells(measure: string, change: Change): Record<string, Cell> {
  return {
    [`${measure}_change`]: change.change,
    [`${measure}_change_pct`]: change.pct,
    [`${measure}_base`]: change.base,
    [`${measure}_flag`]: change.flag,
  };
}
