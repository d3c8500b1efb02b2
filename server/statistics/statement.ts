import type { Kind } from "../domain/dataset";
import type { Day } from "../domain/day";
import type { Dimension } from "../domain/dimension";
import type { MeasureName } from "../domain/measure";
import type { Period } from "../domain/period";
import type { Query } from "../domain/query";
import type { Cell, Note, Row, Status, Table } from "../domain/table";

export const STATEMENT_KINDS = [
  "toll",
  "change",
  "vintage",
  "per_day",
  "record",
  "year_to_date",
  "share",
  "province",
  "victims",
  "types",
  "claimants",
  "deadliest",
] as const;

/** The printing that a number of a statement was taken from. */
export interface Vintage {
  /** The period it is of: the statement's own, or that of its base. */
  period: string;
  value: number;
  /** Day of the printing; of a derived value the latest of its parts. */
  published_on: Day;
  /** The first printed value, where a later printing changed it. */
  first: number | null;
}

/** One provable sentence of a brief. `query` is the aggregates address that answers the value. */
export interface Statement {
  kind: (typeof STATEMENT_KINDS)[number];
  text: string;
  value: number | null;
  base: number | null;
  status: Status;
  /** The printings used; none for incidents, whose rows the query names by revision. */
  vintages: Vintage[];
  query: string;
}

/** What a brief would say and cannot, and why. */
export interface NotStated {
  kind: Statement["kind"];
  reason: string;
}

export interface Brief {
  title: string;
  text: string;
  statements: Statement[];
  not_stated: NotStated[];
  /** What to know beside the numbers: conflicts between totals and parts, changes of scope, boundaries. */
  notes: Note[];
}

/** What a sentence asks of the ledger. */
export type Question = Pick<Query, "measure" | "by"> &
  Partial<Pick<Query, "filters" | "change" | "share" | "rank" | "cumulative" | "per_day" | "peak" | "as_of">> & { from: Period; to: Period };

export interface Answered {
  table: Table;
  address: string;
}

/** What a brief is written from. */
export interface Desk {
  kind: Kind;
  /** Who publishes it and what its totals include. */
  definition: string;
  /** Answers a question with its table and the address that gives it. */
  lookup: (question: Question) => Promise<Answered>;
  /** The days on which figures of a measure were printed for a period or its parts, oldest first; none for incidents. */
  printings: (measure: MeasureName, period: Period) => Day[];
  /** The incident types that figures of a period were printed for. */
  types: (period: Period) => string[];
  /** Whether the period is over and, where the dataset states coverage, inside it. */
  isOver: (period: Period) => boolean;
}

export interface Found {
  statements: Statement[];
  not_stated: NotStated[];
}

/** One part of a brief: what it can state and what it cannot. */
export type Part = (period: Period, desk: Desk) => Promise<Found>;

export const NOTHING: Found = { statements: [], not_stated: [] };

/** The dimension that breaks a range down into periods such as this one. */
export function timeOf(period: Period): Dimension[] {
  return period.grain === "span" ? [] : [period.grain];
}

export function numberIn(row: Row | undefined, name: string): number | null {
  const cell: Cell = row?.[name] ?? null;
  return typeof cell === "number" ? cell : null;
}

/** How a value came about; incidents, which have no status, are added up from their rows. */
export function statusIn(row: Row | undefined, measure: string): Status {
  return (row?.[`${measure}_status`] as Status | undefined) ?? (numberIn(row, measure) === null ? "missing" : "derived");
}

/** The value, where it may be stated; a lower bound may not. */
export function wholeIn(row: Row | undefined, measure: string): number | null {
  return ["published", "derived"].includes(statusIn(row, measure)) ? numberIn(row, measure) : null;
}

/** The printings of a measure in rows of figures, each with the period it is of. */
export function vintagesIn(measure: string, ...rows: [period: Period | null, row: Row | undefined][]): Vintage[] {
  return rows.flatMap(([period, row]) => {
    const [value, day] = [numberIn(row, measure), row?.[`${measure}_published_on`]];
    return period === null || value === null || typeof day !== "string"
      ? []
      : [{ period: period.label, value, published_on: day, first: numberIn(row, `${measure}_first`) }];
  });
}

/** A measure of a whole period as figures print it, with the printing; incidents have none. */
export async function printed(desk: Desk, measure: MeasureName, period: Period, as_of?: Day): Promise<{ row: Row | undefined; vintages: Vintage[] }> {
  if (desk.kind === "incidents") return { row: undefined, vintages: [] };
  const { table } = await desk.lookup({ measure: [measure], by: [], from: period, to: period, ...(as_of === undefined ? {} : { as_of }) });
  const [row] = table.rows;
  return { row, vintages: vintagesIn(measure, [period, row]) };
}
