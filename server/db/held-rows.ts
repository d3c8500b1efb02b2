import type { Knex } from "knex";
import { isCubeDimension } from "../domain/dimension";
import { categoriesOf, type Query } from "../domain/query";
import type { Database } from "./connect";
import type { Edition } from "./datasets";
import { victimsPooled } from "./plan";
import { type RowSlices, readRowSlices } from "./row-slice";

/** Fewer rows the database sums soon enough. */
const FEWEST = 20_000;
/** Rows held at once, over all editions: 40 MB, and 8 for the question at hand (`slice-groups.ts`). An edition of more stays in the database. */
const MOST = 2_000_000;
/** An edition counts as many at least, so that those whose rows are not held are bounded too. */
const LEAST = 1_000;

/** What is held of an edition; null where it is not worth it. */
interface Entry {
  /** The rows it takes the room of. */
  rows: number;
  slices: RowSlices | null;
}

interface Held {
  /** By their batches, those asked for longest ago first. */
  entries: Map<string, Entry>;
  /** One reading at a time. */
  isReading: boolean;
}

/** By where they were read, as the cells of the cube are (`slice.ts`). */
const held = new WeakMap<Knex, Held>();

function heldOf(knex: Knex): Held {
  const all = held.get(knex) ?? { entries: new Map(), isReading: false };
  held.set(knex, all);
  return all;
}

/** Whether rows held by columns can answer: whatever is crossed, but for texts they do not hold, and victims of whom an incident counts once. */
export function heldRowsAnswer(query: Query): boolean {
  const named = [...categoriesOf(query), ...Object.keys(query.filters)];
  return named.every((name) => name === "province" || name === "victim" || isCubeDimension(name)) && !victimsPooled(query);
}

/** The rows of an edition, where they are held. */
export function rowsAtHand({ knex }: Pick<Database, "knex">, { batches }: Edition): RowSlices | null {
  const { entries } = heldOf(knex);
  const key = batches.join(",");
  const entry = entries.get(key);
  if (entry === undefined) return null;
  entries.delete(key);
  entries.set(key, entry);
  return entry.slices;
}

/**
 * Has the rows of an edition read for the questions to come, beside all else, unless they are few, or too many, or others are being read. What fails is forgotten: the
 * database goes on answering, and the next question begins anew. Returns when it is done, which nobody has to wait for; never throws.
 */
export async function holdRows(database: Pick<Database, "knex" | "engine" | "closing">, { batches }: Edition, most = MOST): Promise<void> {
  const { knex, closing } = database;
  const all = heldOf(knex);
  const key = batches.join(",");
  if (closing.aborted || all.isReading || all.entries.has(key)) return;
  all.isReading = true;
  try {
    const rows = await countRows(knex, batches);
    const isWorth = rows >= FEWEST && rows <= most;
    const room = isWorth ? rows : LEAST;
    letGo(all.entries, most - room);
    all.entries.set(key, { rows: room, slices: isWorth ? await readRowSlices(database, batches, rows) : null });
  } catch {
    // The database is closed, away or busy; whoever asks it next is told.
  } finally {
    all.isReading = false;
  }
}

/** Lets go of what was asked for longest ago, until no more rows than these are held. */
function letGo(entries: Held["entries"], most: number): void {
  let rows = [...entries.values()].reduce((sum, entry) => sum + entry.rows, 0);
  for (const [key, entry] of entries) {
    if (rows <= most) return;
    entries.delete(key);
    rows -= entry.rows;
  }
}

/** The counted rows in force: the cube has them without a look at the rows. */
async function countRows(db: Knex, batches: readonly number[]): Promise<number> {
  const [row] = await db("cube").whereIn("batch_id", batches).where({ dimension: "", victim: "" }).sum("row_count as rows");
  return Number(row?.rows ?? 0);
}

/** How many rows are held. */
export function countHeld({ knex }: Pick<Database, "knex">): number {
  return [...heldOf(knex).entries.values()].reduce((sum, { slices }) => sum + (slices?.whole.cells ?? 0), 0);
}
