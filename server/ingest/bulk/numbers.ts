import { MOST } from "../count";

/** A cell only the general reading tells. */
export const ODD = -2;
/** A blank cell: not reported. */
export const BLANK = -1;

/** A count written in plain digits, without zeros before them; BLANK, or ODD for anything else. */
export function countIn(bytes: Uint8Array, start: number, end: number): number {
  if (start === end) return BLANK;
  if (end - start > 7) return ODD;
  let value = 0;
  for (let at = start; at < end; at++) {
    const digit = (bytes[at] as number) - 48;
    if (digit < 0 || digit > 9) return ODD;
    value = value * 10 + digit;
  }
  return value > MOST || (bytes[start] === 48 && end - start > 1) ? ODD : value;
}

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** A real day written 2024-09-14, from 1900 to the year given, as the number 20240914; BLANK, or ODD for anything else. */
export function dayIn(bytes: Uint8Array, start: number, end: number, lastYear: number): number {
  if (start === end) return BLANK;
  if (end - start !== 10 || bytes[start + 4] !== 45 || bytes[start + 7] !== 45) return ODD;
  const year = digits(bytes, start, start + 4);
  const month = digits(bytes, start + 5, start + 7);
  const day = digits(bytes, start + 8, end);
  if (year < 1900 || year > lastYear || month < 1 || month > 12 || day < 1) return ODD;
  const leap = month === 2 && (year % 400 === 0 || (year % 4 === 0 && year % 100 !== 0)) ? 1 : 0;
  return day > (LENGTHS[month - 1] as number) + leap ? ODD : year * 10_000 + month * 100 + day;
}

/** The number of some digits; below zero where one is none. */
function digits(bytes: Uint8Array, start: number, end: number): number {
  let value = 0;
  for (let at = start; at < end; at++) {
    const digit = (bytes[at] as number) - 48;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

/**
 * A coordinate below the limit without a sign, 33.9871; BLANK, or ODD for anything else. Fifteen digits and a power of ten are both numbers a double holds exactly, so that
 * their quotient is the double nearest to what is written (W. Clinger, "How to Read Floating Point Numbers Accurately", 1990).
 */
export function degreesIn(bytes: Uint8Array, start: number, end: number, limit: number): number {
  if (start === end) return BLANK;
  let point = start;
  while (point < end && bytes[point] !== 46) point++;
  const whole = digits(bytes, start, point);
  if (point === start || point - start > 3 || whole < 0 || whole >= limit || end - start > 16) return ODD;
  if (point === end) return whole;
  const rest = point + 1 < end ? digits(bytes, point + 1, end) : -1;
  const scale = 10 ** (end - point - 1);
  return rest < 0 ? ODD : (whole * scale + rest) / scale;
}

/** Best is the low bound where nothing else is given. False where the three fall, which is a fault. */
export function settleBounds(counts: Int32Array, at: number): boolean {
  const [best, low, high] = [counts[at] as number, counts[at + 1] as number, counts[at + 2] as number];
  if (low >= 0 && best >= 0 && best < low) return false;
  if (high >= 0 && ((best >= 0 && high < best) || (low >= 0 && high < low))) return false;
  if (best < 0) counts[at] = low;
  return true;
}
