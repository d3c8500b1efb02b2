/** Sums over one group of incident rows, as the database gives them and `statistics` lays them out. */
export interface Tally {
  /** One member a dimension of the query, in its order; a time member is the first day of its period; null is "not stated". */
  members: (string | null)[];
  rows: number;
  incidents: number;
  fatal_incidents: number;
  /** Null when every row left the count blank. */
  fatalities: number | null;
  injured: number | null;
  /** Rows that left the count blank (or, asked for its upper bound, that too). */
  fatalities_blank: number;
  injured_blank: number;
}

/** The measures a tally holds itself; the others are put together from them. */
export type CountedMeasure = "incidents" | "fatal_incidents" | "fatalities" | "injured";
