import Papa from "papaparse";
import type { Cell, Table } from "../domain/table";

/**
 * Text a spreadsheet would run: a formula sign first, also in full width, after blanks or control characters
 * (OWASP, "CSV Injection"). A plain number is not one, so a text such as -5 stays as it is.
 */
const FORMULA = /^[\s\p{Cc}]*[=+\-@＝＋－＠|%]/u;
const NUMBER = /^[+-]?\d+(\.\d+)?$/;

/** Neutralises a text cell with a leading apostrophe; numbers are never touched. */
export function defuse(cell: Cell): Cell {
  return typeof cell === "string" && FORMULA.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell;
}

/** One record in RFC 4180 with LF; null is empty. */
export function csvLine(cells: readonly Cell[]): string {
  return `${Papa.unparse([cells.map(defuse)], { newline: "\n" })}\n`;
}

/** The table as pure CSV: one header line, no banner. */
export function toCsv(table: Table): string {
  const names = table.columns.map((column) => column.name);
  return [names, ...table.rows.map((row) => names.map((name) => row[name] ?? null))].map(csvLine).join("");
}
