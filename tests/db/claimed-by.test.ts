import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Knex } from "knex";
import { down, up } from "../../server/db/migrations/005_claimed_by";
import { down as tellFatal } from "../../server/db/migrations/011_own_fatal";
import { openLedger, type TestLedger } from "../support/ledger";

let ledger: TestLedger;
before(async () => {
  ledger = await openLedger();
});
after(() => ledger.close());

const CELL = ["batch_id", "member", "period_start", "precision", "province", "victim", "row_count", "incidents", "fatal_incidents"];
const SUMS = ["fatalities", "injured"].flatMap((name) => [name, `${name}_low`, `${name}_high`, `${name}_blank`, `${name}_high_blank`]);
const cells = async (db: Knex): Promise<string[]> => {
  const rows = await db("cube")
    .where({ dimension: "claimed_by" })
    .select([...CELL, ...SUMS]);
  return rows.map((row) => JSON.stringify(row)).sort();
};

test("a ledger from before is given the cells of who claimed, corrections included, as an import makes them", async () => {
  await ledger.create({ slug: "claims", coverage: "2024" }).expect(201);
  const header = "incident_id,date,province,killed,injured,injured_low,victim,claimed_by\n";
  const first = `${header}a,2024-01-05,KP,3,1,,civilian,BLA\na,2024-01-05,KP,1,,,security,BLA\nb,2024-02,Sindh,,4,2,civilian,\nc,2024-Q3,KP,0,0,,militant,TTP\n`;
  await ledger.upload("claims", first, { publish: "true" }).expect(201);
  await ledger.upload("claims", `${header}a,2024-01-06,KP,5,1,,civilian,TTP\n`, { mode: "update", publish: "true" }).expect(201);
  const db = ledger.database.knex;
  // Then every row was told its lead, and whether its incident was fatal.
  await tellFatal(db);
  await db.raw("update incident set lead_line = line where lead_line is null");
  const made = await cells(db);
  assert.ok(made.some((cell) => cell.includes('"row_count":-1')));
  await down(db);
  assert.deepEqual(await cells(db), []);
  await up(db);
  assert.deepEqual(await cells(db), made);
});
