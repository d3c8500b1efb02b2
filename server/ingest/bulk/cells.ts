/**
 * Sums by two numbers, a base and a member. All of a cell stands side by side, its key before its sums, so that looking for it and adding to it is
 * one step into memory, of which a row takes one for every dimension.
 */
export interface Cells {
  count: number;
  /** Numbers of a cell, its key included: a power of two. */
  width: number;
  slots: Float64Array;
  /** Position of a cell's sums, made where it is new. */
  at: (base: number, member: number) => number;
}

/** Members stay below this, and bases below 2 ** 22: a key is a whole number that a double holds exactly. */
const MEMBERS = 2 ** 30;
/** At most this share of the places is taken. */
const FULL = 0.6;

export function beginCells(width: number): Cells {
  const shift = Math.log2(width);
  const grow = () => {
    const old = cells.slots;
    const slots = new Float64Array(old.length * 2);
    const mask = (slots.length >> shift) - 1;
    for (let from = 0; from < old.length; from += width) {
      if (old[from] === 0) continue;
      const [base, member] = keyAt(old, from);
      let place = placeOf(base, member) & mask;
      while (slots[place << shift] !== 0) place = (place + 1) & mask;
      for (let offset = 0; offset < width; offset++) slots[(place << shift) + offset] = old[from + offset] as number;
    }
    cells.slots = slots;
  };
  const cells: Cells = {
    count: 0,
    width,
    slots: new Float64Array(width << 10),
    at: (base, member) => {
      const { slots } = cells;
      const mask = (slots.length >> shift) - 1;
      const key = base * MEMBERS + member + 1;
      let place = placeOf(base, member) & mask;
      for (;;) {
        const found = slots[place << shift] as number;
        if (found === key) return (place << shift) + 1;
        if (found === 0) break;
        place = (place + 1) & mask;
      }
      if (cells.count > mask * FULL) {
        grow();
        return cells.at(base, member);
      }
      cells.count++;
      slots[place << shift] = key;
      return (place << shift) + 1;
    },
  };
  return cells;
}

function placeOf(base: number, member: number): number {
  const mixed = Math.imul(Math.imul(base, 0x9e3779b1) ^ member, 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}

/** Base and member of the cell whose key stands at a position. */
function keyAt(slots: Float64Array, at: number): [base: number, member: number] {
  const key = (slots[at] as number) - 1;
  return [Math.floor(key / MEMBERS), key % MEMBERS];
}

/** Every cell: its base, its member, the position of its sums. */
export function* placesOf({ slots, width }: Cells): Generator<[base: number, member: number, at: number]> {
  for (let at = 0; at < slots.length; at += width) {
    if (slots[at] === 0) continue;
    const [base, member] = keyAt(slots, at);
    yield [base, member, at + 1];
  }
}

/** Adds cells up in new ones, each under the base and the member it is given. */
export function sumUp(cells: Cells, baseOf: (base: number) => number, memberOf: (member: number) => number): Cells {
  const sums = beginCells(cells.width);
  for (const [base, member, at] of placesOf(cells)) {
    const to = sums.at(baseOf(base), memberOf(member));
    for (let sum = 0; sum < cells.width - 1; sum++) sums.slots[to + sum] = (sums.slots[to + sum] as number) + (cells.slots[at + sum] as number);
  }
  return sums;
}
