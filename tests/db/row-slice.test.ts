import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import fc from "fast-check";
import { aggregateIncidents, coarseOf, countCoarse } from "../../server/db/aggregate";
import { placedIn, unplacedIn } from "../../server/db/dated";
import { heldRowsAnswer } from "../../server/db/held-rows";
import { byVictim } from "../../server/db/plan";
import { readRowSlices } from "../../server/db/row-slice";
import { sumSlice } from "../../server/db/slice-sums";
import { spanOfIncidents } from "../../server/db/span";
import { PLAIN, parseQuery, type Query } from "../../server/domain/query";
import type { Tally } from "../../server/domain/tally";
import { openLedger, type TestLedger } from "../support/ledger";
import { history, toCsv } from "./random-incidents";
import { type Asked, question, rangeOf } from "./random-questions";

let ledger: TestLedger;
before(async () => {
  ledger = await openLedger();
});
after(() => ledger.close());

/** The question as the program understands it; with `sets`, members of a filter are asked for as one set. */
function queryOf({ by, filters, estimate, boundaries }: Asked, measure: Query["measure"], sets: boolean): Query {
  const { query } = parseQuery(new URLSearchParams({ by: by.join(","), measure: measure.join(","), estimate, boundaries }));
  const joined = Object.entries(filters).map(([name, values]) => [name, sets && (name === "province" || name === "victim") ? [values.join("+")] : values]);
  return { ...PLAIN, ...query, filters: Object.fromEntries(joined) };
}

const sorted = (tallies: readonly Tally[]) => tallies.map((tally) => JSON.stringify(tally)).toSorted();

/** `FUZZ_RUNS=500 FUZZ_SEED=1 node --import tsx --test tests/db/row-slice.test.ts` looks longer and elsewhere. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 8);
const SEED = Number(process.env.FUZZ_SEED ?? 20261126);

const measures = fc.subarray<Query["measure"][number]>(["incidents", "fatal_incidents", "fatalities", "injured", "casualties"], { minLength: 1 });
let made = 0;
let answered = 0;
const property = fc.asyncProperty(history, fc.array(fc.tuple(question, measures, fc.boolean()), { minLength: 30, maxLength: 30 }), async (files, questions) => {
  const slug = `held-${made++}`;
  await ledger.create({ slug }).expect(201);
  for (const [at, file] of files.entries()) await ledger.upload(slug, toCsv(file, `${slug} ${at}`), { mode: file.mode, publish: "true" }).expect(201);
  const { knex } = ledger.database;
  const { batches } = await ledger.edition(slug);
  const span = await spanOfIncidents(knex, batches);
  const held = await readRowSlices(ledger.database, batches, 1000);
  for (const [asked, measure, sets] of questions) {
    const query = queryOf(asked, measure, sets);
    if (!heldRowsAnswer(query)) continue;
    answered += 1;
    const range = rangeOf(asked);
    const expected = await aggregateIncidents(knex, batches, query, { range, span });
    const found = sumSlice(byVictim(query) ? held.byVictim : held.whole, query, placedIn(query, range));
    assert.deepEqual(sorted(found), sorted(expected), `${slug}: ${JSON.stringify({ ...asked, measure, sets })}`);
    const coarse = coarseOf(query);
    if (!heldRowsAnswer(coarse)) continue;
    const unplaced = sumSlice(byVictim(coarse) ? held.byVictim : held.whole, { ...coarse, by: [] }, unplacedIn(coarse, range));
    const left = await countCoarse(knex, batches, query, { range, span });
    assert.deepEqual(unplaced, left === null ? [] : [left], `not placed, ${slug}: ${JSON.stringify({ ...asked, measure, sets })}`);
  }
});

test("whatever was uploaded, rows held by columns answer what the database does", async () => {
  await fc.assert(property, { seed: SEED, numRuns: RUNS, endOnFailure: true });
  assert.ok(answered > RUNS * 15, `${answered} questions were answered`);
});
