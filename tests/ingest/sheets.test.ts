import assert from "node:assert/strict";
import { test } from "node:test";
import writeExcelFile, { type SheetData } from "write-excel-file/node";
import { surveyFile } from "../../server/ingest/read";
import { read, sums, TODAY } from "./reading";
import { type SheetOf, workbook, workbookParts, zipped } from "./writing";

const HEAD = ["date", "province", "killed", "notes"];
/** A number shown in a style of the workbook, by the number of the style. */
const styled = (value: number | string, style: number) => ({ xml: ` s="${style}"><v>${value}</v>` });
/** The first style: yyyy-mm-dd. */
const DAY = 1;
const one = (rows: SheetOf["rows"], name = "Sheet1"): SheetOf[] => [{ name, rows: [HEAD, ...rows] }];

test("a sheet is read like a CSV file, its rows by their numbers", async () => {
  const { incidents, reading, told } = await read(
    workbook(
      one([
        [styled(45294, DAY), "KP", 1234, "a & b <c> \n d"],
        [null, null, null, null],
        ["2024-01-05", " Sindh", "5", null],
        ["Sep 2024", "Punjab", 0, "خیبر 🕊"],
      ]),
    ),
  );
  assert.deepEqual([reading.encoding, reading.sheet, reading.delimiter, reading.header_line, told], ["xlsx", "Sheet1", "", 1, []]);
  assert.deepEqual(
    incidents.map((row) => [row.line, row.occurred_on, row.date_precision, row.province, row.fatalities.best, row.notes]),
    [
      [2, "2024-01-03", "day", "PK-KP", 1234, "a & b <c> \n d"],
      [4, "2024-01-05", "day", "PK-SD", 5, null],
      [5, "2024-09-01", "month", "PK-PB", 0, "خیبر 🕊"],
    ],
  );
});

test("a workbook another library wrote", async () => {
  const day = { value: new Date(Date.UTC(2024, 8, 14)), type: Date, format: "dd/mm/yyyy" };
  const rows: SheetData = [["date", "province", "killed", "notes"].map((value) => ({ value })), [day, { value: "KP" }, { value: 7 }, null]];
  const written = await writeExcelFile([{ data: rows, sheet: "A" }]).toBuffer();
  const { incidents, told } = await read(new Uint8Array(written));
  assert.deepEqual([told, incidents[0]?.occurred_on, incidents[0]?.fatalities.best], [[], "2024-09-14", 7]);
});

/** What a cell becomes, by its XML. */
const SHOWN: [xml: string, shown: string][] = [
  [' s="1"><v>45549</v>', "2024-09-14"],
  [' s="6"><v>45549</v>', "2024-09-14"],
  [' s="1"><v>45549.75</v>', "2024-09-14T18:00:00"],
  [' s="8"><v>45549.999994</v>', "2024-09-14T23:59:59"],
  [' s="2"><v>45536</v>', "2024-09"],
  [' s="2"><v>45549</v>', "2024-09-14"],
  [' s="5"><v>45292</v>', "2024"],
  [' s="7"><v>0.5</v>', "12:00:00"],
  [' s="1"><v>1</v>', "1900-01-01"],
  [' s="1"><v>60</v>', "1900-02-29"],
  [' s="1"><v>61</v>', "1900-03-01"],
  [' s="1"><v>0</v>', "1900-01-00"],
  [' s="1"><v>-5</v>', "-5"],
  [' s="1"><v>99999999</v>', "99999999"],
  ["><v>45549</v>", "45549"],
  [' s="4"><v>1234</v>', "1234"],
  [' s="9"><v>12</v>', "12"],
  ["><v>1234.0</v>", "1234"],
  ["><v>1.2340000000000001E3</v>", "1234"],
  ["><v>0.30000000000000004</v>", "0.3"],
  ["><v>2.5</v>", "2.5"],
  [' s="3"><v>0.97</v>', "97%"],
  [' s="3"><v>0.28999999999999998</v>', "29%"],
  [' t="b"><v>1</v>', "TRUE"],
  [' t="e"><v>#REF!</v>', "#REF!"],
  [' t="str"><f>A1&amp;B1</f><v>ab</v>', "ab"],
  ["><f>SUM(C2:C9)</f><v>9</v>", "9"],
  ["><f>SUM(C2:C9)</f>", "=SUM(C2:C9)"],
  [' t="d"><v>2024-09-14</v>', "2024-09-14"],
  [' t="inlineStr"><is><t>a</t></is>', "a"],
  [' t="inlineStr"><is><r><t>a</t></r><r><t xml:space="preserve"> b</t></r><rPh><t>no</t></rPh></is>', "a b"],
  [' t="inlineStr"><is><t>a_x000D_b &#x1F54A;<![CDATA[<&>]]><!-- no --></t></is>', "a\rb 🕊<&>"],
];

for (const [xml, shown] of SHOWN) {
  test(`a cell ${xml} is ${shown}`, async () => {
    const { incidents, rejected } = await read(workbook(one([["2024-01-03", "KP", 1, { xml }]])));
    assert.deepEqual([rejected, incidents[0]?.notes], [[], shown]);
  });
}

test("days count from 1904 where the workbook says so", async () => {
  const { incidents } = await read(workbook(one([[styled(45549 - 1462, DAY), "KP", 1, null]]), { date1904: true }));
  assert.equal(incidents[0]?.occurred_on, "2024-09-14");
});

test("day numbers in cells of no date format are read only where the uploader says they are", async () => {
  const rows: SheetOf["rows"] = [
    [45549, "KP", 1, 45549],
    [2024, "KP", 2, null],
  ];
  assert.deepEqual((await read(workbook(one(rows)))).told, ["2:excel_serial"]);
  const { incidents, told } = await read(workbook(one(rows)), { dates: "serial" });
  assert.deepEqual(
    [told, incidents.map((row) => `${row.occurred_on} ${row.date_precision}`), incidents[0]?.notes],
    [[], ["2024-09-14 day", "2024-01-01 year"], "45549"],
  );
  const old = await read(workbook(one([[45549 - 1462, "KP", 1, null]]), { date1904: true }), { dates: "serial" });
  assert.equal(old.incidents[0]?.occurred_on, "2024-09-14");
  assert.deepEqual(
    (await read("date,province,killed\n45549,KP,1\n45549.5,KP,1\n2024-01-03,KP,1\n", { dates: "serial" })).incidents.map((row) => row.occurred_on),
    ["2024-09-14", "2024-09-14", "2024-01-03"],
  );
});

const LICENCE: SheetOf = { name: "TOU", rows: [["Terms of use"], ["Cite as: ACLED, date, province"], [null, "see https://example.org"]] };
const table = (name: string, killed: number, more: Partial<SheetOf> = {}): SheetOf => ({ name, rows: [HEAD, ["2024-01-03", "KP", killed, null]], ...more });

test("the first sheet with a table is read, and the others told", async () => {
  const book = workbook([LICENCE, table("Hidden", 1, { state: "hidden" }), table("One", 2), { name: "Empty", rows: [] }, table("Two", 3)]);
  const { incidents, issues, reading } = await read(book);
  assert.deepEqual([reading.sheet, sums(incidents)], ["One", [1, 2, 0]]);
  assert.deepEqual(
    issues.map(({ code, level }) => [code, level]),
    [["sheet_chosen", "warning"]],
  );
  assert.match(issues[0]?.message ?? "", /"One".*"Two".*sheet=Two/);
  for (const [sheet, killed] of [
    ["Two", 3],
    ["two ", 3],
    ["5", 3],
    ["Hidden", 1],
    ["2", 1],
  ] as const) {
    const named = await read(book, { sheet });
    assert.deepEqual([named.told, sums(named.incidents)], [[], [1, killed, 0]]);
  }
  const missing = await read(book, { sheet: "Three" });
  assert.equal(missing.refused, "no_such_sheet");
  assert.match(missing.issues[0]?.message ?? "", /1 "TOU", 2 "Hidden"/);
});

test("a sheet of known fields is preferred to one of unknown ones before it", async () => {
  const { reading, told } = await read(
    workbook([
      {
        name: "Codes",
        rows: [
          ["code", "meaning"],
          ["1", "a"],
          ["2", "b"],
        ],
      },
      table("Rows", 2),
    ]),
  );
  assert.deepEqual([reading.sheet, told], ["Rows", []]);
});

test("a title, notes below and options of CSV files in a workbook", async () => {
  const rows: SheetOf["rows"] = [["Killed, by day"], [], HEAD, ["2024-01-03", "KP", 2, null], ["Source: Dawn"]];
  const { reading, told, incidents } = await read(workbook([{ name: "A", rows }]), { delimiter: "tab", encoding: "macintosh" });
  assert.deepEqual([reading.header_line, sums(incidents)], [3, [1, 2, 0]]);
  assert.deepEqual(told, ["file:option_not_used", "file:option_not_used", "1:preamble_skipped", "5:footer_skipped"]);
  assert.deepEqual((await read("date,province,killed\n2024-01-03,KP,1\n", { sheet: "A" })).told, ["file:option_not_used"]);
});

test("other archives are refused by name, and workbooks that are not whole", async () => {
  const parts = workbookParts([table("A", 1)]);
  const without = (name: string) => Object.fromEntries(Object.entries(parts).filter(([part]) => part !== name));
  const sheet = (xml: string) => workbook([{ name: "A", rows: [], xml }]);
  const whole = workbook([table("A", 1)]);
  const middle = whole.slice();
  // A byte inside the packed sheet.
  middle.set([0xff, 0xff, 0xff], 300);
  const cases: [bytes: Uint8Array, code: string, words: RegExp][] = [
    [zipped({ mimetype: "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>" }), "not_a_table", /\.ods/],
    [zipped({ "[Content_Types].xml": "", "word/document.xml": "" }), "not_a_table", /Word/],
    [zipped({ "[Content_Types].xml": "", "xl/workbook.bin": "" }), "not_a_table", /\.xlsb/],
    [zipped({ "rows.csv": "date,province,killed" }), "not_a_table", /"rows.csv".*Unpack/],
    [zipped({}), "not_a_table", /empty/],
    [zipped(without("xl/worksheets/sheet1.xml")), "bad_workbook", /no sheet/],
    [zipped(without("xl/sharedStrings.xml")), "bad_workbook", /text/],
    [whole.subarray(0, -30), "bad_workbook", /cut short/],
    [middle, "bad_workbook", /damaged/],
    [sheet("<worksheet><sheetData><row r='1'><c"), "bad_workbook", /damaged/],
    [sheet("<worksheet><sheetData><row r='1'>"), "bad_workbook", /middle/],
    [sheet("<!DOCTYPE a [<!ENTITY b 'c'>]><worksheet><sheetData/></worksheet>"), "bad_workbook", /XML/],
    [sheet('<worksheet><sheetData><row r="2"/><row r="1"/></sheetData></worksheet>'), "bad_workbook", /order/],
    [sheet("<worksheet><sheetData/></worksheet>"), "empty_file", /No sheet/],
  ];
  for (const [bytes, code, words] of cases) {
    const { refused, issues } = await read(bytes, code === "bad_workbook" && /middle|order|XML|damaged|text/.test(words.source) ? { sheet: "1" } : {});
    assert.equal(refused, code, issues[0]?.message);
    assert.match(issues[0]?.message ?? "", words);
  }
});

test("what a workbook unpacks to is bounded: in all, a cell, a row", async () => {
  const row = (cells: string) => `<worksheet><sheetData><row r="1">${cells}</row></sheetData></worksheet>`;
  const blanks = (times: number) => `${" ".repeat((1 << 19) - 4)}<a/>`.repeat(times);
  const huge = (cells: string) => read(workbook([{ name: "A", rows: [], xml: row(cells) }]), { sheet: "A", max_inflated: 10 << 20 });
  assert.equal((await huge(`<c t="inlineStr"><is><t>${"x".repeat(9 << 20)}</t></is></c>`)).refused, "record_too_long");
  assert.equal((await huge(`<c t="inlineStr"><is>${"<t><![CDATA[xxxxxxxxx]]></t>".repeat(200_000)}</is></c>`)).refused, "record_too_long");
  assert.equal((await huge(`<c t="inlineStr"><is><t>${"x".repeat(5000)}</t></is></c>`.repeat(300))).refused, "record_too_long");
  assert.equal((await huge('<c r="XFD1"><v>1</v></c>')).refused, "too_many_columns");
  assert.equal((await huge(blanks(19))).refused, "empty_file");
  assert.equal((await huge(blanks(21))).refused, "too_large_inside");
  assert.equal((await huge(`<c><v>${"<a/>".repeat(1 << 17)}</v></c>`)).refused, "empty_file");
});

test("a workbook that lists sheets, parts or styles without end is refused", async () => {
  const parts = workbookParts([table("A", 1)]);
  const relation = (at: number) => `<Relationship Id="r${at}" Type="x/worksheet" Target="a"/>`;
  const lists = {
    "xl/workbook.xml": "<sheet/>".repeat(100_001),
    "xl/_rels/workbook.xml.rels": Array.from({ length: 100_001 }, (_, at) => relation(at)).join(""),
    "xl/styles.xml": `<cellXfs>${"<xf/>".repeat(100_002)}</cellXfs>`,
  };
  for (const [part, xml] of Object.entries(lists)) assert.equal((await read(zipped({ ...parts, [part]: `<a>${xml}</a>` }))).refused, "too_large_inside", part);
});

test("an XML prefix and attributes in any quotes, and rows without numbers", async () => {
  const cells = (...texts: string[]) => `<x:row>${texts.map((text) => `<x:c t='inlineStr'><x:is><x:t>${text}</x:t></x:is></x:c>`).join("")}</x:row>`;
  const xml = `\uFEFF<?xml version="1.0"?>\n<x:worksheet xmlns:x="a>b"><x:sheetData>${cells(...HEAD)}<x:row/>${cells("2024-01-03", "KP", "3", "n")}</x:sheetData></x:worksheet>\n`;
  for (const cuts of [[], undefined]) {
    const bytes = zipped({ ...workbookParts([{ name: "A", rows: [], xml }]) }, 0);
    const { incidents } = await read(bytes, {}, cuts ?? Array.from({ length: bytes.length }, (_, index) => index));
    assert.deepEqual([incidents[0]?.line, incidents[0]?.fatalities.best], [3, 3]);
  }
});

test("a large sheet is read in pieces, with little of it in memory", async () => {
  const rows = Array.from(
    { length: 20_000 },
    (_, at) => `<row r="${at + 2}"><c t="inlineStr"><is><t>2024-01-03</t></is></c><c t="inlineStr"><is><t>KP</t></is></c><c><v>1</v></c></row>`,
  );
  const header = `<row r="1">${HEAD.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join("")}</row>`;
  const { incidents, rejected } = await read(
    workbook([{ name: "A", rows: [], xml: `<worksheet><sheetData>${header}${rows.join("")}</sheetData></worksheet>` }]),
  );
  assert.deepEqual([sums(incidents), rejected.length], [[20_000, 20_000, 0], 0]);
});

test("reading a file twice does not depend on who else reads it", async () => {
  const bytes = workbook(one([["2024-01-03", "KP", 1, null]]));
  const source = async function* () {
    yield bytes;
  };
  const [first, second] = await Promise.all([surveyFile(source, { kind: "incidents", today: TODAY }), surveyFile(source, { kind: "incidents", today: TODAY })]);
  assert.deepEqual(first, second);
});
