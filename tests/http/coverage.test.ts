import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import request from "supertest";
import { today } from "../../server/domain/day";
import type { Note, Row } from "../../server/domain/table";
import { openLedger, type TestLedger } from "../support/ledger";

let ledger: TestLedger;
before(async () => {
  ledger = await openLedger();
});
after(() => ledger.close());

async function make(slug: string, csv: string, fields: object = {}): Promise<void> {
  await ledger.create({ slug, ...fields }).expect(201);
  await ledger.upload(slug, csv, { publish: "true" }).expect(201);
}
async function ask(query: string): Promise<{ rows: Row[]; notes: string[] }> {
  const { status, body } = await request(ledger.app).get(`/api/aggregates?dataset=${query}`);
  assert.equal(status, 200, JSON.stringify(body));
  return { rows: body.rows, notes: body.notes.map((note: Note) => note.code) };
} /** The rows' cells in the order of the names. */
const table = async (query: string, ...names: string[]) => (await ask(query)).rows.map((row) => names.map((name) => row[name]));

/** 2024: KP 10, 20, none, 40 by quarter; Balochistan 5 in the second. One row before the coverage, one after it. */
const YEAR = `date,province,killed,victim,target
2023-12-31,Sindh,1,civilian,
2024-02-10,KP,10,civilian,Police
2024-04-01,KP,12,security,Police
2024-06-30,KP,8,civilian,
2024-05-05,Balochistan,5,militant,__proto__
2024-11-11,KP,40,civilian,constructor
2025-01-01,KP,7,civilian,Police
`;
const COVERED = { coverage: "2024-Q1/2024-Q4" };

test("inside its coverage no row means zero, outside it and without one unknown", async () => {
  await make("covered", YEAR, COVERED);
  assert.deepEqual(await table("covered&by=quarter&from=2023-Q3&to=2025-Q2", "quarter", "fatalities"), [
    ["2023-Q3", null],
    ["2023-Q4", 1],
    ["2024-Q1", 10],
    ["2024-Q2", 25],
    ["2024-Q3", 0],
    ["2024-Q4", 40],
    ["2025-Q1", 7],
    ["2025-Q2", null],
  ]);
  const provinces = await table("covered&by=province&from=2024&to=2024", "province", "fatalities");
  assert.deepEqual(provinces.filter(([, killed]) => killed !== 0).sort(), [
    ["PK-BA", 5],
    ["PK-KP", 70],
  ]);
  assert.equal(provinces.length, 7);
  await make("uncovered", YEAR);
  const { rows, notes } = await ask("uncovered&by=quarter&from=2024&to=2024");
  assert.deepEqual(
    rows.map((row) => row.fatalities),
    [10, 25, null, 40],
  );
  assert.ok(notes.includes("coverage_unstated"));
  const csv = await request(ledger.app).get("/api/aggregates.csv?dataset=uncovered&by=quarter&from=2024&to=2024");
  assert.equal(csv.text, "quarter,fatalities\n2024-Q1,10\n2024-Q2,25\n2024-Q3,\n2024-Q4,40\n");
});

test("a range without rows has no total but zero or unknown, never the total of all", async () => {
  const value = async (query: string) => (await ask(`${query}&measure=incidents,fatalities`)).rows;
  for (const range of ["from=2024-Q3&to=2024-Q3", "from=2024-07-01&to=2024-07-31"]) {
    assert.deepEqual(await value(`covered&${range}`), [{ incidents: 0, fatalities: 0 }]);
    assert.deepEqual(await value(`uncovered&${range}`), [{ incidents: null, fatalities: null }]);
  }
  for (const range of ["from=2030", "to=2001", "from=2030&to=2031", "from=2025-02"]) {
    for (const slug of ["covered", "uncovered"]) assert.deepEqual(await value(`${slug}&${range}`), [{ incidents: null, fatalities: null }], `${slug} ${range}`);
    assert.deepEqual(
      (await value(`covered&${range}&by=province`)).filter((row) => row.fatalities !== null),
      [],
      range,
    );
    assert.deepEqual(
      (await value(`covered&${range}&by=quarter`)).filter((row) => row.fatalities !== null),
      [],
      range,
    );
  }
  assert.deepEqual(await value("covered&to=2023"), [{ incidents: 1, fatalities: 1 }]);
});

test("a change has its base, also from before the range; none is computed from or to a part of a period", async () => {
  const names = ["quarter", "fatalities", "fatalities_change", "fatalities_base", "fatalities_flag"];
  assert.deepEqual(await table("covered&by=quarter&from=2024-Q2&to=2024-Q4&change=previous", ...names), [
    ["2024-Q2", 25, 15, 10, null],
    ["2024-Q3", 0, -25, 25, null],
    ["2024-Q4", 40, 40, 0, "zero_base"],
  ]);
  // Cut by from and to: the value is of the part asked for, as without a change, and is not compared.
  const cut = "covered&by=quarter&from=2024-05&to=2024-11";
  assert.deepEqual(await table(cut, "quarter", "fatalities"), [
    ["2024-Q2", 13],
    ["2024-Q3", 0],
    ["2024-Q4", 40],
  ]);
  for (const change of ["previous", "year_ago"]) {
    const rows = await table(`${cut}&change=${change}`, "quarter", "fatalities", "fatalities_change", "fatalities_flag");
    assert.deepEqual(
      rows.map(([quarter, killed]) => [quarter, killed]),
      [
        ["2024-Q2", 13],
        ["2024-Q3", 0],
        ["2024-Q4", 40],
      ],
      change,
    );
    assert.deepEqual(
      rows.map(([, , difference]) => difference),
      [null, null, null],
      change,
    );
  }
  assert.deepEqual(await table("uncovered&by=quarter&from=2024-Q4&to=2025-Q1&change=year_ago", ...names), [
    ["2024-Q4", 40, 39, 1, "low_base"],
    ["2025-Q1", 7, -3, 10, null],
  ]);
  assert.deepEqual(await table("uncovered&by=quarter&from=2024-Q4&to=2024-Q4&change=previous", ...names), [["2024-Q4", 40, null, null, "no_base"]]);
});

test("a base in the range counts where the first period has none: 29 February", async () => {
  await make("leap", "date,province,killed\n2023-03-01,KP,10\n2024-02-29,KP,4\n2024-03-01,KP,30\n");
  const names = ["day", "fatalities", "fatalities_change", "fatalities_base"];
  assert.deepEqual(await table("leap&by=day&from=2024-02-29&to=2024-03-01&change=year_ago", ...names), [
    ["2024-02-29", 4, null, null],
    ["2024-03-01", 30, 20, 10],
  ]);
});

test("an unfinished period is not compared with a whole one", async () => {
  const now = today();
  const before = `${Number(now.slice(0, 4)) - 1}-01-01`;
  await make("current", `date,province,killed\n${before},KP,10\n${now},KP,4\n`);
  const [, row] = (await ask("current&by=year&change=previous")).rows;
  assert.deepEqual([row?.fatalities, row?.fatalities_change, row?.fatalities_flag], [4, null, "partial"]);
});

test("shares over a dimension add up to a hundred where there is anything to share", async () => {
  const rows = await table("covered&by=quarter,province&from=2024&to=2024&share=province", "quarter", "fatalities_share");
  const sum = (quarter: string) => rows.filter(([name]) => name === quarter).reduce((total, [, share]) => total + Number(share ?? 0), 0);
  assert.deepEqual(["2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4"].map(sum), [100, 100, 0, 100]);
  assert.ok(rows.filter(([quarter]) => quarter === "2024-Q3").every(([, share]) => share === null));
});

test("two dimensions at once; members keep their names, whatever they are", async () => {
  const crossed = await table("covered&by=province,victim&from=2024&to=2024", "province", "victim", "fatalities");
  assert.deepEqual(crossed.filter(([, , killed]) => killed !== 0).sort(), [
    ["PK-BA", "militant", 5],
    ["PK-KP", "civilian", 58],
    ["PK-KP", "security", 12],
  ]);
  assert.deepEqual(await table("covered&by=target", "target", "fatalities"), [
    ["__proto__", 5],
    ["constructor", 40],
    ["Police", 29],
    [null, 9],
  ]);
  assert.deepEqual(await table("covered&target=__proto__,constructor", "fatalities"), [[45]]);
  assert.deepEqual(await table("covered&target=(not stated)", "fatalities"), [[9]]);
  assert.deepEqual(await table("covered&by=target&layout=wide", "fatalities___proto__", "fatalities_constructor", "fatalities_not_stated"), [[5, 40, 9]]);
});

test("the former FATA counts in Khyber Pakhtunkhwa, and apart where boundaries are historical", async () => {
  await make("tribal", "date,province,killed\n2016-05-01,FATA,5\n2016-05-02,KP,3\n");
  assert.deepEqual(await table("tribal&by=province", "province", "fatalities"), [["PK-KP", 8]]);
  assert.deepEqual(await table("tribal&province=PK-KP", "fatalities"), [[8]]);
  assert.deepEqual((await table("tribal&by=province&boundaries=historical", "province", "fatalities")).sort(), [
    ["PK-KP", 3],
    ["PK-TA", 5],
  ]);
  // Asked for by its own code it is never zero.
  for (const boundaries of ["today", "historical"]) assert.deepEqual(await table(`tribal&province=PK-TA&boundaries=${boundaries}`, "fatalities"), [[5]]);
});

test("an upper bound counts where nothing else is known", async () => {
  await make("bounds", "date,province,killed,killed_low,killed_high\n2024-01-01,KP,,,5\n2024-01-02,Sindh,2,1,3\n");
  const of = (estimate: string) => table(`bounds&by=province&estimate=${estimate}`, "province", "fatalities");
  assert.deepEqual((await of("high")).sort(), [
    ["PK-KP", 5],
    ["PK-SD", 3],
  ]);
  assert.deepEqual((await of("best")).sort(), [
    ["PK-KP", null],
    ["PK-SD", 2],
  ]);
  assert.deepEqual((await of("low")).sort(), [
    ["PK-KP", null],
    ["PK-SD", 1],
  ]);
});

test("every dimension at once, or every day of three centuries, is answered without walking empty cells", async () => {
  const names = ["district", "place", "incident_type", "tactic", "perpetrator", "claimed_by", "target", "source"];
  const rows = Array.from(
    { length: 60 },
    (_, at) => `2024-01-${String((at % 28) + 1).padStart(2, "0")},KP,1,${names.map((name) => `${name} ${at}`).join(",")}`,
  );
  await make("broad", `date,province,killed,${names.join(",")}\n${rows.join("\n")}\n`);
  const crossed = await ask(`broad&by=day,province,victim,${names.join(",")}`);
  assert.equal(crossed.rows.filter((row) => row.fatalities === 1).length, 60);
  const days = await ask("broad&by=day,place&from=1900&to=2199&change=year_ago");
  assert.deepEqual([days.rows.length, days.rows[0]?.day, days.rows[0]?.place], [60, "2024-01-01", "place 0"]);
  assert.ok(days.notes.includes("sparse"));
});

test("where a row is of the country alone, a province without a row is unknown, not zero; it is said", async () => {
  await make("beside", YEAR, COVERED);
  await ledger.upload("beside", "country,month,year,events,fatalities\nPakistan,July,2024,9,30\n", { mode: "append", publish: "true" }).expect(201);
  const { rows, notes } = await ask("beside&by=quarter,province&from=2024-Q2&to=2024-Q3");
  const shown = Object.fromEntries(rows.map((row) => [`${row.quarter} ${row.province}`, row.fatalities]));
  assert.deepEqual([shown["2024-Q2 PK-BA"], shown["2024-Q2 PK-SD"], shown["2024-Q2 PK"]], [5, 0, 0]);
  assert.deepEqual([shown["2024-Q3 PK-KP"], shown["2024-Q3 PK-SD"], shown["2024-Q3 PK"]], [null, null, 30]);
  assert.ok(notes.includes("not_placed"));
  const whole = await table("beside&by=province&from=2024&to=2024", "province", "fatalities");
  assert.deepEqual(
    whole.filter(([, killed]) => killed !== null),
    [
      ["PK-KP", 70],
      ["PK-BA", 5],
      ["PK", 30],
    ].sort((a, b) => whole.findIndex(([name]) => name === a[0]) - whole.findIndex(([name]) => name === b[0])),
  );
  const fallen = await table("beside&by=quarter,province&from=2024-Q3&to=2024-Q4&change=previous", "quarter", "province", "fatalities_flag");
  assert.equal(fallen.find(([quarter, province]) => quarter === "2024-Q4" && province === "PK-KP")?.[2], "no_base", "no growth from an unknown quarter");
  assert.deepEqual(await table("beside&by=quarter&from=2024-Q3&to=2024-Q3", "quarter", "fatalities"), [["2024-Q3", 30]]);
});

test("asked for one province alone, a time in which rows stand under the country is unknown too, and a quiet one is zero", async () => {
  await make("alone", YEAR, COVERED);
  await ledger.upload("alone", "country,month,year,events,fatalities\nPakistan,July,2024,9,30\n", { mode: "append", publish: "true" }).expect(201);
  for (const [quarter, killed] of Object.entries({ "2024-Q2": 0, "2024-Q3": null })) {
    assert.deepEqual(await table(`alone&province=PK-SD&from=${quarter}&to=${quarter}`, "fatalities"), [[killed]]);
    assert.deepEqual(await table(`alone&province=PK-SD&by=quarter&from=${quarter}&to=${quarter}`, "fatalities"), [[killed]]);
  }
  assert.deepEqual(await table("alone&province=PK-SD,PK-BA&by=quarter,province&from=2024-Q2&to=2024-Q3", "quarter", "province", "fatalities"), [
    ["2024-Q2", "PK-BA", 5],
    ["2024-Q2", "PK-SD", 0],
    ["2024-Q3", "PK-BA", null],
    ["2024-Q3", "PK-SD", null],
  ]);
  const { rows, notes } = await ask("alone&province=PK-SD&by=quarter&from=2024-Q4&to=2024-Q4&change=previous&cumulative=true");
  assert.deepEqual([rows[0]?.fatalities, rows[0]?.fatalities_flag, rows[0]?.fatalities_cumulative], [0, "no_base", null]);
  assert.ok(!notes.includes("not_placed"), "in this quarter nothing stands under the country alone");
});
