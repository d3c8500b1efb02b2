import { CUBE_DIMENSIONS } from "../../domain/dimension";
import type { Incident } from "../../domain/incident";
import type { Columns } from "../header";

/** Texts kept as they were sent. */
export const TEXTS = [
  "district",
  "place",
  "incident_type",
  "tactic",
  "perpetrator",
  "claimed_by",
  "target",
  "source",
  "source_url",
  "notes",
] as const satisfies (keyof Incident)[];
export const COUNTS = ["fatalities", "fatalities_low", "fatalities_high", "injured", "injured_low", "injured_high"] as const;
const OTHERS = ["incident_id", "occurred_on", "ended_on", "date_precision", "province", "victim", "latitude", "longitude", "incidents", "published_on"];
const READ = new Set<string>([...TEXTS, ...COUNTS, ...OTHERS]);

/** Where the fields stand that a row is read from; -1 for those the file lacks. */
export interface Plan {
  width: number;
  /** By the order of COUNTS. */
  counts: number[];
  /** Those of COUNTS that may have a value: a number, also where only its low bound is told. */
  written: number[];
  texts: { field: (typeof TEXTS)[number]; index: number; dimension: number }[];
  at: (field: string) => number;
  /** Columns no field is read from, each with its name as the row keeps it. */
  extra: { index: number; name: string }[];
}

/** Plans the reading of a file of the house format; null where it has columns that are read together, or that only the general reading knows. */
export function planOf(columns: Columns): Plan | null {
  const fields = [...columns.at];
  const isPlain = columns.constants.size === 0 && fields.every(([field, indexes]) => READ.has(field) && indexes.length === 1);
  if (!isPlain || !columns.at.has("occurred_on") || !columns.at.has("province")) return null;
  const at = (field: string) => columns.at.get(field)?.[0] ?? -1;
  return {
    width: columns.header.length,
    counts: COUNTS.map(at),
    written: COUNTS.flatMap((name, which) => (at(name) !== -1 || (!name.includes("_") && at(`${name}_low`) !== -1) ? [which] : [])),
    texts: TEXTS.filter((field) => columns.at.has(field)).map((field) => ({
      field,
      index: at(field),
      dimension: (CUBE_DIMENSIONS as readonly string[]).indexOf(field),
    })),
    at,
    extra: columns.extra.map((index) => ({ index, name: columns.header[index] || `column ${index + 1}` })),
  };
}

/**
 * What is the same in all rows of a plain file; and so is that each is one incident where it does not tally them, and mostly that it is dated by day. The table of a large batch knows it (`db/partition.ts`), and
 * its rows need not bring it.
 */
const SAME = ["batch_id", "part", "lead_part", "counted"];

export const hasBounds = (plan: Plan) => COUNTS.some((field, which) => field.includes("_") && plan.counts[which] !== -1);
export const isTallied = (plan: Plan) => plan.at("incidents") !== -1;

/** What rows bring. */
interface Brought {
  /** Also what is the same in all of them. */
  withSame: boolean;
  /** They are all dated by day, unless a column tells how they are. */
  isByDay: boolean;
  /** A day is known that all of the file was printed on. */
  isPrinted: boolean;
}

/**
 * The columns of the ledger a row of such a file fills, in the order it is written in: numbers and days before texts, so that a row of a large batch has no gaps for their sake, and what is read most is
 * found without walking over texts. Whether an incident was fatal its killed tell (`db/lead.ts`).
 */
export function columnsOf(plan: Plan, { withSame, isByDay, isPrinted }: Brought): string[] {
  const there = (fields: readonly string[]) => fields.filter((field) => plan.at(field) !== -1);
  return [
    ...(withSame ? SAME : []),
    ...(withSame && !isTallied(plan) ? ["incidents"] : []),
    "line",
    ...plan.written.map((which) => COUNTS[which] ?? ""),
    ...there(["incidents", "latitude", "longitude"]),
    "occurred_on",
    ...there(["ended_on"]),
    ...(isPrinted ? ["published_on"] : there(["published_on"])),
    ...there(["incident_id"]),
    ...(withSame || !isByDay ? ["date_precision"] : there(["date_precision"])),
    ...["province", "victim", "province_raw"],
    ...plan.texts.map(({ field }) => field),
    ...(plan.extra.length > 0 ? ["extra"] : []),
  ];
}
