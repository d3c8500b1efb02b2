import type { Mapping, RowCounts } from "../../server/domain/report";
import type { Suggestion } from "../../server/ingest/suggest";
import type { IssueGroup } from "./issue-groups";

/** One column of the file: what is read from it, what stands in it, what it might be. */
export interface ColumnLook {
  header: string;
  /** How a mapping names it: by its header, or where that is blank or there twice by its place, `#7`. */
  name: string;
  field: string | null;
  values: string[];
  suggestion: Suggestion | null;
}

/** A spelling that is no known province, with how many rows have it and why it is not known. */
export interface UnknownSpelling {
  spelling: string;
  rows: number;
  line: number | null;
  message: string;
}

/** A date that is a day in either order, in words. */
export interface DateQuestion {
  column: string | null;
  line: number | null;
  cell: string;
  dmy: string;
  mdy: string;
}

/** A CSV text made while the file was read; the browser keeps it outside of the script's memory. */
export interface Listing {
  file: Blob;
  rows: number;
}

/** Rows of the file as they stand, by line: those around the issues that are shown. */
export type Excerpt = ReadonlyMap<number, readonly string[]>;

/** What the file came to when it was read in the browser. */
export interface Preview {
  /** Whether the file itself cannot be read on; its rows are not counted then. */
  refused: boolean;
  format: string;
  encoding: string;
  delimiter: string;
  sheet: string | null;
  sheets: string[];
  header_line: number;
  mapping: Mapping;
  columns: ColumnLook[];
  rows: RowCounts;
  groups: IssueGroup[];
  issue_count: number;
  excerpt: Excerpt;
  spellings: UnknownSpelling[];
  dates: DateQuestion | null;
  /** The rows kept out, with line and reason. */
  kept_out: Listing;
  /** All that was told of the rows. */
  told: Listing;
}

/** How far the reading is. */
export interface Reach {
  phase: string;
  /** From 0 to 1. */
  part: number;
  bytes: number;
  rows: number;
}
