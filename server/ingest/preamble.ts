import { type Issue, issueAt } from "../domain/issue";
import { type Knows, SEARCHED } from "./dialect";
import { quote, refuse } from "./fault";
import type { CsvRecord } from "./parse";
import { readWritten } from "./written-date";

/** The furthest line a header may be said to stand on. */
export const LAST_HEADER_LINE = 1000;

/** Records of a file with its header apart, and what stands above it. */
export interface Headed {
  header: CsvRecord;
  skipped: CsvRecord[];
  records: CsvRecord[];
}

/** Passes on the records below the header, some at a time. Nothing comes where there are no records at all. */
export async function* fromHeader(batches: AsyncIterable<CsvRecord[]>, knows: Knows, given: number | undefined): AsyncGenerator<Headed> {
  let first: CsvRecord[] = [];
  let found: Pick<Headed, "header" | "skipped"> | null = null;
  for await (const records of batches) {
    if (found !== null) {
      yield { ...found, records };
      continue;
    }
    first = first.concat(records);
    if (!hasEnough(first, given)) continue;
    const headed = headAt(first, findHeader(first, knows, given));
    found = headed;
    yield headed;
  }
  if (found === null && first.length > 0) yield headAt(first, findHeader(first, knows, given));
}

function headAt(records: readonly CsvRecord[], index: number): Headed {
  return { header: records[index] ?? { line: 1, cells: [] }, skipped: records.slice(0, index), records: records.slice(index + 1) };
}

/** Whether enough records are at hand to find the header: all up to the line it is said to stand on. */
function hasEnough(records: readonly CsvRecord[], given: number | undefined): boolean {
  return given === undefined ? records.length >= SEARCHED : (records.at(-1)?.line ?? 0) >= given;
}

/**
 * The index of the header among the first records: the one on the line given, else the first whose cells name fields well. Where
 * none does, the first record is taken for the header, and what it lacks is told of it.
 */
function findHeader(records: readonly CsvRecord[], knows: Knows, given: number | undefined): number {
  if (given !== undefined) {
    const index = records.findIndex(({ line }) => line === given);
    if (index === -1) refuse("no_header", `No record starts on line ${given}, where the header is said to stand. Correct header_line.`);
    return index;
  }
  const known = records.slice(0, SEARCHED).map(({ cells }) => knows(cells));
  if ((known[0] ?? 0) >= 2) return 0;
  const index = known.findIndex((count, at) => count >= 2 && isHeaderLike(records[at]?.cells ?? [], count, records.slice(0, at)));
  return Math.max(index, 0);
}

/**
 * Whether cells of which so many name fields are a header and no row of values: half of them name fields, or three do, or every line
 * above is narrower, as titles are; and none is a number or a date.
 */
function isHeaderLike(cells: readonly string[], known: number, above: readonly CsvRecord[]): boolean {
  const filled = filledOf(cells);
  const isWidest = above.every((record) => filledOf(record.cells).length < filled.length);
  return (known >= 3 || known * 2 >= filled.length || isWidest) && !filled.some(isValue);
}

const filledOf = (cells: readonly string[]) => cells.filter((cell) => cell.trim() !== "");

const isValue = (cell: string) => (/^[\d.,\s%]+$/.test(cell) && /\d/.test(cell)) || "grain" in readWritten(cell.trim());

/** Tells which lines above the header are not read; null when there are none. */
export function preambleIssue(skipped: readonly CsvRecord[], header_line: number): Issue | null {
  const [first] = skipped;
  if (first === undefined) return null;
  const text = textOf(first);
  const message = `${linesInWords(skipped)} above the header on line ${header_line}, and so not read: ${quote(text)}. If another line is the header, repeat the import with header_line=${first.line}.`;
  return issueAt("warning", first.line, null, text, "preamble_skipped", message);
}

/** The text of a record that is no row. */
export function textOf(record: CsvRecord): string {
  return record.cells
    .map((cell) => cell.trim())
    .filter((cell) => cell !== "")
    .join(", ");
}

/** "Line 3 stands", "Lines 1, 2 and 4 stand", "12 lines from 1 to 14 stand". */
export function linesInWords(records: readonly CsvRecord[]): string {
  const lines = records.map(({ line }) => line);
  if (lines.length === 1) return `Line ${lines[0]} stands`;
  if (lines.length > 6) return `${lines.length} lines from ${lines[0]} to ${lines.at(-1)} stand`;
  return `Lines ${lines.slice(0, -1).join(", ")} and ${lines.at(-1)} stand`;
}
