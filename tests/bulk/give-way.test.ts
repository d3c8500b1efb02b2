import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { beginGivingWay } from "../../server/bulk/give-way";

/** Milliseconds that twenty pieces take to pass, after each of which this thread is idle, or works, for so long. */
async function passing({ idle, works }: { idle: number; works: number }): Promise<number> {
  const giveWay = beginGivingWay();
  let given = 0;
  for (let piece = 0; piece < 20; piece++) {
    await wait(idle);
    for (const until = performance.now() + works; performance.now() < until; );
    const began = performance.now();
    await giveWay();
    given += performance.now() - began;
  }
  return given;
}

test("a large file is passed on without rest while nobody asks, and rests while this thread is busy", async () => {
  assert.ok((await passing({ idle: 10, works: 1 })) < 10);
  assert.ok((await passing({ idle: 1, works: 25 })) > 30);
});
