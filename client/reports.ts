import type { Dataset } from "../server/domain/dataset";
import type { Note, Status, Table } from "../server/domain/table";

/** One provable sentence of a brief; kinds may grow, so they are only names here. */
export interface Statement {
  kind: string;
  text: string;
  value: number | null;
  base: number | null;
  status: Status;
  /** The printings the numbers were taken from. */
  vintages: { period: string; value: number; published_on: string; first: number | null }[];
  query: string;
}

export interface Brief {
  dataset: string;
  period: string;
  revision: number;
  as_of: string | null;
  title: string;
  text: string;
  statements: Statement[];
  not_stated: { kind: string; reason: string }[];
  /** What to know beside the numbers: conflicts, changes of scope, boundaries. */
  notes: Note[];
}

/** Publishers side by side; `address` is each one's own question in its own words. */
export interface Comparison extends Table {
  query: { datasets: string[]; measure: string; by: string; address: string };
  datasets: (Pick<Dataset, "slug" | "title" | "publisher" | "counts_militants" | "counts_operations" | "counts_injured"> & {
    revision: number;
    address: string;
  })[];
}
