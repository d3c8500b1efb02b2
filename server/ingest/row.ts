import { type Issue, issueAt } from "../domain/issue";
import type { Fault } from "./fault";
import type { Columns } from "./header";
import type { CsvRecord } from "./parse";

/** A record under its header, with the faults found in it so far. */
export interface Row {
  line: number;
  cells: readonly string[];
  columns: Columns;
  issues: Issue[];
  /** What a format reads in place of what is written, by field: `Unknown` that means blank, a code that means a word. */
  meant: Map<string, string> | null;
}

export function rowOf(record: CsvRecord, columns: Columns): Row {
  return { line: record.line, cells: record.cells, columns, issues: [], meant: null };
}

/** Whether the file has the field: in a column, or given once for all of its rows. */
export function hasColumn(row: Row, field: string): boolean {
  return row.columns.at.has(field) || row.columns.constants.has(field);
}

/** The cells of a field as sent: one, several where the field is put together from columns, none where the file lacks it. */
export function cellsOf(row: Row, field: string): string[] {
  return (row.columns.at.get(field) ?? []).map((index) => row.cells[index] ?? "");
}

/** The cell of a field: as its format means it, else as sent; where it is blank or the file lacks it, what was given for the whole file; else ``. */
export function cellOf(row: Row, field: string): string {
  const meant = row.meant?.get(field);
  if (meant !== undefined) return meant;
  const { at, constants } = row.columns;
  const index = at.get(field)?.[0];
  const cell = index === undefined ? "" : (row.cells[index] ?? "");
  return constants.size > 0 && cell.trim() === "" ? (constants.get(field) ?? cell) : cell;
}

/** Reads a field as its format means it; what was written stays in the file's own cell, which messages quote. */
export function means(row: Row, field: string, text: string): void {
  row.meant ??= new Map();
  row.meant.set(field, text);
}

/** The cell under a header, by its key, whether a field is read from it or not; `` where the file lacks it. */
export function cellUnder(row: Row, key: string): string {
  const index = row.columns.keys.indexOf(key);
  return index === -1 ? "" : (row.cells[index] ?? "").trim();
}

/** The cell of a field as sent, whatever its format means by it; where the file lacks it, what is read for it. */
export function sentAs(row: Row, field: string): string {
  const index = row.columns.at.get(field)?.[0];
  return index === undefined ? cellOf(row, field) : (row.cells[index] ?? "");
}

/** A text as sent; null when blank. */
export function textOf(row: Row, field: string): string | null {
  const cell = cellOf(row, field);
  return cell.trim() === "" ? null : cell;
}

/** Notes a fault at the field's cell. An error keeps the row out. */
export function note(row: Row, level: Issue["level"], field: string | null, fault: Fault): void {
  const indexes = field === null ? [] : (row.columns.at.get(field) ?? []);
  const column = indexes.length === 0 ? null : indexes.map((index) => row.columns.header[index] ?? "").join(" + ");
  const value = indexes.length === 0 ? null : indexes.map((index) => row.cells[index] ?? "").join(" ");
  row.issues.push(issueAt(level, row.line, column, value, fault.code, fault.message));
}

/** Whether an error was noted. */
export function isBad(row: Row): boolean {
  return row.issues.some((issue) => issue.level === "error");
}

/** Cells of columns the format does not know, in the order of the file; null when all are blank. */
export function extraOf(row: Row): [header: string, cell: string][] | null {
  const extra = row.columns.extra.flatMap((index): [string, string][] => {
    const cell = row.cells[index] ?? "";
    return cell.trim() === "" ? [] : [[row.columns.header[index] || `column ${index + 1}`, cell]];
  });
  return extra.length === 0 ? null : extra;
}

/** Notes what is wrong with the shape of a record: cells beyond the header, cells missing, characters no database keeps. */
export function checkShape(row: Row, isVital: (field: string) => boolean): void {
  const { cells, columns } = row;
  const width = columns.header.length;
  if (cells.slice(width).some((cell) => cell.trim() !== "")) {
    note(row, "error", null, {
      code: "too_many_cells",
      message: `The row has ${cells.length} cells, the header ${width}. A comma inside a cell needs quotes around it: "1,234".`,
    });
  }
  if (cells.length < width) {
    const missing = [...columns.at].filter(([field, indexes]) => isVital(field) && indexes.some((index) => index >= cells.length)).map(([field]) => field);
    note(row, missing.length > 0 ? "error" : "warning", null, {
      code: "too_few_cells",
      message: `The row has ${cells.length} cells, the header ${width}${missing.length > 0 ? `; missing: ${missing.join(", ")}` : ""}. Write a blank cell where there is no value.`,
    });
  }
  for (const [index, cell] of cells.entries()) {
    if (!cell.includes("\0")) continue;
    row.issues.push(
      issueAt(
        "error",
        row.line,
        columns.header[index] ?? null,
        cell.replaceAll("\0", "\u2400"),
        "nul_character",
        "The cell holds a NUL character, which no database text can keep. Remove it.",
      ),
    );
  }
}
