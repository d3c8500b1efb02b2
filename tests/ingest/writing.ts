import { strToU8, type Zippable, zipSync } from "fflate";
import { decoderOf } from "../../server/ingest/decode";
import type { Encoding } from "../../server/ingest/encoding";

/** Characters an encoding of one byte a character has, by their bytes. */
const TABLES = new Map<string, Map<string, number>>();

function tableOf(encoding: Encoding): Map<string, number> {
  const known = TABLES.get(encoding);
  if (known) return known;
  const decoder = decoderOf(encoding);
  const table = new Map(Array.from({ length: 256 }, (_, byte): [string, number] => [decoder.decode(Uint8Array.of(byte)), byte]));
  TABLES.set(encoding, table);
  return table;
}

/** The characters outside ASCII an encoding has; a sample of them where it has all. */
export function charactersOf(encoding: Encoding): string[] {
  if (encoding.startsWith("utf")) return [..."éÉßłخیبر۱۲ﷺ中🕊–’“”…\u00a0\uFEFF\u200f"];
  // ISO-8859-1 has no characters where Windows-1252 has its own.
  const least = encoding === "iso-8859-1" ? 0xa0 : 0x80;
  return [...tableOf(encoding)].filter(([text, byte]) => byte >= least && /[^\u0080-\u009f\ue000-\uf8ff]/.test(text)).map(([text]) => text);
}

/** Writes a text in an encoding. */
export function encode(text: string, encoding: Encoding, mark = false): Uint8Array {
  const marked = mark ? `\uFEFF${text}` : text;
  if (encoding === "utf-8") return new TextEncoder().encode(marked);
  if (encoding === "utf-16le" || encoding === "utf-16be") {
    const bytes = new Uint8Array(marked.length * 2);
    const view = new DataView(bytes.buffer);
    for (let at = 0; at < marked.length; at++) view.setUint16(2 * at, marked.charCodeAt(at), encoding === "utf-16le");
    return bytes;
  }
  const table = tableOf(encoding);
  return Uint8Array.from([...text], (letter) => {
    const byte = table.get(letter);
    if (byte === undefined) throw new Error(`${encoding} has no ${letter}`);
    return byte;
  });
}

/** A cell of a sheet: its text, its number, or its XML between `<c r="A1"` and `</c>`. */
export type SheetCell = string | number | { xml: string } | null;

export interface SheetOf {
  name: string;
  rows: SheetCell[][];
  state?: string;
  /** Instead of the rows. */
  xml?: string;
}

const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const letters = (column: number): string => (column < 26 ? "" : letters(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + (column % 26));

function sheetXml({ rows, xml }: SheetOf, texts: string[]): string {
  const cell = (value: SheetCell, name: string) => {
    if (value === null) return "";
    if (typeof value === "number") return `<c r="${name}"><v>${value}</v></c>`;
    if (typeof value === "object") return `<c r="${name}"${value.xml}</c>`;
    return `<c r="${name}" t="s"><v>${texts.push(value) - 1}</v></c>`;
  };
  const body = rows.map((cells, row) => `<row r="${row + 1}">${cells.map((value, column) => cell(value, letters(column) + (row + 1))).join("")}</row>`);
  return xml ?? `<?xml version="1.0"?><worksheet><sheetData>${body.join("")}</sheetData></worksheet>`;
}

/** Formats of the workbook's styles, by number: `s="1"` is the first. */
const FORMATS = ["General", "yyyy\\-mm\\-dd", "mmm\\-yy", "0.0%", "#,##0", "yyyy", "[$-409]d\\-mmm\\-yy;@", "hh:mm", "yyyy\\-mm\\-dd hh:mm", '"days" 0'];

/** The files of a workbook, as a spreadsheet program writes them. */
export function workbookParts(sheets: SheetOf[], more: { date1904?: boolean } = {}): Record<string, string> {
  const texts: string[] = [];
  const bodies = sheets.map((sheet) => sheetXml(sheet, texts));
  const formats = FORMATS.map((code, at) => `<numFmt numFmtId="${at + 164}" formatCode="${escaped(code).replaceAll('"', "&quot;")}"/>`);
  const listed = sheets.map(
    ({ name, state }, at) => `<sheet name="${escaped(name)}" sheetId="${at + 1}" ${state ? `state="${state}"` : ""} r:id="r${at + 1}"/>`,
  );
  const worksheet = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet";
  return {
    "[Content_Types].xml": "<Types/>",
    "xl/workbook.xml": `<workbook><workbookPr${more.date1904 ? ' date1904="1"' : ""}/><sheets>${listed.join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships>${sheets.map((_, at) => `<Relationship Id="r${at + 1}" Type="${worksheet}" Target="worksheets/sheet${at + 1}.xml"/>`).join("")}</Relationships>`,
    ...Object.fromEntries(bodies.map((body, at) => [`xl/worksheets/sheet${at + 1}.xml`, body])),
    "xl/styles.xml": `<styleSheet><numFmts>${formats.join("")}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${FORMATS.map((_, at) => `<xf numFmtId="${at + 164}"/>`).join("")}</cellXfs></styleSheet>`,
    "xl/sharedStrings.xml": `<sst>${texts.map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join("")}</sst>`,
  };
}

export function zipped(parts: Record<string, string | Uint8Array>, level: 0 | 6 = 6): Uint8Array {
  const files: Zippable = Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, typeof part === "string" ? strToU8(part) : part]));
  return zipSync(files, { level });
}

/** A workbook file. */
export function workbook(sheets: SheetOf[], more: { date1904?: boolean } = {}): Uint8Array {
  return zipped(workbookParts(sheets, more));
}
