import type { Issue } from "../../server/domain/issue";

/** One wording of a fault: how many cells or rows it befell, and the first of them. */
export interface Reason {
  message: string;
  count: number;
  issues: Issue[];
}

/** Faults of one kind: all of them counted, the first wordings and the first lines of each kept. */
export interface IssueGroup {
  level: Issue["level"];
  code: string;
  count: number;
  reasons: Reason[];
}

export const KEPT_REASONS = 100;
export const KEPT_LINES = 20;

/** Sorts issues into their kinds as they come. */
export interface Sorting {
  add(issues: readonly Issue[]): void;
  /** The kinds so far, errors first, each in the order of its first line. */
  readonly groups: IssueGroup[];
}

export function sortIssues(): Sorting {
  const known = new Map<string, { group: IssueGroup; reasons: Map<string, Reason> }>();
  return {
    add(issues) {
      for (const issue of issues) {
        const key = `${issue.level} ${issue.code}`;
        let kind = known.get(key);
        if (kind === undefined) {
          kind = { group: { level: issue.level, code: issue.code, count: 0, reasons: [] }, reasons: new Map() };
          known.set(key, kind);
        }
        kind.group.count += 1;
        let reason = kind.reasons.get(issue.message);
        if (reason === undefined) {
          if (kind.reasons.size >= KEPT_REASONS) continue;
          reason = { message: issue.message, count: 0, issues: [] };
          kind.reasons.set(issue.message, reason);
          kind.group.reasons.push(reason);
        }
        reason.count += 1;
        if (reason.issues.length < KEPT_LINES) reason.issues.push(issue);
      }
    },
    get groups() {
      return [...known.values()].map(({ group }) => group).sort((a, b) => a.level.localeCompare(b.level));
    },
  };
}

/** The same for issues that are all there at once. */
export function groupIssues(issues: readonly Issue[]): IssueGroup[] {
  const sorting = sortIssues();
  sorting.add(issues);
  return sorting.groups;
}
