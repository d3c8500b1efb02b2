import writeExcelFile, { type SheetData } from "write-excel-file/node";
import type { Answer, Cell } from "../domain/table";

/** Characters XML 1.0 cannot hold; a workbook with one of them does not open. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

const textCell = (text: string) => ({ value: text.replace(NOT_XML, "\ufffd"), type: String as StringConstructor });

/** Typed cells: numbers stay numbers, texts are never formulas, null is an empty cell. */
function cellOf(cell: Cell) {
  if (cell === null) return null;
  return typeof cell === "number" ? { value: cell, type: Number as NumberConstructor } : textCell(String(cell));
}

const heading = (text: string) => ({ ...textCell(text), fontWeight: "bold" as const });

/**
 * The answer as a workbook: the table with numbers as numbers, and a second sheet that says where it comes from, what was
 * asked and what to know. `address` is where the same answer can be fetched again.
 */
export async function toXlsx(answer: Answer, address: string): Promise<Buffer> {
  const names = answer.columns.map((column) => column.name);
  const table: SheetData = [names.map(heading), ...answer.rows.map((row) => names.map((name) => cellOf(row[name] ?? null)))];
  const about: [string, string][] = [
    ["Dataset", answer.dataset.title],
    ["Revision", `${answer.dataset.revision}, published ${answer.dataset.published_at}`],
    ["Citation", answer.dataset.citation],
    ["Address", address],
    ["Query", JSON.stringify(answer.query)],
    ...answer.notes.map((note): [string, string] => [`Note: ${note.code}`, note.message]),
    ...answer.columns.map((column): [string, string] => [`Column: ${column.name}`, `${column.label} (${column.unit})`]),
  ];
  return writeExcelFile([
    { data: table, sheet: "Data", stickyRowsCount: 1, columns: names.map((name) => ({ width: Math.max(12, name.length + 2) })) },
    { data: about.map(([name, text]) => [heading(name), textCell(text)]), sheet: "About", columns: [{ width: 28 }, { width: 100 }] },
  ]).toBuffer();
}
