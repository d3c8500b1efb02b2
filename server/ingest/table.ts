import type { Kind } from "../domain/dataset";
import { type Issue, issueAt } from "../domain/issue";
import { headerKey } from "../domain/name";
import type { Mapping } from "../domain/report";
import { assumedOf } from "./assumed";
import { quote } from "./fault";
import type { Format } from "./formats/format";
import { isTagRow, taggedKeys } from "./formats/hxl";
import { type Columns, headerOf, mapColumns } from "./header";
import type { CsvRecord } from "./parse";
import { isProvinceCode } from "./place";
import { recogniseFormat } from "./recognise";
import { suggestMissing } from "./suggest";

/** What the uploader says about a file's columns. */
export interface TableOptions {
  kind: Kind;
  format?: string;
  mapping?: Mapping;
  constants?: Record<string, string>;
  classes?: string[];
  spellings?: Record<string, string>;
}

/** A file's columns as they were understood. */
export interface Table {
  /** Null where the one named does not exist. */
  format: Format | null;
  columns: Columns;
  /** Physical line after which the rows begin: the header's, or that of the hashtags under it. */
  last_header_line: number;
  issues: Issue[];
}

/** Tells the format of a file and the fields of its columns, by its header and the records under it. */
export function openTable(first: CsvRecord, below: readonly CsvRecord[], options: TableOptions): Table {
  const spelled = headerOf(first);
  const tags = isTagRow(first.cells) ? first : below[0] !== undefined && isTagRow(below[0].cells) ? below[0] : null;
  const own = spelled.map(headerKey);
  const found = recogniseFormat(own, options.kind, options.format, tags !== null);
  const format = "name" in found ? found : null;
  const rows = tags === null || tags === first ? below : below.slice(1);
  const isShifted = format !== null && hasRowNumbers(spelled.length, rows, format.signatures.length > 0);
  const header = isShifted ? ["", ...spelled] : spelled;
  const tagCells = tags === null ? null : isShifted && tags.cells.length < header.length ? ["", ...tags.cells] : tags.cells;
  const keys = tagCells !== null && format?.signatures.length === 0 ? taggedKeys(header, tagCells) : header.map(headerKey);
  const last_header_line = tags?.line ?? first.line;
  if (format === null) return { format, columns: mapNothing(header, keys), last_header_line, issues: "name" in found ? [] : [found] };
  const { columns, issues } = mapColumns(header, first.line, format, options, keys);
  if (options.format === "hxl" && tags === null) {
    issues.push(issueAt("error", first.line, null, null, "no_hashtags", "The file has no row of hashtags such as #date, #adm1+name, #affected+killed."));
  }
  if (options.classes !== undefined && format.hasClasses !== true) {
    const message = `A file of the format ${format.name} has no classes to choose from. Leave out classes=${options.classes.join(",")}.`;
    issues.push(issueAt("error", null, null, null, "no_classes", message));
  }
  for (const [name, code] of Object.entries(options.spellings ?? {})) {
    if (isProvinceCode(code)) continue;
    const message = `spellings says ${quote(name)} is ${quote(code)}, which is no province. Write a code such as PK-BA.`;
    issues.push(issueAt("error", null, null, null, "unknown_spelling", message));
  }
  suggestMissing(issues, format, columns, rows);
  issues.push(...assumedOf(columns, first.line));
  return { format, columns, last_header_line, issues };
}

const mapNothing = (header: string[], keys: readonly string[]): Columns => ({ header, keys, constants: new Map(), at: new Map(), extra: [] });

/** How many records are looked at to tell a column of row numbers. */
const NUMBERED = 20;

/**
 * Whether each record has one cell more than the header and begins with a number that grows: R writes tables so, with a column of row
 * numbers that has no name. A file of no known format must count from 0 or 1 without a gap, as a thousands comma outside
 * quotes makes rows too long as well.
 */
function hasRowNumbers(width: number, rows: readonly CsvRecord[], isKnown: boolean): boolean {
  const seen = rows.slice(0, NUMBERED);
  const numbers = seen.map(({ cells }) => (cells.length === width + 1 && /^\d{1,9}$/.test(cells[0] ?? "") ? Number(cells[0]) : Number.NaN));
  if (numbers.length === 0 || numbers.some(Number.isNaN)) return false;
  const steps = numbers.slice(1).map((number, index) => number - (numbers[index] ?? 0));
  if (isKnown) return steps.every((step) => step > 0);
  return numbers.length > 1 && (numbers[0] ?? 2) <= 1 && steps.every((step) => step === 1);
}
