import type { Source } from "./decode";
import { refuse } from "./fault";
import { textOfNumber } from "./number-format";
import type { CsvRecord } from "./parse";
import { textJoiner } from "./sheet-texts";
import { type Budget, unpack } from "./unpack";
import type { Workbook } from "./workbook";
import { attribute, readXml } from "./xml";
import type { ZipEntry } from "./zip";

/** Cells lie in columns up to this one; more columns than a header may have are told there. */
const MOST_COLUMNS = 1000;
/** Rows are made as wide as the widest before them, up to the widest header there may be. */
const MOST_PADDED = 500;
/** The last row a spreadsheet has. */
const LAST_ROW = 1_048_576;
/** The longest record, as of a CSV file. */
const LONGEST = 1 << 20;

/** Reads the rows of a sheet as records, some at a time; their lines are the sheet's row numbers. Rows without text are left out. */
export async function* readSheet(source: Source, entry: ZipEntry, workbook: Workbook, budget: Budget): AsyncGenerator<CsvRecord[]> {
  const rows = rowReader(workbook);
  const decoder = new TextDecoder();
  const xml = readXml(rows);
  for await (const bytes of unpack(source, entry, budget)) {
    xml.write(decoder.decode(bytes, { stream: true }));
    yield rows.take();
  }
  xml.write(decoder.decode());
  xml.end();
  yield rows.take();
  if (!rows.isWhole()) refuse("bad_workbook", "The sheet ends in the middle. Open the workbook in a spreadsheet program, save it again and upload that.");
}

interface Cell {
  column: number;
  type: string;
  style: number;
  value: string;
  formula: string;
  size: number;
}

function rowReader({ texts, formats, epoch }: Workbook) {
  const join = textJoiner();
  let records: CsvRecord[] = [];
  let line = 0;
  let cells: string[] = [];
  let length = 0;
  let width = 0;
  let cell: Cell | null = null;
  let inside = "";
  let state: "before" | "rows" | "after" = "before";

  const textOf = ({ type, style, value, formula }: Cell): string => {
    if (type === "inlineStr") return join.text();
    // A formula nobody has calculated is shown as it is: blank would say that nothing was counted.
    if (value === "") return formula === "" ? "" : `=${formula}`;
    if (type === "s") return texts[Number(value)] ?? refuse("bad_workbook", `Row ${line} of the sheet names a text the workbook does not hold. Save it again.`);
    if (type === "b") return value === "1" ? "TRUE" : "FALSE";
    return type === "" || type === "n" ? textOfNumber(value, formats[style] ?? "number", epoch) : value;
  };

  const open = (name: string, attributes: string) => {
    if (name === "sheetData") state = "rows";
    if (state !== "rows") return;
    if (name === "row") {
      const number = Number(attribute(attributes, "r") || line + 1);
      if (!Number.isInteger(number) || number <= line || number > LAST_ROW)
        refuse("bad_workbook", `The rows of the sheet are not in order after row ${line}. Save it again.`);
      [line, cells, length] = [number, [], 0];
    } else if (name === "c") {
      const at = attribute(attributes, "r");
      cell = {
        column: at === "" ? cells.length : columnOf(at),
        type: attribute(attributes, "t"),
        style: Number(attribute(attributes, "s")),
        value: "",
        formula: "",
        size: 0,
      };
      join.begin();
    } else if (name === "v" || name === "f") inside = name;
    join.open(name);
  };

  const text = (piece: string) => {
    if (cell === null) return;
    cell.size += piece.length;
    if (cell.size > LONGEST) refuse("record_too_long", `A cell in row ${line} of the sheet is longer than 1 MiB of text. Shorten it.`, line);
    join.add(piece);
    if (inside === "v") cell.value += piece;
    else if (inside === "f") cell.formula += piece;
  };

  const close = (name: string) => {
    join.close(name);
    if (name === "v" || name === "f") inside = "";
    if (name === "c" && cell !== null) {
      place(textOf(cell), cell.column);
      cell = null;
    }
    if (name === "row" && state === "rows") {
      if (cells.some((shown) => shown.trim() !== "")) records.push({ line, cells: filled(cells) });
      cells = [];
    }
    if (name === "sheetData") state = "after";
  };

  // A sheet leaves out blank cells at the end of a row: they are blank, and not missing as in a CSV file.
  const filled = (row: string[]) => {
    width = Math.max(width, Math.min(row.length, MOST_PADDED));
    while (row.length < width) row.push("");
    return row;
  };

  const place = (shown: string, column: number) => {
    length += shown.length;
    if (length > LONGEST) refuse("record_too_long", `Row ${line} of the sheet is longer than 1 MiB of text. Shorten its texts, or split it.`, line);
    if (column >= MOST_COLUMNS) {
      if (shown.trim() === "") return;
      refuse("too_many_columns", `Row ${line} of the sheet has text beyond column ${MOST_COLUMNS}. Remove what does not belong to the table.`, line);
    }
    while (cells.length < column) cells.push("");
    cells[column] = shown;
  };

  const take = () => {
    const taken = records;
    records = [];
    return taken;
  };
  return { open, text, close, take, isWhole: () => state === "after" };
}

/** The column of a cell's name: `A5` is 0, `AB5` is 27. */
function columnOf(name: string): number {
  const letters = /^[A-Z]{1,3}/i.exec(name)?.[0].toUpperCase() ?? "";
  return letters === "" ? MOST_COLUMNS : [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
