/** A stretch of a year, without the year: the whole, or months from 1 to 12, both inside. */
export interface Stretch {
  from: number;
  to: number;
}

/**
 * A period as a sentence names it. `dated` gives its stretch and perhaps its year (a number, one told from the context, or none);
 * `relative` leans on a period named before; `years` is several whole years.
 */
export type PeriodPhrase =
  | { kind: "dated"; stretch: Stretch; year: number | "this" | "last" | null; whole: boolean; upTo?: boolean }
  | { kind: "years"; from: number; to: number }
  | { kind: "relative"; to: "current" | "quarter" | "previous" | "year_ago" | "to_date" }
  | { kind: "same"; year: number };

export const YEAR: Stretch = { from: 1, to: 12 };

export function quarterStretch(first: number, last = first): Stretch {
  return { from: first * 3 - 2, to: last * 3 };
}
