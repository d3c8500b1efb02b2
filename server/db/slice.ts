import type { Knex } from "knex";
import type { Day } from "../domain/day";
import type { CubeDimension } from "../domain/dimension";
import type { Database } from "./connect";
import type { Edition } from "./datasets";

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
/** Cells held at once, over all slices: 55 MB. A slice counts as many at least, so that those without cells are bounded too. */
const MOST_HELD = 500_000;
const LEAST = 500;

interface Held {
  slices: Map<string, Promise<Slice | "large">>;
  cells: number;
}

/** By where they were read. Batches never change once they are staged, and so no word of a change makes a slice old. */
const held = new WeakMap<Knex, Held>();

/** The slice of an edition whose rows are all dated by month or finer, read once for all who ask; "large" where it is not worth holding. */
export function sliceOf({ knex }: Pick<Database, "knex">, { batches }: Edition, name: SliceName, most = MOST_CELLS): Promise<Slice | "large"> {
  const all = held.get(knex) ?? { slices: new Map(), cells: 0 };
  held.set(knex, all);
  const key = `${batches.join(",")} ${name.dimension} ${name.victims}`;
  const known = all.slices.get(key);
  if (known !== undefined) return known;
  const read = readSlice(knex, batches, name, most);
  all.slices.set(key, read);
  read.then(
    (slice) => {
      all.cells += Math.max(LEAST, slice === "large" ? 0 : slice.cells);
      if (all.cells > MOST_HELD) held.delete(knex);
    },
    () => all.slices.delete(key),
  );
  return read;
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
