import assert from "node:assert/strict";
import { test } from "node:test";
import { rememberIds } from "../../server/ingest/bulk/ids";

/** Which of these ids are told to have come before. */
function repeats(ids: readonly string[]): number[] {
  const met = rememberIds(4);
  return ids.flatMap((id, at) => {
    const bytes = new TextEncoder().encode(`,${id},`);
    return met.meet(new DataView(bytes.buffer), 1, bytes.length - 1) ? [at] : [];
  });
}

/** So many ids one after the other, as a database gives them out. */
const inOrder = (count: number) => Array.from({ length: count }, (_, at) => `PK${String(at).padStart(6, "0")}`);

test("an id that comes again is told, whether all before it stand in order or none", () => {
  assert.deepEqual(repeats(["a", "b", "b"]), [2]);
  assert.deepEqual(repeats(["a", "b", "c", "a"]), [3]);
  assert.deepEqual(repeats(["b", "a", "c", "a", "b", "d"]), [3, 4]);
  assert.deepEqual(repeats(["ab", "a", "abc", "ab"]), [3]);
  assert.deepEqual(repeats(["a", "ab", "abc", "abcd", "b"]), []);
  assert.deepEqual(repeats(["é", "z", "é"]), [2]);
  const long = "x".repeat(300);
  assert.deepEqual(repeats([long, `${long}y`, `${long}y`, long]), [2, 3]);
});

test("so is one among very many", () => {
  const many = inOrder(100_000);
  assert.deepEqual(repeats([...many, "PK099998", "PK", "PK000000"]), [100_000, 100_002]);
  assert.deepEqual(repeats([...many].reverse()), []);
});
