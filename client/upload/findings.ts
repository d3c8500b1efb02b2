import type { RowCounts } from "../../server/domain/report";
import type { readPortions } from "../../server/ingest/read";
import type { Sorting } from "./issue-groups";
import { sortIssues } from "./issue-groups";
import { type ListingMaker, makeListing } from "./listing";
import type { UnknownSpelling } from "./preview";

type Portions = ReturnType<typeof readPortions>;
export type PortionRead = Portions extends AsyncGenerator<infer Read> ? Read : never;
type Issues = PortionRead["issues"];

/** What is found in the rows of a file, portion by portion. */
export interface Findings {
  rows: RowCounts;
  issue_count: number;
  sorting: Sorting;
  spellings: Map<string, UnknownSpelling>;
  keptOut: ListingMaker;
  told: ListingMaker;
}

/** Spellings told apart; a column of free text has no more meaning than that. */
const MOST_SPELLINGS = 1000;

export function noFindings(header: readonly string[]): Findings {
  return {
    rows: { read: 0, accepted: 0, rejected: 0, out_of_scope: 0, duplicate: 0, total_rows: 0 },
    issue_count: 0,
    sorting: sortIssues(),
    spellings: new Map(),
    keptOut: makeListing(["line", "codes", "reasons", ...header]),
    told: makeListing(["line", "level", "code", "column", "value", "message"]),
  };
}

export function takeIssues(found: Findings, issues: Issues): void {
  found.issue_count += issues.length;
  found.sorting.add(issues);
  for (const { line, level, code, column, value, message } of issues) {
    found.told.add([line ?? "", level, code, column ?? "", value ?? "", message]);
    if (code !== "unknown_province" || value === null || value.trim() === "") continue;
    const known = found.spellings.get(value);
    if (known) known.rows += 1;
    else if (found.spellings.size < MOST_SPELLINGS) found.spellings.set(value, { spelling: value, rows: 1, line, message });
  }
}

export function takePortion(found: Findings, portion: PortionRead): void {
  for (const name of Object.keys(found.rows) as (keyof RowCounts)[]) found.rows[name] += portion.rows[name];
  takeIssues(found, portion.issues);
  for (const { line, cells, issues } of portion.rejected) {
    found.keptOut.add([line, issues.map(({ code }) => code).join(" "), issues.map(({ message }) => message).join(" "), ...cells]);
  }
}
