import type { Dataset } from "../domain/dataset";
import type { Answer, Cell, Column, Row, Table } from "../domain/table";

/** A dataset as a file must name it: who counted, how, under which licence, and which revision the numbers are of. */
export type Source = Pick<Dataset, "slug" | "title" | "publisher" | "licence" | "homepage" | "methodology"> & {
  revision: number;
  published_at: string;
  citation: string;
};

/** A table with all that a file of it must say when it travels alone. */
export interface Exported extends Table {
  /** File name without its ending. */
  name: string;
  title: string;
  sources: Source[];
  query: Answer["query"];
  /** Where the same question is answered now, where this very answer stays, and where people see it. All absolute. */
  address: string;
  pinned: string;
  view: string;
}

/** A table with more cells than a file of the form is made of. */
export class TooManyCells extends Error {}

/** Throws TooManyCells; `instead` names the forms that take more. */
export function refuseCells({ columns, rows }: Table, most: number, form: string, instead: string): void {
  const cells = rows.length * columns.length;
  if (cells <= most) return;
  throw new TooManyCells(`${form} this table would have ${cells} cells; at most ${most} are written. Take ${instead}, or ask for fewer periods or dimensions.`);
}

export type ValueType = "string" | "integer" | "number" | "boolean" | "date";

/**
 * The type of a column's values, null aside: counts are integers, percentages and points numbers, printing dates dates. It follows
 * from the unit, so that a file read every week keeps its types; only a flag is read off its values.
 */
export function typeOf(column: Column, rows: readonly Row[]): ValueType {
  if (column.unit === "people" || column.unit === "incidents" || column.unit === "count") return "integer";
  if (column.unit === "percent" || column.unit === "points" || column.unit === "ratio") return "number";
  if (column.unit === "date") return "date";
  if (column.unit !== "flag") return "string";
  const sample: Cell | undefined = rows.find((row) => row[column.name] !== null && row[column.name] !== undefined)?.[column.name];
  if (typeof sample === "boolean" || column.name.endsWith("_provisional")) return "boolean";
  return typeof sample === "number" || column.name.endsWith("_ratio") ? "number" : "string";
}

/** What the statuses beside figures mean, for the pages and sheets that go with a file. */
export const STATUS_WORDS = [
  ["published", "printed for exactly this cell; the latest printing"],
  ["derived", "the sum over parts that fill the cell completely"],
  ["partial", "the sum of the parts that are known: at least this many; in no change or share"],
  ["missing", "not known: an empty cell, never zero"],
] as const;
