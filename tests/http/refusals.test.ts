import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import request from "supertest";
import type { ImportReport } from "../../server/domain/report";
import { keptOf } from "../../server/import-bulk";
import { openLedger, type TestLedger } from "../support/ledger";

let ledger: TestLedger;
before(async () => {
  ledger = await openLedger();
});
after(() => ledger.close());

const HEADER = "incident_id,occurred_on,province,incident_type,fatalities,injured";
/** Three provinces, two quarters: 2024-Q3 has 30 killed (20, 6, 4), 2024-Q4 has 9 (8, 1, not reported). */
const SMALL = `${HEADER}
K1,2024-07-05,KP,Terrorist attack,12,30
K2,2024-09-30,Khyber Pakhtunkhwa,Security operation,8,
B1,2024-08-14,Balochistan,Terrorist attack,6,1
S1,2024-08-01,Sindh,Terrorist attack,4,0
K3,2024-10-01,PK-KP,Terrorist attack,8,2
B2,2024-12-31,balochistan,Terrorist attack,1,0
S2,2024-11-11,Sindh,Terrorist attack,,5
`;
const SUMS = { "2024-Q3 PK-KP": 20, "2024-Q3 PK-BA": 6, "2024-Q3 PK-SD": 4, "2024-Q4 PK-KP": 8, "2024-Q4 PK-BA": 1, "2024-Q4 PK-SD": null };

/** Killed by quarter and province as the API answers them, or its status when it refuses. */
async function killed(slug: string, more = ""): Promise<number | Record<string, unknown>> {
  const { status, body } = await request(ledger.app).get(`/api/aggregates?dataset=${slug}&by=quarter,province${more}`);
  if (status !== 200) return status;
  return Object.fromEntries(body.rows.map((row: Record<string, unknown>) => [`${row.quarter} ${row.province}`, row.fatalities]));
}
async function send(slug: string, csv: string, options: Record<string, string> = {}, status = 201): Promise<ImportReport> {
  const response = await ledger.upload(slug, csv, options);
  assert.equal(response.status, status, response.text);
  return response.body.import;
}
const publish = (id: number) => request(ledger.app).post(`/api/imports/${id}/publish`).set("Authorization", `Bearer ${ledger.token}`);

test("quarantine publishes the good rows and keeps the bad ones for download, with line, reason and cells", async () => {
  await ledger.create({ slug: "quarantine" }).expect(201);
  const bad = `${SMALL}X1,2024-07-01,Atlantis,Terrorist attack,5,\nX2,2024-02-30,Sindh,"=cmd()|""a"", -5",-5,\nX3,2024-07-01,Sindh,nul\u0000here,5,\n`;
  const report = await send("quarantine", bad, { on_error: "quarantine", publish: "true" });
  assert.deepEqual([report.state, report.rows.read, report.rows.accepted, report.rows.rejected], ["published", 10, 7, 3]);
  assert.deepEqual(await killed("quarantine"), SUMS);
  assert.deepEqual(
    report.issues.filter((issue) => issue.level === "error").map(({ line, value }) => [line, value]),
    [
      [9, "Atlantis"],
      [10, "2024-02-30"],
      [10, "-5"],
      [11, "nul\u2400here"],
    ],
  );
  const file = await request(ledger.app).get(`/api/imports/${report.id}/rejected.csv`).set("Authorization", `Bearer ${ledger.token}`).expect(200);
  const lines = file.text.split("\n");
  assert.equal(lines.length, 5);
  assert.match(lines[1] ?? "", /^9,unknown_province,.*Atlantis.*,X1,2024-07-01,Atlantis,Terrorist attack,5,$/);
  assert.match(lines[2] ?? "", /X2,2024-02-30,Sindh,"'=cmd\(\)\|""a"", -5",-5,$/);
});

test("a refused file answers 422 with every fault and stores nothing visible", async () => {
  await ledger.create({ slug: "refused" }).expect(201);
  const report = await send(
    "refused",
    `${SMALL}X1,2024-07-01,Atlantis,Terrorist attack,5,\nX2,2024-07-01,Sindh,Terrorist attack,1.5,\n`,
    { publish: "true" },
    422,
  );
  assert.deepEqual([report.state, report.rows.read, report.rows.rejected, report.issue_count], ["invalid", 9, 2, 2]);
  assert.deepEqual(report.totals, { incidents: null, fatalities: null, injured: null });
  assert.equal(await killed("refused"), 404);
  const { body } = await request(ledger.app).get(`/api/imports/${report.id}`).set("Authorization", `Bearer ${ledger.token}`).expect(200);
  assert.deepEqual(body.import, report);
  const none = await publish(report.id);
  assert.deepEqual([none.status, none.body.code], [409, "not_staged"]);
  for (const table of ["incident", "cube"]) assert.deepEqual(await ledger.database.knex(table).where({ batch_id: report.id }), []);
});

test("of a refused file the first 20,000 rejected rows are kept, and the others told", async () => {
  await ledger.create({ slug: "many" }).expect(201);
  const rows = Array.from({ length: 20_007 }, (_, at) => `2,KP,${at}\n`);
  const report = await send("many", `date,province,killed\n2024-07-05,KP,3\n${rows.join("")}`, {}, 422);
  assert.deepEqual([report.rows.read, report.rows.accepted, report.rows.rejected], [20_008, 1, 20_007]);
  assert.deepEqual([report.issue_count, report.rejected_kept], [20_007, 20_000]);
  const { text } = await request(ledger.app).get(`/api/imports/${report.id}/rejected.csv`).set("Authorization", `Bearer ${ledger.token}`).expect(200);
  const kept = text.trimEnd().split("\n").slice(1);
  assert.equal(kept.length, 20_001);
  assert.match(kept[0] ?? "", /^3,bad_date,.*,2,KP,0$/);
  assert.match(kept[19_999] ?? "", /^20002,.*,2,KP,19999$/);
  assert.match(kept[20_000] ?? "", /^,more_rejected,"?7 more rows were rejected/);
});

test("whatever the portions, the first 20,000 rejected rows of a file that is refused are kept, and all of one that is quarantined", () => {
  for (const portions of [[20_007], [20_000, 7], [7000, 7000, 7000], [3, 19_996, 1, 1, 5]]) {
    const kept = { reject: [] as number[], quarantine: [] as number[] };
    let soFar = 0;
    for (const length of portions) {
      const rejected = Array.from({ length }, (_, at) => soFar + at);
      soFar += length;
      for (const on_error of ["reject", "quarantine"] as const) kept[on_error].push(...keptOf(rejected, soFar, on_error));
    }
    const all = Array.from({ length: soFar }, (_, at) => at);
    assert.deepEqual(kept, { reject: all.slice(0, 20_000), quarantine: all });
  }
});

test("a file without one good row is refused, quarantine or not", async () => {
  await ledger.create({ slug: "no-rows" }).expect(201);
  for (const rows of ["", "K1,2024-07-05,Atlantis,Terrorist attack,12,30\n", ",2024,Total,,5,5\n"]) {
    const report = await send("no-rows", `${HEADER}\n${rows}`, { on_error: "quarantine", publish: "true" }, 422);
    assert.ok(
      report.issues.some((issue) => issue.code === "no_rows"),
      JSON.stringify(report.issues),
    );
  }
});

test("one line is one incident, also where its columns tell several victim classes and it has no id", async () => {
  await ledger.create({ slug: "wide" }).expect(201);
  const { totals } = await send("wide", "date,province,killed_civilian,killed_security,injured\n2024-07-01,KP,3,2,9\n2024-07-02,KP,0,1,\n2024-07-03,KP,,,4\n", {
    publish: "true",
  });
  assert.deepEqual(totals, { incidents: 3, fatalities: 6, injured: 13 });
  const by = async (more: string) =>
    (await request(ledger.app).get(`/api/aggregates?dataset=wide&measure=incidents,fatal_incidents,fatalities${more}`)).body.rows;
  for (const source of ["", "&from=2024-07-01&to=2024-07-31", "&victim=civilian,security,unspecified"]) {
    assert.deepEqual(await by(source), [{ incidents: 3, fatal_incidents: 2, fatalities: 6 }], source);
  }
  assert.deepEqual(await by("&by=victim&victim=civilian,security"), [
    { victim: "civilian", incidents: 2, fatal_incidents: 1, fatalities: 3 },
    { victim: "security", incidents: 2, fatal_incidents: 2, fatalities: 3 },
  ]);
});

test("sums stay exact with many counts of a million", async () => {
  await ledger.create({ slug: "large" }).expect(201);
  const rows = Array.from({ length: 5000 }, (_, at) => `2024-07-05,KP,"10,00,000",${at === 0 ? 1 : "1000000.0"}`);
  const { totals } = await send("large", `date,province,killed,wounded\n${rows.join("\n")}`, { publish: "true" });
  assert.deepEqual(totals, { incidents: 5000, fatalities: 5_000_000_000, injured: 4_999_000_001 });
  const { body } = await request(ledger.app).get("/api/aggregates?dataset=large&measure=casualties,injured&from=2024-07-05&to=2024-07-05");
  assert.deepEqual(body.rows, [{ casualties: 9_999_000_001, injured: 4_999_000_001 }]);
  const csv = await request(ledger.app).get("/api/aggregates.csv?dataset=large&measure=casualties");
  assert.equal(csv.text, "casualties\n9999000001\n");
});

test("a faulty cell is quoted without splitting a character, wherever it is cut", async () => {
  await ledger.create({ slug: "quoted" });
  for (let before = 56; before < 62; before += 1) {
    const { status, body } = await ledger.upload("quoted", `date,province,killed\n2024-07-01,${"x".repeat(before)}${"😀".repeat(9)},1\n2024-07-01\n`);
    assert.deepEqual([status, body.import?.rows.rejected], [422, 2], JSON.stringify(body).slice(0, 300));
    assert.doesNotMatch(JSON.stringify(body), /\\ud|\ufffd/);
  }
});
