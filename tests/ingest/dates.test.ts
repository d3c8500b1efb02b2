import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { promisify } from "node:util";
import { read } from "./reading";

const file = (...dates: string[]) => `date,province,killed\n${dates.map((date) => `"${date}",KP,1\n`).join("")}`;

/** Written, the day it is, and how exactly it is known. */
const SHAPES: [written: string, day: string, precision: string][] = [
  ["2024-09-14", "2024-09-14", "day"],
  [" 2024-09-14 ", "2024-09-14", "day"],
  ["2024/09/14", "2024-09-14", "day"],
  ["2024/9/4", "2024-09-04", "day"],
  ["2024.09.14", "2024-09-14", "day"],
  ["2024-09-14T23:30:00Z", "2024-09-14", "day"],
  ["2024-09-14T00:30:00+05:00", "2024-09-14", "day"],
  ["2024-09-14T23:59:59.999-08:00", "2024-09-14", "day"],
  ["2024-09-14 23:30", "2024-09-14", "day"],
  ["2024-09-14 11:30 PM", "2024-09-14", "day"],
  ["16 May 2025", "2025-05-16", "day"],
  ["16-May-2025", "2025-05-16", "day"],
  ["16\u00a0May\u00a02025", "2025-05-16", "day"],
  ["16th May, 2025", "2025-05-16", "day"],
  ["May 16, 2025", "2025-05-16", "day"],
  ["may 16 2025", "2025-05-16", "day"],
  ["2025-May-16", "2025-05-16", "day"],
  ["1 Sept. 2024", "2024-09-01", "day"],
  ["21-Mar-20", "2020-03-21", "day"],
  ["21-Mar-98", "1998-03-21", "day"],
  ["14/09/2024", "2024-09-14", "day"],
  ["14-09-2024", "2024-09-14", "day"],
  ["14.9.2024", "2024-09-14", "day"],
  ["14/09/2024 23:30", "2024-09-14", "day"],
  ["09/14/2024", "2024-09-14", "day"],
  ["05/05/2024", "2024-05-05", "day"],
  ["۱۴/۰۹/۲۰۲۴", "2024-09-14", "day"],
  ["٢٠٢٤-٠٩-١٤", "2024-09-14", "day"],
  ["2024–09–14", "2024-09-14", "day"],
  ["۱۴ ستمبر ۲۰۲۴ء", "2024-09-14", "day"],
  ["14 جولائی، 2024", "2024-07-14", "day"],
  ["مئی 2024", "2024-05-01", "month"],
  ["اپریل۲۰۲۴", "2024-04-01", "month"],
  ["١٤ أيلول ٢٠٢٤", "2024-09-14", "day"],
  ["14 كانون الأول 2024", "2024-12-14", "day"],
  ["14 تشرين الثاني 2024", "2024-11-14", "day"],
  ["٣ يناير ٢٠٢٤ م", "2024-01-03", "day"],
  ["أغسطس 2024", "2024-08-01", "month"],
  ["31/12/98", "1998-12-31", "day"],
  ["2024-09", "2024-09-01", "month"],
  ["2024/09", "2024-09-01", "month"],
  ["09/2024", "2024-09-01", "month"],
  ["Sep 2024", "2024-09-01", "month"],
  ["September, 2024", "2024-09-01", "month"],
  ["Sep-2024", "2024-09-01", "month"],
  ["2024 September", "2024-09-01", "month"],
  ["2003m1", "2003-01-01", "month"],
  ["2024M09", "2024-09-01", "month"],
  ["2024-Q3", "2024-07-01", "quarter"],
  ["2024-q3", "2024-07-01", "quarter"],
  ["Q3 2024", "2024-07-01", "quarter"],
  ["Q3-2024", "2024-07-01", "quarter"],
  ["2024 Q3", "2024-07-01", "quarter"],
  ["2024Q3", "2024-07-01", "quarter"],
  ["3Q 2024", "2024-07-01", "quarter"],
  ["third quarter 2024", "2024-07-01", "quarter"],
  ["Third Quarter of 2024", "2024-07-01", "quarter"],
  ["3rd quarter, 2024", "2024-07-01", "quarter"],
  ["Jul-Sep 2024", "2024-07-01", "quarter"],
  ["July–September 2024", "2024-07-01", "quarter"],
  ["July to September 2024", "2024-07-01", "quarter"],
  ["2024", "2024-01-01", "year"],
  ["Jan-Dec 2024", "2024-01-01", "year"],
  ["Sunday 6 June 2021", "2021-06-06", "day"],
  ["Mon, 7 Jun 2021", "2021-06-07", "day"],
  ["Thursday, August 12, 2021", "2021-08-12", "day"],
  ["2024-01-01/2024-03-31", "2024-01-01", "quarter"],
];

for (const [written, day, precision] of SHAPES) {
  test(`date ${written}`, async () => {
    const { incidents, told } = await read(file(written));
    assert.deepEqual(told, []);
    assert.deepEqual([incidents[0]?.occurred_on, incidents[0]?.date_precision], [day, precision]);
  });
}

const NO_DATES = [
  "21-Mar-49",
  "14/25/2024",
  "2024-09-14-03",
  "Sep-24",
  "14-Sep",
  "2013-14",
  "2024Q5",
  "20240914",
  "1726272000",
  "0",
  "Nov-Jan 2024",
  "2024-W12",
  "2024*",
  "Monday",
  "tomorrow",
  "#N/A",
  "29 Feb 2023",
];
for (const written of NO_DATES) {
  test(`no date ${written}`, async () => {
    const { rejected, refused } = await read(file("2024-01-01", written));
    assert.deepEqual([refused, rejected.map((row) => row.line)], [null, [3]]);
    assert.equal(rejected[0]?.issues[0]?.column, "date");
    assert.equal(rejected[0]?.issues[0]?.value, written);
  });
}

test("a column that shows the day first is read so, also before it shows it", async () => {
  const { reading, incidents } = await read(file("04/05/2024", "2024-06-07", "31/12/2023", "05/05/2024"));
  assert.equal(reading.date_order, "dmy");
  assert.deepEqual(
    incidents.map((row) => row.occurred_on),
    ["2024-05-04", "2024-06-07", "2023-12-31", "2024-05-05"],
  );
});

test("a column that shows the month first is read so", async () => {
  const { reading, incidents } = await read(file("04/05/2024", "12/31/2023"));
  assert.equal(reading.date_order, "mdy");
  assert.deepEqual(
    incidents.map((row) => row.occurred_on),
    ["2024-04-05", "2023-12-31"],
  );
});

test("a column that shows no order is refused with both readings, and read when told", async () => {
  const { refused, issues } = await read(file("05/05/2024", "04/05/2024"));
  assert.equal(refused, "date_order_unknown");
  assert.deepEqual([issues[0]?.line, issues[0]?.column, issues[0]?.value], [3, "date", "04/05/2024"]);
  assert.match(issues[0]?.message ?? "", /4 May 2024 or 5 April 2024.*date_order=dmy.*date_order=mdy/);
  const told = await read(file("05/05/2024", "04/05/2024"), { date_order: "mdy" });
  assert.equal(told.incidents[1]?.occurred_on, "2024-04-05");
});

test("a column that shows both orders is refused, and told one the others are bad rows", async () => {
  const { refused, issues } = await read(file("13/05/2024", "05/14/2024"));
  assert.equal(refused, "date_order_mixed");
  assert.match(issues[0]?.message ?? "", /line 2.*line 3/);
  const told = await read(file("13/05/2024", "05/14/2024"), { date_order: "dmy" });
  assert.deepEqual(told.told, ["3:impossible_date"]);
});

test("a date that is no day in either order is no evidence", async () => {
  assert.equal((await read(file("31/02/2024", "04/05/2024"))).refused, "date_order_unknown");
});

test("a year of two digits is read where the column or the uploader says the order, and it is the last part", async () => {
  const column = ["13/05/2024", "04/06/24", "05/05/98"];
  assert.deepEqual(
    (await read(file(...column))).incidents.map((row) => row.occurred_on),
    ["2024-05-13", "2024-06-04", "1998-05-05"],
  );
  const { told, issues } = await read(file("2024-01-01", "14/09/24", "05/05/24"));
  assert.deepEqual(told, ["3:two_digit_year", "4:two_digit_year"]);
  assert.match(issues[0]?.message ?? "", /date_order=dmy/);
  assert.equal((await read(file("14/09/24"), { date_order: "dmy" })).incidents[0]?.occurred_on, "2024-09-14");
  assert.equal((await read(file("09/14/24"), { date_order: "mdy" })).incidents[0]?.occurred_on, "2024-09-14");
  assert.deepEqual((await read(file("2024-01-01", "09/14/24"), { date_order: "dmy" })).told, ["3:impossible_date"]);
});

test("a week is refused with its first day", async () => {
  const weeks: [written: string, monday: string][] = [
    ["2024-W12", "2024-03-18"],
    ["2024W01", "2024-01-01"],
    ["2021-W53-1", "2022-01-03"],
    ["Week 1, 2021", "2021-01-04"],
    ["2020 week 53", "2020-12-28"],
  ];
  for (const [written, monday] of weeks) {
    const { issues } = await read(file("2024-01-01", written));
    assert.equal(issues[0]?.code, "date_is_week");
    assert.ok(issues[0]?.message.includes(monday), `${written}: ${issues[0]?.message}`);
  }
});

test("each column settles its own order", async () => {
  const csv = "date,published_on,province,killed\n13/05/2024,05/14/2024,KP,1\n04/05/2024,04/06/2024,KP,1\n";
  const { incidents } = await read(csv);
  assert.deepEqual([incidents[1]?.occurred_on, incidents[1]?.published_on], ["2024-05-04", "2024-04-06"]);
  assert.equal((await read(csv.replace("05/14/2024", "04/06/2024"))).refused, "date_order_unknown");
});

test("parts of a date in columns of their own", async () => {
  const quarters = await read(
    "quarter,year,province,killed\nQ3,2024,KP,1\n3,2024,KP,1\nthird,2024,KP,1\n2024-Q3,2024,KP,1\n,2024,KP,1\nQ3,,KP,1\n2023-Q3,2024,KP,1\n",
  );
  assert.deepEqual(quarters.reading.mapping.period, ["year", "quarter"]);
  assert.deepEqual(
    quarters.incidents.map((row) => [row.occurred_on, row.date_precision].join(" ")),
    ["2024-07-01 quarter", "2024-07-01 quarter", "2024-07-01 quarter", "2024-07-01 quarter", "2024-01-01 year"],
  );
  assert.deepEqual(quarters.told, ["7:bad_date", "8:bad_date"]);
  const days = await read("iyear,imonth,iday,province,killed\n2024,9,14,KP,1\n2024,September,14,KP,1\n2024,9,,KP,1\n2024,2,30,KP,1\n");
  assert.deepEqual(
    days.incidents.map((row) => [row.occurred_on, row.date_precision].join(" ")),
    ["2024-09-14 day", "2024-09-14 day", "2024-09-01 month"],
  );
  assert.deepEqual(days.told, ["5:impossible_date"]);
});

test("parts that are not year first are refused, not guessed", async () => {
  const { told } = await read("d,m,y,province,killed\n4,5,2024,KP,1\n", { mapping: { occurred_on: ["d", "m", "y"] } });
  assert.deepEqual(told, ["2:bad_date"]);
});

test("beside a date, year and quarter are kept as extra", async () => {
  const { incidents } = await read("year,quarter,date,province,killed\n2024,Q3,2024-09-14,KP,1\n");
  assert.deepEqual(incidents[0]?.extra, [
    ["year", "2024"],
    ["quarter", "Q3"],
  ]);
});

test("the precision stated lowers that of the date, and cannot raise it", async () => {
  const { incidents, told } = await read(
    "date,time_precision,province,killed\n2024-09-14,3,KP,1\n2024-09-14,week,KP,1\n2024-09,day,KP,1\n2024-09-14,exactly,KP,1\n",
  );
  assert.deepEqual(
    incidents.map((row) => [row.occurred_on, row.date_precision].join(" ")),
    ["2024-09-14 month", "2024-09-14 week"],
  );
  assert.deepEqual(told, ["4:bad_precision", "5:bad_precision"]);
});

test("the day as written counts in any time zone", async () => {
  const program = `
    import { readPortions, surveyFile } from "./server/ingest/read.ts";
    const csv = "date,province,killed\\n2024-09-14T23:30:00Z,KP,1\\n2024-03-31 00:30,KP,1\\n14/09/2024,KP,1\\nSep 2024,KP,1\\n1900-01-01,KP,1\\n";
    const source = async function* () { yield new TextEncoder().encode(csv); };
    const options = { kind: "incidents", today: "2026-03-01" };
    for await (const portion of readPortions(source, await surveyFile(source, options), options)) console.log(JSON.stringify(portion.incidents));`;
  const read = (zone: string) =>
    promisify(execFile)(process.execPath, ["--import", "tsx", "--input-type=module", "-e", program], { env: { ...process.env, TZ: zone } });
  const answers = (await Promise.all(["Asia/Karachi", "America/Los_Angeles", "UTC"].map(read))).map(({ stdout }) => stdout);
  assert.match(answers[0] ?? "", /"occurred_on":"2024-09-14".*"2024-03-31".*"2024-09-14".*"2024-09-01".*"1900-01-01"/);
  assert.equal(new Set(answers).size, 1);
});
