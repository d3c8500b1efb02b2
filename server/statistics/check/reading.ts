import type { MeasureName } from "../../domain/measure";
import type { Period } from "../../domain/period";
import type { Region } from "../../domain/province";
import type { Hedge } from "./mark";

/** The counting measures a sentence can speak of. */
export type Counted = Extract<MeasureName, "fatalities" | "injured" | "casualties" | "incidents">;

/** What a number counts: a cell of the ledger but for the publisher's own name of the incident class. */
export interface Subject {
  period: Period | null;
  region: Region;
  /** One class, several joined by `+`, or `` for all. */
  victim: string;
  type: "attack" | "operation" | "sectarian" | "sabotage" | "drone" | "";
  measure: Counted;
}

/** One way to understand a number. A count may stand as a base; a change names what it is measured against, if it does. */
export type Reading =
  | { kind: "count"; subject: Subject }
  | { kind: "average"; subject: Subject }
  | { kind: "change"; subject: Subject; base: Period | null; sign: 1 | -1 }
  | { kind: "difference"; subject: Subject; base: Period | null; sign: 1 | -1 }
  | { kind: "share"; part: Subject; wholes: Subject[] }
  | { kind: "comparison"; subject: Subject; base: Period; sign: 1 | -1 }
  | { kind: "record"; subject: Subject; share: boolean; years: number | null; since: Period | null; low: boolean };

/** A claim as found in the text, before it is judged: the first reading is the likeliest, the others the words allow too. */
export interface Found {
  quote: string;
  start: number;
  value: number | null;
  decimals: number;
  hedge: Hedge;
  /** A round word (`a dozen`, `two-thirds`, `doubled`), which stands for what is near it too. */
  rough: boolean;
  /** The lower end where a range is claimed: `between 700 and 730`, `30-35%`. */
  least: number | null;
  readings: Reading[];
  /** Why no ledger of totals can answer it, where its words say so. */
  untold: string | null;
  /** A group narrower than the ledger's class, such as soldiers. */
  narrow: string | null;
  /** Words that make a single attack likely: then a number that fits nothing is not called wrong. */
  single: boolean;
}

/** The subject a reading is about. */
export function subjectOf(reading: Reading): Subject {
  return reading.kind === "share" ? reading.part : reading.subject;
}
