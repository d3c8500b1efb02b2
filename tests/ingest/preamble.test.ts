import assert from "node:assert/strict";
import { test } from "node:test";
import type { ReadOptions } from "../../server/ingest/read";
import { read, sums } from "./reading";

interface Case {
  name: string;
  csv: string;
  options?: Partial<ReadOptions>;
  header_line?: number;
  told?: string[];
  sums?: [number, number, number];
  refused?: string;
}

const H = "date,province,killed\n";
const ROW = "2024-01-03,KP,1\n";

const CASES: Case[] = [
  { name: "a title", csv: `Killed by day\n${H}${ROW}`, header_line: 2, told: ["1:preamble_skipped"] },
  { name: "a title, a blank line, a note", csv: `Killed by day,,\n\n"Note: all provinces, 2024",,\n${H}${ROW}`, header_line: 4, told: ["1:preamble_skipped"] },
  { name: "a title with quoted line breaks", csv: `"Killed\nby day"\n${H}${ROW}`, header_line: 3, told: ["1:preamble_skipped"] },
  { name: "a title that is the name of a column", csv: `Fatalities\n${H}${ROW}`, header_line: 2, told: ["1:preamble_skipped"] },
  { name: "a title with a date and a number", csv: `Report,2024-01-31\nRows,1\n${H}${ROW}`, header_line: 3, told: ["1:preamble_skipped"] },
  {
    name: "a narrow title of two cells above a header with strange names",
    csv: "Attacks;compiled by the desk\nDate;Area;Dead;Hurt;What\n2024-01-03;KP;1;2;raid\n",
    options: { mapping: { province: "Area", injured: "Hurt" } },
    header_line: 2,
    told: ["1:preamble_skipped"],
    sums: [1, 1, 2],
  },
  { name: "blank lines only", csv: `\n,,\n${H}${ROW}`, header_line: 3 },
  { name: "29 lines above the header", csv: `${"x\n".repeat(29)}${H}${ROW}`, header_line: 30, told: ["1:preamble_skipped"] },
  { name: "30 lines above the header are too many", csv: `${"x\n".repeat(30)}${H}${ROW}`, refused: "missing_column" },
  {
    name: "30 lines above the header, which is said",
    csv: `${"x\n".repeat(30)}${H}${ROW}`,
    options: { header_line: 31 },
    header_line: 31,
    told: ["1:preamble_skipped"],
  },
  { name: "a header that repeats is a bad row", csv: `${H}${H}${ROW}`, header_line: 1, told: ["2:bad_date", "2:unknown_province", "2:bad_count"] },
  {
    name: "another header line than the first",
    csv: `${H}day,area,dead\n${ROW}`,
    options: { header_line: 2, mapping: { occurred_on: "day", province: "area" } },
    header_line: 2,
    told: ["1:preamble_skipped"],
  },
  { name: "a header line that is none", csv: `${H}"2024-01-03\n",KP,1\n`, options: { header_line: 3 }, refused: "no_header" },
  { name: "a header line beyond the file", csv: `${H}${ROW}`, options: { header_line: 99 }, refused: "no_header" },
  {
    name: "a header known by the mapping alone",
    csv: "Liste\nwann,wo,tote\n2024-01-03,KP,1\n",
    options: { mapping: { occurred_on: "wann", province: "wo", fatalities: "tote" } },
    header_line: 2,
    told: ["1:preamble_skipped"],
  },
  { name: "a source below", csv: `${H}${ROW}Source: Dawn\n`, told: ["3:footer_skipped"] },
  {
    name: "several notes below, after a blank line",
    csv: `${H}${ROW}\n"Note: provisional, may change",,\n*) includes operations,,\nhttps://example.org/x\n© CRSS 2024\n`,
    told: ["4:footer_skipped"],
  },
  { name: "a note cut by its commas", csv: `${H}${ROW}Sources: Dawn, Geo News, The News, and others\n`, told: ["3:footer_skipped"] },
  { name: "a sentence where dates stand", csv: `${H}${ROW}All numbers are provisional and may change\n`, told: ["3:footer_skipped"] },
  { name: "a note in Urdu", csv: `${H}${ROW}نوٹ: عارضی\n`, told: ["3:footer_skipped"] },
  {
    name: "a note between rows is a bad row",
    csv: `${H}${ROW}Source: Dawn\n2024-01-04,KP,2\n`,
    told: ["3:too_few_cells", "3:bad_date", "3:missing_province"],
    sums: [2, 3, 0],
  },
  { name: "a row cut short is no note", csv: `${H}${ROW}2024-01-04\n`, told: ["3:too_few_cells", "3:missing_province"] },
  {
    name: "an id cut short is no note",
    csv: "incident_id,date,province,killed\nA,2024-01-03,KP,1\n2024-10-06-karachi\n",
    told: ["3:too_few_cells", "3:missing_date", "3:missing_province"],
  },
  { name: "a total alone is no note", csv: "province,date,killed\nKP,2024-01-03,1\nTotal\n", told: ["3:total_row"] },
  { name: "a province alone is no note", csv: "province,date,killed\nKP,2024-01-03,1\nKhyber Pakhtunkhwa\n", told: ["3:too_few_cells", "3:missing_date"] },
  { name: "a count alone is no note", csv: `${H}${ROW},,5\n`, told: ["3:missing_date", "3:missing_province"] },
  { name: "a note with a count beside it is a bad row", csv: `${H}${ROW}Note: more,,5\n`, told: ["3:bad_date", "3:missing_province"] },
  {
    name: "notes without end are bad rows",
    csv: `${H}${ROW}${"Source: Dawn\n".repeat(31)}`,
    sums: [1, 1, 0],
    told: Array.from({ length: 31 }, (_, at) => ["too_few_cells", "bad_date", "missing_province"].map((code) => `${at + 3}:${code}`)).flat(),
  },
  { name: "only notes below the header", csv: `${H}Source: Dawn\n`, refused: "no_rows" },
];

for (const { name, csv, options, header_line = 1, told = [], sums: expected = [1, 1, 0], refused = null } of CASES) {
  test(name, async () => {
    const found = await read(csv, options);
    assert.equal(found.refused, refused, found.issues.map(({ message }) => message).join("\n"));
    if (refused !== null) return;
    assert.deepEqual([found.reading.header_line, found.told, sums(found.incidents)], [header_line, told, expected]);
    assert.equal(found.rows.read, found.rows.accepted + found.rows.rejected + found.rows.total_rows);
  });
}

test("what is not read is told with its lines and text", async () => {
  const { issues } = await read(`"Killed, by day"\nPakistan\n\n${H}${ROW}Source: Dawn\nNote: x\n`);
  assert.deepEqual(
    issues.map(({ level, line, value }) => [level, line, value]),
    [
      ["warning", 1, "Killed, by day"],
      ["warning", 6, "Source: Dawn"],
    ],
  );
  assert.match(issues[0]?.message ?? "", /Lines 1 and 2 stand above the header on line 4.*header_line=/);
  assert.match(issues[1]?.message ?? "", /Lines 6 and 7 stand below the rows/);
});
