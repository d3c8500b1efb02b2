import assert from "node:assert/strict";
import { test } from "node:test";
import { Otherwise } from "../../server/ingest/bulk/hand-over";
import { type IdOrder, meetIds } from "../../server/ingest/bulk/ids";

/** Where ids turn out to stand otherwise than expected, and how; null where they do not. */
function found(expected: IdOrder, ids: readonly string[]): [at: number, ids: IdOrder] | null {
  const met = meetIds(expected, 4);
  for (const [at, id] of ids.entries()) {
    const bytes = new TextEncoder().encode(`,${id},`);
    try {
      met.meet(new DataView(bytes.buffer), 1, bytes.length - 1);
    } catch (error) {
      if (error instanceof Otherwise && error.found.ids !== undefined) return [at, error.found.ids];
      throw error;
    }
  }
  return null;
}

/** So many ids one after the other, as a database gives them out. */
const inOrder = (count: number) => Array.from({ length: count }, (_, at) => `PK${String(at).padStart(6, "0")}`);
const long = "x".repeat(300);

test("ids that stand in order are followed; one that does not, or comes again, is told", () => {
  for (const ids of [["a", "ab", "abc", "abcd", "b"], ["a", "é", "خ"], [long, `${long}y`], inOrder(100_000)]) assert.equal(found("ordered", ids), null);
  assert.deepEqual(found("ordered", ["a", "b", "b"]), [2, "unique"]);
  assert.deepEqual(found("ordered", ["ab", "a"]), [1, "unique"]);
  assert.deepEqual(found("ordered", ["é", "z"]), [1, "unique"]);
  assert.deepEqual(found("ordered", [long, `${long}y`, long]), [2, "unique"]);
});

test("an id that comes again is told, in whatever order", () => {
  assert.deepEqual(found("unique", ["a", "b", "b"]), [2, "shared"]);
  assert.deepEqual(found("unique", ["b", "a", "c", "a", "b"]), [3, "shared"]);
  assert.deepEqual(found("unique", [long, "b", long]), [2, "shared"]);
  assert.equal(found("unique", [...inOrder(100_000)].reverse()), null);
  assert.deepEqual(found("unique", [...inOrder(100_000), "PK", "PK000000"]), [100_001, "shared"]);
  assert.equal(found("shared", ["a", "a"]), null);
});
