import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import request from "supertest";
import { openLedger, type TestLedger } from "../support/ledger";

let ledger: TestLedger;
before(async () => {
  ledger = await openLedger();
});
after(() => ledger.close());

const fixture = (name: string) => readFileSync(new URL(`../fixtures/formats/${name}.csv`, import.meta.url), "utf8");

/** What tests/fixtures/formats/README.md counts, as the import answers it once staging has settled rows of one incident. */
const TOTALS: [file: string, incidents: number, fatalities: number, injured: number | null][] = [
  ["acled", 4, 68, null],
  ["acled-weekly", 23, 35, null],
  ["acled-monthly-national", 236, 261, null],
  ["hapi-national", 92, 91, null],
  ["hapi-levels", 17, 19, null],
  ["ucdp-ged", 4, 105, null],
  ["gtd", 4, 172, 136],
];

test("files of known formats are published with the totals counted by hand", async () => {
  for (const [file, incidents, fatalities, injured] of TOTALS) {
    await ledger.create({ slug: file }).expect(201);
    const { body } = await ledger.upload(file, fixture(file), { publish: "true" }).expect(201);
    assert.deepEqual(body.import.totals, { incidents, fatalities, injured }, file);
    const { read, accepted, rejected, out_of_scope, total_rows } = body.import.rows;
    assert.equal(read, accepted + rejected + out_of_scope + total_rows);
  }
});

test("the low and high of UCDP add up to the source's own", async () => {
  for (const [estimate, sum] of [
    ["low", 99],
    ["high", 130],
  ]) {
    const { body } = await request(ledger.app).get(`/api/aggregates?dataset=ucdp-ged&estimate=${estimate}`).expect(200);
    assert.equal(body.rows[0].fatalities, sum);
  }
});

test("counts of the whole country stand under PK, and say nothing of provinces, coverage or not", async () => {
  await ledger.create({ slug: "national", coverage: "2024" }).expect(201);
  await ledger.upload("national", fixture("acled-monthly-national"), { publish: "true" }).expect(201);
  const { body } = await request(ledger.app).get("/api/aggregates?dataset=national&by=province").expect(200);
  assert.deepEqual(
    body.rows.map((row: Record<string, unknown>) => [row.province, row.fatalities]),
    [["PK", 261]],
  );
});

test("a mapping, by name or by place, is remembered with the dataset and used where the next file has its columns", async () => {
  await ledger.create({ slug: "mapped" }).expect(201);
  const mapping = JSON.stringify({ occurred_on: "Din", province: "Ilaqa", fatalities: "#3" });
  await ledger.upload("mapped", "Din,Ilaqa,,Note\n2024-01-01,KP,5,x\n", { mapping, publish: "true" }).expect(201);
  const next = await ledger.upload("mapped", "Din,Ilaqa,,Note\n2024-01-02,Sindh,7,y\n", { mode: "append", publish: "true" }).expect(201);
  assert.deepEqual([next.body.import.totals.fatalities, next.body.import.mapping.fatalities], [7, "#3"]);
  // The third column has a name here: it is not taken for the one that had none.
  const other = await ledger.upload("mapped", "Din,Ilaqa,Age,Note\n2024-01-03,Sindh,40,y\n", { mode: "append" });
  assert.deepEqual([other.status, other.body.import.issues[0].code], [422, "missing_column"]);
});

test("constants, classes and spellings are taken from the address, and told when they cannot be read", async () => {
  await ledger.create({ slug: "tables", kind: "figures" }).expect(201);
  const constants = JSON.stringify({ period: "2015-Q3" });
  const { body } = await ledger.upload("tables", fixture("crss-regions"), { constants, published_on: "2015-10-15" }).expect(201);
  assert.deepEqual(
    [body.import.rows.accepted, body.import.issues.map((issue: { code: string }) => issue.code)],
    [8, ["kp_without_fata", "total_differs", "total_differs"]],
  );
  await ledger.create({ slug: "asked" }).expect(201);
  const asked = await ledger.upload("asked", fixture("hapi-national"), { classes: "political_violence,demonstration" }).expect(201);
  assert.equal(asked.body.import.totals.incidents, 256);
  const spelled = await ledger.upload("asked", "date,province,killed\n2024-01-01,Karachi,1\n", { spellings: '{"Karachi":"PK-SD"}' }).expect(201);
  assert.equal(spelled.body.import.totals.fatalities, 1);
  for (const [name, value] of [
    ["constants", "{"],
    ["constants", "[]"],
    ["spellings", '{"a":1}'],
  ] as const) {
    const { body: problem } = await ledger.upload("asked", "date,province,killed\n", { [name]: value }).expect(400);
    assert.match(JSON.stringify(problem), new RegExp(`${name} is JSON`));
  }
});
