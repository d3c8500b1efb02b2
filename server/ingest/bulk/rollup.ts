import { dayOf } from "../../domain/day";
import { VICTIMS } from "../../domain/victim";

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
  /**
   * The cells as lines for COPY: dimension, member, first day, precision, province, victim ('' for all), rows, incidents, fatal
   * incidents, then of killed and of wounded best, low, high, how many rows lack best and how many lack high. Null where there
   * were too many.
   */
  lines: () => Generator<string> | null;
}

const GRAINS = ["month", "quarter", "year"];
/** Cells that may be kept: each takes a hundred bytes. */
const MOST_CELLS = 400_000;
/** Sums of a cell: rows, incidents, fatal incidents; then of killed and of wounded: best, rows without; and where there are bounds: low, high, rows without high. */
const [PLAIN, BOUNDED] = [7, 13];

/** Cells by two numbers. Number, base and member of a cell stand side by side: each is looked for in a place far from the last. */
interface Cells {
  count: number;
  slots: Int32Array;
  sums: Float64Array;
  /** Position of the cell's sums, made where it is new. */
  at: (base: number, member: number) => number;
  /** Adds sums that stand elsewhere to a cell. */
  sum: (base: number, member: number, sums: Float64Array, from: number) => void;
}

function beginCells(width: number): Cells {
  const place = (base: number, member: number, size: number) => {
    const mixed = Math.imul(Math.imul(base, 0x9e3779b1) ^ member, 0x85ebca6b);
    return ((mixed ^ (mixed >>> 15)) & (size - 1)) << 2;
  };
  const grow = () => {
    const old = cells.slots;
    const slots = new Int32Array(old.length * 4);
    for (let from = 0; from < old.length; from += 4) {
      if (old[from] === 0) continue;
      let to = place(old[from + 1] as number, old[from + 2] as number, slots.length >> 2);
      while (slots[to] !== 0) to = (to + 4) & (slots.length - 1);
      slots.set(old.subarray(from, from + 3), to);
    }
    cells.slots = slots;
  };
  const cells: Cells = {
    count: 0,
    slots: new Int32Array(1 << 12),
    sums: new Float64Array(width << 8),
    at: (base, member) => {
      const { slots } = cells;
      let slot = place(base, member, slots.length >> 2);
      for (; slots[slot] !== 0; slot = (slot + 4) & (slots.length - 1)) {
        if (slots[slot + 1] === base && slots[slot + 2] === member) return ((slots[slot] as number) - 1) * width;
      }
      slots[slot] = ++cells.count;
      slots[slot + 1] = base;
      slots[slot + 2] = member;
      if (cells.count * width > cells.sums.length) {
        const larger = new Float64Array(cells.sums.length * 2);
        larger.set(cells.sums);
        cells.sums = larger;
      }
      if (cells.count * 8 > slots.length) grow();
      return (cells.count - 1) * width;
    },
    sum: (base, member, sums, from) => {
      const at = cells.at(base, member);
      for (let sum = 0; sum < width; sum++) cells.sums[at + sum] = (cells.sums[at + sum] as number) + (sums[from + sum] as number);
    },
  };
  return cells;
}

/** Begins a rollup over these dimensions; `names` are asked at the end for what the numbers of members and provinces mean, null for not stated. */
export function beginRollup(
  dimensions: readonly { name: string; isThere: boolean }[],
  names: { member: (dimension: number, number: number) => string | null; province: (number: number) => string },
  hasBounds: boolean,
): Rollup {
  const width = hasBounds ? BOUNDED : PLAIN;
  const tables = dimensions.map(({ isThere }) => (isThere ? beginCells(width) : null));
  // Every row is in each table once, so that the whole is what any of them adds up to.
  const first = tables.find((cells) => cells !== null);
  const whole = beginCells(width);
  let isFull = false;

  const put = (cells: Cells, base: number, member: number, row: Addend) => {
    const at = cells.at(base, member);
    const { sums } = cells;
    sums[at] = (sums[at] as number) + 1;
    sums[at + 1] = (sums[at + 1] as number) + row.incidents;
    sums[at + 2] = (sums[at + 2] as number) + row.fatal;
    for (let measure = 0; measure < 2; measure++) {
      const best = row.counts[measure * 3] as number;
      const to = at + 3 + measure * 2;
      if (best >= 0) sums[to] = (sums[to] as number) + best;
      else sums[to + 1] = (sums[to + 1] as number) + 1;
      if (!hasBounds) continue;
      const low = row.counts[measure * 3 + 1] as number;
      const high = row.counts[measure * 3 + 2] as number;
      const bounds = at + PLAIN + measure * 3;
      // A bound that is not given is the best number.
      if (low >= 0 || best >= 0) sums[bounds] = (sums[bounds] as number) + (low >= 0 ? low : best);
      if (high >= 0 || best >= 0) sums[bounds + 1] = (sums[bounds + 1] as number) + (high >= 0 ? high : best);
      else sums[bounds + 2] = (sums[bounds + 2] as number) + 1;
    }
  };

  /** The lines of one dimension: its cells by victim class, and the same of all classes together. */
  function* linesOf(dimension: string, cells: Cells, nameOf: (member: number) => string): Generator<string> {
    const every = beginCells(width);
    for (const [base, member, at] of placesOf(cells)) every.sum(base >> 2, member, cells.sums, at);
    for (const [base, member, at] of placesOf(cells)) yield line(dimension, nameOf(member), base >> 2, VICTIMS[base & 3] ?? "", cells.sums, at);
    for (const [base, member, at] of placesOf(every)) yield line(dimension, nameOf(member), base, "", every.sums, at);
  }

  /** Every cell: its base, its member, the position of its sums. */
  function* placesOf({ slots }: Cells): Generator<readonly [number, number, number]> {
    for (let slot = 0; slot < slots.length; slot += 4) {
      if (slots[slot] !== 0) yield [slots[slot + 1] as number, slots[slot + 2] as number, ((slots[slot] as number) - 1) * width];
    }
  }

  function line(dimension: string, member: string, base: number, victim: string, sums: Float64Array, at: number): string {
    const period = base >> 5;
    const months = period & 4095;
    const start = dayOf(1900 + Math.floor(months / 12), (months % 12) + 1, 1);
    const rows = sums[at];
    let counted = "";
    for (let measure = 0; measure < 2; measure++) {
      const from = at + 3 + measure * 2;
      const bounds = at + PLAIN + measure * 3;
      const [best, blank] = [sums[from], sums[from + 1]];
      const [low, high, highBlank] = hasBounds ? [sums[bounds], sums[bounds + 1], sums[bounds + 2]] : [best, best, blank];
      // A sum over blanks only is blank.
      counted += `\t${blank === rows ? "\\N" : best}\t${blank === rows ? "\\N" : low}\t${highBlank === rows ? "\\N" : high}\t${blank}\t${highBlank}`;
    }
    return `${dimension}\t${member}\t${start}\t${GRAINS[period >> 12]}\t${names.province(base & 31)}\t${victim}\t${rows}\t${sums[at + 1]}\t${sums[at + 2]}${counted}\n`;
  }

  function* all(): Generator<string> {
    if (first) for (const [base, , at] of placesOf(first)) whole.sum(base, 0, first.sums, at);
    yield* linesOf("", whole, () => "");
    for (const [at, { name }] of dimensions.entries()) {
      const cells = tables[at] ?? null;
      // Where the file lacks the column, every row is one that does not state it.
      const nameOf = (member: number) => names.member(at, member)?.replace(/[\\\t\n\r]/g, (letter) => ESCAPES[letter] ?? letter) ?? "\\N";
      yield* cells === null ? linesOf(name, whole, () => "\\N") : linesOf(name, cells, nameOf);
    }
  }

  return {
    add: (row) => {
      if (isFull) return;
      const year = Math.floor(row.day / 10_000);
      const month = (Math.floor(row.day / 100) % 100) - 1;
      const since = row.grain === 0 ? month : row.grain === 1 ? month - (month % 3) : 0;
      const base = (((((row.grain << 12) | ((year - 1900) * 12 + since)) << 5) | row.province) << 2) | row.victim;
      if (first === undefined) put(whole, base, 0, row);
      let kept = whole.count;
      for (let at = 0; at < tables.length; at++) {
        const cells = tables[at];
        if (cells === null || cells === undefined) continue;
        put(cells, base, row.members[at] as number, row);
        kept += cells.count;
      }
      isFull = kept > MOST_CELLS;
    },
    lines: () => (isFull ? null : all()),
  };
}

const ESCAPES: Record<string, string> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };
