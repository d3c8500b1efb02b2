import { cutText, type Issue, issueAt } from "../domain/issue";

/** Why a cell cannot be read: a stable code, and a sentence that says what is wrong and what to do. */
export interface Fault {
  code: string;
  message: string;
}

export function isFault(read: object | string | number | null): read is Fault {
  return typeof read === "object" && read !== null && "code" in read && "message" in read;
}

/** A cell as a message quotes it: in quotes, cut when long, line breaks shown as blanks. */
export function quote(cell: string): string {
  const text = cell.trim().replace(/\s+/g, " ");
  return `"${cutText(text, 60)}"`;
}

/** Thrown inside this room where a file cannot be read on; the survey turns it into the issue that refuses the file. */
export class Refusal extends Error {
  readonly issue: Issue;
  constructor(issue: Issue) {
    super(issue.message);
    this.issue = issue;
  }
}

/** Refuses the whole file. */
export function refuse(code: string, message: string, line: number | null = null, column: string | null = null, value: string | null = null): never {
  throw new Refusal(issueAt("error", line, column, value, code, message));
}
