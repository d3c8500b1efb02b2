import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { beginLoad } from "../../server/db/load";
import { openLedger, type TestLedger } from "../support/ledger";

let ledger: TestLedger;
before(async () => {
  ledger = await openLedger();
});
after(() => ledger.close());

test("what fails beside the rows before they are stored is thrown once they are, and nowhere else", async () => {
  const large = 1_999_999_999_999;
  for (const batch of [1, large]) {
    const load = await beginLoad(ledger.database, batch, ["line", "occurred_on", "date_precision", "province", "province_raw", "victim"]);
    await assert.rejects(
      load.end(async () => {
        throw new Error("no cells");
      }),
      /no cells/,
    );
  }
  await ledger.database.knex.raw(`drop table if exists incident_${large}`);
});
