import assert from "node:assert/strict";
import { test } from "node:test";
import { TooManyCells } from "../../server/export/exported";
import { toParquet } from "../../server/export/parquet";
import { exported } from "../support/exported";

test("a table too large for Parquet is refused with what to take instead, one at the limit is made", () => {
  const row = { place: "x", fatalities: 1 };
  const table = (rows: number) => exported(Array<typeof row>(rows).fill(row));
  assert.throws(
    () => toParquet(table(500_001)),
    (error) => error instanceof TooManyCells && /1000002 cells; at most 1000000 are written. Take .csv, or/.test(error.message),
  );
  assert.equal(toParquet(table(500_000)).toString("latin1", 0, 4), "PAR1");
});
