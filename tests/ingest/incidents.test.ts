import assert from "node:assert/strict";
import { test } from "node:test";
import { read, sums } from "./reading";

test("texts come back as sent and mean nothing", async () => {
  const texts = [
    "  two blanks ",
    "a\r\nb\nc",
    'say ""no""',
    "'; drop table incident; --",
    "<script>alert(1)</script>",
    "\\N",
    "\\.",
    "=1+1",
    "خیبر 🕊",
    "a\tb",
    "\u200fx",
  ];
  const csv = `date,province,killed,notes\r\n${texts.map((text) => `2024-01-03,KP,1,"${text}"\r\n`).join("")}`;
  const { incidents } = await read(csv);
  assert.deepEqual(
    incidents.map((row) => row.notes),
    texts.map((text) => text.replaceAll('""', '"')),
  );
  assert.deepEqual(
    incidents.map((row) => row.line),
    [2, 3, 6, 7, 8, 9, 10, 11, 12, 13, 14],
  );
});

test("a carriage return inside quotes at the end of a line is kept, outside it is dropped", async () => {
  const { incidents } = await read(
    'date,province,killed,notes\r\n2024-01-03,KP,1,"a\r"\r\n2024-01-03,KP,1,b"\r\n2024-01-03,KP,1,"c""\r"\r\n2024-01-03,KP,1,d\r\n',
  );
  assert.deepEqual(
    incidents.map((row) => row.notes),
    ["a\r", 'b"', 'c"\r', "d"],
  );
});

test("columns the format does not know are kept in order, blank cells left out", async () => {
  const { incidents } = await read("__proto__,date,province,killed,x,constructor,x,, y \n1,2024-01-03,KP,1,a,,b, c ,d\n");
  assert.deepEqual(incidents[0]?.extra, [
    ["__proto__", "1"],
    ["x", "a"],
    ["x", "b"],
    ["column 8", " c "],
    [" y ", "d"],
  ]);
});

test("every field of the house format", async () => {
  const csv = `incident_id,occurred_on,ended_on,province,district,place,latitude,longitude,victim,incident_type,tactic,perpetrator,claimed_by,target,fatalities,fatalities_low,fatalities_high,injured,incidents,source,source_url,published_on,notes
 A1 ,2024-09-14,2024-09-16, Khyber  Pakhtunkhwa,Swat,Mingora,34.77,-72.36,Police,Attack,IED,TTP,JuA,Polio team,5,4,7,0,2,Dawn,https://dawn.com,2024-09-17,note
`;
  const { incidents, told } = await read(csv);
  assert.deepEqual(told, []);
  assert.deepEqual(incidents, [
    {
      line: 2,
      part: 0,
      incident_id: "A1",
      occurred_on: "2024-09-14",
      ended_on: "2024-09-16",
      date_precision: "day",
      province: "PK-KP",
      province_raw: " Khyber  Pakhtunkhwa",
      district: "Swat",
      place: "Mingora",
      latitude: 34.77,
      longitude: -72.36,
      victim: "security",
      incident_type: "Attack",
      tactic: "IED",
      perpetrator: "TTP",
      claimed_by: "JuA",
      target: "Polio team",
      incidents: 2,
      fatalities: { best: 5, low: 4, high: 7 },
      injured: { best: 0, low: null, high: null },
      source: "Dawn",
      source_url: "https://dawn.com",
      published_on: "2024-09-17",
      notes: "note",
      extra: null,
    },
  ]);
});

test("the former FATA stays itself, Khyber Pakhtunkhwa without it is today's province", async () => {
  const { incidents } = await read("date,province,killed\n2017-01-03,FATA,1\n2017-01-03,PK-NW,1\n2017-01-03,KP,1\n");
  assert.deepEqual(
    incidents.map((row) => row.province),
    ["PK-TA", "PK-KP", "PK-KP"],
  );
});

test("an unknown province is told with its value and a remedy", async () => {
  const { issues } = await read("date,province,killed\n2024-01-03,Karachi,1\n2024-01-03,Balochitsan,1\n2024-01-03,Narnia,1\n2024-01-03,Kashmir,1\n");
  assert.match(issues[0]?.message ?? "", /"Karachi".*It lies in Sindh \(PK-SD\)/);
  assert.match(issues[1]?.message ?? "", /"Balochitsan".*Did you mean Balochistan \(PK-BA\)\?/);
  assert.match(issues[2]?.message ?? "", /"Narnia".*Write one of Khyber Pakhtunkhwa/);
  assert.match(issues[3]?.message ?? "", /"Kashmir".*Line of Control/);
  assert.deepEqual([issues[2]?.line, issues[2]?.column, issues[2]?.value, issues[2]?.level], [4, "province", "Narnia", "error"]);
});

test("victims in columns become parts of one line, what a total holds more is unspecified", async () => {
  const csv =
    "date,province,fatalities,killed_civilian,security_personnel_killed,deaths_militant,injured\n" +
    "2024-01-03,KP,10,1,2,3,5\n2024-01-03,KP,6,1,2,3,\n2024-01-03,KP,,1,,0,\n2024-01-03,KP,9,,,,\n2024-01-03,KP,,,,,\n2024-01-03,KP,0,0,0,0,0\n";
  const { incidents, told } = await read(csv);
  assert.deepEqual(told, []);
  assert.deepEqual(
    incidents.map((row) => [row.line, row.part, row.victim, row.fatalities.best, row.injured.best].join(" ")),
    [
      "2 0 civilian 1 ",
      "2 1 security 2 ",
      "2 2 militant 3 ",
      "2 3 unspecified 4 5",
      "3 0 civilian 1 ",
      "3 1 security 2 ",
      "3 2 militant 3 ",
      "4 0 civilian 1 ",
      "4 1 militant 0 ",
      "5 0 unspecified 9 ",
      "6 0 unspecified  ",
      "7 0 civilian 0 ",
      "7 1 security 0 ",
      "7 2 militant 0 ",
    ],
  );
  assert.deepEqual(sums(incidents), [6, 10 + 6 + 1 + 9, 5]);
});

test("a range without a best value counts its lower end, an upper end alone counts nobody", async () => {
  const { incidents } = await read("date,province,killed_min,killed_max\n2024-01-03,KP,2,3\n2024-01-03,KP,2,\n2024-01-03,KP,,3\n2024-01-03,KP,,\n");
  assert.deepEqual(
    incidents.map((row) => row.fatalities),
    [
      { best: 2, low: 2, high: 3 },
      { best: 2, low: 2, high: null },
      { best: null, low: null, high: 3 },
      { best: null, low: null, high: null },
    ],
  );
});

test("a mapping says which column holds which field", async () => {
  const csv = "area,when,n,killed,category\nKP,2024-01-03,5,9,Bombing\n";
  const mapping = { province: "area", occurred_on: "When", fatalities: "n", victim: [] };
  const { incidents, reading } = await read(csv, { mapping });
  assert.deepEqual([incidents[0]?.province, incidents[0]?.fatalities.best], ["PK-KP", 5]);
  assert.deepEqual(incidents[0]?.extra, [
    ["killed", "9"],
    ["category", "Bombing"],
  ]);
  assert.deepEqual(reading.mapping, { province: "area", occurred_on: "when", fatalities: "n" });
  assert.equal((await read(csv, { mapping: { ...mapping, colour: "n" } })).refused, "unknown_field");
  assert.equal((await read(csv, { mapping: { ...mapping, place: "town" } })).refused, "unknown_header");
  const parts = await read("d,m,y,province,killed\n14,9,2024,KP,1\n", { mapping: { occurred_on: ["y", "m", "d"] } });
  assert.equal(parts.incidents[0]?.occurred_on, "2024-09-14");
});

test("a bad row is told with line, column, value and reason, and kept as sent", async () => {
  const { issues, rejected, rows } = await read('date,Province,Killed,notes\n\n2024-01-03,KP,1,"a\nb"\n2024-01-04,KP,many, x \n');
  assert.deepEqual(rejected, [{ line: 5, cells: ["2024-01-04", "KP", "many", " x "], issues }]);
  const [issue] = issues;
  assert.deepEqual([issue?.level, issue?.line, issue?.column, issue?.value, issue?.code], ["error", 5, "Killed", "many", "bad_count"]);
  assert.deepEqual(rows, { read: 2, accepted: 1, rejected: 1, out_of_scope: 0, duplicate: 0, total_rows: 0 });
});

test("rows of incidents the dataset holds already are kept out where rows are added", async () => {
  const findTaken = async (ids: string[]) => new Set(ids.filter((id) => id === "B"));
  const { told, incidents, rejected } = await read("incident_id,date,province,killed\nA,2024-01-03,KP,1\n B ,2024-01-03,KP,1\n,2024-01-03,KP,1\n", {
    findTaken,
  });
  assert.deepEqual([told, incidents.length, rejected.map((row) => row.line)], [["3:incident_exists"], 2, [3]]);
});

test("a repeat names the first of its kind", async () => {
  const { issues, rows } = await read("date,province,killed\n2024-01-03,KP,1\n2024-01-04,KP,1\n2024-01-03,KP,1\n2024-01-03,KP,1\n");
  assert.deepEqual(
    issues.map((issue) => [issue.line, issue.level, /line \d+/.exec(issue.message)?.[0]].join(" ")),
    ["4 warning line 2", "5 warning line 2"],
  );
  assert.deepEqual([rows.accepted, rows.duplicate], [4, 2]);
});

test("sums of many rows stay exact", async () => {
  const csv = `date,province,killed\n${Array.from({ length: 5000 }, (_, index) => `2024-01-01,KP,${1_000_000 - index}\n`).join("")}`;
  assert.deepEqual(sums((await read(csv)).incidents), [5000, 5000 * 1_000_000 - (4999 * 5000) / 2, 0]);
});

test("casualties alone are no count, and are not offered as the killed", async () => {
  const { issues } = await read("date,province,casualties\n2024-09-14,Sindh,5\n", { kind: "incidents" });
  assert.deepEqual(
    issues.map(({ code }) => code),
    ["missing_column"],
  );
  assert.match(issues[0]?.message ?? "", /casualties alone do not tell the killed from the wounded/);
  assert.doesNotMatch(issues[0]?.message ?? "", /mapping=/);
});

for (const field of ["district", "tactic", "perpetrator", "target"]) {
  test(`a total among members of ${field} is kept out of the sums`, async () => {
    const { told, incidents } = await read(`date,province,${field},killed\n2024-01-03,KP,One,10\n2024-01-04,KP,Two,6\n2024-Q1,KP,Total,16\n`);
    assert.deepEqual(told, ["4:total_row"]);
    assert.deepEqual(sums(incidents), [2, 16, 0]);
  });
}
