/** A fault found in a file. An `error` keeps its row out; a `warning` says how the row was read. */
export interface Issue {
  level: "error" | "warning";
  /** 1-based physical line on which the record starts; null where the fault is the whole file's. */
  line: number | null;
  /** Header as the file spells it; null where no single column is at fault. */
  column: string | null;
  /** The cell as written, cut at 200 characters. */
  value: string | null;
  code: string;
  /** What is wrong and what to do about it, in one or two sentences. */
  message: string;
}

/** What no text of the database can hold: NUL, and half a surrogate pair. */
export const UNSTORABLE = /[\0\p{Surrogate}]/u;

const SHOWN = 200;
const MESSAGE_SHOWN = 1000;

/** An issue at a cell. Long values are cut for the report; the row itself is kept whole. */
export function issueAt(level: Issue["level"], line: number | null, column: string | null, value: string | null, code: string, message: string): Issue {
  return { level, line, column: column && storable(column), value: value && storable(value), code, message: storable(message, MESSAGE_SHOWN) };
}

/** The text, cut when it is longer, and where no character is split. */
export function cutText(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest).replace(/[\uD800-\uDBFF]$/, "")}…` : text;
}

/** Cut, and with NUL and halves of characters made visible: jsonb takes neither. */
function storable(text: string, longest = SHOWN): string {
  return cutText(text, longest)
    .replaceAll("\0", "␀")
    .replace(/\p{Surrogate}/gu, "\ufffd");
}
