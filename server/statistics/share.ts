import type { Column } from "../domain/table";
import { toFourPlaces } from "./change";

/** Part of a whole in percent, to four decimals: 100 * part / whole. Null where either is not known or the whole is zero. */
export function shareOf(part: number | null, whole: number | null): number | null {
  return part === null || whole === null || whole === 0 ? null : toFourPlaces((100 * part) / whole);
}

/** The difference of two shares in percentage points, to four decimals; never a percentage of a percentage. */
export function pointsBetween(now: number | null, before: number | null): number | null {
  return now === null || before === null ? null : toFourPlaces(now - before);
}

/** The columns a share adds to a measure; with a change also the difference in points. */
export function shareColumns(measure: string, label: string, over: string, withChange: boolean): Column[] {
  return [
    { name: `${measure}_share`, role: "share", unit: "percent", label: `${label}: share over ${over}` },
    ...(withChange
      ? [{ name: `${measure}_share_change`, role: "share" as const, unit: "points" as const, label: `${label}: difference of the share, in percentage points` }]
      : []),
  ];
}

/** Whether shares of different periods are compared: not where a share is one of time itself. */
export function comparesShares(query: { change: unknown; share: string | null }, time: string | null): boolean {
  return query.change !== null && query.share !== null && query.share !== time;
}
