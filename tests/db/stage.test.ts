import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { programActor } from "../../server/db/audit";
import { connect } from "../../server/db/connect";
import { findDataset } from "../../server/db/datasets";
import { discardBatch, holdBatch, sweepExpired, sweepStaging } from "../../server/db/discard";
import { readReport } from "../../server/db/imports";
import { NotPublishable, publishBatch } from "../../server/db/publish";
import { addRows, beginBatch, completeBatch } from "../../server/db/stage";
import type { Incident } from "../../server/domain/incident";
import type { ImportReport } from "../../server/domain/report";
import { type ImportOptions, type InTurn, importFile, type Progress } from "../../server/import";
import { openLedger, type TestLedger } from "../support/ledger";

let ledger: TestLedger;
before(async () => {
  ledger = await openLedger();
});
after(() => ledger.close());

const NOTHING = { best: null, low: null, high: null };
const incident = (line: number, incident_id: string | null): Incident => ({
  ...{ line, part: 0, incident_id, occurred_on: "2024-07-01", ended_on: null, date_precision: "day", province: "PK-KP", province_raw: "KP" },
  ...{ district: null, place: null, latitude: null, longitude: null, victim: "civilian", incident_type: null, tactic: null },
  ...{ perpetrator: null, claimed_by: null, target: null, incidents: 1, fatalities: { ...NOTHING, best: 1 }, injured: NOTHING },
  ...{ source: null, source_url: null, published_on: null, notes: null, extra: null },
});
const REPORT = { state: "staged", rows: { accepted: 1 }, issues: [] } as unknown as ImportReport;

/** Begins a batch of the dataset with the rows, by this process or another. */
async function begin(slug: string, hash: string, rows: Incident[], owner = ledger.database.owner, mode: "append" | "replace" = "append"): Promise<number> {
  const [dataset] = await ledger.database.knex("dataset").where({ slug });
  const batch = { dataset_id: dataset.id, mode, base_revision: dataset.current_revision, file_name: null, content_hash: hash, options: {} };
  const id = await beginBatch({ ...ledger.database, owner }, batch);
  await addRows(ledger.database.knex, id, { incidents: rows, figures: [], rejected: [{ line: 99, cells: [], issues: [] }] });
  return id;
}
const ids = (table: string): Promise<number[]> => ledger.database.knex(table).distinct("batch_id").orderBy("batch_id").pluck("batch_id");

test("what a dead process left in staging is swept with its rows; what is live, staged or refused stays", async () => {
  await ledger.create({ slug: "swept" }).expect(201);
  const own = await begin("swept", "a", [incident(2, null)]);
  const dead = await begin("swept", "b", [incident(2, null)], "incident-ledger:of a dead process");
  // Somebody was killed while discarding it.
  await begin("swept", "d", [incident(2, null)], "");
  const staged = await begin("swept", "c", [incident(2, null)], "incident-ledger:of another");
  await completeBatch(ledger.database.knex, staged, REPORT);
  assert.equal(await sweepStaging(ledger.database), 2);
  assert.deepEqual(await ledger.database.knex("batch").orderBy("id").pluck("id"), [own, staged]);
  for (const table of ["incident", "rejected_row"]) assert.deepEqual(await ids(table), [own, staged], table);
  await assert.rejects(completeBatch(ledger.database.knex, dead, REPORT), /removed while it was read/);
  for (const id of [own, staged]) assert.equal(await discardBatch(ledger.database.knex, id), true);
  assert.equal(await discardBatch(ledger.database.knex, own), false);
  assert.deepEqual(await ids("incident"), []);
});

test("a staged import nobody publishes within a day is removed whole, and the audit says so; a younger or refused one stays", async () => {
  const { knex } = ledger.database;
  const staged: number[] = [];
  for (const hash of ["e", "f", "g", "h"]) staged.push(await begin("swept", hash, [incident(2, null)]));
  for (const id of staged.slice(0, 3)) await completeBatch(knex, id, REPORT);
  const [first, second, third, fourth] = staged as [number, number, number, number];
  await publishBatch(knex, third, programActor("test"));
  await knex("batch").where({ id: fourth }).update({ state: "invalid" });
  await knex("batch")
    .whereIn("id", [second, third, fourth])
    .update({ created_at: knex.raw("now() - interval '25 hours'") });
  assert.equal(await sweepExpired(ledger.database), 1);
  assert.deepEqual(await knex("batch").whereIn("id", staged).orderBy("id").pluck("id"), [first, third, fourth]);
  assert.equal((await ids("incident")).includes(second), false);
  const entries = await knex("audit_entry").where({ action: "import.discard", actor: "expiry" });
  assert.deepEqual(
    entries.map(({ detail }) => detail.batch),
    [second],
  );
  for (const id of [first, fourth]) assert.equal(await discardBatch(knex, id), true);
});

test("what a failed import could not take away is taken away before a later one; what is being filled stays", async () => {
  const { database } = ledger;
  const [left, filled, claimed, young] = [
    await begin("swept", "i", [incident(2, null)]),
    await begin("swept", "j", [incident(2, null)]),
    await begin("swept", "k", [incident(2, null)], ""),
    await begin("swept", "l", [incident(2, null)]),
  ];
  const letGo = holdBatch(database, filled);
  const old = { created_at: database.knex.raw("now() - interval '2 minutes'") };
  await database.knex("batch").whereIn("id", [left, filled, claimed]).update(old);
  await sweepExpired(database);
  assert.deepEqual(await database.knex("batch").where({ state: "staging" }).orderBy("id").pluck("id"), [filled, young]);
  assert.deepEqual(
    (await ids("incident")).filter((id) => id === left || id === claimed),
    [],
  );
  letGo();
  await database.knex("batch").where({ id: young }).update(old);
  await sweepExpired(database);
  assert.deepEqual(await database.knex("batch").where({ state: "staging" }), []);
});

test("on a server the batches of another live process are let alone, and swept when it has ended", {
  skip: process.env.TEST_DATABASE_URL ? false : "needs TEST_DATABASE_URL",
}, async () => {
  const { rows } = await ledger.database.knex.raw<{ rows: { name: string }[] }>("select current_database() as name");
  const url = new URL(process.env.TEST_DATABASE_URL ?? "");
  url.pathname = `/${rows[0]?.name}`;
  const other = await connect({ url: url.href });
  await other.knex.raw("select 1");
  await begin("swept", "d", [incident(2, null)], other.owner);
  assert.equal(await sweepStaging(ledger.database), 0);
  await other.close();
  assert.equal(await sweepStaging(ledger.database), 1);
});

test("appends published at the same moment come one after the other and lose nothing", async () => {
  await ledger.create({ slug: "queued" }).expect(201);
  const batches: number[] = [];
  for (const name of ["a", "b", "c", "d", "e", "f"]) {
    const id = await begin("queued", name, [incident(2, `id ${name}`)]);
    await completeBatch(ledger.database.knex, id, REPORT);
    batches.push(id);
  }
  const twice = [...batches, ...batches];
  const published = await Promise.all(twice.map((id) => publishBatch(ledger.database.knex, id, programActor("test"))));
  assert.deepEqual(
    published
      .slice(0, 6)
      .map(({ revision }) => revision)
      .sort(),
    [1, 2, 3, 4, 5, 6],
  );
  assert.deepEqual(
    published.slice(6).map(({ revision }) => revision),
    published.slice(0, 6).map(({ revision }) => revision),
  );
  const held = await ledger.database
    .knex("revision_batch")
    .join("dataset", "dataset.id", "dataset_id")
    .where({ slug: "queued", revision: 6 })
    .orderBy("batch_id")
    .pluck("batch_id");
  assert.deepEqual(held, batches);
  assert.equal((await ledger.database.knex("audit_entry").where({ action: "revision.publish", dataset: "queued" })).length, 6);
});

test("an append of more incidents than a statement has parameters is compared with what was published meanwhile", async () => {
  await ledger.create({ slug: "many" }).expect(201);
  const large = await begin("many", "large", [incident(2, "id 70000")]);
  await ledger.database.knex.raw(
    `insert into incident (batch_id, line, part, incident_id, occurred_on, date_precision, province, province_raw, victim, incidents, lead_line, lead_part, counted)
     select ?, line, 0, 'id ' || line, '2024-07-01', 'day', 'PK-KP', 'KP', 'civilian', 1, line, 0, true from generate_series(3, 69999) as line`,
    [large],
  );
  await completeBatch(ledger.database.knex, large, REPORT);
  const small = await begin("many", "small", [incident(2, "id 500"), incident(3, "another")]);
  await completeBatch(ledger.database.knex, small, REPORT);
  await publishBatch(ledger.database.knex, small, programActor("test"));
  await assert.rejects(
    publishBatch(ledger.database.knex, large, programActor("test")),
    (error: unknown) => error instanceof NotPublishable && /1 of its incidents.*"id 500"/.test(error.message),
  );
});

test("an import has its number before it is its turn, so that whoever sent it need not wait", async () => {
  await ledger.create({ slug: "in-turn" }).expect(201);
  const dataset = await findDataset(ledger.database.knex, "in-turn");
  assert.ok(dataset);
  const source = async function* () {
    yield Buffer.from("date,province,killed\n2024-07-01,KP,3\n");
  };
  const how: ImportOptions = { mode: "replace", on_error: "reject", publish: true, actor: programActor("test") };
  const told: Progress[] = [];
  const small = { source, content_hash: "in turn", file_name: null };
  let asks: (come: () => void) => void = () => undefined;
  const asked = new Promise<() => void>((resolve) => {
    asks = resolve;
  });
  const inTurn: InTurn = async (work) => {
    await new Promise<void>(asks);
    return work();
  };
  const ended = importFile(ledger.database, dataset, small, how, (progress) => told.push(progress), inTurn);
  const come = await Promise.race([asked, ended.then(() => assert.fail("It did not wait."))]);
  assert.deepEqual(
    told.map(({ phase }) => phase),
    ["waiting"],
  );
  assert.equal((await readReport(ledger.database.knex, told[0]?.id ?? 0))?.state, "staging");
  come();
  assert.equal((await ended).state, "published");
  assert.equal(told.at(-1)?.phase, "done");
});
