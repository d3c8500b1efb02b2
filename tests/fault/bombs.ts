import { Readable } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";
import { createGzip, gzipSync } from "node:zlib";
import { Zip, ZipDeflate } from "fflate";

/** Files that are small to send and large to read, each with the kind of body it says it is. */

/** Endless zeros, or so many of them. */
const zeros = (bytes: number) =>
  Readable.from(
    (function* () {
      for (let sent = 0; sent < bytes; sent += 1 << 16) yield Buffer.alloc(1 << 16, "0");
    })(),
  );

function workbook(entries: Record<string, Iterable<Buffer>>): Readable {
  const out = new Readable({ read: () => undefined });
  const zip = new Zip((error, data, final) => {
    if (error) return void out.destroy(error);
    out.push(Buffer.from(data));
    if (final) out.push(null);
  });
  void (async () => {
    for (const [name, pieces] of Object.entries({ "[Content_Types].xml": text("<Types/>"), ...entries })) {
      const file = new ZipDeflate(name, { level: 1 });
      zip.add(file);
      for (const piece of pieces) {
        file.push(piece);
        await wait(0);
      }
      file.push(new Uint8Array(0), true);
    }
    zip.end();
  })();
  return out;
}

const text = (...pieces: string[]) => pieces.map((piece) => Buffer.from(piece));
function* repeated(piece: string, bytes: number, before = "", after = ""): Generator<Buffer> {
  const block = Buffer.from(piece.repeat(Math.ceil((1 << 18) / piece.length)));
  yield Buffer.from(before);
  for (let made = 0; made < bytes; made += block.length) yield block;
  yield Buffer.from(after);
}
const BOOK = text(
  '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>',
);
const RELATIONS = text(
  '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
);
const book = (sheet: Iterable<Buffer>, strings: Iterable<Buffer> = text("<sst/>"), more: Record<string, Iterable<Buffer>> = {}) =>
  workbook({ "xl/workbook.xml": BOOK, "xl/_rels/workbook.xml.rels": RELATIONS, "xl/worksheets/sheet1.xml": sheet, "xl/sharedStrings.xml": strings, ...more });
/** A whole workbook but for one part that says the same without end. */
const endless = (part: string, piece: string, before: string, after: string) =>
  book(text("<worksheet><sheetData/></worksheet>"), undefined, { [part]: repeated(piece, 300 << 20, before, after) });

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/** All of them, for a server that takes so many bytes. */
export const bombs = (limit: number): [name: string, make: () => Buffer | Readable, type?: string][] => [
  ["four times the limit without a length", () => zeros(limit * 4)],
  ["gzip of 4 GB", () => zeros(4 * 2 ** 30).pipe(createGzip({ level: 1 }))],
  ["gzip within gzip", () => gzipSync(gzipSync(Buffer.alloc(50 << 20)))],
  ["10,000 columns", () => Buffer.from(`${Array.from({ length: 10_000 }, (_, at) => `c${at}`).join()}\n${"1,".repeat(10_000)}\n`)],
  [
    "10,000 columns beside the known ones",
    () =>
      Buffer.from(
        `date,province,killed,${Array.from({ length: 10_000 }, (_, at) => `c${at}`).join()}\n${`2024-01-01,KP,1${",x".repeat(10_000)}\n`.repeat(200)}`,
      ),
  ],
  ["a cell of 50 MB", () => Buffer.concat([Buffer.from(`date,province,killed,notes\n2024-01-01,KP,1,`), Buffer.alloc(50 << 20, "x"), Buffer.from("\n")])],
  [
    "a quoted cell of 50 MB",
    () => Buffer.concat([Buffer.from(`date,province,killed,notes\n2024-01-01,KP,1,"`), Buffer.alloc(50 << 20, "\n"), Buffer.from('"\n')]),
  ],
  ["50 MB of quotes", () => Buffer.concat([Buffer.from("date,province,killed\n"), Buffer.alloc(50 << 20, '"')])],
  ["50 MB of commas", () => Buffer.concat([Buffer.from("date,province,killed\n"), Buffer.alloc(50 << 20, ",")])],
  ["50 MB of line ends", () => Buffer.alloc(50 << 20, "\n")],
  ["300,000 bad rows", () => Buffer.from(`date,province,killed\n${"x,y,z\n".repeat(300_000)}`)],
  [
    "a workbook whose sheet unpacks to 300 MB",
    () => book(repeated("0", 300 << 20, '<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>', "</t></is></c></row></sheetData></worksheet>")),
    XLSX,
  ],
  [
    "a workbook of one endless row",
    () => book(repeated('<c t="n"><v>1</v></c>', 60 << 20, '<worksheet><sheetData><row r="1">', "</row></sheetData></worksheet>")),
    XLSX,
  ],
  ["a workbook of deep nesting", () => book(repeated("<a>", 50 << 20)), XLSX],
  [
    "a workbook of 300 MB of shared texts",
    () => book(text("<worksheet><sheetData/></worksheet>"), repeated("<si><t>x</t></si>", 300 << 20, "<sst>", "</sst>")),
    XLSX,
  ],
  ["a workbook that lists 37 million sheets", () => endless("xl/workbook.xml", "<sheet/>", "<workbook><sheets>", "</sheets></workbook>"), XLSX],
  ["a workbook of 62 million styles", () => endless("xl/styles.xml", "<xf/>", "<styleSheet><cellXfs>", "</cellXfs></styleSheet>"), XLSX],
  [
    "a workbook of 20,000 sheets",
    () =>
      workbook(
        Object.fromEntries([
          [
            "xl/workbook.xml",
            text(
              `<workbook><sheets>${Array.from({ length: 20_000 }, (_, at) => `<sheet name="s${at}" sheetId="${at}" r:id="r${at}"/>`).join("")}</sheets></workbook>`,
            ),
          ] as const,
          ...Array.from({ length: 20_000 }, (_, at) => [`xl/worksheets/sheet${at}.xml`, text("<worksheet/>")] as const),
        ]),
      ),
    XLSX,
  ],
];
