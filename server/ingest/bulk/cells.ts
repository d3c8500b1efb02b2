/**
 * Sums by a whole number of 32 bits. All of a cell stands side by side, its key before its sums, so that looking for it and adding to it is one step
 * into memory: half a line of the processor's cache where it has seven sums. The first sum is of rows, and so never 0.
 */
export interface Cells {
  count: number;
  /** Numbers of a cell, its key included: a power of two. */
  width: number;
  slots: Int32Array;
}

/** At most this share of the places is taken. */
const FULL = 0.6;

export const beginCells = (width: number): Cells => ({ count: 0, width, slots: new Int32Array(width << 10) });

/** Position of a cell's key, made where it is new. What was read of `slots` before may be old after it. */
export function placeIn(cells: Cells, key: number): number {
  const { slots, width } = cells;
  const last = slots.length - width;
  let at = startOf(key, width) & last;
  for (; slots[at + 1] !== 0; at = (at + width) & last) if (slots[at] === key) return at;
  if (cells.count * width > last * FULL) {
    grow(cells);
    return placeIn(cells, key);
  }
  cells.count++;
  slots[at] = key;
  return at;
}

function grow(cells: Cells): void {
  const { slots, width } = cells;
  const larger = new Int32Array(slots.length * 2);
  const last = larger.length - width;
  for (let from = 0; from < slots.length; from += width) {
    if (slots[from + 1] === 0) continue;
    let at = startOf(slots[from] as number, width) & last;
    while (larger[at + 1] !== 0) at = (at + width) & last;
    for (let offset = 0; offset < width; offset++) larger[at + offset] = slots[from + offset] as number;
  }
  cells.slots = larger;
}

/** Where a key is looked for first: a multiple of the width. Its bits are mixed as the last step of MurmurHash3 does. */
function startOf(key: number, width: number): number {
  const mixed = Math.imul(key ^ (key >>> 16), 0x85ebca6b);
  return (mixed ^ (mixed >>> 13)) * width;
}

/** Adds cells up in new ones, each under what a mask leaves of its key. */
export function sumUp(cells: Cells, mask: number): Cells {
  const { slots, width } = cells;
  const sums = beginCells(width);
  for (let from = 0; from < slots.length; from += width) {
    if (slots[from + 1] === 0) continue;
    const at = placeIn(sums, (slots[from] as number) & mask);
    for (let offset = 1; offset < width; offset++) sums.slots[at + offset] = (sums.slots[at + offset] as number) + (slots[from + offset] as number);
  }
  return sums;
}
