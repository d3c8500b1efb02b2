import type { Day } from "./day";
import type { MeasureName } from "./measure";
import { type Period, spanOf } from "./period";
import type { Region } from "./province";

export const QUALIFIERS = ["exact", "at_least", "about", "nearly", "over"] as const;
/** The hedge a figure was printed with. */
export type Qualifier = (typeof QUALIFIERS)[number];

/** What each hedge says of the true value. */
export const QUALIFIER_WORDS: Record<Qualifier, string> = {
  exact: "printed plainly",
  at_least: "a floor: the true value may be higher",
  about: "rounded, to either side",
  nearly: "the true value lies a little below",
  over: "the true value lies a little above",
};

/** One published value: who printed it when, for which period, region, victims, incident type, measure and scope. */
export interface Figure {
  /** 1-based physical line of the file, and the running number of the figure made from it. */
  line: number;
  part: number;
  /** Canonical label, e.g. `2024-Q3`, and the half-open days it spans. */
  period: string;
  period_start: Day;
  period_end: Day;
  region: Region;
  /** One class, several joined by `+` in alphabetical order, or `` for all victims. */
  victim: string;
  /** The publisher's own class, or `` for all. */
  incident_type: string;
  measure: MeasureName;
  /** A whole number; a percentage for shares. */
  value: number;
  qualifier: Qualifier;
  /** What the publisher counts, in words; `` where it does not say. */
  scope: string;
  published_on: Day;
  report: string | null;
  source: string | null;
  source_url: string | null;
  note: string | null;
  extra: [header: string, cell: string][] | null;
}

/** A figure as read back: with the batch and file it came from. */
export interface StoredFigure extends Figure {
  batch: number;
  file_name: string | null;
}

/**
 * The incident classes that add up to a publisher's total: its attacks (CRSS, PIPS, GTI and PICSS name them differently)
 * and the forces' operations. Other classes (sectarian, drone, claimed, by group) cut across and are never added.
 */
export const ATTACK_TYPES: readonly string[] = ["Terrorist attack", "Militant attack"];
export const OPERATION_TYPE = "Security operation";

/** The stretch of time a dataset's figures span, or null when there are none. */
export function spanOfFigures(figures: readonly StoredFigure[]): Period | null {
  let [start, end] = [figures[0]?.period_start, figures[0]?.period_end];
  // Days are text, in the order of time.
  for (const figure of figures) {
    if (start === undefined || figure.period_start < start) start = figure.period_start;
    if (end === undefined || figure.period_end > end) end = figure.period_end;
  }
  return start === undefined || end === undefined ? null : spanOf(start, end);
}
