import assert from "node:assert/strict";
import { performance } from "node:perf_hooks";
import { type TestContext, test } from "node:test";
import { beginGivingWay } from "../../server/bulk/give-way";

/**
 * Which of so many pieces, one each twenty milliseconds, are followed by a rest, where this thread is busy for that share of its time. The clock and Node's own measure are played: of the true ones a test
 * can say nothing beside others, for a thread that waits for a processor counts as busy.
 */
async function rests(t: TestContext, busy: (piece: number) => number, pieces: number): Promise<number[]> {
  let [now, worked] = [0, 0];
  t.mock.method(performance, "now", () => now);
  t.mock.method(performance, "eventLoopUtilization", (since?: { active: number; idle: number }) => {
    const [active, idle] = [worked - (since?.active ?? 0), now - worked - (since?.idle ?? 0)];
    return { active, idle, utilization: active / (active + idle) };
  });
  const giveWay = beginGivingWay();
  const rested: number[] = [];
  for (let piece = 0; piece < pieces; piece++) {
    now += 20;
    worked += 20 * busy(piece);
    let isPassed = false;
    const passed = giveWay().then(() => {
      isPassed = true;
    });
    // What does not rest is passed on before any timer could run.
    for (let step = 0; step < 5; step++) await null;
    if (!isPassed) rested.push(piece);
    await passed;
  }
  t.mock.restoreAll();
  return rested;
}

test("a large file is passed on without rest while nobody asks, and rests while this thread is busy", async (t) => {
  assert.deepEqual(await rests(t, () => 0.2, 10), []);
  assert.deepEqual(await rests(t, () => 0.9, 8), [2, 3, 4, 5, 6, 7]);
  assert.deepEqual(await rests(t, (piece) => (piece >= 3 && piece < 9 ? 0.8 : 0.2), 15), [5, 6, 7, 8, 9, 10]);
});
