import type { Issue } from "../../server/domain/issue";
import type { Mapping, RowCounts } from "../../server/domain/report";
import type { Suggestion } from "../../server/ingest/suggest";

/** One column of the file: what is read from it, what stands in it, what it might be. */
export interface ColumnLook {
  header: string;
  field: string | null;
  values: string[];
  suggestion: Suggestion | null;
  /** False where the header is blank or there twice, so that a mapping cannot name it. */
  named: boolean;
}

/** Faults of one kind: all of them counted, the first kept. */
export interface IssueGroup {
  level: Issue["level"];
  code: string;
  count: number;
  issues: Issue[];
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
  spellings: UnknownSpelling[];
  dates: DateQuestion | null;
  /** The rows kept out, as far as they are remembered here. */
  rejected: { line: number; codes: string; reasons: string; cells: string[] }[];
}

/** How far the reading is. */
export interface Reach {
  phase: string;
  /** From 0 to 1. */
  part: number;
  bytes: number;
  rows: number;
}

export const KEPT_ISSUES = 200;

/** Sorts issues into their kinds, errors first; `more` are added to groups made before. */
export function groupIssues(more: readonly Issue[], groups: IssueGroup[] = []): IssueGroup[] {
  for (const issue of more) {
    let group = groups.find(({ level, code }) => level === issue.level && code === issue.code);
    if (group === undefined) {
      group = { level: issue.level, code: issue.code, count: 0, issues: [] };
      groups.push(group);
    }
    group.count += 1;
    if (group.issues.length < KEPT_ISSUES) group.issues.push(issue);
  }
  return groups.sort((a, b) => a.level.localeCompare(b.level));
}
