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

/** Whether a cell is blank or a coordinate below the limit without a sign, 33.9871; fifteen digits are as many as a number keeps. */
export function isDegrees(bytes: Uint8Array, start: number, end: number, limit: number): boolean {
  if (start === end) return true;
  let point = start;
  while (point < end && bytes[point] !== 46) point++;
  const whole = digits(bytes, start, point);
  if (point === start || point - start > 3 || whole < 0 || whole >= limit || end - start > 16) return false;
  return point === end || (point + 1 < end && digits(bytes, point + 1, end) >= 0);
}
