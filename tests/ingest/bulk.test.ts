import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Incident } from "../../server/domain/incident";
import type { Issue } from "../../server/domain/issue";
import { type Expectation, HandOver, Otherwise } from "../../server/ingest/bulk/hand-over";
import { headOf } from "../../server/ingest/bulk/head";
import { openBulk } from "../../server/ingest/bulk/read";
import { type ReadOptions, readPortions, type Source, surveyFile } from "../../server/ingest/read";
import { anyFile } from "./any-file";
import { cellsOf, readCopied } from "./copied";
import { rollUp } from "./rollup-oracle";

/** The bulk reading of a file and the general one are held together: they tell the same of any file. */

const OPTIONS: ReadOptions = { kind: "incidents", today: "2026-11-21", spellings: { "Baloch Belt": "PK-BA" } };

/** A number that takes more than 32 bits, as those of large batches do. */
const BATCH = 1_000_000_000_007;

/** What reading a file comes to, whichever way. Rows by column; counts, coordinates and days as texts. */
interface Told {
  rows: Record<string, unknown>;
  incidents: Record<string, string | null>[];
  rejected: unknown[];
  issues: Issue[];
  cube: string[];
  sharesIds: boolean;
}

const flat = (row: Incident): Record<string, string | number | null> => ({
  ...row,
  ...{ fatalities: row.fatalities.best, fatalities_low: row.fatalities.low, fatalities_high: row.fatalities.high },
  ...{ injured: row.injured.best, injured_low: row.injured.low, injured_high: row.injured.high },
  extra: row.extra === null ? null : JSON.stringify(row.extra),
});

/** A value as both readings can be compared by it: 33.50 and 33.5 are one coordinate. */
const comparable = (name: string, value: string | number | null | undefined) =>
  value === null || value === undefined ? null : name === "latitude" || name === "longitude" ? String(Number(value)) : String(value);

async function general(source: Source, options: ReadOptions, columns: string[]): Promise<Told> {
  const survey = await surveyFile(source, options);
  const told: Told = { rows: {}, incidents: [], rejected: [], issues: [...survey.issues], cube: [], sharesIds: false };
  if (survey.issues.some(({ level }) => level === "error")) return told;
  const all: Incident[] = [];
  for await (const portion of readPortions(source, survey, options)) {
    for (const [name, count] of Object.entries(portion.rows)) told.rows[name] = Number(told.rows[name] ?? 0) + count;
    told.rejected.push(...portion.rejected);
    told.issues.push(...portion.issues);
    all.push(...portion.incidents);
  }
  told.incidents = all.map((row) => Object.fromEntries(columns.map((name) => [name, comparable(name, flat(row)[name])])));
  const ids = all.map((row) => row.incident_id).filter((id) => id !== null);
  told.sharesIds = new Set(ids).size < ids.length;
  // Rows that share an incident are settled before they are rolled up.
  told.cube = told.sharesIds ? [] : rollUp(all);
  return told;
}

/** The bulk reading of a batch, which has a table of its own or not; null where it hands over. */
async function bulk(source: Source, options: ReadOptions, head: number, isOwn: boolean): Promise<(Told & { columns: string[] }) | null> {
  const attempt = (expected: Expectation, times: number): ReturnType<typeof readBulk> =>
    readBulk(source, options, head, isOwn, expected).catch((error) =>
      error instanceof Otherwise && times < 3 ? attempt({ ...expected, ...error.found }, times + 1) : Promise.reject(error),
    );
  return attempt({ ids: "ordered", isByDay: true }, 0);
}

const SAME = ["batch_id", "part", "lead_part", "counted"];

async function readBulk(
  source: Source,
  options: ReadOptions,
  head: number,
  isOwn: boolean,
  awaited: Expectation,
): Promise<(Told & { columns: string[] }) | null> {
  const beginning = await headOf(source, options, head);
  const opened =
    beginning === null
      ? null
      : openBulk(
          source,
          await surveyFile(beginning, options),
          options,
          { ...awaited, rows: 10, isRolledUp: true, batch: isOwn ? null : BATCH },
          (bytes) => new Uint8Array(bytes),
        );
  if (opened === null) return null;
  const { columns } = opened;
  const same = isOwn ? [] : SAME;
  assert.deepEqual(columns.slice(0, same.length), same);
  // Rows that all are dated by day need not say so.
  const silent: Record<string, string> = columns.includes("date_precision") ? {} : { date_precision: "day" };
  const told: Told = { rows: {}, incidents: [], rejected: [], issues: [], cube: [], sharesIds: false };
  try {
    for await (const portion of opened.portions()) {
      for (const [name, count] of Object.entries(portion.rows)) told.rows[name] = Number(told.rows[name] ?? 0) + count;
      told.rejected.push(...portion.rejected);
      told.issues.push(...portion.issues);
      for (const values of readCopied(portion.copied, columns)) {
        if (!isOwn) assert.deepEqual(values.slice(0, 4), [String(BATCH), "0", "0", "true"]);
        told.incidents.push({
          ...Object.fromEntries(columns.slice(same.length).map((name, at) => [name, comparable(name, values[at + same.length])])),
          ...silent,
        });
      }
    }
  } catch (error) {
    if (error instanceof HandOver) return null;
    throw error;
  }
  told.issues.unshift(...opened.issues());
  told.cube = opened.rollup === null ? [] : cellsOf(opened.rollup, opened.cellColumns, BATCH);
  told.sharesIds = awaited.ids === "shared";
  return { ...told, columns: [...columns.slice(same.length), ...Object.keys(silent)] };
}

const inChunks = (bytes: Uint8Array, cuts: number[]): Source =>
  async function* () {
    let start = 0;
    for (const end of [...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]) {
      yield bytes.subarray(start, end);
      start = end;
    }
  };

const RUNS = Number(process.env.FUZZ_RUNS ?? 400);

test("whatever the file, the bulk reading tells what the general one tells, or hands over", async () => {
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(anyFile, async ({ bytes, cuts, head, isOwn }) => {
      const source = inChunks(bytes, cuts);
      const told = await bulk(source, OPTIONS, Math.min(head, bytes.length), isOwn);
      if (told === null) return;
      const { columns, ...rest } = told;
      const expected = await general(source, OPTIONS, columns);
      if (!expected.issues.some(({ level, line }) => level === "error" && line === null)) compared++;
      assert.deepEqual(rest, expected);
    }),
    { numRuns: RUNS, seed: Number(process.env.FUZZ_SEED ?? 20241006), endOnFailure: process.env.FUZZ_RUNS !== undefined },
  );
  assert.ok(compared > RUNS / 4, `Only ${compared} of ${RUNS} files were compared: the others were handed over.`);
});
