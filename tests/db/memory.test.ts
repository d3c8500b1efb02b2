import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Database } from "../../server/db/connect";
import { memoryOf } from "../../server/db/memory";
import { ownNotices } from "../../server/db/notices";
import { openTestDatabase } from "../support/database";

let database: Database;
before(async () => {
  database = await openTestDatabase();
});
after(() => database.close());

/** A memory of its own, whose notices the test gives. */
function fresh() {
  let hears = true;
  const notices = { ...ownNotices(), isHearing: () => hears };
  const knex = Object.assign(() => undefined, {}) as unknown as Database["knex"];
  const memory = memoryOf({ knex, notices });
  let reads = 0;
  const recall = (key: string) => memory.recall(key, async () => ++reads);
  const deafen = () => {
    hears = false;
  };
  return { recall, notices, deafen, memory };
}

test("what was read is read once, by each key, until anything changes", async () => {
  const { recall, notices } = fresh();
  assert.deepEqual([await recall("a"), await recall("a"), await recall("b"), await recall("a")], [1, 1, 2, 1]);
  notices.tell();
  assert.deepEqual([await recall("a"), await recall("a")], [3, 3]);
});

test("what was asked before a change and answered after it is not kept", async () => {
  const { memory, notices, recall } = fresh();
  let answer = (_value: number) => {};
  const asked = memory.recall(
    "a",
    () =>
      new Promise<number>((resolve) => {
        answer = resolve;
      }),
  );
  notices.tell();
  answer(100);
  assert.equal(await asked, 100);
  assert.equal(await recall("a"), 1);
});

test("nothing is kept while word of changes does not arrive, and nothing of what failed or is not there", async () => {
  const { recall, deafen, memory } = fresh();
  await assert.rejects(
    memory.recall("a", () => Promise.reject(new Error("away"))),
    /away/,
  );
  assert.equal(await memory.recall<number | null>("a", async () => null), null);
  assert.equal(await recall("a"), 1);
  deafen();
  assert.deepEqual([await recall("a"), await recall("a")], [2, 3]);
});

test("it stays bounded: what was asked long before is read again", async () => {
  const { recall } = fresh();
  for (let at = 0; at < 1000; at++) await recall(`key ${at}`);
  assert.equal(await recall("key 999"), 1000);
  await recall("one more");
  assert.equal(await recall("key 0"), 1002);
});

test("a prepared question is answered as any other, and again with other values", async () => {
  const ask = (value: number) => database.knex.select(database.knex.raw("?::bigint + 1 as next", [value])).options({ prepared: true });
  for (const value of [1, 2, 3]) assert.deepEqual(await ask(value), [{ next: value + 1 }]);
  const { rows } = await database.knex.raw("select count(*) as prepared from pg_prepared_statements where name like 'ledger_%'");
  assert.equal(rows[0].prepared, database.engine === "server" ? 1 : 0);
});
