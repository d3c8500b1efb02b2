/**
 * Lines of PostgreSQL's COPY in its text format (manual, COPY, "Text Format"), written as bytes: values are set apart by tabs, `\N` is null, and
 * backslash, tab, carriage return and line feed have a backslash before them. What is written goes where `at` says; whoever writes much keeps
 * `bytes` and `at` in variables meanwhile.
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

/** Room a line needs beside its cells, and one cell that a reader made up: numbers, names of provinces, tabs. */
const BESIDE = 1024;
export const [TAB, FEED] = [9, 10];
const BACKSLASH = 92;
const ESCAPES = new Map([
  [BACKSLASH, BACKSLASH],
  [TAB, 116],
  [FEED, 110],
  [13, 114],
]);
/** The letter after the backslash, by byte; 0 for bytes that need none. */
const LETTERS = Uint8Array.from({ length: 256 }, (_, byte) => ESCAPES.get(byte) ?? 0);
const encoder = new TextEncoder();

export const beginOutput = (room: number): Output => ({ ...pageOf(new Uint8Array(room)), at: 0 });

/** Makes room for a line of so many bytes of cells, each of which may need a backslash. */
export function reserve(out: Output, bytes: number): void {
  const needed = out.at + bytes * 2 + BESIDE;
  if (needed <= out.bytes.length) return;
  const larger = pageOf(new Uint8Array(Math.max(needed, out.bytes.length * 2)));
  larger.bytes.set(out.bytes.subarray(0, out.at));
  Object.assign(out, larger);
}

/** Makes room for so many bytes; whoever has room that is used no more gives that. */
export type MakeRoom = (bytes: number) => Uint8Array;

/** Everything written since the last time; what comes is written elsewhere. */
export function take(out: Output, makeRoom: MakeRoom): Uint8Array {
  if (out.at === 0) return new Uint8Array(0);
  const taken = out.bytes.subarray(0, out.at);
  Object.assign(out, pageOf(makeRoom(out.bytes.length)), { at: 0 });
  return taken;
}

/** A text in which nothing needs a backslash. */
export const plain = (text: string): Uint8Array => encoder.encode(text);

/** A text as it stands in a line: `\N` for null. */
export const encoded = (text: string | null): Uint8Array =>
  text === null ? plain("\\N") : plain(text.replace(/[\\\t\n\r]/g, (letter) => `\\${String.fromCharCode(LETTERS[letter.charCodeAt(0)] ?? 0)}`));

/** Writes a text, of any length. */
export function putText(out: Output, text: string | null): void {
  const bytes = encoded(text);
  reserve(out, bytes.length);
  out.bytes.set(bytes, out.at);
  out.at += bytes.length;
}

// Those below write at a place and answer the place after it; there must be room.

export function putByte(to: Uint8Array, at: number, byte: number): number {
  to[at] = byte;
  return at + 1;
}

/** A whole number from 0. */
export function putNumber(to: Uint8Array, at: number, value: number): number {
  if (value < 10) {
    to[at] = 48 + value;
    return at + 1;
  }
  let size = 1;
  for (let power = 10; power <= value; power *= 10) size++;
  let left = value;
  for (let position = at + size - 1; position >= at; position--) {
    const tenth = Math.floor(left / 10);
    to[position] = 48 + left - tenth * 10;
    left = tenth;
  }
  return at + size;
}

/** A number, or null where it is below zero. */
export function putOptional(to: Uint8Array, at: number, value: number): number {
  if (value >= 0) return putNumber(to, at, value);
  to[at] = BACKSLASH;
  to[at + 1] = 78;
  return at + 2;
}

/** Bytes as they are. */
export function putBytes(to: Uint8Array, at: number, bytes: Uint8Array): number {
  for (let from = 0; from < bytes.length; from++) to[at + from] = bytes[from] as number;
  return at + bytes.length;
}

/** A stretch in which nothing needs a backslash. Four bytes at once, the last four perhaps over some written already. */
export function putPlain(to: Uint8Array, toView: DataView, at: number, { bytes, view }: Page, start: number, end: number): number {
  const length = end - start;
  if (length < 8) {
    for (let from = 0; from < length; from++) to[at + from] = bytes[start + from] as number;
    return at + length;
  }
  for (let from = 0; from < length - 4; from += 4) toView.setInt32(at + from, view.getInt32(start + from, true), true);
  toView.setInt32(at + length - 4, view.getInt32(end - 4, true), true);
  return at + length;
}

/** A stretch in which something may need a backslash. */
export function putEscaped(to: Uint8Array, at: number, bytes: Uint8Array, start: number, end: number): number {
  let position = at;
  for (let from = start; from < end; from++) {
    const byte = bytes[from] as number;
    const letter = LETTERS[byte] as number;
    if (letter !== 0) to[position++] = BACKSLASH;
    to[position++] = letter === 0 ? byte : letter;
  }
  return position;
}
