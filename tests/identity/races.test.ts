import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import request, { type Response } from "supertest";
import { programActor } from "../../server/db/audit";
import { discardBatch } from "../../server/db/discard";
import { claimKey, endClaim } from "../../server/db/kept-answers";
import { publishBatch } from "../../server/db/publish";
import { openLedger, type TestLedger } from "../support/ledger";

/** `RACES=100 node --import tsx tests/run.ts identity/races` for the long run, on either engine. */
const ROUNDS = Number(process.env.RACES ?? 3);
const ON_SERVER = Boolean(process.env.TEST_DATABASE_URL);

let ledger: TestLedger;
before(async () => {
  ledger = await openLedger({ config: { UPLOADS_PER_MINUTE: 0 } });
});
after(() => ledger.close());

const csv = (...killed: number[]) => `date,province,killed\n${killed.map((count, at) => `2024-0${at + 1}-05,KP,${count}\n`).join("")}`;
const post = (path: string, key?: string) => {
  const call = request(ledger.app).post(path).set("Authorization", `Bearer ${ledger.token}`);
  return key === undefined ? call : call.set("Idempotency-Key", key);
};
const send = (slug: string, text: string, options: Record<string, string> = {}, key?: string) =>
  post(`/api/datasets/${slug}/imports?${new URLSearchParams(options)}`, key)
    .set("Content-Type", "text/csv")
    .send(text);
async function killed(slug: string, revision?: number): Promise<number | null> {
  const { body } = await request(ledger.app).get(`/api/aggregates?dataset=${slug}${revision === undefined ? "" : `&revision=${revision}`}`);
  return body.rows[0].fatalities;
}
const revisionsOf = async (slug: string): Promise<{ revision: number; content_hash: string | null }[]> =>
  (await request(ledger.app).get(`/api/datasets/${slug}/revisions`)).body.revisions;
const statuses = (answers: Response[]) => answers.map(({ status }) => status).sort();
let made = 0;
async function newDataset(): Promise<string> {
  made += 1;
  await ledger.create({ slug: `race-${made}` }).expect(201);
  return `race-${made}`;
}

/** Nothing of a batch that no revision holds, and no revision without its rows. */
async function checkWhole(slug: string): Promise<void> {
  const db = ledger.database.knex;
  const batches = await db("batch").join("dataset", "dataset.id", "batch.dataset_id").where({ slug }).select("batch.id", "batch.state", "batch.row_count");
  const held = new Set(
    await db("revision_batch")
      .whereIn(
        "batch_id",
        batches.map(({ id }) => id),
      )
      .pluck("batch_id"),
  );
  for (const { id, state, row_count } of batches) {
    assert.equal(held.has(id), state === "published", `batch ${id} is ${state}`);
    const [{ rows }] = (await db("incident").where({ batch_id: id }).count("* as rows")) as [{ rows: string }];
    assert.equal(Number(rows), Number(row_count), `batch ${id}`);
  }
}

test("the same file twice at once makes one revision; both answers name it", async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const slug = await newDataset();
    const both = await Promise.all([1, 2].map(() => send(slug, csv(3, 4), { publish: "true" })));
    assert.deepEqual(statuses(both), [200, 201], both.map(({ text }) => text).join());
    assert.deepEqual(
      both.map(({ body }) => [body.import.revision, body.import.totals.fatalities]),
      [
        [1, 7],
        [1, 7],
      ],
    );
    assert.deepEqual([await killed(slug), (await revisionsOf(slug)).length], [7, 1]);
    await checkWhole(slug);
  }
});

test("different files at once: each is a revision of its own, numbered without a gap, and the last one is in force", async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const slug = await newDataset();
    const all = await Promise.all([1, 10, 100].map((count) => send(slug, csv(count), { publish: "true" })));
    assert.deepEqual(statuses(all), [201, 201, 201]);
    assert.deepEqual(all.map(({ body }) => body.import.revision).sort(), [1, 2, 3]);
    for (const { body } of all) assert.equal(await killed(slug, body.import.revision), body.import.totals.fatalities);
    assert.equal(await killed(slug), all.find(({ body }) => body.import.revision === 3)?.body.import.totals.fatalities);

    const added = await Promise.all([1000, 10_000].map((count) => send(slug, csv(count), { publish: "true", mode: "append" })));
    assert.deepEqual(statuses(added), [201, 201]);
    assert.equal(await killed(slug), ((await killed(slug, 3)) ?? 0) + 11_000);
    // Of two that bring the same incidents one is refused.
    const ids = (count: number) => `incident_id,date,province,killed\na,2024-01-05,KP,${count}\n`;
    const one = await Promise.all([5, 6].map((count) => send(slug, ids(count), { publish: "true", mode: "append" })));
    assert.ok(statuses(one)[0] === 201 && [409, 422].includes(statuses(one)[1] ?? 0), one.map(({ text }) => text).join());
    await checkWhole(slug);
  }
});

test("publish and restore pressed twice at once do it once, and both answers are the same", async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const slug = await newDataset();
    const { body } = await send(slug, csv(3)).expect(201);
    const pressed = await Promise.all([1, 2, 3].map(() => post(`/api/imports/${body.import.id}/publish`)));
    assert.deepEqual(statuses(pressed), [200, 200, 200]);
    for (const answer of pressed) assert.deepEqual(answer.body, pressed[0]?.body);
    await send(slug, csv(9), { publish: "true" }).expect(201);
    const restored = await Promise.all([1, 2].map(() => post(`/api/datasets/${slug}/revisions/1/restore`)));
    assert.deepEqual(statuses(restored), [200, 201]);
    assert.deepEqual(
      restored.map((answer) => answer.body.revision.revision),
      [3, 3],
    );
    assert.deepEqual([await killed(slug), (await revisionsOf(slug)).length], [3, 3]);
    await checkWhole(slug);
  }
});

test("published and discarded at once: one of the two, never a revision without its rows", async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const slug = await newDataset();
    const { body } = await send(slug, csv(3)).expect(201);
    const [published, discarded] = await Promise.all([
      post(`/api/imports/${body.import.id}/publish`),
      request(ledger.app).delete(`/api/imports/${body.import.id}`).set("Authorization", `Bearer ${ledger.token}`),
    ]);
    const won = published.status === 200;
    assert.ok(
      won ? [404, 409].includes(discarded.status) : discarded.status === 204 && [404, 409].includes(published.status),
      `${published.text} ${discarded.text}`,
    );
    assert.equal((await revisionsOf(slug)).length, won ? 1 : 0);
    await checkWhole(slug);
  }
});

test("a batch that is being published cannot be discarded any more", {
  skip: ON_SERVER ? false : "needs TEST_DATABASE_URL: the embedded database has one connection",
}, async () => {
  const slug = await newDataset();
  const { body } = await send(slug, csv(3)).expect(201);
  const db = ledger.database.knex;
  const gate = await db.transaction();
  await gate.raw("lock table revision in exclusive mode");
  const publishing = publishBatch(db, body.import.id, programActor("test"));
  const waits = async () => (await db.raw("select 1 from pg_locks where not granted and relation = 'revision'::regclass")).rows.length > 0;
  while (!(await waits()));
  const discarding = discardBatch(db, body.import.id);
  await Promise.race([discarding, new Promise((resolve) => setTimeout(resolve, 100))]);
  await gate.commit();
  assert.equal((await publishing).revision, 1);
  assert.equal(await discarding, false);
  await checkWhole(slug);
});

test("a lost answer is asked for again under its Idempotency-Key and given again, word for word", async () => {
  const slug = await newDataset();
  const key = randomUUID();
  const first = await send(slug, csv(3), { publish: "true" }, key).expect(201);
  const again = await send(slug, csv(3), { publish: "true" }, key);
  assert.deepEqual([again.status, again.text, again.headers.location], [201, first.text, first.headers.location]);
  assert.deepEqual([first.headers["idempotency-replayed"], again.headers["idempotency-replayed"]], [undefined, "true"]);
  // Also when the ledger has gone on in between: without a key this would publish the file a second time.
  await send(slug, csv(9), { publish: "true" }).expect(201);
  assert.equal((await send(slug, csv(3), { publish: "true" }, key)).text, first.text);
  assert.equal(await killed(slug), 9);

  const restore = [post(`/api/datasets/${slug}/revisions/1/restore`, `${key}-r`), post(`/api/datasets/${slug}/revisions/1/restore`, `${key}-r`)];
  const [one, two] = [await restore[0], await restore[1]];
  assert.deepEqual([one?.status, two?.status, two?.text], [201, 201, one?.text]);
  const create = () => post("/api/datasets", `"${key}-d"`).send({ slug: "made-once", title: "Once", kind: "figures", publisher: "Test" });
  assert.deepEqual([(await create()).status, (await create()).status], [201, 201]);
  assert.equal((await revisionsOf(slug)).length, 3);
});

test("a key is for one request of one token: another is refused, one under way too, and a failure frees it", async () => {
  const slug = await newDataset();
  const key = randomUUID();
  await send(slug, csv(3), {}, key).expect(201);
  for (const other of [
    await send(slug, csv(4), {}, key),
    await send(slug, csv(3), { mode: "append" }, key),
    await post(`/api/datasets/${slug}/revisions/1/restore`, key),
  ]) {
    assert.deepEqual([other.status, other.body.code], [422, "key_reused"]);
  }
  assert.deepEqual([(await send(slug, csv(5), {}, "two words")).body.code, (await send(slug, csv(5), {}, "x".repeat(201))).body.code], ["bad_key", "bad_key"]);
  const { body } = await request(ledger.app).post("/api/tokens").set("Authorization", `Bearer ${ledger.token}`).send({ name: "Another", role: "editor" });
  const others = await send(slug, csv(3), {}, key).set("Authorization", `Bearer ${body.secret}`);
  assert.equal(others.headers["idempotency-replayed"], undefined);

  for (let round = 0; round < ROUNDS; round += 1) {
    const twice = await Promise.all([1, 2].map(() => send(slug, csv(20 + round), {}, `both-${round}`)));
    const [won, lost] = twice.toSorted((a, b) => a.status - b.status);
    assert.equal(won?.status, 201);
    assert.ok(lost?.text === won?.text || (lost?.status === 409 && lost.body.code === "under_way" && lost.headers["retry-after"] === "1"), lost?.text);
    assert.equal((await send(slug, csv(20 + round), {}, `both-${round}`)).text, won?.text);
  }

  const wrong = () => post(`/api/datasets/${slug}/revisions/99/restore`, "freed");
  assert.deepEqual([(await wrong()).status, (await wrong()).headers["idempotency-replayed"]], [404, undefined]);
  assert.deepEqual(await ledger.database.knex("kept_answer").where({ key: "freed" }), []);
});

test("of several that claim one key at once, one has it", async () => {
  for (let round = 0; round < 10 * ROUNDS; round += 1) {
    const asking = { asker: "token 1", key: `at-once-${round}`, fingerprint: "same" };
    const claims = await Promise.all([1, 2, 3].map(() => claimKey(ledger.database, asking)));
    assert.deepEqual(claims.map(({ state }) => state).sort(), ["new", "under_way", "under_way"]);
    await endClaim(ledger.database, asking, null);
  }
});

test("what a dead process left under way is taken over, what is a day old is forgotten", async () => {
  const { database } = ledger;
  const asking = { asker: "token 1", key: "left", fingerprint: "same" };
  for (const owner of ["incident-ledger:dead", database.owner]) {
    await database.knex("kept_answer").where({ key: "left" }).delete();
    await database.knex("kept_answer").insert({ ...asking, owner });
    assert.equal((await claimKey(database, asking)).state, "new", owner);
    assert.equal((await claimKey(database, asking)).state, "under_way");
    await endClaim(database, asking, null);
  }
  assert.equal((await claimKey(database, asking)).state, "new");
  await endClaim(database, asking, { status: 200, location: null, body: "{}" });
  assert.deepEqual(await claimKey(database, asking), { state: "answered", answer: { status: 200, location: null, body: "{}" } });
  assert.equal((await claimKey(database, { ...asking, fingerprint: "other" })).state, "other");
  await database
    .knex("kept_answer")
    .where({ key: "left" })
    .update({ created_at: new Date(Date.now() - 25 * 3_600_000) });
  assert.equal((await claimKey(database, asking)).state, "new");
  await endClaim(database, asking, null);
});

test("an archived dataset takes no restore", async () => {
  const slug = await newDataset();
  await send(slug, csv(1), { publish: "true" }).expect(201);
  await send(slug, csv(2), { publish: "true" }).expect(201);
  await request(ledger.app).delete(`/api/datasets/${slug}`).set("Authorization", `Bearer ${ledger.token}`).expect(204);
  const { status, body } = await post(`/api/datasets/${slug}/revisions/1/restore`);
  assert.deepEqual([status, body.code], [409, "archived"]);
});
