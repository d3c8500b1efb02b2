import { beginCells, type Cells, LIMIT, numberIn, pair, sumUp } from "./cells";
import type { MakeRoom } from "./output";
import { BOUNDED, type CellNames, PLAIN, writeCells } from "./rollup-rows";

/** One row as the rollup adds it. Counts are -1 where nothing was reported. */
export interface Addend {
  /** The day as 20240914. */
  day: number;
  /** 0 for months and what is finer, 1 for a quarter, 2 for a year. */
  grain: number;
  /** Places in the lists of provinces and victims. */
  province: number;
  victim: number;
  /** By dimension of the rollup: the number of its member. */
  members: Int32Array;
  incidents: number;
  /** 1 for a fatal incident. */
  fatal: number;
  /** best, low, high of those killed, then of those wounded. */
  counts: Int32Array;
}

/** What a batch of incidents that each stand alone adds up to, by the keys of the ledger's cube. */
export interface Rollup {
  add: (row: Addend) => void;
  /** The cells of the batch's cube as COPY takes them (`output.ts`), in pieces of many. Null where the database has to roll up: there were too many cells, or one too large. */
  cells: (batch: number, makeRoom: MakeRoom) => Generator<Uint8Array> | null;
}

/** Cells that may be kept. */
const MOST_CELLS = 400_000;

/**
 * Rows that are added at once, a dimension after the other: the steps into its cells do not wait for one another, and each time it is only its own that the processor's cache has to hold. What is read
 * and written meanwhile drives them out of it, so that they are fetched from memory once for so many rows: with a sixteenth of them an import took some 7 % longer.
 */
const AT_ONCE = 1 << 14;

/** A key has sixteen bits for the member and sixteen for the rest. */
const NUMBERS = 1 << 16;

/** Begins a rollup over these dimensions, one of which every row has a member in. */
export function beginRollup(dimensions: readonly { name: string; isThere: boolean }[], names: CellNames, hasBounds: boolean): Rollup {
  const width = hasBounds ? BOUNDED : PLAIN;
  const tables = dimensions.map(({ isThere }) => (isThere ? beginCells(width) : null));
  // Every row is in each table once, so that the whole is what any of them adds up to.
  const first = tables.findIndex((cells) => cells !== null);
  const alone = first === -1 ? beginCells(width) : null;
  const bases: number[] = [];
  const numberOf = numberBases(bases);
  // What waits to be added: of each row what its key begins with, its members, and its sums in the order of a cell.
  const keys = new Int32Array(AT_ONCE);
  const members = dimensions.map(() => new Int32Array(AT_ONCE));
  const sums = new Float64Array(AT_ONCE * width);
  let waiting = 0;
  // No cell has more incidents and killed than all rows together; rows and fatal incidents are no more than incidents.
  let [isFull, told, killedAtMost] = [false, 0, 0];

  const flush = () => {
    let kept = 0;
    for (const [at, cells] of tables.entries()) {
      if (cells === null) continue;
      addRows(cells, keys, members[at] as Int32Array, sums, waiting);
      kept += cells.count;
    }
    if (alone !== null) addRows(alone, keys, null, sums, waiting);
    waiting = 0;
    isFull ||= kept > MOST_CELLS || told >= LIMIT || killedAtMost >= LIMIT;
  };

  return {
    add: ({ day, grain, province, victim, members: named, incidents, fatal, counts }) => {
      if (isFull) return;
      const month = (((day / 100) | 0) % 100) - 1;
      const since = grain === 0 ? month : grain === 1 ? month - (month % 3) : 0;
      const base = numberOf((((grain << 12) | ((((day / 10_000) | 0) - 1900) * 12 + since)) << 5) | province);
      if (base >= NUMBERS >> 2) isFull = true;
      keys[waiting] = ((base << 2) | victim) << 16;
      for (let at = 0; at < members.length; at++) {
        const member = named[at] as number;
        if (member >= NUMBERS) isFull = true;
        (members[at] as Int32Array)[waiting] = member;
      }
      const [killed, wounded] = [counts[0] as number, counts[3] as number];
      const at = waiting * width;
      sums[at] = pair(1, fatal);
      sums[at + 1] = pair(incidents, killed >= 0 ? 0 : 1);
      sums[at + 2] = pair(Math.max(killed, 0), wounded >= 0 ? 0 : 1);
      sums[at + 3] = Math.max(wounded, 0);
      if (hasBounds) putBounds(sums, at + PLAIN, counts);
      told += incidents;
      killedAtMost += Math.max(killed, counts[2] as number, 0);
      waiting++;
      if (waiting === AT_ONCE) flush();
    },
    cells: (batch, makeRoom) => {
      flush();
      if (isFull) return null;
      const whole = sumUp(alone ?? (tables[first] as Cells), ~(NUMBERS - 1));
      return writeCells(batch, whole, dimensions, tables, { ...names, bases }, makeRoom);
    },
  };
}

/** By the row, the number of its cell. */
const found = new Int32Array(AT_ONCE);

/**
 * Adds so many rows to the cells of one dimension: all cells are found before anything is added, so that no step waits for another. Four sums written one by one are added in half the
 * time of a loop over them.
 */
function addRows(cells: Cells, keys: Int32Array, members: Int32Array | null, sums: Float64Array, rows: number): void {
  for (let row = 0; row < rows; row++) found[row] = numberIn(cells, (keys[row] as number) | (members === null ? 0 : (members[row] as number)));
  const { sums: to, width } = cells;
  for (let row = 0; row < rows; row++) {
    const at = (found[row] as number) * width;
    const from = row * width;
    to[at] = (to[at] as number) + (sums[from] as number);
    to[at + 1] = (to[at + 1] as number) + (sums[from + 1] as number);
    to[at + 2] = (to[at + 2] as number) + (sums[from + 2] as number);
    to[at + 3] = (to[at + 3] as number) + (sums[from + 3] as number);
    for (let offset = PLAIN; offset < width; offset++) to[at + offset] = (to[at + offset] as number) + (sums[from + offset] as number);
  }
}

/** A bound that is not given is the best number. */
function putBounds(sums: Float64Array, at: number, counts: Int32Array): void {
  const bound = (from: number, which: number) => ((counts[from + which] as number) >= 0 ? (counts[from + which] as number) : (counts[from] as number));
  const [killed, wounded] = [bound(0, 2), bound(3, 2)];
  sums[at] = pair(Math.max(bound(0, 1), 0), killed >= 0 ? 0 : 1);
  sums[at + 1] = pair(Math.max(killed, 0), wounded >= 0 ? 0 : 1);
  sums[at + 2] = Math.max(bound(3, 1), 0);
  sums[at + 3] = Math.max(wounded, 0);
}

/** Numbers what comes, from 0 on, and lists it: grain, month and province take 19 bits together, and of those a file has some thousand. */
function numberBases(bases: number[]): (base: number) => number {
  const numbers = new Int32Array(1 << 19);
  return (base) => {
    if (numbers[base] === 0) numbers[base] = bases.push(base);
    return (numbers[base] as number) - 1;
  };
}
