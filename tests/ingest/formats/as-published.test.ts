import assert from "node:assert/strict";
import { test } from "node:test";
import { read, sums } from "../reading";
import { readFixture, text } from "./fixtures";

/** What publishers' own files have that their descriptions do not say. */

const codes = (issues: readonly { code: string }[]) => [...new Set(issues.map(({ code }) => code))];
const GTD = "eventid,iyear,imonth,iday,country_txt,provstate,nkill,nkillter,nwound,nwoundte\n";

test("GTD: a divided count is the whole number below, the one above is high, and it is said", async () => {
  const { incidents, issues, rows } = await read(
    `${GTD}201401010001,2014,1,1,Pakistan,Sindh,2.5,0,7.33,0\n201401010002,2014,1,1,Pakistan,Sindh,8.33,1.5,4.0,\n201401010003,2014,1,1,Pakistan,Sindh,0.5,,1,\n`,
  );
  assert.deepEqual([rows.accepted, rows.rejected, codes(issues)], [3, 0, ["divided_count"]]);
  assert.deepEqual(
    incidents.map(({ victim, fatalities, injured }) => [victim, fatalities.low, fatalities.best, fatalities.high, injured.best, injured.high]),
    [
      ["unspecified", 2, 2, 3, 7, 8],
      ["militant", null, 1, null, null, null],
      ["unspecified", 7, 7, 8, 4, null],
      ["unspecified", 0, 0, 1, 1, null],
    ],
  );
  const house = await read("date,province,killed\n2014-01-01,Sindh,2.5\n2014-01-01,Sindh,2\n");
  assert.deepEqual(house.told, ["2:bad_count"], "elsewhere half a person is a fault");
});

test("UCDP's candidate release without a header line is read by its 49 columns, and it is said", async () => {
  const rows = text("ucdp-ged").split("\n").slice(1).join("\n");
  const whole = await readFixture("ucdp-ged");
  for (const options of [{}, { format: "ucdp-ged" }]) {
    const bare = await read(rows, options);
    assert.deepEqual([bare.reading.format, bare.reading.header_line, sums(bare.incidents)], ["ucdp-ged", 0, sums(whole.incidents)]);
    assert.equal(bare.incidents[0]?.line, 1);
    assert.ok(codes(bare.issues).includes("header_assumed"));
  }
  assert.equal((await read(rows.replaceAll(",", ";"), { delimiter: "semicolon" })).reading.format, "ucdp-ged");
  for (const other of [rows.replace(/^401,/, "x,"), rows.replace(/,\n/g, ",1,\n")]) assert.equal((await read(other)).refused, "no_header");
  assert.equal((await read(rows, { header_line: 1 })).refused, "no_header", "the uploader may say that the first line is the header");
});

test("SATP's incidents of killing are incidents, and it is said which; a year with the mark of a note is not taken for a whole one", async () => {
  const satp = `${text("satp-years")}2023*,100,1,2,3,0,6\n`;
  const found = await read(satp, { kind: "figures", constants: { region: "PK" } });
  assert.deepEqual(found.told, ["1:measure_assumed", "1:deadly_incidents_only", "file:published_on_assumed", "4:bad_date"]);
  assert.deepEqual(
    found.figures.filter(({ measure }) => measure === "incidents").map(({ period, value }) => [period, value]),
    [
      ["2021", 267],
      ["2022", 365],
    ],
  );
  assert.match(found.issues.at(-1)?.message ?? "", /mark of a note.*2023-01\/2023-11/);
});

test("Razakars are counted as not specified, in a row or a column, so that the parts reach the total; and it is said", async () => {
  const constants = { period: "2025-01", region: "PK" };
  const rows = await read("Category,Killed,Injured\nSF personnel,35,53\nCivilians,20,54\nMilitants,36,10\nRazakars (peace committee),3,2\nTotal,94,119\n", {
    kind: "figures",
    constants,
  });
  assert.deepEqual(codes(rows.issues), ["published_on_assumed", "class_beside"]);
  assert.equal(rows.figures.find(({ victim, measure }) => victim === "unspecified" && measure === "fatalities")?.value, 3);
  const incidents = await read("date,province,victim,killed\n2025-01-01,KP,Peace committee members,2\n");
  assert.deepEqual([incidents.told, incidents.incidents[0]?.victim], [["2:class_beside"], "unspecified"]);
});

test("numbers with no-break or thin blanks between thousands and in Urdu or Arabic digits are read, none as a shorter one", async () => {
  const csv = "period,region,killed,wounded,killed_share\n2024-01,KP,1\u00a0234,2\u202f500,۹۷٫۵٪\n2024-02,Sindh,۱۲٬۳۴۵,٣,۵۰\n2024-03,Sindh,12 345,1\u00a023,\n";
  const { figures, told } = await read(csv, { kind: "figures", published_on: "2024-05-01", mapping: { fatalities_share: "killed_share" } });
  assert.deepEqual(
    figures.map(({ value }) => value),
    [1234, 2500, 97.5, 12345, 3, 50],
  );
  assert.deepEqual(told, ["4:bad_count", "4:bad_count"]);
});

test("columns of no name or of one name are mapped by their place, and a mapping that says so reads the file again", async () => {
  const csv = "date,province,,killed,killed\n2024-01-01,KP,1,5,7\n2024-01-02,Sindh,1,6,8\n";
  const twice = await read(csv);
  assert.equal(twice.refused, "duplicate_column");
  const remedy = JSON.parse(/mapping=(\{.*?\})/.exec(twice.issues[0]?.message ?? "")?.[1] ?? "{}");
  assert.deepEqual(remedy, { fatalities: "#4" });
  const mapped = await read(csv, { mapping: { fatalities: "#5", incidents: "#3" } });
  assert.deepEqual([sums(mapped.incidents), mapped.reading.mapping.fatalities, mapped.reading.mapping.incidents], [[2, 15, 0], "#5", "#3"]);
  assert.deepEqual(sums((await read(csv, { mapping: mapped.reading.mapping })).incidents), [2, 15, 0]);
  assert.equal((await read(csv, { mapping: { fatalities: "#6" } })).refused, "unknown_header");
  assert.match((await read(csv, { mapping: { fatalities: "killed" } })).issues[0]?.message ?? "", /Name one by its place: "#4" or "#5"/);
  const literal = await read("date,province,#2\n2024-01-01,KP,5\n", { mapping: { fatalities: "#2" } });
  assert.deepEqual(sums(literal.incidents), [1, 5, 0], "a header that is spelled so comes first");
});

test("a mapping of one column stands on top of a known format", async () => {
  const { reading, incidents } = await readFixture("acled", { mapping: { perpetrator: "actor1" } });
  assert.deepEqual([reading.format, reading.mapping.perpetrator, reading.mapping.incident_id], ["acled", "actor1", "event_id_cnty"]);
  assert.ok(incidents.every(({ perpetrator }) => perpetrator !== null));
});

test("coordinates with a comma for the point are read, as a spreadsheet with commas in its numbers writes them", async () => {
  const { incidents, told } = await read("date;province;killed;lat;lon\n14.09.2024;KP;3;34,01;71,52\n15.09.2024;KP;1;34,01,5;71\n");
  assert.deepEqual([incidents.map(({ latitude, longitude }) => [latitude, longitude]), told], [[[34.01, 71.52]], ["3:bad_coordinate"]]);
});
