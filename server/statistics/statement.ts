import type { Dimension } from "../domain/dimension";
import type { MeasureName } from "../domain/measure";
import type { Period } from "../domain/period";
import type { Cell, Row, Status, Table } from "../domain/table";

/** One provable sentence of a brief. `query` is the aggregates address that answers the value. */
export interface Statement {
  kind: "toll" | "change" | "year_to_date" | "share" | "province" | "victims" | "types" | "record";
  text: string;
  value: number | null;
  base: number | null;
  status: Status;
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
}

/** What a sentence asks of the ledger. */
export interface Question {
  measure: MeasureName[];
  by: Dimension[];
  from: Period;
  to: Period;
  province?: string[];
  incident_type?: string[];
  change?: "previous" | "year_ago";
  share?: Dimension;
}

/** Answers a question with its table and the address that gives it. */
export type Lookup = (question: Question) => Promise<{ table: Table; address: string }>;

/** One part of a brief: what it can state and what it cannot. */
export type Part = (period: Period, lookup: Lookup) => Promise<{ statements: Statement[]; not_stated: NotStated[] }>;

export const numberIn = (row: Row | undefined, name: string): number | null => {
  const cell: Cell = row?.[name] ?? null;
  return typeof cell === "number" ? cell : null;
};
export const statusIn = (row: Row | undefined, measure: string): Status =>
  (row?.[`${measure}_status`] as Status | undefined) ?? (numberIn(row, measure) === null ? "missing" : "published");
/** Whether the value may be stated: partial ones may not. */
export const isWhole = (row: Row | undefined, measure: string): boolean => ["published", "derived"].includes(statusIn(row, measure));
