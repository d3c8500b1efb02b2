import { toFourPlaces } from "./change";

/** Part of a whole in percent, to four decimals: 100 * part / whole. Null where either is not known or the whole is zero. */
export function shareOf(part: number | null, whole: number | null): number | null {
  return part === null || whole === null || whole === 0 ? null : toFourPlaces((100 * part) / whole);
}
