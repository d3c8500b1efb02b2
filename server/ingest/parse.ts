import type { Dialect } from "./dialect";
import { Refusal, refuse } from "./fault";
import { inPieces } from "./pieces";

/** One record of a file: its cells exactly as sent, and the 1-based physical line it starts on, in a workbook the row of the sheet. */
export interface CsvRecord {
  line: number;
  cells: string[];
}

/** The longest record: a quote that is never closed would otherwise swallow the rest of a file. */
const LONGEST = 1 << 20;

/** Spreadsheets write rows out to their last column; blank cells beyond the widest header there may be are dropped. */
const WIDE = 500;
/** No spreadsheet is wider: a record with more cells is none. */
const WIDEST = 16_384;

/**
 * Splits text into records as RFC 4180 has it, in time linear in the text. Written here and not taken from a library: it must
 * know physical lines, tell a quoted carriage return from one that ends a line, and stop at the first misplaced quote (papaparse
 * looked for three minutes at 800 KB of them). Blank lines are left out; quotes not closed or not doubled refuse the file. Yields
 * the records that were parsed together.
 */
export async function* parse(texts: AsyncIterable<string>, dialect: Dialect): AsyncGenerator<CsvRecord[]> {
  let rest = "";
  let line = 1;
  for await (const piece of inPieces(texts)) {
    const records: CsvRecord[] = [];
    ({ rest, line } = parseComplete(rest + piece, dialect, line, records));
    if (rest.length > LONGEST) refuseLong(rest, line);
    yield records;
  }
  if (rest === "") return;
  // The last line may lack its line break; what is then still left is inside a quote.
  const records: CsvRecord[] = [];
  const last = parseComplete(rest + dialect.newline, dialect, line, records);
  if (last.rest !== "") refuseUnclosed(last.line);
  yield records;
}

/** The first records of a text, up to what cannot be parsed: enough to tell a dialect by. */
export function parseStart(text: string, dialect: Dialect, most: number): CsvRecord[] {
  const records: CsvRecord[] = [];
  try {
    const { rest, line } = parseComplete(text, dialect, 1, records);
    if (records.length === 0) parseComplete(rest + dialect.newline, dialect, line, records);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
  return records.slice(0, most);
}

/** Parses the records that end inside the text and adds them. `rest` is the beginning of the next one, which starts on `line`. */
function parseComplete(text: string, { delimiter, newline }: Dialect, firstLine: number, records: CsvRecord[]): { rest: string; line: number } {
  const nextDelimiter = finder(text, delimiter);
  const nextNewline = finder(text, newline);
  let line = firstLine;
  let start = 0;
  let cells: string[] = [];
  let breaks = 1;
  let at = 0;
  for (;;) {
    let end: number;
    if (text[at] === '"') {
      const close = closingQuote(text, at);
      end = close === -1 ? text.length : afterBlanks(text, close + 1, newline, delimiter);
      if (end === text.length) break;
      if (text[end] !== delimiter && text[end] !== newline) refuseMalformed(line);
      const cell = text.slice(at + 1, close).replaceAll('""', '"');
      if (cell.includes(newline)) breaks += cell.split(newline).length - 1;
      cells.push(cell);
    } else {
      end = Math.min(nextDelimiter(at), nextNewline(at));
      if (end === text.length) break;
      const endsInReturn = text[end] === "\n" && end > at && text[end - 1] === "\r";
      cells.push(text.slice(at, endsInReturn ? end - 1 : end));
    }
    at = end + 1;
    if (text[end] !== newline) continue;
    if (at - start > LONGEST) refuseLong(text.slice(start, at), line);
    if (cells.length > WIDE) narrow(cells, line);
    if (cells.some((cell) => cell.trim() !== "")) records.push({ line, cells });
    line += breaks;
    [start, cells, breaks] = [at, [], 1];
  }
  return { rest: text.slice(start), line };
}

function narrow(cells: string[], line: number): void {
  while (cells.length > WIDE && cells.at(-1) === "") cells.pop();
  if (cells.length <= WIDEST) return;
  refuse("too_many_columns", `The record that starts on line ${line} has ${cells.length} cells, more than any spreadsheet. Is this a CSV file?`, line);
}

/** Finds a mark at or after a position that only grows, so that no stretch of text is searched twice; the text's end where there is none. */
function finder(text: string, mark: string): (from: number) => number {
  let found = -1;
  return (from) => {
    if (found < from) found = text.indexOf(mark, from);
    if (found === -1) found = text.length;
    return found;
  };
}

/** The quote that closes a cell; a doubled quote is part of it. -1 where it lies beyond the text. */
function closingQuote(text: string, open: number): number {
  let close = text.indexOf('"', open + 1);
  while (close !== -1 && text[close + 1] === '"') close = text.indexOf('"', close + 2);
  return close;
}

/** Blanks between a closing quote and the next mark belong to no cell. */
function afterBlanks(text: string, from: number, newline: string, delimiter: string): number {
  let at = from;
  while (at < text.length && text[at] !== newline && text[at] !== delimiter && BLANKS.has(text[at] ?? "")) at++;
  return at;
}
const BLANKS = new Set([" ", "\t", "\r", "\u00a0"]);

function refuseUnclosed(line: number): never {
  refuse(
    "unclosed_quote",
    `The record that starts on line ${line} opens a quote that is never closed. Close it, or write a quote that is part of the text twice.`,
    line,
  );
}

function refuseMalformed(line: number): never {
  refuse(
    "malformed_quote",
    `In the record that starts on line ${line} a quoted cell goes on after its closing quote, or a quote is never closed. Close each quote, and write one that is part of the text twice.`,
    line,
  );
}

function refuseLong(raw: string, line: number): never {
  if (raw.includes('"')) refuseUnclosed(line);
  refuse(
    "record_too_long",
    `The record that starts on line ${line} is longer than 1 MiB of text. Is this a CSV file with one record a line? Shorten the text, or split the record.`,
    line,
  );
}
