import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Incident } from "../../server/domain/incident";
import type { Issue } from "../../server/domain/issue";
import { HandOver, OtherIds } from "../../server/ingest/bulk/hand-over";
import { headOf } from "../../server/ingest/bulk/head";
import type { IdOrder } from "../../server/ingest/bulk/ids";
import { openBulk } from "../../server/ingest/bulk/read";
import { type ReadOptions, readPortions, type Source, surveyFile } from "../../server/ingest/read";
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
  const derived = (row: Incident, name: string) => {
    if (name !== "fatal") return flat(row)[name];
    const deadly = (row.fatalities.best ?? 0) > 0;
    return row.incidents === 1 && deadly ? 1 : deadly || row.fatalities.best === null ? null : 0;
  };
  told.incidents = all.map((row) => Object.fromEntries(columns.map((name) => [name, comparable(name, derived(row, name))])));
  const ids = all.map((row) => row.incident_id).filter((id) => id !== null);
  told.sharesIds = new Set(ids).size < ids.length;
  // Rows that share an incident are settled before they are rolled up.
  told.cube = told.sharesIds ? [] : rollUp(all);
  return told;
}

/** The bulk reading; null where it hands over. */
async function bulk(source: Source, options: ReadOptions, head: number): Promise<(Told & { columns: string[] }) | null> {
  const attempt = (ids: IdOrder): ReturnType<typeof readBulk> =>
    readBulk(source, options, head, ids).catch((error) => (error instanceof OtherIds && error.ids !== ids ? attempt(error.ids) : Promise.reject(error)));
  return attempt("ordered");
}

async function readBulk(source: Source, options: ReadOptions, head: number, ids: IdOrder): Promise<(Told & { columns: string[] }) | null> {
  const beginning = await headOf(source, options, head);
  const opened =
    beginning === null
      ? null
      : openBulk(source, await surveyFile(beginning, options), options, { rows: 10, ids, isRolledUp: true, batch: BATCH }, (bytes) => new Uint8Array(bytes));
  if (opened === null) return null;
  const { columns } = opened;
  const told: Told = { rows: {}, incidents: [], rejected: [], issues: [], cube: [], sharesIds: false };
  try {
    for await (const portion of opened.portions()) {
      for (const [name, count] of Object.entries(portion.rows)) told.rows[name] = Number(told.rows[name] ?? 0) + count;
      told.rejected.push(...portion.rejected);
      told.issues.push(...portion.issues);
      for (const values of readCopied(portion.copied, columns)) {
        assert.deepEqual(values.slice(0, 4), [String(BATCH), "0", "0", "true"]);
        told.incidents.push(Object.fromEntries(columns.slice(4).map((name, at) => [name, comparable(name, values[at + 4])])));
      }
    }
  } catch (error) {
    if (error instanceof HandOver) return null;
    throw error;
  }
  told.issues.unshift(...opened.issues());
  told.cube = opened.rollup === null ? [] : cellsOf(opened.rollup, opened.cellColumns, BATCH);
  told.sharesIds = ids === "shared";
  return { ...told, columns: columns.slice(4) };
}

const inChunks = (bytes: Uint8Array, cuts: number[]): Source =>
  async function* () {
    let start = 0;
    for (const end of [...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]) {
      yield bytes.subarray(start, end);
      start = end;
    }
  };

/** Cells by column, plain ones first: the more often a cell is odd, the less is compared. */
const CELLS: Record<string, [plain: string[], odd: string[]]> = {
  date: [
    ["2024-07-01", "2024-02-29", "2023-12-31", "1900-01-01", "2027-12-31"],
    ["", "2024-02-30", "2028-01-01", "1899-12-31", "2024-Q3", "14 Sep 2024", " 2024-07-01", "x", "20240701", "2024-7-1", "Total"],
  ],
  province: [
    ["Khyber Pakhtunkhwa", "KP", "Balochistan", "sindh", "FATA", "بلوچستان", "Baloch Belt"],
    ["", " ", "Kashmir", "Atlantis", "PK-KP+PK-BA", "Pakistan", "K\\P"],
  ],
  victim: [
    ["civilian", "Security", "militants", "", "unspecified"],
    ["alien", " ", "all"],
  ],
  killed: [
    ["0", "1", "7", "12", "", "1000000"],
    ["1,234", "-3", "2.5", "007", "5.0", " 4", "1000001", "99999999", "four", "٣"],
  ],
  killed_low: [
    ["", "0"],
    ["9", "x"],
  ],
  killed_high: [["", "999999"], ["0"]],
  wounded: [
    ["0", "3", "25", ""],
    ["1,00,000", "n/a"],
  ],
  incidents: [
    ["1", "", "4"],
    ["0", "-1", "1,000"],
  ],
  incident_id: [[], ["", " a1 ", "2.02E+11", "a\\b", "ا", "a1", "a1"]],
  date_precision: [
    ["", "day", "week", "month", "quarter", "year"],
    ["1", "DAY", "hour", " "],
  ],
  ended_on: [
    ["", "2027-12-31"],
    ["2024-01-01", "x", "2024-13-01", "2024-08"],
  ],
  published_on: [
    ["", "2024-07-02"],
    ["2026-11-22", "2026-11-23", "soon"],
  ],
  latitude: [
    ["", "33.5", "33.50", "0", "89.999"],
    ["90", "90.1", "-33.5", "north", "33.", "1234", "33.123456789012345678"],
  ],
  longitude: [
    ["", "70.25", "179"],
    ["180", "181", " 70"],
  ],
  district: [
    ["Bannu", "Kech", "", "میرانشاہ"],
    ["  ", "Total", "a\tb", "\u00a0"],
  ],
  incident_type: [["Terrorist attack", "Security operation", ""], ["All"]],
  tactic: [["IED", "armed assault", ""], ["\\N"]],
  perpetrator: [["TTP", "BLA", ""], ["\u2003"]],
  target: [["Police", ""], ["__proto__"]],
  notes: [
    ['said "so"', "two\nlines", "a, b", "plain", "", "نامعلوم 😀", "back\\slash", "tab\there", "cr\rhere", "\ufeffmark"],
    ["\0", '"', "Source: Dawn", " "],
  ],
  comment: [
    ["", " "],
    ["kept as extra", "خ"],
  ],
};
const NEEDED = ["date", "province", "killed"];

const quoted = (cell: string, always: boolean, delimiter: string) =>
  always || /["\r\n]/.test(cell) || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell;

const file = fc
  .record({
    names: fc
      .shuffledSubarray(Object.keys(CELLS).filter((name) => !NEEDED.includes(name)))
      .chain((names) => fc.shuffledSubarray([...NEEDED, ...names], { minLength: NEEDED.length + names.length })),
    rows: fc.array(fc.array(fc.tuple(fc.nat(999), fc.nat(999), fc.boolean()), { minLength: 22, maxLength: 22 }), { minLength: 2, maxLength: 25 }),
    shapes: fc.array(fc.nat(60), { minLength: 25, maxLength: 25 }),
    oddness: fc.constantFrom(0, 10, 60),
    delimiter: fc.constantFrom(",", ",", ";", "\t"),
    newline: fc.constantFrom("\n", "\n", "\r\n"),
    ends: fc.constantFrom("", "\n", "\n\n", "\nSource: Dawn", "\nNotes: kept\nSource: Dawn\n"),
    bom: fc.boolean(),
    cuts: fc.array(fc.nat(5000), { maxLength: 12 }),
  })
  .map(({ names, rows, shapes, oddness, delimiter, newline, ends, bom, cuts }) => {
    const lines = rows.map((row, line) => {
      const cells = names.map((name, at) => {
        const [pick = 0, luck = 0, always = false] = row[at] ?? [];
        const [plain = [], odd = []] = CELLS[name] ?? [];
        const id = name === "incident_id" ? [`id ${line}`] : plain;
        const from = luck < oddness ? odd : id;
        return quoted(from[pick % from.length] ?? "", always, delimiter);
      });
      const shape = oddness === 0 ? 9 : shapes[line];
      if (shape === 0) cells.pop();
      if (shape === 1) cells.push("");
      if (shape === 2) cells.push("more");
      if (shape === 3) return "";
      if (shape === 4) return lines0(cells.length, delimiter);
      if (shape === 5) return `Note: a line between${delimiter}`;
      return cells.join(delimiter);
    });
    // Some rows come again as they are.
    if (oddness !== 10) lines.push(lines[0] ?? "", lines[1] ?? "");
    const text = `${bom ? "\ufeff" : ""}${[names.join(delimiter), ...lines].join(newline)}${ends}`;
    return { bytes: new TextEncoder().encode(text), cuts, head: names.join(delimiter).length + 8 + (lines[0]?.length ?? 0) * 3 };
  });
const lines0 = (width: number, delimiter: string) => delimiter.repeat(Math.max(width - 1, 0));

const RUNS = Number(process.env.FUZZ_RUNS ?? 400);

test("whatever the file, the bulk reading tells what the general one tells, or hands over", async () => {
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(file, async ({ bytes, cuts, head }) => {
      const source = inChunks(bytes, cuts);
      const told = await bulk(source, OPTIONS, Math.min(head, bytes.length));
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
