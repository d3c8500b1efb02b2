import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import fc from "fast-check";
import request from "supertest";
import { parsePeriod } from "../../server/domain/period";
import type { Note, Row } from "../../server/domain/table";
import { openLedger, type TestLedger } from "../support/ledger";
import { type Expected, expect, type Question, type Sums } from "./oracle";
import { history, inForce, toCsv } from "./random-incidents";

let ledger: TestLedger;
before(async () => {
  ledger = await openLedger();
});
after(() => ledger.close());

const MEASURES = ["incidents", "fatal_incidents", "fatalities", "injured"] as const;
const NOT_STATED = "(not stated)";

/** A question as an address has it: `from` and `to` are periods. */
type Asked = Omit<Question, "range"> & { from: string | null; to: string | null };

const some = (values: string[], most = 2) => fc.subarray(values, { minLength: 1, maxLength: most });
const filters = fc.record(
  {
    province: some(["PK-KP", "PK-BA", "PK-SD", "PK-TA"]),
    victim: some(["civilian", "security", "militant", "unspecified"], 3),
    incident_type: some(["Attack", "Operation", NOT_STATED]),
    tactic: some(["IED", "Raid", NOT_STATED]),
    claimed_by: some(["BLA", "constructor", NOT_STATED]),
    target: some(["Police", "__proto__", NOT_STATED]),
    district: some(["Bannu", NOT_STATED]),
  },
  { requiredKeys: [] },
);
const period = fc.option(
  fc.constantFrom("2022", "2023", "2023-Q1", "2023-Q3", "2023-05", "2023-11", "2024-02", "2024-Q2", "2024", "2023-06-15", "2024-01-01"),
  { freq: 2, nil: null },
);
const question: fc.Arbitrary<Asked> = fc
  .record({
    time: fc.constantFrom("", "", "year", "quarter", "month", "day"),
    categories: fc.subarray(["province", "victim", "incident_type", "tactic", "claimed_by", "target", "district"], { maxLength: 2 }),
    filters: fc.oneof(fc.constant({}), filters),
    from: period,
    to: period,
    estimate: fc.constantFrom("best" as const, "best" as const, "low" as const, "high" as const),
    boundaries: fc.constantFrom("today" as const, "historical" as const),
  })
  .map(({ time, categories, ...rest }) => ({ ...rest, by: [...(time === "" ? [] : [time]), ...categories] }));

/** The days a question is about; null where it names none, empty where they are in the wrong order. */
function rangeOf({ from, to }: Asked): Question["range"] {
  if (from === null && to === null) return null;
  return { start: (from === null ? null : parsePeriod(from))?.start ?? "1900-01-01", end: (to === null ? null : parsePeriod(to))?.end ?? "2200-01-01" };
}

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
