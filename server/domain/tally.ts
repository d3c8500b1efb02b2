import type { Estimate } from "./measure";

/** Sums over one group of incident rows, as the database gives them and `statistics` lays them out. */
export interface Tally {
  /** One member a dimension of the query, in its order; a time member is the first day of its period; null is "not stated". */
  members: (string | null)[];
  rows: number;
  incidents: number;
  /** Null where no row tells it (`fatalAmong`). */
  fatal_incidents: number | null;
  /** Null when every row left the count blank. */
  fatalities: number | null;
  injured: number | null;
  /** Rows that left the count blank (or, asked for its upper bound, that too). */
  fatalities_blank: number;
  injured_blank: number;
}

/** The measures a tally holds itself; the others are put together from them. */
export type CountedMeasure = "incidents" | "fatal_incidents" | "fatalities" | "injured";

/**
 * Incidents with a death among those of a group, of which rows tell so many: null where nobody tells the killed, or where people were killed and no row says in how many incidents, as
 * tallies of several do not. The high estimate of the killed tells of no death.
 */
export function fatalAmong(told: number, incidents: number, killed: number | null, estimate: Estimate): number | null {
  if (told !== 0 || incidents === 0) return told;
  return killed === null || (killed > 0 && estimate !== "high") ? null : 0;
}
