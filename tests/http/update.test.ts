import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import request from "supertest";
import { openLedger, type TestLedger } from "../support/ledger";

let ledger: TestLedger;
before(async () => {
  ledger = await openLedger();
});
after(() => ledger.close());

const HEADER = "incident_id,date,province,tactic,victim,fatalities,injured\n";
const FIRST = `${HEADER}a,2024-01-10,KP,IED,civilian,5,1\na,2024-01-10,KP,IED,security,2,\nb,2024-01-11,Sindh,Shooting,civilian,1,0\nc,2024-02-01,Punjab,IED,civilian,4,4\n`;
const update = (csv: string, options = {}) => ledger.upload("events", csv, { mode: "update", publish: "true", ...options });
async function totals(revision: number | string = "", by = "") {
  const pinned = revision === "" ? "" : `&revision=${revision}`;
  const answer = await request(ledger.app).get(`/api/aggregates?dataset=events&measure=incidents,fatalities,injured${by}${pinned}`);
  assert.equal(answer.status, 200, answer.text);
  return answer.body.rows;
}
const flat = (rows: Record<string, unknown>[]) => rows.map((row) => [row.incidents, row.fatalities, row.injured]);

test("an update replaces the incidents it names; the earlier revision keeps its numbers", async () => {
  await ledger.create({ slug: "events" });
  await ledger.upload("events", FIRST, { publish: "true" });
  assert.deepEqual(flat(await totals()), [[3, 12, 5]]);
  const made = await update(
    `${HEADER}a,2024-01-10,KP,IED,civilian,6,1\na,2024-01-10,KP,IED,security,2,\nb,2024-01-11,Sindh,Shooting,civilian,1,0\nd,2024-03-01,KP,IED,civilian,9,\n`,
  );
  assert.deepEqual([made.status, made.body.import.revision, made.body.import.update], [201, 2, { new: 1, changed: 1, unchanged: 1, withdrawn: 0 }]);
  assert.deepEqual(flat(await totals()), [[4, 22, 5]]);
  assert.deepEqual(flat(await totals(1)), [[3, 12, 5]]);
  const rows = await request(ledger.app).get("/api/incidents?dataset=events");
  assert.deepEqual(
    rows.body.incidents.map((row: Record<string, unknown>) => [row.incident_id, row.fatalities]),
    [
      ["a", 6],
      ["a", 2],
      ["b", 1],
      ["c", 4],
      ["d", 9],
    ],
  );
});

test("the rows of a revision are those in force in it, not those of all its files", async () => {
  const { body } = await request(ledger.app).get("/api/datasets/events/revisions");
  assert.deepEqual(
    body.revisions.map((revision: Record<string, unknown>) => [revision.revision, revision.rows]),
    [
      [2, 5],
      [1, 4],
    ],
  );
});

test("cells, rows and further dimensions agree after an update that moves an incident", async () => {
  const made = await update(`${HEADER}c,2024-04-02,PK-BA,Ambush,militant,3,\n`);
  assert.deepEqual(made.body.import.update, { new: 0, changed: 1, unchanged: 0, withdrawn: 0 });
  const byTactic = (await totals("", "&by=tactic")).map((row: Record<string, unknown>) => [row.tactic, row.incidents, row.fatalities, row.injured]);
  assert.deepEqual(byTactic, [
    ["Ambush", 1, 3, null],
    ["IED", 2, 17, 1],
    ["Shooting", 1, 1, 0],
  ]);
  // Two further dimensions are beyond the cube: the rows answer.
  const crossed = (await totals("", "&by=tactic,target")).map((row: Record<string, unknown>) => [row.tactic, row.incidents, row.fatalities, row.injured]);
  assert.deepEqual(crossed, byTactic);
  const quarters = (await totals("", "&by=quarter&from=2024-Q1&to=2024-Q2")).map((row: Record<string, unknown>) => row.fatalities);
  assert.deepEqual(quarters, [18, 3]);
});

test("what the file no longer has is withdrawn only when it is said to be complete", async () => {
  const made = await update(`${HEADER}c,2024-04-02,PK-BA,Ambush,militant,3,\n`, { complete: "true" });
  assert.deepEqual(made.body.import.update, { new: 0, changed: 0, unchanged: 1, withdrawn: 3 });
  assert.deepEqual(flat(await totals()), [[1, 3, null]]);
  const rejected = await ledger.upload("events", `${HEADER}a,2024-05-01,KP,IED,civilian,1,1\n`, { mode: "append", publish: "true" });
  assert.equal(rejected.status, 201, "a withdrawn incident may be added again");
  assert.deepEqual(flat(await totals(4)), [[1, 3, null]]);
  assert.deepEqual(flat(await totals(2)), [[4, 22, 5]]);
});

test("an update whose rows are left out in part is refused where it would take an incident away, or half of one", async () => {
  await ledger.create({ slug: "halves" });
  await ledger.upload("halves", FIRST, { publish: "true" });
  const send = (csv: string, more = {}) => ledger.upload("halves", HEADER + csv, { mode: "update", on_error: "quarantine", publish: "true", ...more });
  const issuesOf = ({ body }: Awaited<ReturnType<typeof send>>) =>
    body.import.issues.map(({ line, column, value, code }: Record<string, unknown>) => [line, column, value, code]);
  // One half of incident a cannot be read: the other half would replace both.
  const half = await send("a,2024-01-10,KP,IED,civilian,6,1\na,2024-01-10,KP,IED,security,two,\nb,2024-01-11,Sindh,Shooting,civilian,2,0\n");
  assert.deepEqual([half.status, half.body.import.state], [422, "invalid"], half.text);
  assert.deepEqual(issuesOf(half), [
    [3, "fatalities", "two", "bad_count"],
    [3, "incident_id", "a", "half_incident"],
  ]);
  // The whole of incident a cannot be read: it stays as it was, unless the file is said to be all there is.
  const csv = " a ,2024-01-10,KP,IED,civilian,six,1\nb,2024-01-11,Sindh,Shooting,civilian,2,0\n";
  const complete = await send(csv, { complete: "true" });
  assert.deepEqual([complete.status, issuesOf(complete).at(-1)], [422, [null, null, null, "not_complete"]], complete.text);
  const kept = await send(csv);
  assert.deepEqual([kept.status, kept.body.import.update], [201, { new: 0, changed: 1, unchanged: 0, withdrawn: 0 }], kept.text);
  const answer = await request(ledger.app).get("/api/aggregates?dataset=halves&measure=fatalities");
  assert.equal(answer.body.rows[0].fatalities, 5 + 2 + 2 + 4);
});

test("an update that says nothing new makes no revision", async () => {
  const same = await update(`${HEADER}c,2024-04-02,PK-BA,Ambush,militant,3,\n`);
  assert.deepEqual([same.status, same.body.import.unchanged, same.body.import.revision], [200, true, 5]);
  assert.equal((await request(ledger.app).get("/api/datasets/events/revisions")).body.revisions.length, 5);
});

test("an update needs an incident_id in every row, and a dataset of incidents", async () => {
  const blank = await update(`${HEADER},2024-04-02,PK-BA,Ambush,militant,3,\n`);
  assert.deepEqual([blank.status, blank.body.import.issues[0].code, blank.body.import.issues[0].line], [422, "missing_cell", 2]);
  const missing = await update("date,province,fatalities\n2024-01-01,KP,1\n");
  assert.deepEqual([missing.status, missing.body.import.issues[0].code], [422, "missing_column"]);
  await ledger.create({ slug: "printed", kind: "figures" });
  assert.equal((await ledger.upload("printed", "period,region,measure,value\n2024,PK,fatalities,1\n", { mode: "update" })).status, 400);
});

test("an update staged before another revision was published is refused, and can be uploaded again", async () => {
  const csv = `${HEADER}c,2024-04-02,PK-BA,Ambush,militant,7,\n`;
  const staged = await ledger.upload("events", csv, { mode: "update" });
  await ledger.upload("events", `${HEADER}z,2024-05-01,KP,IED,civilian,1,1\n`, { mode: "append", publish: "true" });
  const late = await request(ledger.app).post(`/api/imports/${staged.body.import.id}/publish`).set("Authorization", `Bearer ${ledger.token}`);
  assert.deepEqual([late.status, late.body.code], [409, "stale"]);
  assert.equal((await update(csv)).status, 201);
});
