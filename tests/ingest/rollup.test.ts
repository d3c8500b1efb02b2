import assert from "node:assert/strict";
import { test } from "node:test";
import { newRoom } from "../../server/ingest/bulk/output";
import { beginRollup } from "../../server/ingest/bulk/rollup";

const NAMES = { members: [Array.from({ length: 65_536 }, (_, number) => `member ${number}`)], provinces: ["", "PK-BA"] };

/** How many pieces of cells so many rows make, each with a member of its own or the same, and so many killed; null where the database has to roll them up. */
function rolledUp(rows: number, { members, killed }: { members: "one" | "each"; killed: number }): number | null {
  const rollup = beginRollup([{ name: "district", isThere: true }], NAMES, false);
  for (let row = 0; row < rows; row++) {
    const counts = Int32Array.of(killed, -1, -1, 0, -1, -1);
    rollup.add({ day: 20240914, grain: 0, province: 1, victim: 0, members: Int32Array.of(members === "each" ? row : 1), incidents: 1, fatal: 1, counts });
  }
  const cells = rollup.cells(7, newRoom);
  return cells === null ? null : [...cells].length;
}

test("a sum that 26 bits do not hold leaves the roll-up to the database", () => {
  assert.equal(rolledUp(67, { members: "one", killed: 1_000_000 }), 1);
  assert.equal(rolledUp(68, { members: "one", killed: 1_000_000 }), null);
});

test("members that 16 bits do not number leave the roll-up to the database", () => {
  assert.notEqual(rolledUp(65_536, { members: "each", killed: 1 }), null);
  assert.equal(rolledUp(65_537, { members: "each", killed: 1 }), null);
});
