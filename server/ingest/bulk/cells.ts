/**
 * Sums by a whole number of 32 bits. Cells are numbered from 1 on as they come; a cell's key and its sums stand at its number, and only the numbers have to be looked for. Sums are
 * doubles, which hold whole numbers of 53 bits, and most are of two numbers (`pair`): what is added at every row is then half as much.
 */
export interface Cells {
  count: number;
  /** By the cell's number. */
  keys: Int32Array;
  /** Sums of a cell. */
  width: number;
  /** By the cell's number, so many each. */
  sums: Float64Array;
  /** Numbers of cells, where their keys are looked for; 0 where there is none. */
  numbers: Int32Array;
}

/** A number of a pair stays below this. */
export const LIMIT = 2 ** 26;

/** Two numbers in one, so that their sums are in the sum. */
export const pair = (first: number, second: number): number => first + second * LIMIT;
export const firstOf = (sum: number): number => sum - Math.floor(sum / LIMIT) * LIMIT;
export const secondOf = (sum: number): number => Math.floor(sum / LIMIT);

const ROOM = 1 << 10;

export const beginCells = (width: number): Cells => ({
  count: 0,
  keys: new Int32Array(ROOM),
  width,
  sums: new Float64Array(ROOM * width),
  numbers: new Int32Array(ROOM * 2),
});

/** The number of the cell with a key, which is made where it is new: what was read of the cells before may be old after it. */
export function numberIn(cells: Cells, key: number): number {
  const { keys, numbers } = cells;
  const last = numbers.length - 1;
  let at = mixed(key) & last;
  for (; numbers[at] !== 0; at = (at + 1) & last) {
    const number = numbers[at] as number;
    if (keys[number] === key) return number;
  }
  if (cells.count + 1 === keys.length) {
    grow(cells);
    return numberIn(cells, key);
  }
  cells.count++;
  keys[cells.count] = key;
  numbers[at] = cells.count;
  return cells.count;
}

function grow(cells: Cells): void {
  const keys = new Int32Array(cells.keys.length * 2);
  keys.set(cells.keys);
  const sums = new Float64Array(cells.sums.length * 2);
  sums.set(cells.sums);
  const numbers = new Int32Array(cells.numbers.length * 2);
  const last = numbers.length - 1;
  for (let number = 1; number <= cells.count; number++) {
    let at = mixed(keys[number] as number) & last;
    while (numbers[at] !== 0) at = (at + 1) & last;
    numbers[at] = number;
  }
  cells.keys = keys;
  cells.sums = sums;
  cells.numbers = numbers;
}

/** Where a key is looked for first: its bits are mixed as the last step of MurmurHash3 does. */
function mixed(key: number): number {
  const once = Math.imul(key ^ (key >>> 16), 0x85ebca6b);
  return once ^ (once >>> 13);
}

/** Adds cells up in new ones, each under what a mask leaves of its key. */
export function sumUp(cells: Cells, mask: number): Cells {
  const { keys, sums, width } = cells;
  const whole = beginCells(width);
  for (let number = 1; number <= cells.count; number++) {
    const to = numberIn(whole, (keys[number] as number) & mask) * width;
    const from = number * width;
    for (let offset = 0; offset < width; offset++) whole.sums[to + offset] = (whole.sums[to + offset] as number) + (sums[from + offset] as number);
  }
  return whole;
}
