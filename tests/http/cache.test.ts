import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { pino } from "pino";
import request from "supertest";
import { createApp } from "../../server/app";
import { readConfig } from "../../server/config";
import { connect } from "../../server/db/connect";
import { openLedger, type TestLedger } from "../support/ledger";

let ledger: TestLedger;
before(async () => {
  ledger = await openLedger();
  await ledger.create({ slug: "kept", coverage: "2024" });
});
after(() => ledger.close());

const QUESTION = "/api/aggregates?dataset=kept&by=year";
const publish = (killed: number) => ledger.upload("kept", `date,province,killed\n2024-07-01,KP,${killed}\n`, { publish: "true" });
// A port of its own for each request would be a host of its own, which files name.
const get = (address: string) => request(ledger.app).get(address).set("Host", "ledger.example");
const killed = async (address = QUESTION) => (await get(address)).body.rows[0].fatalities;

/** How many questions reached the database. */
async function asked(act: () => Promise<unknown>): Promise<number> {
  let count = 0;
  const hear = () => {
    count += 1;
  };
  // On a server readers' questions have connections of their own.
  const { knex, reading } = ledger.database;
  for (const db of [knex, reading.knex]) db.on("query", hear);
  await act();
  for (const db of [knex, reading.knex]) db.removeListener("query", hear);
  return count;
}

/** Whether an answer is kept; on a server the word of this process's own change comes back a moment later, and all is forgotten once more. */
async function isKept(address = QUESTION): Promise<boolean> {
  for (let tries = 0; tries < 300; tries++) {
    if ((await asked(() => get(address).expect(200))) === 0) return true;
    await wait(10);
  }
  return false;
}

test("what was answered is answered again without the database: the same bytes, headers and 304", async () => {
  await publish(3);
  for (const address of [QUESTION, QUESTION.replace("?", ".csv?"), `${QUESTION}&revision=1`]) {
    const first = await get(address).buffer().expect(200);
    assert.ok(await isKept(address), address);
    const again = await get(address).buffer();
    assert.equal(again.text, first.text);
    const varying = ["date", "x-request-id", "connection", "keep-alive"];
    const steady = (headers: Record<string, string>) => Object.entries(headers).filter(([name]) => !varying.includes(name));
    assert.deepEqual(steady(again.headers).sort(), steady(first.headers).sort());
    assert.notEqual(again.headers["x-request-id"], first.headers["x-request-id"]);
    // A proxy that packs answers makes the tag a weak one.
    for (const held of [first.headers.etag, `W/${first.headers.etag}`, `"other", W/${first.headers.etag}`, "*"]) {
      const known = await get(address).set("If-None-Match", held ?? "");
      assert.deepEqual([known.status, known.text, known.headers.etag], [304, "", first.headers.etag], held);
    }
  }
});

test("every change is seen at once by whoever was told of it; a refused one forgets nothing", async () => {
  assert.equal(await killed(), 3);
  for (let next = 4; next < 9; next++) {
    await publish(next).expect(201);
    assert.equal(await killed(), next);
  }
  const back = await request(ledger.app).post("/api/datasets/kept/revisions/1/restore").set("Authorization", `Bearer ${ledger.token}`);
  assert.equal(back.status, 201);
  assert.equal(await killed(), 3);
  assert.ok(await isKept());
  await request(ledger.app).post("/api/datasets/kept/imports").send("x").expect(401);
  await request(ledger.app).post("/api/check").send({ text: "722 people were killed in the third quarter of 2024." });
  if (!process.env.TEST_DATABASE_URL) assert.equal(await asked(killed), 0);
  const later = await publish(11).set("Prefer", "respond-async").expect(202);
  for (let tries = 0; tries < 200; tries++) {
    const { body } = await request(ledger.app)
      .get(later.headers.location ?? "")
      .set("Authorization", `Bearer ${ledger.token}`);
    if (body.import.state === "published") break;
    await wait(20);
  }
  assert.equal(await killed(), 11);
});

test("errors, rows that are streamed and answers to a token are not kept", async () => {
  for (const address of ["/api/aggregates?dataset=none", "/api/incidents.csv?dataset=kept", "/api/datasets"]) {
    await get(address);
    assert.notEqual(await asked(async () => get(address)), 0, address);
  }
  // By day, for cells of the roll-up are held besides.
  const byDay = QUESTION.replace("year", "day");
  assert.ok(await isKept(byDay));
  assert.notEqual(await asked(async () => get(byDay).set("Authorization", `Bearer ${ledger.token}`)), 0);
});

test("who has seen a revision sees no older one after it, although word of it has not come yet", async () => {
  const listeners = new Set<() => void>();
  const notices = {
    ...ledger.database.notices,
    onChange: (listener: () => void) => void listeners.add(listener),
    tell: () => {
      for (const listener of listeners) listener();
    },
  };
  const app = createApp({ database: { ...ledger.database, notices }, config: readConfig({}), log: pino({ level: "silent" }) });
  const shown = async (address: string) => (await request(app).get(address).set("Host", "ledger.example")).body.dataset.revision;
  await publish(111).expect(201);
  const before = await shown(QUESTION);
  await publish(112).expect(201);
  // Kept, and nobody has said that it is old.
  assert.equal(await shown(QUESTION), before);
  assert.equal(await shown(`${QUESTION}&estimate=low`), before + 1);
  assert.equal(await shown(QUESTION), before + 1);
  await publish(113).expect(201);
  await request(app).get("/api/datasets").expect(200);
  assert.equal(await shown(QUESTION), before + 2);
});

test("another process hears of a change, and asks the database while it cannot hear", {
  skip: process.env.TEST_DATABASE_URL ? false : "needs TEST_DATABASE_URL",
}, async () => {
  const { client } = ledger.database.knex;
  const other = await connect({ url: client.config.connection.connectionString });
  try {
    const app = createApp({ database: other, config: readConfig({}), log: pino({ level: "silent" }) });
    const killedThere = async () => (await request(app).get(QUESTION)).body.rows[0].fatalities;
    for (let next = 20; next < 25; next++) {
      await killedThere();
      await publish(next).expect(201);
      for (let tries = 0; tries < 200 && (await killedThere()) !== next; tries++) await wait(10);
      assert.equal(await killedThere(), next);
    }
    await ledger.database.knex.raw("select pg_terminate_backend(pid) from pg_stat_activity where application_name = ? and query like 'listen%'", [other.owner]);
    for (let tries = 0; tries < 500 && other.notices.isHearing(); tries++) await wait(1);
    for (let tries = 0; tries < 500 && !other.notices.isHearing(); tries++) await wait(20);
    assert.ok(other.notices.isHearing(), "it hears again");
    await publish(30).expect(201);
    for (let tries = 0; tries < 200 && (await killedThere()) !== 30; tries++) await wait(10);
    assert.equal(await killedThere(), 30);
  } finally {
    await other.close();
  }
});
