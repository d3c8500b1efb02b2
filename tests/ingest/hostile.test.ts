import assert from "node:assert/strict";
import { test } from "node:test";
import { tellBulk } from "../../server/ingest/bulk/tell";
import type { ReadOptions } from "../../server/ingest/read";
import { read, sums } from "./reading";

interface Case {
  name: string;
  csv: string;
  options?: Partial<ReadOptions>;
  /** The code that refuses the file. */
  refused?: string;
  /** Issues as `line:code`; none when left out. */
  told?: string[];
  /** Incidents, killed, wounded of the accepted rows. */
  sums?: [number, number, number];
}

const H = "date,province,fatalities,injured\n";
const one = (row: string) => `${H}2024-01-01,PK-KP,1,2\n${row}\n`;
const bad = (name: string, row: string, code: string): Case => ({ name, csv: one(row), told: [`3:${code}`], sums: [1, 1, 2] });
const good = (name: string, row: string, killed: number, wounded: number): Case => ({ name, csv: one(row), sums: [2, 1 + killed, 2 + wounded] });

const CASES: Case[] = [
  // The file as a whole.
  { name: "empty file", csv: "", refused: "empty_file" },
  { name: "blank lines only", csv: "\n\r\n  \n,,,\n", refused: "empty_file" },
  { name: "a byte order mark and nothing else", csv: "\uFEFF", refused: "empty_file" },
  { name: "header only", csv: H, refused: "no_rows" },
  { name: "no header", csv: "2024-01-01,Sindh,3\n2024-01-02,Sindh,4\n", refused: "no_header" },
  { name: "byte order mark", csv: `\uFEFF${one("2024-01-02,Sindh,3,4")}`, sums: [2, 4, 6] },
  { name: "byte order mark before a quoted header", csv: '\uFEFF"date","province","killed"\n2024-01-02,Sindh,3', sums: [1, 3, 0] },
  { name: "CRLF, quoted header", csv: '"date","province","killed"\r\n"2024-01-02","Sindh","3"\r\n', sums: [1, 3, 0] },
  {
    name: "mixed line ends, no last line end",
    csv: `date,province,killed\r\n2024-01-02,Sindh,3\n2024-01-03,Sindh,4\r\n"2024-01-04","KP","5"\r`,
    sums: [3, 12, 0],
  },
  { name: "carriage returns only", csv: "date,province,killed\r2024-01-02,Sindh,3\r2024-01-03,Sindh,x\r", told: ["3:bad_count"], sums: [1, 3, 0] },
  { name: "unclosed quote", csv: `${one("2024-01-02,Sindh,3,4")}2024-01-03,"Sindh,3,4\n2024-01-04,Sindh,5,6\n`, refused: "unclosed_quote" },
  { name: "unclosed quote before quoted cells", csv: `${H}2024-01-03,"Sindh,3,4\n2024-01-04,"Punjab",5,6\n`, refused: "malformed_quote" },
  { name: "text after a closing quote", csv: `${H}2024-01-03,"Sindh"x,3,4\n`, refused: "malformed_quote" },
  { name: "an undoubled quote", csv: 'date,province,killed,notes\n2024-01-03,KP,3,"he said "no" to it"\n', refused: "malformed_quote" },
  { name: "a quote inside an unquoted cell is text", csv: 'date,province,killed,notes\n2024-01-03,KP,3,a 5" shell\n', sums: [1, 3, 0] },
  { name: "a record without end", csv: `date,province,killed,notes\n2024-01-03,KP,3,"${"x".repeat(1_100_000)}\n`, refused: "unclosed_quote" },
  { name: "a record longer than a mebibyte", csv: `date,province,killed,notes\n2024-01-03,KP,3,${"x".repeat(1_100_000)}\n`, refused: "record_too_long" },
  { name: "semicolons", csv: "date;province;killed\n2024-01-03;KP;3\n", sums: [1, 3, 0] },
  { name: "tabs", csv: "date\tprovince\tkilled\n2024-01-03\tKP\t3\n", sums: [1, 3, 0] },
  { name: "unknown format", csv: H, options: { format: "nonsense" }, refused: "unknown_format" },
  // The header.
  { name: "headers without case, blanks around, any order", csv: " KILLED , Province,\u00a0Date \n3,KP,2024-01-03\n", sums: [1, 3, 0] },
  { name: "no date", csv: "province,killed\nKP,3\n", refused: "missing_column" },
  { name: "no province", csv: "date,killed\n2024-01-03,3\n", refused: "missing_column" },
  { name: "no count", csv: "date,province,notes\n2024-01-03,KP,3\n", refused: "missing_column" },
  { name: "casualties are no count of killed", csv: "date,province,casualties\n2024-01-03,KP,3\n", refused: "missing_column" },
  { name: "a known column twice", csv: "date,province,killed,killed\n2024-01-03,KP,3,4\n", refused: "duplicate_column" },
  { name: "a known column twice by another case", csv: "date,province,Province ,killed\n2024-01-03,KP,KP,4\n", refused: "duplicate_column" },
  { name: "a known column twice by alias", csv: "date,province,killed,fatalities\n2024-01-03,KP,3,4\n", refused: "duplicate_column" },
  { name: "two headers of the same class", csv: "date,province,killed_civilian,civilians killed\n2024-01-03,KP,3,4\n", refused: "duplicate_column" },
  { name: "unknown columns twice", csv: "date,province,killed,x,x\n2024-01-03,KP,3,a,b\n", sums: [1, 3, 0] },
  { name: "500 columns", csv: `date,province,killed${",x".repeat(497)}\n2024-01-03,KP,3${",".repeat(497)}\n`, sums: [1, 3, 0] },
  { name: "501 columns", csv: `date,province,killed${",x".repeat(498)}\n2024-01-03,KP,3\n`, refused: "too_many_columns" },
  { name: "NUL in the header", csv: "date,province,killed,a\0b\n2024-01-03,KP,3,x\n", refused: "nul_character" },
  { name: "victim as a column and as columns", csv: "date,province,victim,killed_civilian\n2024-01-03,KP,civilian,3\n", refused: "victim_twice" },
  { name: "headers named as members of objects", csv: "date,province,killed,__proto__,constructor\n2024-01-03,KP,3,a,b\n", sums: [1, 3, 0] },
  { name: "incidents as the only count", csv: "date,province,attacks\n2024-01-03,KP,3\n2024-01-04,KP,\n", sums: [4, 0, 0] },
  // Counts.
  good("zero", "2024-01-02,KP,0,0", 0, 0),
  good("blank counts", "2024-01-02,KP,,", 0, 0),
  good("blanks and NBSP around", "2024-01-02,KP, 3 ,\u00a04\u00a0", 3, 4),
  good("western commas", '2024-01-02,KP,"1,234","123,456"', 1234, 123456),
  good("South Asian commas", '2024-01-02,KP,"1,00,000","12,345"', 100000, 12345),
  good("a spreadsheet's .0", "2024-01-02,KP,3.0,4.00", 3, 4),
  good("commas and .0", '2024-01-02,KP,"1,234.0",4', 1234, 4),
  good("a million", '2024-01-02,KP,1000000,"10,00,000"', 1000000, 1000000),
  bad("over a million", "2024-01-02,KP,1000001,0", "count_too_large"),
  bad("more digits than numbers hold", "2024-01-02,KP,99999999999999999999999,0", "count_too_large"),
  bad("a German thousand", "2024-01-02,KP,1.000,0", "bad_count"),
  bad("a fraction", "2024-01-02,KP,1.5,0", "bad_count"),
  bad("a decimal comma", '2024-01-02,KP,"1,5",0', "bad_count"),
  bad("a misplaced comma", '2024-01-02,KP,"1,23",0', "bad_count"),
  bad("a misplaced comma in a large number", '2024-01-02,KP,"12,34",0', "bad_count"),
  bad("commas between zeros", '2024-01-02,KP,"0,001",0', "bad_count"),
  bad("a blank as separator", "2024-01-02,KP,1 234,0", "bad_count"),
  bad("an NBSP where no thousands end", "2024-01-02,KP,1\u00a023,0", "bad_count"),
  bad("negative", "2024-01-02,KP,-1,0", "bad_count"),
  bad("minus sign", "2024-01-02,KP,−1,0", "bad_count"),
  bad("accountant's negative", "2024-01-02,KP,(3),0", "bad_count"),
  bad("plus", "2024-01-02,KP,+5,0", "bad_count"),
  bad("exponent", "2024-01-02,KP,1e9,0", "bad_count"),
  bad("small exponent", "2024-01-02,KP,1e2,0", "bad_count"),
  bad("hexadecimal", "2024-01-02,KP,0x10,0", "bad_count"),
  bad("NaN", "2024-01-02,KP,NaN,0", "bad_count"),
  bad("Infinity", "2024-01-02,KP,Infinity,0", "bad_count"),
  bad("n/a", "2024-01-02,KP,N/A,0", "bad_count"),
  bad("a dash", "2024-01-02,KP,-,0", "bad_count"),
  bad("a word", "2024-01-02,KP,several,0", "bad_count"),
  bad("a number with a word", "2024-01-02,KP,5 killed,0", "bad_count"),
  bad("at least", "2024-01-02,KP,at least 5,0", "bad_count"),
  bad("a range", "2024-01-02,KP,5-7,0", "bad_count"),
  bad("a range with an en dash", "2024-01-02,KP,5–7,0", "bad_count"),
  bad("more than", "2024-01-02,KP,>5,0", "bad_count"),
  bad("an open end", "2024-01-02,KP,5+,0", "bad_count"),
  bad("full-width digits", "2024-01-02,KP,１２,0", "bad_count"),
  bad("Urdu digits with a fraction", "2024-01-02,KP,۱۲٫۵,0", "bad_count"),
  bad("a formula", "2024-01-02,KP,=1+1,0", "bad_count"),
  bad("a percent sign", "2024-01-02,KP,5%,0", "bad_count"),
  bad("an error of a spreadsheet", "2024-01-02,KP,#REF!,0", "bad_count"),
  bad("true", "2024-01-02,KP,true,0", "bad_count"),
  bad("an invisible character", "2024-01-02,KP,5\u200b,0", "bad_count"),
  bad("an unquoted thousands comma", "2024-01-02,KP,1,234,5", "too_many_cells"),
  {
    name: "two faults in a row, both told",
    csv: one("2024-02-30,Narnia,x,y"),
    told: ["3:impossible_date", "3:unknown_province", "3:bad_count", "3:bad_count"],
    sums: [1, 1, 2],
  },
  {
    name: "incidents of a tally",
    csv: "date,province,killed,incidents\n2024-01-03,KP,3,12\n2024-01-03,KP,3,\n2024-01-04,KP,0,0\n2024-01-04,KP,1,0\n",
    told: ["5:zero_incidents"],
    sums: [13, 7, 0],
  },
  {
    name: "a thousands comma over a blank header",
    csv: "date,province,killed,\n2024-01-03,KP,1,234\n2024-01-03,KP,1,\n",
    told: ["2:too_many_cells"],
    sums: [1, 1, 0],
  },
  // Ragged rows.
  good("blank cells beyond the header", "2024-01-02,KP,3,4,,, ", 3, 4),
  bad("a missing count", "2024-01-02,KP,3", "too_few_cells"),
  { name: "a missing note", csv: "date,province,killed,notes\n2024-01-03,KP,3\n", told: ["2:too_few_cells"], sums: [1, 3, 0] },
  bad("NUL in a cell", "2024-01-02,K\0P,3,4", "nul_character"),
  { name: "NUL in a cell of an unknown column", csv: "date,province,killed,x\n2024-01-03,KP,3,a\0b\n", told: ["2:nul_character"], sums: [0, 0, 0] },
  // Dates.
  bad("blank date", ",KP,3,4", "missing_date"),
  bad("no such day", "2024-02-30,KP,3,4", "impossible_date"),
  bad("29 February of a common year", "2023-02-29,KP,3,4", "impossible_date"),
  good("29 February of a leap year", "2024-02-29,KP,3,4", 3, 4),
  bad("29 February 1900", "1900-02-29,KP,3,4", "impossible_date"),
  bad("month 13", "2024-13-01,KP,3,4", "impossible_date"),
  bad("month 0", "2024-00-10,KP,3,4", "impossible_date"),
  good("the first day read", "1900-01-01,KP,3,4", 3, 4),
  bad("1899", "1899-12-31,KP,3,4", "date_out_of_range"),
  good("the last day of next year", "2027-12-31,KP,3,4", 3, 4),
  bad("the year after next", "2028-01-01,KP,3,4", "date_out_of_range"),
  bad("year 0024", "0024-01-01,KP,3,4", "date_out_of_range"),
  bad("year 9999", "9999-12-31,KP,3,4", "date_out_of_range"),
  bad("a spreadsheet's day number", "45549,KP,3,4", "excel_serial"),
  bad("two digits of a year", "14/09/24,KP,3,4", "two_digit_year"),
  bad("words", "last Tuesday,KP,3,4", "bad_date"),
  bad("a day without year", "14 Sep,KP,3,4", "bad_date"),
  bad("a span", "2024-09-14/2024-09-16,KP,3,4", "date_is_span"),
  bad("a half year", "H1 2024,KP,3,4", "date_is_span"),
  bad("hour 25", "2024-09-14T25:00:00Z,KP,3,4", "bad_date"),
  bad("a time without a day", "2024-09 10:00,KP,3,4", "bad_date"),
  bad("a million characters", `${"9/".repeat(400_000)},KP,3,4`, "bad_date"),
  // Places.
  ...[
    "kp",
    "K.P.",
    "KPK",
    " Khyber  Pakhtunkhwa ",
    "KHYBER-PAKHTUNKHWA",
    "Khyber\u00a0Pakhtunkhwa",
    "Khyber Pakhtun\u200bkhwa",
    "NWFP",
    "PK-KP",
    "pk5",
    "خیبر پختونخوا",
  ].map((spelling) => good(`province ${spelling}`, `2024-01-02,${spelling},3,4`, 3, 4)),
  bad("blank province", "2024-01-02,,3,4", "missing_province"),
  bad("unknown province", "2024-01-02,Narnia,3,4", "unknown_province"),
  bad("a city", "2024-01-02,Karachi,3,4", "unknown_province"),
  bad("two provinces", "2024-01-02,Sindh + Punjab,3,4", "unknown_province"),
  bad("a misspelling", "2024-01-02,Balochitsan,3,4", "unknown_province"),
  ...["Total", "TOTAL", "Pakistan", "All provinces", "Grand Total", "PK", "total:"].map(
    (word): Case => ({ name: `total row ${word}`, csv: one(`2024-01-02,${word},300,400`), told: ["3:total_row"], sums: [1, 1, 2] }),
  ),
  { name: "a total row without a date and with text for a count", csv: one(",Total,x,"), told: ["3:total_row"], sums: [1, 1, 2] },
  { name: "a total row named where the date stands", csv: one("Total,,300,400"), told: ["3:total_row"], sums: [1, 1, 2] },
  {
    name: "a total among victim classes",
    csv: "date,province,victim,killed\n2024-01-03,KP,civilian,3\n2024-01-03,KP,security,4\n2024-01-03,KP,Total,7\n",
    told: ["4:total_row"],
    sums: [2, 7, 0],
  },
  { name: "all victims, and no classes", csv: "date,province,victim,killed\n2024-01-03,KP,All,3\n2024-01-04,KP,,4\n", sums: [2, 7, 0] },
  {
    name: "a total among districts",
    csv: "date,province,district,killed\n2024-01-03,KP,Swat,3\n2024-01-03,KP,Total,3\n",
    told: ["3:total_row"],
    sums: [1, 3, 0],
  },
  { name: "unknown victim", csv: "date,province,victim,killed\n2024-01-03,KP,martian,3\n", told: ["2:unknown_victim"], sums: [0, 0, 0] },
  // Repeats.
  { name: "an exact repeat", csv: one("2024-01-01,PK-KP,1,2"), told: ["3:repeat"], sums: [2, 2, 4] },
  { name: "a repeat with a blank more is none", csv: one("2024-01-01,PK-KP,1, 2"), sums: [2, 2, 4] },
  { name: "reports of one incident are no repeats", csv: "incident_id,date,province,killed\nA,2024-01-03,KP,3\nA,2024-01-03,KP,4\n", sums: [2, 7, 0] },
  // Other cells.
  { name: "latitude beyond the pole", csv: "date,province,killed,lat,lon\n2024-01-03,KP,3,95,70\n", told: ["2:bad_coordinate"], sums: [0, 0, 0] },
  { name: "longitude in degrees and minutes", csv: "date,province,killed,lat,lon\n2024-01-03,KP,3,34,71°30\n", told: ["2:bad_coordinate"], sums: [0, 0, 0] },
  { name: "ends before it starts", csv: "date,ended_on,province,killed\n2024-01-03,2024-01-02,KP,3\n", told: ["2:ends_before_start"], sums: [0, 0, 0] },
  { name: "low above best", csv: "date,province,killed,killed_low,killed_high\n2024-01-03,KP,3,4,5\n", told: ["2:bounds_disorder"], sums: [0, 0, 0] },
  {
    name: "total below its classes",
    csv: "date,province,killed,killed_civilian,killed_security\n2024-01-03,KP,3,2,2\n",
    told: ["2:total_mismatch"],
    sums: [0, 0, 0],
  },
];

for (const { name, csv, options, refused = null, told = [], sums: expected } of CASES) {
  test(name, async () => {
    const found = await read(csv, options);
    assert.equal(found.refused, refused, found.issues.map((issue) => issue.message).join("\n"));
    if (refused !== null) return;
    assert.deepEqual(found.told, told, found.issues.map((issue) => issue.message).join("\n"));
    if (expected) assert.deepEqual(sums(found.incidents), expected);
    const { read: all, accepted, rejected, out_of_scope, total_rows } = found.rows;
    assert.equal(all, accepted + rejected + out_of_scope + total_rows);
    for (const issue of found.issues) assert.match(issue.message, /^.{10,}[.?]$/s);
  });
}

test("a large file of nothing but bad rows is told in small portions, and all of it", async () => {
  const csv = Buffer.from(`${H}${"x,y,z,1\n".repeat(40_000)}`);
  const source = async function* () {
    yield csv;
  };
  const given: ReadOptions = { kind: "incidents", today: "2026-03-01" };
  const task = { given, remembered: {}, expected: { rows: 40_000, ids: "ordered" as const, isByDay: true, isRolledUp: true, batch: null }, batch: 1 };
  const [lengths, lines]: [number[], number[]] = [[], []];
  for await (const told of tellBulk(source, task)) {
    if (told.step !== "portion") continue;
    lengths.push(told.portion.issues.length);
    lines.push(...told.portion.rejected.map(({ line }) => line));
  }
  assert.ok(Math.max(...lengths) < 1010, `${Math.max(...lengths)} faults at once`);
  assert.deepEqual(
    lines,
    Array.from({ length: 40_000 }, (_, at) => at + 2),
  );
});
