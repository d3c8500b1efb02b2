import { type Issue, issueAt } from "../domain/issue";
import { decode, decodeHead, type Source } from "./decode";
import { type DelimiterName, type Dialect, detectDialect, type Knows } from "./dialect";
import { type Encoding, tellEncoding } from "./encoding";
import { quote } from "./fault";
import { isZip, refuseForeign, refuseMarkup } from "./magic";
import { type CsvRecord, parse } from "./parse";
import { chooseSheet } from "./pick-sheet";
import type { Epoch } from "./serial";
import { readSheet } from "./sheet";
import { openWorkbook, type Workbook } from "./workbook";

/** What the uploader says about how a file is written, where it is not to be told from the file itself. */
export interface OpenOptions {
  encoding?: Encoding;
  delimiter?: DelimiterName;
  /** Of a workbook: the name of a sheet, or its number from 1. */
  sheet?: string;
  /** How much a workbook may come to when unpacked, in bytes. */
  max_inflated?: number;
}

/** How a file is written: enough to read its records again in the same way. */
export type Structure = { kind: "text"; encoding: Encoding; dialect: Dialect } | { kind: "workbook"; sheet: string; epoch: Epoch; max_inflated: number };

/** A file whose structure is settled, and what is to be told of it. */
export interface Opened {
  structure: Structure;
  issues: Issue[];
  /** Of a workbook: what was read of it already. */
  workbook?: Workbook;
}

/** The most a workbook may come to when unpacked, unless said otherwise. */
export const MAX_INFLATED = 512 << 20;
/** Enough of a file to tell what it is, and its delimiter from some lines. */
const HEAD = 1 << 17;

/** Tells how a file is written: the text of which encoding and dialect, or the sheet of a workbook. Refuses what is no table. */
export async function openFile(source: Source, options: OpenOptions, knows: Knows): Promise<Opened> {
  const head = await readHead(source());
  refuseForeign(head);
  const issues: Issue[] = [];
  const unused = (names: (keyof OpenOptions)[], what: string) => {
    for (const name of names.filter((name) => options[name] !== undefined)) {
      const message = `The file is ${what}, so ${name}=${options[name]} was not used.`;
      issues.push(issueAt("warning", null, null, null, "option_not_used", message));
    }
  };
  if (isZip(head)) {
    unused(["encoding", "delimiter"], "a workbook");
    const max_inflated = options.max_inflated ?? MAX_INFLATED;
    const workbook = await openWorkbook(source, max_inflated);
    const { sheet, others } = await chooseSheet(source, workbook, options.sheet, knows);
    if (others.length > 0) {
      const message = `The workbook has several sheets with tables. Read was ${quote(sheet)}; not read: ${others.map(quote).join(", ")}. To read another one, repeat the import with sheet=${others[0]}.`;
      issues.push(issueAt("warning", null, null, null, "sheet_chosen", message));
    }
    return { structure: { kind: "workbook", sheet, epoch: workbook.epoch, max_inflated }, issues, workbook };
  }
  unused(["sheet"], "no workbook");
  const told = await tellEncoding(source, head, options.encoding);
  const text = decodeHead(head, told.encoding);
  refuseMarkup(text);
  const dialect = detectDialect(text.replace(/^\uFEFF/, ""), knows, options.delimiter);
  return { structure: { kind: "text", encoding: told.encoding, dialect }, issues: [...issues, ...told.issues] };
}

/** Reads the records of a file whose structure is settled, some at a time. */
export async function* readRecords(source: Source, structure: Structure, opened?: Workbook): AsyncGenerator<CsvRecord[]> {
  if (structure.kind === "text") return yield* parse(decode(source, structure.encoding), structure.dialect);
  const workbook = opened ?? (await openWorkbook(source, structure.max_inflated));
  const sheet = workbook.sheets.find(({ name }) => name === structure.sheet);
  if (sheet === undefined) throw new Error(`The workbook has no sheet ${structure.sheet}: it is not the one that was opened.`);
  yield* readSheet(source, sheet.entry, workbook, { left: structure.max_inflated });
}

async function readHead(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const head = new Uint8Array(HEAD);
  let length = 0;
  for await (const chunk of chunks) {
    const part = chunk.subarray(0, HEAD - length);
    head.set(part, length);
    length += part.length;
    if (length === HEAD) break;
  }
  return head.slice(0, length);
}
