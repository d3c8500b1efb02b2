import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { datesOf } from "../../server/db/dated";
import { SLICE_SUMS, sliceOf } from "../../server/db/slice";
import { openLedger, type TestLedger } from "../support/ledger";

let ledger: TestLedger;
before(async () => {
  ledger = await openLedger();
  await ledger.create({ slug: "sliced", coverage: "2024" }).expect(201);
});
after(() => ledger.close());

const ROWS = ["date,province,killed,victim", "2024-01-05,KP,3,civilian", "2024-01-09,FATA,1,security", "2024-02-02,Sindh,,militant"];
const publish = (mode: string, ...lines: string[]) => ledger.upload("sliced", `${lines.join("\n")}\n`, { mode, publish: "true" }).expect(201);
const WHOLE = { dimension: "", victims: false } as const;

test("cells of an edition are read once for all who ask; another edition has its own; too many are left in the database", async () => {
  await publish("replace", ...ROWS);
  const first = await sliceOf(ledger.database, await ledger.edition("sliced"), WHOLE);
  assert.ok(first !== "large");
  assert.deepEqual(
    [
      first.cells,
      first.keys.time &&
        datesOf(first.keys.time)
          .map(({ start }) => start)
          .toSorted(),
      first.keys.province?.members.toSorted(),
    ],
    [3, ["2024-01-01", "2024-02-01"], ["PK-KP", "PK-SD", "PK-TA"]],
  );
  const killed = first.sums.filter((_, at) => SLICE_SUMS[at % SLICE_SUMS.length] === "fatalities");
  assert.deepEqual([killed.length, killed.reduce((sum, one) => sum + one)], [3, 4]);
  assert.equal(await sliceOf(ledger.database, await ledger.edition("sliced"), WHOLE), first);
  await publish("append", ROWS[0] ?? "", "2024-03-01,Punjab,7,civilian");
  const next = await sliceOf(ledger.database, await ledger.edition("sliced"), WHOLE);
  assert.ok(next !== "large" && next !== first);
  assert.equal(next.cells, 4);
  assert.equal(await sliceOf(ledger.database, await ledger.edition("sliced"), { ...WHOLE, victims: true }, 3), "large");
});
