import { refuse } from "./fault";

const CSV = 'Save it as "CSV UTF-8" or as .xlsx and upload that.';

/** First bytes of files that are neither text nor a workbook, each with what to do. */
const FOREIGN: [name: string, remedy: string, bytes: number[]][] = [
  [
    "an Excel file of the old kind (.xls), or a workbook locked with a password,",
    `Open it in a spreadsheet program, without the password. ${CSV}`,
    [0xd0, 0xcf, 0x11, 0xe0],
  ],
  ["gzip-compressed twice", "Unpack it and upload what is inside.", [0x1f, 0x8b]],
  ["a 7-Zip archive", "Unpack it and upload the CSV file inside.", [0x37, 0x7a, 0xbc, 0xaf]],
  ["a RAR archive", "Unpack it and upload the CSV file inside.", [...bytesOf("Rar!")]],
  ["a zstd archive", "Unpack it and upload the CSV file inside.", [0x28, 0xb5, 0x2f, 0xfd]],
  ["an xz archive", "Unpack it and upload the CSV file inside.", [0xfd, 0x37, 0x7a, 0x58]],
  ["a PDF document", "Copy its table into a spreadsheet, and check every number.", [...bytesOf("%PDF-")]],
  ["a Parquet file", "Export it as CSV.", [...bytesOf("PAR1")]],
  ["an SQLite database", "Export its table as CSV.", [...bytesOf("SQLite format 3")]],
  ["a picture", "Upload the table itself, as CSV.", [0x89, 0x50, 0x4e, 0x47]],
  ["a picture", "Upload the table itself, as CSV.", [0xff, 0xd8, 0xff]],
  ["UTF-32 text", CSV, [0xff, 0xfe, 0x00, 0x00]],
  ["UTF-32 text", CSV, [0x00, 0x00, 0xfe, 0xff]],
];

/** Beginnings of texts that are no tables. */
const MARKUP: [name: string, start: RegExp][] = [
  ["a web page, as some sites serve under the name .xls or .csv", /^\s*<(?:!doctype html|html|table|head|body)\b/i],
  ["XML", /^\s*<\?xml\b/],
  ["JSON", /^\s*(?:\{\s*"|\[\s*[{[])/],
];

const ZIP = [0x50, 0x4b, 0x03, 0x04];
const EMPTY_ZIP = [0x50, 0x4b, 0x05, 0x06];

/** Whether a file is a zip archive, as every workbook (.xlsx) is. */
export function isZip(head: Uint8Array): boolean {
  return begins(head, ZIP) || begins(head, EMPTY_ZIP);
}

/** Refuses a file that is no table, by the name of what it is. */
export function refuseForeign(head: Uint8Array): void {
  const found = FOREIGN.find(([, , bytes]) => begins(head, bytes));
  if (found) refuse("not_a_table", `The file is ${found[0]} and cannot be read. ${found[1]}`);
}

/** Refuses a text that is no table: a web page, XML, JSON. */
export function refuseMarkup(text: string): void {
  const found = MARKUP.find(([, start]) => start.test(text.slice(0, 1000)));
  if (found) refuse("not_a_table", `The file is ${found[0]}, not a table. ${CSV}`);
}

function begins(head: Uint8Array, bytes: readonly number[]): boolean {
  return head.length >= bytes.length && bytes.every((byte, index) => head[index] === byte);
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
