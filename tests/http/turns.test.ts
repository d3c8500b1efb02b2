import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { turns } from "../../server/http/turns";

test("so many files are read at once, others in the order they came; a failure gives its turn away", async () => {
  const inTurn = turns(2);
  const [begun, ends]: [number[], (() => void)[]] = [[], []];
  const work = (at: number) =>
    inTurn(() => {
      begun.push(at);
      return new Promise<void>((resolve, reject) => ends.push(() => (at === 0 ? reject(new Error("failed")) : resolve())));
    }).catch(() => undefined);
  const all = [0, 1, 2, 3].map(work);
  for (let at = 0; at < 4; at += 1) {
    await wait(0);
    assert.deepEqual(begun, [0, 1, 2, 3].slice(0, Math.min(4, at + 2)));
    ends[at]?.();
  }
  await Promise.all(all);
});
