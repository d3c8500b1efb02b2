import assert from "node:assert/strict";
import { test } from "node:test";
import { TooManyCells } from "../../server/export/exported";
import { toXlsx } from "../../server/export/xlsx";
import { exported } from "../support/exported";
import { sheetsOf } from "../support/files";

test("texts stay texts, numbers numbers, nulls empty; what XML cannot hold is left out and what a cell cannot hold is cut", async () => {
  const { Data, About = [] } = await sheetsOf(
    await toXlsx(
      exported([
        { place: "=1+1", fatalities: -3 },
        { place: "a\u0001<b>&", fatalities: null },
      ]),
    ),
  );
  assert.deepEqual(Data, [
    ["place", "fatalities"],
    ["=1+1", -3],
    ["a<b>&", null],
  ]);
  assert.equal(String(About.find(([name]) => name === "Note: long")?.[1]).length, 32_767);
});

test("a table too large for a workbook is refused with what to take instead", async () => {
  const row = { place: "x", fatalities: 1 };
  await assert.rejects(
    toXlsx(exported(Array<typeof row>(150_001).fill(row))),
    (error) => error instanceof TooManyCells && /\.csv or \.parquet/.test(error.message),
  );
});
