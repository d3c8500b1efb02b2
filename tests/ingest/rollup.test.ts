import assert from "node:assert/strict";
import { test } from "node:test";
import { newRoom } from "../../server/ingest/bulk/output";
import { beginRollup } from "../../server/ingest/bulk/rollup";
import { columnsOfCells } from "../../server/ingest/bulk/rollup-rows";
import { readCopied } from "./copied";

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

test("rows that are added many at once are each in the sums of their cells, to the last of any number", () => {
  for (const hasBounds of [false, true]) {
    for (const rows of [1, 16_384, 16_385, 40_003]) {
      const rollup = beginRollup([{ name: "district", isThere: true }], NAMES, hasBounds);
      const expected = new Map<string, number[]>();
      for (let row = 0; row < rows; row++) {
        const [member, month, killed, wounded] = [row % 7, 1 + (row % 11), row % 5, row % 13];
        const day = 20240000 + month * 100 + 14;
        const counts = Int32Array.of(killed, -1, -1, wounded, -1, -1);
        rollup.add({ day, grain: 0, province: 1, victim: 0, members: Int32Array.of(member), incidents: 1, fatal: killed > 0 ? 1 : 0, counts });
        const key = `member ${member} 2024-${String(month).padStart(2, "0")}-01`;
        const sums = expected.get(key) ?? [0, 0, 0, 0];
        const added = [1, killed > 0 ? 1 : 0, killed, wounded];
        expected.set(
          key,
          sums.map((sum, at) => sum + (added[at] ?? 0)),
        );
      }
      const columns = columnsOfCells(hasBounds);
      const told = new Map<string, number[]>();
      for (const piece of rollup.cells(7, newRoom) ?? []) {
        for (const fields of readCopied(piece, columns)) {
          const of = (name: string) => fields[columns.indexOf(name)];
          if (of("dimension") !== "district" || of("victim") === "") continue;
          told.set(`${of("member")} ${of("period_start")}`, ["row_count", "fatal_incidents", "fatalities", "injured"].map(of).map(Number));
        }
      }
      assert.deepEqual(told, expected, `${rows} rows`);
    }
  }
});
