/**
 * Rows of PostgreSQL's COPY in its binary format (manual, COPY, "Binary Format"), without what stands before the first and after the last: of each
 * row how many fields it has, then its fields, each with its length before it, -1 for null, and numbers with their highest byte first. No value has to be
 * turned into digits here and back there, and no byte of a text needs a backslash. What is written goes where `at` says; whoever writes much keeps `bytes`
 * and `at` in variables meanwhile.
 */
export interface Output {
  bytes: Uint8Array;
  view: DataView;
  at: number;
}

/** Bytes with a view of them, for reading four at once. */
export interface Page {
  bytes: Uint8Array;
  view: DataView;
}

export const pageOf = (bytes: Uint8Array): Page => ({ bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength) });

/** Room a row needs beside its texts: some thirty fields of twelve bytes, names of provinces. */
const BESIDE = 1024;
const encoder = new TextEncoder();

export const beginOutput = (room: Uint8Array): Output => ({ ...pageOf(room), at: 0 });

/** Makes room for a row with so many bytes of texts. */
export function reserve(out: Output, bytes: number): void {
  const needed = out.at + bytes + BESIDE;
  if (needed <= out.bytes.length) return;
  const larger = pageOf(new Uint8Array(Math.max(needed, out.bytes.length * 2)));
  larger.bytes.set(out.bytes.subarray(0, out.at));
  Object.assign(out, larger);
}

/** Makes room for so many bytes; whoever has room that is used no more gives that. */
export type MakeRoom = (bytes: number) => Uint8Array;

export const newRoom: MakeRoom = (bytes) => new Uint8Array(bytes);

/** Everything written since the last time; what comes is written elsewhere. */
export function take(out: Output, makeRoom: MakeRoom): Uint8Array {
  if (out.at === 0) return new Uint8Array(0);
  const taken = out.bytes.subarray(0, out.at);
  Object.assign(out, pageOf(makeRoom(out.bytes.length)), { at: 0 });
  return taken;
}

// Those below write at a place and answer the place after it; there must be room.

/** How many fields the row has that begins here. */
export function putWidth(to: DataView, at: number, fields: number): number {
  to.setInt16(at, fields);
  return at + 2;
}

export function putNull(to: DataView, at: number): number {
  to.setInt32(at, -1);
  return at + 4;
}

const HALF = 2 ** 32;

/** A bigint, from 0 on. */
export function putWhole(to: DataView, at: number, value: number): number {
  to.setInt32(at, 8);
  to.setInt32(at + 4, value < HALF ? 0 : Math.floor(value / HALF));
  to.setInt32(at + 8, value);
  return at + 12;
}

/** A bigint, or null where it is below zero. */
export function putOptional(to: DataView, at: number, value: number): number {
  return value >= 0 ? putWhole(to, at, value) : putNull(to, at);
}

/** A double precision. */
export function putDouble(to: DataView, at: number, value: number): number {
  to.setInt32(at, 8);
  to.setFloat64(at + 4, value);
  return at + 12;
}

/** A date, of a day written as the number 20240914. */
export function putDay(to: DataView, at: number, day: number): number {
  to.setInt32(at, 4);
  to.setInt32(at + 4, daysOf(day));
  return at + 8;
}

/** Days since 2000-01-01, which dates are counted from (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil). */
function daysOf(day: number): number {
  const month = ((day / 100) | 0) % 100;
  const year = ((day / 10_000) | 0) - (month <= 2 ? 1 : 0);
  // Counted from March, so that a leap day is the last of its year.
  const dayOfYear = ((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) | 0;
  return year * 365 + ((year / 4) | 0) - ((year / 100) | 0) + ((year / 400) | 0) + dayOfYear + (day % 100) - 730_426;
}

/** Bytes as they are. */
export function putBytes(to: Uint8Array, at: number, bytes: Uint8Array): number {
  for (let from = 0; from < bytes.length; from++) to[at + from] = bytes[from] as number;
  return at + bytes.length;
}

/** A text of the page. Four bytes at once, the last four perhaps over some written already. */
export function putText(to: Uint8Array, toView: DataView, start: number, { bytes, view }: Page, from: number, end: number): number {
  const length = end - from;
  toView.setInt32(start, length);
  const at = start + 4;
  if (length < 8) {
    for (let offset = 0; offset < length; offset++) to[at + offset] = bytes[from + offset] as number;
    return at + length;
  }
  for (let offset = 0; offset < length - 4; offset += 4) toView.setInt32(at + offset, view.getInt32(from + offset, true), true);
  toView.setInt32(at + length - 4, view.getInt32(end - 4, true), true);
  return at + length;
}

// A field as its bytes, for what is written often or seldom.

/** A text, or null. */
export function textField(text: string | null): Uint8Array {
  return text === null ? fieldOf(putNull) : withLength(encoder.encode(text));
}

/** A jsonb: version 1 of its format is its text. */
export const jsonField = (value: object): Uint8Array => withLength(Uint8Array.of(1, ...encoder.encode(JSON.stringify(value))));

/** What one of those above writes. */
export function fieldOf(put: (to: DataView, at: number) => number): Uint8Array {
  const { bytes, view } = pageOf(new Uint8Array(16));
  return bytes.subarray(0, put(view, 0));
}

function withLength(value: Uint8Array): Uint8Array {
  const { bytes, view } = pageOf(new Uint8Array(4 + value.length));
  view.setInt32(0, value.length);
  bytes.set(value, 4);
  return bytes;
}

export function joined(...fields: Uint8Array[]): Uint8Array {
  const all = new Uint8Array(fields.reduce((sum, { length }) => sum + length, 0));
  fields.reduce((at, bytes) => putBytes(all, at, bytes), 0);
  return all;
}
