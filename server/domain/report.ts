import type { Issue } from "./issue";

export const IMPORT_MODES = ["replace", "append", "update"] as const;
export type ImportMode = (typeof IMPORT_MODES)[number];

/** Which column(s) of a file each field is read from: `{"province":"area","occurred_on":["iyear","imonth","iday"]}`. */
export type Mapping = Record<string, string | string[]>;

/** How the rows of a file fared. `read` = accepted + rejected + out_of_scope + total_rows; `duplicate` are told but accepted. */
export interface RowCounts {
  read: number;
  accepted: number;
  rejected: number;
  out_of_scope: number;
  duplicate: number;
  total_rows: number;
}

/** What an update does to the incidents of its dataset. */
export interface UpdateCounts {
  new: number;
  changed: number;
  unchanged: number;
  withdrawn: number;
}

/** What an import understood, kept, refused and made; the body of every import answer. */
export interface ImportReport {
  id: number;
  dataset: string;
  mode: ImportMode;
  state: "staging" | "staged" | "published" | "invalid";
  file_name: string | null;
  format: string;
  /** `xlsx` for a workbook, whose delimiter is ``. */
  encoding: string;
  delimiter: string;
  /** Of a workbook: the sheet read. */
  sheet?: string;
  /** Line the header stands on; 0 where the file was refused before it was found. */
  header_line?: number;
  mapping: Mapping;
  rows: RowCounts;
  totals: { incidents: number | null; fatalities: number | null; injured: number | null };
  /** The first thousand; `issue_count` says how many there are. Rejected rows can be downloaded. */
  issues: Issue[];
  issue_count: number;
  /** Of a refused file, where fewer rejected rows can be downloaded than there are: how many, the first ones. */
  rejected_kept?: number;
  /** Of an update only. */
  update?: UpdateCounts;
  revision?: number;
  unchanged?: boolean;
}
