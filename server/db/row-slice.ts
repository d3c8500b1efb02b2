import { setTimeout as wait } from "node:timers/promises";
import type { Knex } from "knex";
import { CUBE_DIMENSIONS } from "../domain/dimension";
import { type Column, fillColumn } from "./column";
import type { Database } from "./connect";
import { datedColumn } from "./dated";
import { whereInForce } from "./filter";
import { FATAL, LEADS } from "./lead";
import { SLICE_SUMS, type Slice, type SliceKey, type SliceSum } from "./slice";

/** The rows of an edition as cells of one row each: as incidents count for all victims together, and for victim classes. Both share their keys. */
export interface RowSlices {
  whole: Slice;
  byVictim: Slice;
}

/** What rows are held by. Other texts (places, sources) may be as many as rows. */
export const ROW_KEYS = ["time", "province", "victim", ...CUBE_DIMENSIONS] as const satisfies SliceKey[];

/** The counts of a row in one text; one that is blank is empty. Rows have few different ones. */
const COUNTS = ["fatalities", "fatalities_low", "fatalities_high", "injured", "injured_low", "injured_high"] as const;
const COUNTS_COLUMN = `concat(${["incidents", `${LEADS}::int`, FATAL, ...COUNTS].join(", ' ', ")})`;

/** Lines of a file read by one statement, and the pause after it, in milliseconds: readers come first. On the embedded engine they, and all else the process does, wait for it. */
const PORTION = { server: 4_000, embedded: 500 };
const PAUSE = 2;

/** Reads the counted rows in force, portion by portion; `rows` is how many there are. Throws when the database is being closed. */
export async function readRowSlices(
  { knex, engine, closing }: Pick<Database, "knex" | "engine" | "closing">,
  batches: readonly number[],
  rows: number,
): Promise<RowSlices> {
  const fillings = [...ROW_KEYS, "counts"].map(() => fillColumn(rows));
  for (const batch of batches) {
    const last = await lastLine(knex, batch);
    for (let line = 0; line <= last; line += PORTION[engine]) {
      const portion = await readPortion(knex, batches, batch, [line, line + PORTION[engine]]);
      for (const [at, filling] of fillings.entries()) filling.add(portion[at] ?? []);
      await wait(PAUSE, undefined, { ref: false, signal: closing });
    }
  }
  const columns = fillings.map((filling) => filling.column());
  const counts = columns.at(-1) as Column;
  const keys = Object.fromEntries(ROW_KEYS.map((key, at) => [key, columns[at]]));
  const slice = (victims: boolean): Slice => ({ cells: counts.places.length, keys, counts: counts.places, sums: sumsOf(counts.members, victims) });
  return { whole: slice(false), byVictim: slice(true) };
}

async function lastLine(db: Knex, batch: number): Promise<number> {
  const [row] = await db("incident").where({ batch_id: batch }).max("line as last");
  return Number(row?.last ?? -1);
}

/** The members of some lines' rows, key by key: the database turns rows into columns, which are read in a third of the time. */
async function readPortion(db: Knex, batches: readonly number[], batch: number, [from, to]: [number, number]): Promise<(string | null)[][]> {
  const rows = db.from(db.raw("(select * from incident where counted) as row")).where("batch_id", batch).whereRaw("line >= ? and line < ?", [from, to]);
  whereInForce(rows, "row", batches);
  const columns = [datedColumn("occurred_on", "date_precision"), "province", "victim", ...CUBE_DIMENSIONS, COUNTS_COLUMN];
  rows.select(columns.map((column, at) => db.raw(`${column} as c${at}`)));
  const [found] = await db.from(rows.as("found")).select(columns.map((_, at) => db.raw(`json_agg(c${at}) as c${at}`)));
  return columns.map((_, at) => found?.[`c${at}`] ?? []);
}

/** The sums that each of such texts stands for. */
function sumsOf(texts: readonly (string | null)[], victims: boolean): Slice["sums"] {
  return Float64Array.from(
    texts.flatMap((text) => {
      const sums = toSums(String(text), victims);
      return SLICE_SUMS.map((name) => sums[name]);
    }),
  );
}

/** The counts of a row as `cube.ts` counts it: for all victims an incident is counted by its lead row, a victim class counts those that hit it. */
function toSums(text: string, victims: boolean): Record<SliceSum, number> {
  const cells = text.split(" ").map((cell) => (cell === "" ? null : Number(cell)));
  const [incidents, leads, fatal, killed = null, killedLow, killedHigh, injured = null, injuredLow, injuredHigh] = cells;
  return {
    row_count: 1,
    incidents: victims || leads === 1 ? (incidents ?? 0) : 0,
    fatal_incidents: victims ? Number((killed ?? 0) > 0 && incidents === 1) : leads === 1 ? (fatal ?? 0) : 0,
    fatalities: killed ?? 0,
    fatalities_low: killedLow ?? killed ?? 0,
    fatalities_high: killedHigh ?? killed ?? 0,
    fatalities_blank: Number(killed === null),
    fatalities_high_blank: Number((killedHigh ?? killed) === null),
    injured: injured ?? 0,
    injured_low: injuredLow ?? injured ?? 0,
    injured_high: injuredHigh ?? injured ?? 0,
    injured_blank: Number(injured === null),
    injured_high_blank: Number((injuredHigh ?? injured) === null),
  };
}
