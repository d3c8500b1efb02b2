import type { Measure } from "../../domain/measure";

export const VERDICTS = ["holds", "holds_as_of", "holds_otherwise", "does_not_hold", "cannot_be_told"] as const;
/**
 * `holds` by the figures as of the day asked for; `holds_as_of` by an earlier printing; `holds_otherwise` for another measure or base;
 * `does_not_hold`, with the nearest value; `cannot_be_told`, with what is missing.
 */
export type Verdict = (typeof VERDICTS)[number];

/** A claim of a text, judged. */
export interface Claim {
  quote: string;
  /** Where the quote begins in the text, in UTF-16 units. */
  start: number;
  value: number | null;
  /** Canonical label, or null where the text names none. */
  period: string | null;
  region: string;
  measure: string;
  verdict: Verdict;
  /** The ledger's own value for what the claim is about; null where it has none. */
  nearest: number | null;
  /** What `nearest` is given in, which need not be the measure's: a change of the killed is in percent. Null where there is none. */
  nearest_unit: Measure["unit"] | null;
  reason: string;
  /** The aggregates address that proves it; null where nothing can be asked. */
  query: string | null;
}

/** What one reading of a claim comes to. */
export interface Outcome extends Pick<Claim, "period" | "region" | "measure" | "verdict" | "nearest" | "reason"> {
  /** What a nearest value of it is given in. */
  unit: Measure["unit"];
  /** Written only for the reading that is answered. */
  query: (() => string) | null;
}
