import type { Knex } from "knex";
import type { CategoryDimension, CubeDimension } from "../domain/dimension";
import { bounded } from "./bound";
import { type Column, fillColumn } from "./column";
import type { Database } from "./connect";
import type { Edition } from "./datasets";
import { datedColumn } from "./dated";

/** The sums of a cell, by the names of the cube's columns. A blank sum is 0: whether all of its rows left a count blank, the blank rows tell. */
export const SLICE_SUMS = [
  ...["row_count", "incidents", "fatal_incidents"],
  ...["fatalities", "fatalities_low", "fatalities_high", "fatalities_blank", "fatalities_high_blank"],
  ...["injured", "injured_low", "injured_high", "injured_blank", "injured_high_blank"],
] as const;

export type SliceSum = (typeof SLICE_SUMS)[number];

/** The keys of a cell: when, where, who. Time is the first day with its precision (`dated.ts`). */
export type SliceKey = "time" | CategoryDimension;

/** Cells by columns: of the cube under one further dimension, or the rows themselves, each a cell of one row. */
export interface Slice {
  cells: number;
  keys: Partial<Record<SliceKey, Column>>;
  /** Of each cell which of the lists of sums is its own: cells that count the same share one. */
  counts: Uint16Array;
  /** Lists of sums one after the other, each in the order of `SLICE_SUMS`. */
  sums: Float64Array;
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

/** The cells of an edition, read once for all who ask; "large" where they are not worth holding. */
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
  const groups = ["period_start", "precision", "province", "victim", "member"];
  const cells = db("cube")
    .whereIn("batch_id", batches)
    .where({ dimension })
    .whereRaw(victims ? "victim <> ''" : "victim = ''")
    .select(groups)
    .groupBy(groups)
    .limit(most + 1);
  for (const name of SLICE_SUMS) cells.select(db.raw(`coalesce(sum(${bounded(name)}), 0) as ${name}`));
  const columns = [datedColumn("period_start", "precision"), "province", "victim", "member", ...SLICE_SUMS];
  const [row] = await db.from(cells.as("cell")).select(db.raw(`json_agg(json_build_array(${columns.join(", ")})) as lines`));
  const lines = (row?.lines ?? []) as (string | number | null)[][];
  return lines.length > most ? "large" : inColumns(lines, ["time", "province", "victim", ...(dimension === "" ? [] : [dimension])]);
}

/** The place of the first sum in a line. */
const FIRST_SUM = 4;

/** Lines of keys and sums as columns. */
function inColumns(lines: readonly (string | number | null)[][], keys: readonly SliceKey[]): Slice {
  const columnAt = (at: number) => {
    const filling = fillColumn(lines.length);
    filling.add(lines.map((line) => line[at] as string | null));
    return filling.column();
  };
  return {
    cells: lines.length,
    keys: Object.fromEntries(keys.map((key, at) => [key, columnAt(at)])),
    counts: Uint16Array.from(lines.keys()),
    sums: Float64Array.from(lines.flatMap((line) => line.slice(FIRST_SUM).map(Number))),
  };
}
