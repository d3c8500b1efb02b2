import { beginCells, type Cells, placeIn, sumUp } from "./cells";
import type { MakeRoom } from "./output";
import { type CellNames, writeCells } from "./rollup-rows";

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

/** Numbers of a cell without and with bounds; rollup-rows.ts says which. */
const [PLAIN, BOUNDED] = [8, 16];

/** Rows that are added at once, a dimension after the other: the steps into its cells do not wait for one another, and each time it is only its own that the processor's cache has to hold. */
const AT_ONCE = 1024;

/** A key has sixteen bits for the member and sixteen for the rest. */
const NUMBERS = 1 << 16;

/** A cell's sum stays below this, the largest whole number of 32 bits. */
const LARGEST = 2 ** 31 - 1;

/** Begins a rollup over these dimensions, one of which every row has a member in. */
export function beginRollup(dimensions: readonly { name: string; isThere: boolean }[], names: CellNames, hasBounds: boolean): Rollup {
  const width = hasBounds ? BOUNDED : PLAIN;
  const tables = dimensions.map(({ isThere }) => (isThere ? beginCells(width) : null));
  // Every row is in each table once, so that the whole is what any of them adds up to.
  const first = tables.findIndex((cells) => cells !== null);
  const alone = first === -1 ? beginCells(width) : null;
  const bases = numberBases();
  // What waits to be added: of each row what its key begins with, its members, and its sums in the order of a cell.
  const keys = new Int32Array(AT_ONCE);
  const members = dimensions.map(() => new Int32Array(AT_ONCE));
  const sums = new Int32Array(AT_ONCE * width);
  let waiting = 0;
  let [isFull, largest] = [false, 0];

  const flush = () => {
    let kept = 0;
    for (const [at, cells] of tables.entries()) {
      if (cells === null) continue;
      addRows(cells, keys, members[at] as Int32Array, sums, waiting);
      kept += cells.count;
    }
    if (alone !== null) addRows(alone, keys, null, sums, waiting);
    waiting = 0;
    isFull ||= kept > MOST_CELLS || largest > LARGEST;
  };

  return {
    add: ({ day, grain, province, victim, members: named, incidents, fatal, counts }) => {
      if (isFull) return;
      const month = (((day / 100) | 0) % 100) - 1;
      const since = grain === 0 ? month : grain === 1 ? month - (month % 3) : 0;
      const base = bases.numberOf((((grain << 12) | ((((day / 10_000) | 0) - 1900) * 12 + since)) << 5) | province);
      if (base >= NUMBERS >> 2) isFull = true;
      keys[waiting] = ((base << 2) | victim) << 16;
      for (let at = 0; at < members.length; at++) {
        const member = named[at] as number;
        if (member >= NUMBERS) isFull = true;
        (members[at] as Int32Array)[waiting] = member;
      }
      const [killed, wounded] = [counts[0] as number, counts[3] as number];
      const at = waiting * width;
      sums[at + 1] = 1;
      sums[at + 2] = incidents;
      sums[at + 3] = fatal;
      sums[at + 4] = killed >= 0 ? killed : 0;
      sums[at + 5] = killed >= 0 ? 0 : 1;
      sums[at + 6] = wounded >= 0 ? wounded : 0;
      sums[at + 7] = wounded >= 0 ? 0 : 1;
      largest += incidents + Math.max(killed, 0) + Math.max(wounded, 0);
      if (hasBounds) {
        largest += Math.max(counts[2] as number, 0) + Math.max(counts[5] as number, 0);
        putBounds(sums, at + PLAIN, counts, 0);
        putBounds(sums, at + PLAIN + 3, counts, 3);
      }
      waiting++;
      if (waiting === AT_ONCE) flush();
    },
    cells: (batch, makeRoom) => {
      flush();
      if (isFull) return null;
      const whole = sumUp(alone ?? (tables[first] as Cells), ~(NUMBERS - 1));
      return writeCells(batch, whole, dimensions, tables, { ...names, base: bases.baseOf }, makeRoom);
    },
  };
}

/** Adds so many rows to the cells of one dimension. Seven sums written one by one are added in half the time of a loop over them. */
function addRows(cells: Cells, keys: Int32Array, members: Int32Array | null, sums: Int32Array, rows: number): void {
  const { width } = cells;
  for (let row = 0; row < rows; row++) {
    const at = placeIn(cells, (keys[row] as number) | (members === null ? 0 : (members[row] as number)));
    const { slots } = cells;
    const from = row * width;
    slots[at + 1] = (slots[at + 1] as number) + (sums[from + 1] as number);
    slots[at + 2] = (slots[at + 2] as number) + (sums[from + 2] as number);
    slots[at + 3] = (slots[at + 3] as number) + (sums[from + 3] as number);
    slots[at + 4] = (slots[at + 4] as number) + (sums[from + 4] as number);
    slots[at + 5] = (slots[at + 5] as number) + (sums[from + 5] as number);
    slots[at + 6] = (slots[at + 6] as number) + (sums[from + 6] as number);
    slots[at + 7] = (slots[at + 7] as number) + (sums[from + 7] as number);
    for (let offset = PLAIN; offset < width; offset++) slots[at + offset] = (slots[at + offset] as number) + (sums[from + offset] as number);
  }
}

/** The bounds of one measure: low, high, and 1 where the row lacks high. A bound that is not given is the best number. */
function putBounds(sums: Int32Array, at: number, counts: Int32Array, from: number): void {
  const [best, low, high] = [counts[from] as number, counts[from + 1] as number, counts[from + 2] as number];
  sums[at] = Math.max(low >= 0 ? low : best, 0);
  sums[at + 1] = Math.max(high >= 0 ? high : best, 0);
  sums[at + 2] = high >= 0 || best >= 0 ? 0 : 1;
}

/** Numbers what comes, from 0 on: grain, month and province take 19 bits together, and of those a file has some thousand. */
function numberBases(): { numberOf: (base: number) => number; baseOf: (number: number) => number } {
  const numbers = new Int32Array(1 << 19);
  const bases: number[] = [];
  return {
    numberOf: (base) => {
      if (numbers[base] === 0) numbers[base] = bases.push(base);
      return (numbers[base] as number) - 1;
    },
    baseOf: (number) => bases[number] ?? 0,
  };
}
