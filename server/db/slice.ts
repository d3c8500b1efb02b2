import type { Knex } from "knex";
import type { Day } from "../domain/day";
import type { CubeDimension } from "../domain/dimension";
import type { Database } from "./connect";
import type { Edition } from "./datasets";
import { memoryOf } from "./memory";

/** The sums of a cell, by the names of the cube's columns. A blank sum is 0: whether all of its rows left a count blank, the blank rows tell. */
export const SLICE_SUMS = [
  ...["row_count", "incidents", "fatal_incidents"],
  ...["fatalities", "fatalities_low", "fatalities_high", "fatalities_blank", "fatalities_high_blank"],
  ...["injured", "injured_low", "injured_high", "injured_blank", "injured_high_blank"],
] as const;

/** The keys of a cell. */
export const SLICE_KEYS = ["month", "province", "victim", "member"] as const;
export type SliceKey = (typeof SLICE_KEYS)[number];

/** One reading of the cube: the cells of an edition under one further dimension, with or without victim classes, by columns. */
export interface Slice {
  cells: number;
  /** By the key: its members, of which each cell names one by its place. A month is its first day. */
  members: Record<SliceKey, (string | null)[]>;
  places: Record<SliceKey, Uint16Array>;
  sums: Record<string, Float64Array>;
}

export interface SliceName {
  dimension: CubeDimension | "";
  /** Whether its cells are those of victim classes, or of all victims together. */
  victims: boolean;
}

/** A larger slice is summed in the database: reading it would take longer than some hundred questions. Cells of some 110 bytes. */
const MOST_CELLS = 20_000;
/** So many cells take the room of one small value in the memory, which so holds some 25 of the largest slices, 56 MB at the very most. */
const CELLS_A_VALUE = 500;

/** The slice of an edition whose rows are all dated by month or finer, held as long as nothing changes; "large" where it is not worth holding. */
export async function sliceOf(database: Database, edition: Edition, name: SliceName, most = MOST_CELLS): Promise<Slice | "large"> {
  const key = `slice ${edition.batches.join(",")} ${name.dimension} ${name.victims}`;
  return memoryOf(database).recall(
    key,
    () => readSlice(database.knex, edition.batches, name, most),
    (slice) => (slice === "large" ? 1 : Math.ceil(slice.cells / CELLS_A_VALUE)),
  );
}

async function readSlice(db: Knex, batches: readonly number[], { dimension, victims }: SliceName, most: number): Promise<Slice | "large"> {
  const keys = ["period_start", "province", "victim", "member"];
  const cells = db("cube")
    .whereIn("batch_id", batches)
    .where({ dimension })
    .whereRaw(victims ? "victim <> ''" : "victim = ''")
    .select(keys)
    .groupBy(keys)
    .limit(most + 1);
  for (const name of SLICE_SUMS) cells.select(db.raw(`coalesce(sum(${name}), 0) as ${name}`));
  const [row] = await db.from(cells.as("cell")).select(db.raw(`json_agg(json_build_array(${[...keys, ...SLICE_SUMS].join(", ")})) as lines`));
  const lines = (row?.lines ?? []) as (string | number | null)[][];
  return lines.length > most ? "large" : inColumns(lines);
}

/** Lines of keys and sums as columns. */
function inColumns(lines: readonly (string | number | null)[][]): Slice {
  const slice: Slice = {
    cells: lines.length,
    members: { month: [], province: [], victim: [], member: [] },
    places: Object.fromEntries(SLICE_KEYS.map((key) => [key, new Uint16Array(lines.length)])) as Slice["places"],
    sums: Object.fromEntries(SLICE_SUMS.map((name) => [name, new Float64Array(lines.length)])),
  };
  for (const [at, key] of SLICE_KEYS.entries()) {
    const places = new Map<string | null, number>();
    for (const [cell, line] of lines.entries()) {
      const member = line[at] as Day | string | null;
      const place = places.get(member) ?? places.size;
      places.set(member, place);
      slice.places[key][cell] = place;
    }
    slice.members[key] = [...places.keys()];
  }
  for (const [at, name] of SLICE_SUMS.entries()) {
    const sums = slice.sums[name];
    if (sums !== undefined) for (const [cell, line] of lines.entries()) sums[cell] = Number(line[SLICE_KEYS.length + at]);
  }
  return slice;
}
