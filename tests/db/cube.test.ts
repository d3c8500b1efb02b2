import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import fc from "fast-check";
import request from "supertest";
import type { Note, Row } from "../../server/domain/table";
import { openLedger, type TestLedger } from "../support/ledger";
import { type Expected, expect, type Sums } from "./oracle";
import { history, inForce, toCsv } from "./random-incidents";
import { type Asked, question, rangeOf } from "./random-questions";

let ledger: TestLedger;
before(async () => {
  ledger = await openLedger();
});
after(() => ledger.close());

const MEASURES = ["incidents", "fatal_incidents", "fatalities", "injured"] as const;

async function ask(slug: string, asked: Asked, more: string[]): Promise<{ rows: Row[]; notes: Note[] }> {
  const params = new URLSearchParams({
    dataset: slug,
    measure: MEASURES.join(","),
    by: [...asked.by, ...more].join(","),
    estimate: asked.estimate,
    boundaries: asked.boundaries,
  });
  for (const name of ["from", "to"] as const) if (asked[name] !== null) params.set(name, asked[name]);
  for (const [name, values] of Object.entries(asked.filters)) params.set(name, values.join(","));
  const { status, body } = await request(ledger.app).get(`/api/aggregates?${params}`);
  assert.equal(status, 200, `${params}: ${body.detail}`);
  return body;
}

/** Rows with any count, by their members; rows without one are cells that nothing is known of. */
function groupsOf(rows: Row[], by: string[]): Map<string, Sums> {
  const known = rows.filter((row) => MEASURES.some((name) => row[name] !== null));
  return new Map(
    known.map((row) => [JSON.stringify(by.map((name) => row[name])), Object.fromEntries(MEASURES.map((name) => [name, row[name]])) as unknown as Sums]),
  );
}
const sorted = (groups: Map<string, Sums>) => [...groups].sort(([a], [b]) => (a < b ? -1 : 1));

/** The notes that tell numbers, as the answer must have them. */
function notesOf({ blank, coarse }: Expected): string[] {
  const reported = (["fatalities", "injured"] as const).filter((name) => blank[name] > 0).map((name) => `not_reported ${blank[name]} of ${blank.rows}`);
  return [...reported, ...(coarse === null ? [] : [`not_broken_down ${coarse.incidents} incidents (${coarse.fatalities ?? "unknown"} killed)`])];
}
const told = (notes: Note[]) =>
  notes
    .filter(({ code }) => code === "not_reported" || code === "not_broken_down")
    .map(({ code, message }) => `${code} ${/\d+ of \d+|\d+ incidents \(\w+ killed\)/.exec(message)?.[0]}`);

/** `FUZZ_RUNS=500 FUZZ_SEED=1 node --import tsx --test tests/db/cube.test.ts` looks longer and elsewhere. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 8);
const SEED = Number(process.env.FUZZ_SEED ?? 20241006);

let made = 0;
const property = fc.asyncProperty(history, fc.array(question, { minLength: 8, maxLength: 8 }), async (files, questions) => {
  const slug = `random-${made++}`;
  await ledger.create({ slug }).expect(201);
  for (const [at, file] of files.entries()) {
    const { status, body } = await ledger.upload(slug, toCsv(file, `${slug} ${at}`), { mode: file.mode, publish: "true" });
    assert.equal(status, 201, JSON.stringify(body));
  }
  const lines = inForce(files);
  for (const asked of questions) {
    const range = rangeOf(asked);
    if (range !== null && range.end <= range.start) continue;
    const expected = expect(lines, { ...asked, range });
    const answer = await ask(slug, asked, []);
    assert.deepEqual(sorted(groupsOf(answer.rows, asked.by)), sorted(expected.groups), `${slug}: ${JSON.stringify(asked)}`);
    assert.deepEqual(told(answer.notes), notesOf(expected), `${slug}: ${JSON.stringify(asked)}`);
    // The source is one and the same in all rows; as two further dimensions are beyond the cube, the rows answer.
    const fromRows = await ask(slug, asked, ["source", "place"]);
    assert.deepEqual(sorted(groupsOf(fromRows.rows, asked.by)), sorted(expected.groups), `from rows, ${slug}: ${JSON.stringify(asked)}`);
  }
});

test("whatever was uploaded, cells and rows answer what counting by hand gives", async () => {
  await fc.assert(property, { seed: SEED, numRuns: RUNS, endOnFailure: true });
});
