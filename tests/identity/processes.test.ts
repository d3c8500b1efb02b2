import assert from "node:assert/strict";
import type { RequestListener } from "node:http";
import { after, before, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { pino } from "pino";
import request from "supertest";
import { createApp } from "../../server/app";
import { type Config, readConfig } from "../../server/config";
import { connect, type Database } from "../../server/db/connect";
import { openLedger, type TestLedger } from "../support/ledger";

/** Two processes over one database of a server: what one of them counts holds at the other. */
const ON_SERVER = { skip: process.env.TEST_DATABASE_URL ? false : "needs TEST_DATABASE_URL" };

let ledger: TestLedger;
let other: Database;
before(async () => {
  if (ON_SERVER.skip) return;
  ledger = await openLedger();
  other = await connect({ url: ledger.database.knex.client.config.connection.connectionString });
  for (let tries = 0; tries < 500 && !(other.notices.isHearing() && ledger.database.notices.isHearing()); tries++) await wait(10);
});
after(async () => {
  await other?.close();
  await ledger?.close();
});

/** A process's program, and a wait until it has heard of so many things of a kind. */
function program(database: Database, config: Partial<Config> = {}): { app: RequestListener; heard: (topic: string, times: number) => Promise<void> } {
  const ears = new Map<string, number>();
  const notices: Database["notices"] = {
    ...database.notices,
    onSaid: (topic, listener) =>
      database.notices.onSaid(topic, (words) => {
        listener(words);
        const more = topic === "good" ? 1 : (words as [string, number][]).reduce((sum, [, times]) => sum + times, 0);
        ears.set(topic, (ears.get(topic) ?? 0) + more);
      }),
  };
  const app = createApp({ database: { ...database, notices }, config: { ...readConfig({}), ...config }, log: pino({ level: "silent" }) });
  const heard = async (topic: string, times: number) => {
    for (let tries = 0; tries < 1000 && (ears.get(topic) ?? 0) < times; tries++) await wait(10);
    assert.equal(ears.get(topic), times, topic);
  };
  return { app, heard };
}

test("wrong tokens are counted over all processes; who has used a good one anywhere goes on working everywhere", ON_SERVER, async () => {
  const [here, there] = [program(ledger.database), program(other)];
  const ask = async (app: RequestListener, token: string) => (await request(app).get("/api/token").set("Authorization", `Bearer ${token}`)).status;
  // A process remembers guesses from its first request with a token on.
  assert.deepEqual([await ask(there.app, "wrong"), await ask(here.app, ledger.token)], [401, 200]);
  await there.heard("good", 1);
  for (let guess = 0; guess < 6; guess++) assert.equal(await ask(here.app, `wrong ${guess}`), 401);
  await there.heard("failures", 6);
  for (let guess = 0; guess < 3; guess++) assert.equal(await ask(there.app, `wrong ${guess}`), 401);
  assert.equal(await ask(there.app, "wrong again"), 429);
  await here.heard("failures", 4);
  assert.equal(await ask(here.app, "wrong again"), 429);
  // It was used well here only.
  assert.deepEqual([await ask(here.app, ledger.token), await ask(there.app, ledger.token)], [200, 200]);
});

test("uploads are counted over all processes, and those that were refused are not", ON_SERVER, async () => {
  const config = { UPLOADS_PER_MINUTE: 3 };
  const [here, there] = [program(ledger.database, config), program(other, config)];
  await ledger.create({ slug: "counted" }).expect(201);
  const upload = async (app: RequestListener, killed: number, token = ledger.token) => {
    const sent = request(app).post("/api/datasets/counted/imports").set("Authorization", `Bearer ${token}`).set("Content-Type", "text/csv");
    return (await sent.send(`date,province,killed\n2024-01-01,KP,${killed}\n`)).status;
  };
  assert.deepEqual([await upload(here.app, 1), await upload(here.app, 2)], [201, 201]);
  await there.heard("uploads", 2);
  assert.equal(await upload(there.app, 3, ""), 401);
  assert.equal(await upload(there.app, 3), 201);
  assert.equal(await upload(there.app, 4), 429);
  await here.heard("uploads", 1);
  assert.equal(await upload(here.app, 5), 429);
});
