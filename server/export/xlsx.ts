import writeExcelFile, { type SheetData } from "write-excel-file/node";
import type { Cell } from "../domain/table";
import { holdable } from "../domain/xml";
import { type Exported, refuseCells, STATUS_WORDS } from "./exported";

/** A larger workbook takes seconds and hundreds of megabytes to make; Parquet takes more, and CSV has no such limit. */
const MOST_CELLS = 300_000;

/** The longest text a cell holds. */
const LONGEST = 32_767;

const textCell = (text: string) => ({ value: holdable(text).slice(0, LONGEST), type: String as StringConstructor });

/** Typed cells: numbers stay numbers, texts are never formulas, null is an empty cell. */
function cellOf(cell: Cell) {
  if (cell === null) return null;
  if (typeof cell === "boolean") return { value: cell, type: Boolean as BooleanConstructor };
  return typeof cell === "number" ? { value: cell, type: Number as NumberConstructor } : textCell(cell);
}

const heading = (text: string) => ({ ...textCell(text), fontWeight: "bold" as const });

/**
 * The table with numbers as numbers, and a second sheet that says where it comes from, what was asked and what to know.
 * Throws TooManyCells.
 */
export async function toXlsx(exported: Exported): Promise<Buffer> {
  const { columns, rows } = exported;
  refuseCells(exported, MOST_CELLS, "As a workbook", ".csv or .parquet");
  const names = columns.map((column) => column.name);
  const table: SheetData = [names.map(heading), ...rows.map((row) => names.map((name) => cellOf(row[name] ?? null)))];
  return writeExcelFile([
    { data: table, sheet: "Data", stickyRowsCount: 1, columns: names.map((name) => ({ width: Math.max(12, name.length + 2) })) },
    {
      data: about(exported).map(([name, text]) => [heading(name), { ...textCell(text), wrap: true }]),
      sheet: "About",
      columns: [{ width: 28 }, { width: 110 }],
    },
  ]).toBuffer();
}

function about({ title, sources, address, pinned, view, query, notes, columns }: Exported): [string, string][] {
  const withStatus = columns.some(({ role }) => role === "status");
  return [
    ["Question", title],
    ...sources.flatMap((source): [string, string][] => [
      ["Dataset", source.title],
      ["Publisher", source.publisher],
      ["Revision", `${source.revision}, published ${source.published_at}`],
      ["Citation", source.citation],
      ["Licence", source.licence],
      ["Method", source.methodology],
      ["Homepage", source.homepage ?? ""],
    ]),
    ["Seen at", view],
    ["Address", address],
    ["Address of this revision", pinned],
    ["Query", JSON.stringify(query)],
    ...notes.map((note): [string, string] => [`Note: ${note.code}`, note.message]),
    ...(withStatus ? STATUS_WORDS.map(([status, meaning]): [string, string] => [`Status: ${status}`, meaning]) : []),
    ...columns.map((column): [string, string] => [`Column: ${column.name}`, `${column.label} (${column.unit})`]),
  ];
}
