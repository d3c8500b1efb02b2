import type { Source } from "./decode";
import { quote, refuse } from "./fault";
import { builtInFormat, type Shown, writtenFormat } from "./number-format";
import type { Epoch } from "./serial";
import { TEXT_BYTES, textReader } from "./sheet-texts";
import { type Budget, unpack } from "./unpack";
import { attribute, readXml, type XmlHandler } from "./xml";
import { readDirectory, type ZipEntry } from "./zip";

export interface SheetEntry {
  name: string;
  entry: ZipEntry;
  hidden: boolean;
}

/** A workbook but for the rows of its sheets, which are read one by one. */
export interface Workbook {
  sheets: SheetEntry[];
  /** Texts by number; most cells with text hold only the number. */
  texts: string[];
  /** What numbers are shown as, by style. */
  formats: Shown[];
  epoch: Epoch;
}

/** Sheets, parts and styles are kept in memory: more of one than this no workbook has. */
const MOST_LISTED = 100_000;

/** Refuses a list that a few packed bytes could make as long as they like. */
function keepShort(length: number): void {
  if (length >= MOST_LISTED)
    refuse("too_large_inside", 'The workbook lists more sheets or styles than are read. Save the sheet as "CSV UTF-8" and upload that.');
}

/** Opens a workbook (.xlsx): its sheets, texts and number formats. Refuses another archive by the name of what it is. */
export async function openWorkbook(source: Source, limit: number): Promise<Workbook> {
  const entries = await readDirectory(source);
  // By name, of which the first counts.
  const named = new Map(entries.toReversed().map((entry) => [entry.name.replace(/^\//, "").toLowerCase(), entry]));
  const find = (path: string) => named.get(path.toLowerCase());
  const parts = find("xl/workbook.xml");
  if (find("[Content_Types].xml") === undefined || parts === undefined) refuseArchive(entries);
  const budget: Budget = { left: limit };
  const read = async (path: string, handler: XmlHandler, most: Budget = budget) => {
    const entry = find(path);
    if (entry !== undefined) await readPart(source, entry, handler, most);
  };

  const listed: { name: string; id: string; hidden: boolean }[] = [];
  let epoch: Epoch = 1900;
  await readPart(
    source,
    parts,
    {
      ...IGNORING,
      open: (name, attributes) => {
        if (name === "workbookPr" && /^(?:1|true)$/.test(attribute(attributes, "date1904"))) epoch = 1904;
        if (name !== "sheet") return;
        keepShort(listed.length);
        listed.push({ name: attribute(attributes, "name"), id: attribute(attributes, "id"), hidden: /hidden/i.test(attribute(attributes, "state")) });
      },
    },
    budget,
  );
  const paths = new Map<string, string>();
  await read("xl/_rels/workbook.xml.rels", {
    ...IGNORING,
    open: (name, attributes) => {
      // Sheets that are charts or macros have other types.
      if (name !== "Relationship" || !attribute(attributes, "Type").endsWith("/worksheet")) return;
      keepShort(paths.size);
      const target = attribute(attributes, "Target");
      paths.set(attribute(attributes, "Id"), target.startsWith("/") ? target.slice(1) : `xl/${target.replace(/^\.\//, "")}`);
    },
  });
  const sheets = listed.flatMap(({ name, id, hidden }): SheetEntry[] => {
    const entry = find(paths.get(id) ?? "");
    return entry === undefined ? [] : [{ name, entry, hidden }];
  });
  const formats = formatReader();
  await read("xl/styles.xml", formats.handler);
  const texts = textReader();
  await read("xl/sharedStrings.xml", texts.handler, { left: Math.min(TEXT_BYTES, budget.left) });
  return { sheets, texts: texts.texts, formats: formats.formats, epoch };
}

const IGNORING: XmlHandler = { open: () => undefined, text: () => undefined, close: () => undefined };

/** Reads one part of a workbook through. */
async function readPart(source: Source, entry: ZipEntry, handler: XmlHandler, budget: Budget): Promise<void> {
  const decoder = new TextDecoder();
  const xml = readXml(handler);
  for await (const bytes of unpack(source, entry, budget)) xml.write(decoder.decode(bytes, { stream: true }));
  xml.write(decoder.decode());
  xml.end();
}

function formatReader(): { handler: XmlHandler; formats: Shown[] } {
  const written = new Map<number, Shown>();
  const formats: Shown[] = [];
  let inCells = false;
  const open = (name: string, attributes: string) => {
    keepShort(Math.max(written.size, formats.length));
    if (name === "numFmt") written.set(Number(attribute(attributes, "numFmtId")), writtenFormat(attribute(attributes, "formatCode")));
    if (name === "cellXfs") inCells = true;
    if (name !== "xf" || !inCells) return;
    const id = Number(attribute(attributes, "numFmtId"));
    formats.push(written.get(id) ?? builtInFormat(id));
  };
  const close = (name: string) => {
    if (name === "cellXfs") inCells = false;
  };
  return { handler: { open, close, text: () => undefined }, formats };
}

function refuseArchive(entries: readonly ZipEntry[]): never {
  const names = entries.map(({ name }) => name);
  const holds = (start: string) => names.some((name) => name.startsWith(start));
  const save = 'Save it as .xlsx or as "CSV UTF-8" and upload that.';
  if (holds("xl/workbook.bin")) refuse("not_a_table", `The file is a binary Excel workbook (.xlsb) and cannot be read. ${save}`);
  if (holds("word/")) refuse("not_a_table", "The file is a Word document, not a table. Copy its table into a spreadsheet and save that as .xlsx.");
  if (holds("mimetype") && holds("content.xml")) refuse("not_a_table", `The file is an OpenDocument file (.ods) and cannot be read. ${save}`);
  if (holds("Index/")) refuse("not_a_table", `The file is an Apple Numbers file and cannot be read. Export it from there. ${save}`);
  const inside = names.slice(0, 3).map(quote).join(", ");
  refuse("not_a_table", `The file is a zip archive (${inside || "empty"}). Unpack it and upload the CSV or .xlsx file inside.`);
}
