import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { aggregateIncidents } from "../../server/db/aggregate";
import type { Edition } from "../../server/db/datasets";
import { down, up } from "../../server/db/migrations/009_cells_without_bounds";
import { sliceOf } from "../../server/db/slice";
import { sumSlice } from "../../server/db/slice-sums";
import { spanOfIncidents } from "../../server/db/span";
import { ESTIMATES } from "../../server/domain/measure";
import { PLAIN, parseQuery, type Query } from "../../server/domain/query";
import { HEADER, lines } from "../bench/rows";
import { openLedger, type TestLedger } from "../support/ledger";

let ledger: TestLedger;
before(async () => {
  ledger = await openLedger();
});
after(() => ledger.close());

const ROWS = [...lines(1500)].slice(1);
/** Files large enough to be read from their bytes, one without bounds and one with some. */
const WITHOUT = `${HEADER}\n${ROWS.join("")}`;
const WITH = `${HEADER},fatalities_low,fatalities_high\n${ROWS.map((row, at) => `b${row.replace(/\n$/, `,,${at % 3 === 0 ? 90 : ""}\n`)}`).join("")}`;

test("cells without bounds count as the rows do, beside others and after the migration is undone", async () => {
  await ledger.create({ slug: "bounds", coverage: "2010/2026" }).expect(201);
  await ledger.upload("bounds", WITHOUT, { publish: "true" }).expect(201);
  await ledger.upload("bounds", WITH, { mode: "append", publish: "true" }).expect(201);
  const { knex } = ledger.database;
  const { batches } = await ledger.edition("bounds");
  const lacking = async () =>
    Object.fromEntries(
      (await knex("cube").whereNull("injured_high_blank").groupBy("batch_id").select("batch_id", knex.raw("count(*) as cells"))).map((row) => [
        row.batch_id,
        Number(row.cells),
      ]),
    );
  const before = await lacking();
  assert.deepEqual(Object.keys(before), [String(batches[0])]);

  const span = await spanOfIncidents(knex, batches);
  const check = async (name: string) => {
    const killed = new Set<number | null>();
    for (const estimate of ESTIMATES) {
      const query = { ...PLAIN, ...parseQuery(new URLSearchParams({ measure: "fatalities,injured", estimate })).query } as Query;
      const bound = (count: string) => (estimate === "best" ? count : `coalesce(${count}_${estimate}, ${count})`);
      const sums = ["fatalities", "injured"].map(
        (count) => `sum(${bound(count)}) as ${count}, count(*) filter (where ${bound(count)} is null) as ${count}_blank`,
      );
      const [row] = await knex("incident")
        .whereIn("batch_id", batches)
        .where("counted", true)
        .select(knex.raw(sums.join(", ")));
      const expected = Object.fromEntries(Object.entries(row).map(([key, value]) => [key, Number(value)]));
      const slice = await sliceOf({ knex }, { batches } as Edition, { dimension: "", victims: false });
      assert.ok(slice !== "large");
      for (const [tally] of [sumSlice(slice, query, null), await aggregateIncidents(knex, batches, query, { range: null, span })]) {
        const { fatalities, injured, fatalities_blank, injured_blank } = tally ?? {};
        assert.deepEqual({ fatalities, injured, fatalities_blank, injured_blank }, expected, `${name}: ${estimate}`);
      }
      killed.add(expected.fatalities ?? null);
    }
    assert.equal(killed.size, 2, "high is more than best and low");
  };
  await check("stored so");
  await down(knex);
  assert.deepEqual(await lacking(), {});
  await check("undone");
  await up(knex);
  await check("done again");
});
