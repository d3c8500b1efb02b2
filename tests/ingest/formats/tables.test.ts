import assert from "node:assert/strict";
import { test } from "node:test";
import type { ReadOptions } from "../../../server/ingest/read";
import { read } from "../reading";
import { readFixture, text } from "./fixtures";

const printed = (name: string, constants: Record<string, string>) => readFixture(name, { kind: "figures", published_on: "2024-10-01", constants });
const messages = (found: Awaited<ReturnType<typeof read>>) => found.issues.filter(({ code }) => code === "total_differs").map(({ message }) => message);
const figures = (csv: string, options: Partial<ReadOptions> = {}) => read(csv, { kind: "figures", published_on: "2024-10-01", ...options });

test("CRSS 2015-Q3: the regions are 2 killed too many and 2 wounded too few, and two killed moved mend both", async () => {
  const found = await printed("crss-regions", { period: "2015-Q3" });
  assert.deepEqual(found.told, ["2:kp_without_fata", "9:total_differs", "9:total_differs"]);
  const [killed, wounded] = messages(found);
  assert.match(killed ?? "", /7 regions add up to 1,210 killed, the total is printed as 1,208: 2 too many/);
  assert.match(wounded ?? "", /402 wounded, the total is printed as 404: 2 too few/);
  assert.match(killed ?? "", /the 2 killed of Islamabad and GB \(1 each\) counted as wounded would balance both totals\./);
  const [issue] = found.issues.filter(({ code }) => code === "total_differs");
  assert.deepEqual([issue?.line, issue?.column, issue?.value, issue?.level], [9, "Fatalities", "1208", "warning"]);
  assert.deepEqual(
    found.figures.filter((row) => row.measure === "fatalities").map((row) => `${row.region} ${row.value}`),
    ["PK-NW 127", "PK-TA 497", "PK-BA 188", "PK-PB 116", "PK-SD 280", "PK-IS 1", "PK-GB 1", "PK 1208"],
  );
});

test("rows too many are named where the killed alone differ", async () => {
  const csv = "Region,Fatalities\nKP,127\nBalochistan,188\nIslamabad,1\nGB,1\nTotal,315\n";
  const [message] = messages(await figures(csv, { constants: { period: "2015-Q3" } }));
  assert.match(
    message ?? "",
    /317 killed, the total is printed as 315: 2 too many\. To mend it: without the killed of Islamabad and GB \(1 each\) the total would balance\./,
  );
});

test("months with the year given once, a total row of months, casualties checked in each row", async () => {
  const found = await printed("crss-months", { period: "2023", region: "PK" });
  assert.deepEqual(found.told, ["5:total_row", "4:total_differs"]);
  assert.match(messages(found)[0] ?? "", /Killed 90 \+ wounded 88 = 178, casualties are printed as 179: 1 too few/);
  assert.deepEqual(
    found.figures.filter((row) => row.measure === "casualties").map((row) => `${row.period} ${row.region} ${row.value}`),
    ["2023-07 PK 161", "2023-08 PK 455", "2023-09 PK 179"],
  );
  const turned = await figures(text("crss-months").replace("Total,445", "Total,454"), { constants: { year: "2023", region: "PK" } });
  assert.match(
    messages(turned)[0] ?? "",
    /3 rows add up to 445 killed, Total is printed as 454: 9 too few\. To mend it: 2023-07 with 110 for 101, two digits swapped/,
  );
});

test("types of attack side by side, with their total", async () => {
  const found = await printed("pips-attacks", { period: "2024-09", region: "PK" });
  assert.deepEqual(found.told, []);
  assert.deepEqual(
    found.figures.filter((row) => row.measure === "incidents").map((row) => `${row.incident_type} ${row.value}`),
    ["Terrorist attacks 45", "Operational strikes by security forces 12", "Cross-border clashes 3", " 60"],
  );
  const differing = await figures(text("pips-attacks").replace("Total,60", "Total,61"), { constants: { period: "2024-09", region: "PK" } });
  assert.match(messages(differing)[0] ?? "", /3 incident types add up to 60 incidents, the total is printed as 61: 1 too few/);
});

test("victim classes side by side without a word are people killed, and it is said", async () => {
  const found = await printed("satp-years", { region: "PK" });
  assert.deepEqual(found.told, ["1:measure_assumed", "1:deadly_incidents_only"]);
  assert.deepEqual(
    found.figures.filter((row) => row.period === "2022").map((row) => `${row.measure} ${row.victim} ${row.value}`),
    ["fatalities  971", "fatalities civilian 229", "fatalities security 379", "fatalities militant 363", "fatalities unspecified 0", "incidents  365"],
  );
  const differing = await figures(text("satp-years").replace("971", "981"), { constants: { region: "PK" } });
  assert.match(messages(differing)[0] ?? "", /4 victim classes add up to 971 killed, the total is printed as 981: 10 too few/);
});

test("killed and wounded of each class in columns; Razakars are not specified, counts nobody here knows are kept", async () => {
  const found = await printed("picss-victims", { period: "2017-09" });
  assert.deepEqual(found.told, ["1:class_beside"]);
  assert.deepEqual(
    found.figures.filter((row) => row.region === "PK-TA").map((row) => `${row.measure} ${row.victim} ${row.value}`),
    [
      "fatalities civilian 6",
      "fatalities security 22",
      "fatalities militant 40",
      "fatalities unspecified 4",
      "injured civilian 9",
      "injured security 15",
      "incidents  31",
    ],
  );
  assert.deepEqual(found.figures[0]?.extra, [["Arrested", "3"]]);
});

test("quarters are checked against their year, within one report", async () => {
  const rows = "period,region,killed\n2023-Q1,PK,10\n2023-Q2,PK,20\n2023-Q3,PK,30\n2023-Q4,PK,40\n2023,PK,101\n";
  assert.match(messages(await figures(rows))[0] ?? "", /4 periods add up to 100 killed, the total is printed as 101: 1 too few/);
  assert.deepEqual(messages(await figures(rows.replace("2023-Q2,PK,20\n", ""))), []);
  assert.deepEqual(messages(await figures(`${rows.replaceAll("\n", ",a\n").replace("killed,a", "killed,report").replace("101,a", "101,b")}`)), []);
});

test("a hedged figure is compared with nothing", async () => {
  const csv =
    "period,region,victim,measure,value,qualifier\n2024,PK,,killed,100,over\n2024,PK,civilian,killed,60,\n2024,PK,security,killed,30,\n2024,PK,militant,killed,15,\n";
  assert.deepEqual((await figures(csv)).told, []);
  assert.deepEqual((await figures(csv.replace("over", "exact"))).told, ["2:total_differs"]);
});

test("a total under incidents is checked by the rows it is of", async () => {
  const csv = "date,province,killed,wounded\n2024-07-01,KP,5,1\n2024-07-02,Sindh,3,\n2024-08-01,KP,2,\n";
  const told = async (total: string) => messages(await read(csv + total));
  assert.deepEqual(await told(",Total,10,1\n"), []);
  assert.match((await told(",Total,12,1\n"))[0] ?? "", /3 rows add up to 10 killed, Total is printed as 12: 2 too few/);
  assert.match((await told("2024-07,Total,11,\n"))[0] ?? "", /2 rows add up to 8 killed, Total is printed as 11: 3 too few/);
  assert.match(
    (await told(",Total,8,1\n"))[0] ?? "",
    /2 too many\. To mend it: without the killed of line 4 \(KP, 2024-08-01\) \(2\) the total would balance\./,
  );
  // A blank may be the wounded that are missing.
  assert.deepEqual(await told(",Total,10,4\n"), []);
});

test("a file too long for its totals to be checked says so", async () => {
  const rows = "2024-01-01,KP,1\n".repeat(20_001);
  const found = await read(`date,province,killed\n${rows}2024-01-01,Total,7\n`);
  assert.deepEqual([found.rows.total_rows, found.told.at(-1)], [1, "file:totals_unchecked"]);
  assert.equal((await read(`date,province,killed\n${rows}`)).told.includes("file:totals_unchecked"), false);
});

test("killed and wounded are checked by the casualties beside them", async () => {
  const { told, incidents } = await read("date,province,killed,wounded,casualties\n2024-07-01,KP,5,1,6\n2024-07-02,KP,5,1,7\n2024-07-03,KP,5,,7\n");
  assert.deepEqual(told, ["3:total_differs"]);
  assert.deepEqual(incidents[0]?.extra, [["casualties", "6"]]);
});

test("constants stand where a row says nothing, for fields that exist", async () => {
  const { incidents } = await read("date,killed,incident_type\n2024-07-01,1,\n2024-07-02,1,Ambush\n", {
    constants: { province: "PK-KP", incident_type: "Attack" },
  });
  assert.deepEqual(
    incidents.map((row) => `${row.province} ${row.incident_type}`),
    ["PK-KP Attack", "PK-KP Ambush"],
  );
  assert.equal((await read("date,killed\n2024-07-01,1\n", { constants: { planet: "Mars" } })).refused, "unknown_field");
});

test("FATA beside Khyber Pakhtunkhwa is seen however each row writes the period and the day of printing", async () => {
  const found = await read("period,province,killed,published_on\nQ3 2017,KP,192,2018-01-01\n2017-Q3,FATA,436,1 Jan 2018\n", { kind: "figures" });
  assert.deepEqual(found.told, ["2:kp_without_fata"]);
  assert.deepEqual(
    found.figures.map(({ region, value }) => [region, value]),
    [
      ["PK-NW", 192],
      ["PK-TA", 436],
    ],
  );
});

test("a sub-total of figures is no figure of the country", async () => {
  const csv = "period,province,killed,published_on\n2024-Q3,KP,10,2024-10-01\n2024-Q3,Balochistan,20,2024-10-01\n2024-Q3,Sub-total,30,2024-10-01\n";
  assert.deepEqual((await read(csv, { kind: "figures" })).told, ["4:unknown_region"]);
});
