import type { MeasureName } from "../domain/measure";
import type { Period } from "../domain/period";
import type { Status } from "../domain/table";
import type { Point } from "./point";

/** One measure along one line of a table, whichever kind of dataset it is read from. */
export interface Series {
  measure: MeasureName;
  /** The members of the line in words, for notes; empty for the only line. */
  name: string;
  /** The value of any period: one of the table's, a part of one, a year, or a stretch of a year. */
  at: (period: Period) => Point;
  /** How the value came about; incidents have none, they are counted. */
  status?: (period: Period) => Status;
  /** The calendar days the value of a period stands for; null where it may not be averaged. */
  days: (period: Period) => Days | null;
  /** Whether every row of a period of the table is in one of the parts its peak is looked for in; figures are printed of each by themselves. */
  isDivided?: (period: Period) => boolean;
}

export interface Days {
  count: number;
  /** `clipped` by from or to, `unfinished`: not over or not covered to its end, `provisional`: printed before it ended. */
  flag: "clipped" | "unfinished" | "provisional" | null;
}
