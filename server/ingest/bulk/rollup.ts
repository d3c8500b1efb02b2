import { beginCells, type Cells, sumUp } from "./cells";
import { type CellNames, linesOf } from "./rollup-lines";

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
  /** The cells as lines for COPY, in pieces of many, each line with this before it. Null where there were too many cells. */
  lines: (beginning: string) => Generator<Uint8Array> | null;
}

/** Cells that may be kept: each takes some hundred bytes. */
const MOST_CELLS = 400_000;

/** Numbers of a cell without and with bounds; rollup-lines.ts says which. */
const [PLAIN, BOUNDED] = [8, 16];

/** Begins a rollup over these dimensions, one of which every row has a member in. */
export function beginRollup(dimensions: readonly { name: string; isThere: boolean }[], names: CellNames, hasBounds: boolean): Rollup {
  const width = hasBounds ? BOUNDED : PLAIN;
  const tables = dimensions.map(({ isThere }) => (isThere ? beginCells(width) : null));
  // Every row is in each table once, so that the whole is what any of them adds up to.
  const first = tables.find((cells) => cells !== null) ?? beginCells(width);
  let isFull = false;

  const put = (cells: Cells, base: number, member: number, { counts, incidents, fatal }: Addend) => {
    const at = cells.at(base, member);
    const { slots } = cells;
    slots[at] = (slots[at] as number) + 1;
    slots[at + 1] = (slots[at + 1] as number) + incidents;
    slots[at + 2] = (slots[at + 2] as number) + fatal;
    const [killed, wounded] = [counts[0] as number, counts[3] as number];
    if (killed >= 0) slots[at + 3] = (slots[at + 3] as number) + killed;
    else slots[at + 4] = (slots[at + 4] as number) + 1;
    if (wounded >= 0) slots[at + 5] = (slots[at + 5] as number) + wounded;
    else slots[at + 6] = (slots[at + 6] as number) + 1;
    if (hasBounds) {
      putBounds(slots, at + PLAIN - 1, counts, 0);
      putBounds(slots, at + PLAIN + 2, counts, 3);
    }
  };

  return {
    add: (row) => {
      if (isFull) return;
      const year = Math.floor(row.day / 10_000);
      const month = (Math.floor(row.day / 100) % 100) - 1;
      const since = row.grain === 0 ? month : row.grain === 1 ? month - (month % 3) : 0;
      const base = (((((row.grain << 12) | ((year - 1900) * 12 + since)) << 5) | row.province) << 2) | row.victim;
      let kept = 0;
      for (let at = 0; at < tables.length; at++) {
        const cells = tables[at];
        if (cells === null || cells === undefined) continue;
        put(cells, base, row.members[at] as number, row);
        kept += cells.count;
      }
      if (kept === 0) put(first, base, 0, row);
      isFull = kept > MOST_CELLS;
    },
    lines: (beginning) => {
      if (isFull) return null;
      const whole = sumUp(
        first,
        (base) => base,
        () => 0,
      );
      return linesOf(beginning, whole, dimensions, tables, names);
    },
  };
}

/** Adds the bounds of one measure: low, high, and how many rows lack high. A bound that is not given is the best number. */
function putBounds(slots: Float64Array, at: number, counts: Int32Array, from: number): void {
  const [best, low, high] = [counts[from] as number, counts[from + 1] as number, counts[from + 2] as number];
  if (low >= 0 || best >= 0) slots[at] = (slots[at] as number) + (low >= 0 ? low : best);
  if (high >= 0 || best >= 0) slots[at + 1] = (slots[at + 1] as number) + (high >= 0 ? high : best);
  else slots[at + 2] = (slots[at + 2] as number) + 1;
}
