import { handOver } from "./hand-over";

/** Where the cells of one record stand in the bytes. Filled again for every record. */
export interface Cells {
  /** First byte of each cell and the first after it, quotes left out; as many as the header has. */
  starts: Int32Array;
  ends: Int32Array;
  marks: Uint8Array;
  /** How many cells the record has, which may be more. */
  count: number;
  /** The first byte after the record. */
  end: number;
  /** Physical lines it takes. */
  lines: number;
  /** The marks of all its cells together. */
  marked: number;
}

/** A cell in which quotes are written twice. */
export const DOUBLED = 1;
/** A cell with a NUL, which no text of the database can hold. */
export const NUL = 2;

const [PLAIN, DELIMITER, NEWLINE, QUOTE, HIGH, ZERO] = [0, 1, 2, 3, 4, 5];

/** The longest record the general reading takes is 1 MiB of characters; one of more bytes is left to it. */
export const LONGEST = 1 << 20;

export function cellsOf(width: number): Cells {
  return { starts: new Int32Array(width), ends: new Int32Array(width), marks: new Uint8Array(width), count: 0, end: 0, lines: 0, marked: 0 };
}

/** What each byte means to the scanner under a delimiter. */
export function kindsOf(delimiter: string): Uint8Array {
  const kinds = new Uint8Array(256).fill(HIGH, 128);
  kinds[0] = ZERO;
  kinds[10] = NEWLINE;
  kinds[34] = QUOTE;
  kinds[delimiter.charCodeAt(0)] = DELIMITER;
  return kinds;
}

/**
 * Finds the cells of the record at `from` as `parse.ts` does, in UTF-8 bytes that end at `to`, where a line feed of the caller's stands so that each step
 * need not look whether it is the last. Answers false where the record does not end there: no more, for a step that V8 has not seen when it compiles this costs a second compiling. What parse.ts refuses or mends, and what is no UTF-8, is handed over.
 */
export function scanRecord(bytes: Uint8Array, from: number, to: number, kinds: Uint8Array, cells: Cells): boolean {
  const { starts, ends, marks } = cells;
  const width = starts.length;
  let at = from;
  let count = 0;
  let lines = 1;
  let marked = 0;
  for (;;) {
    let start = at;
    let end = at;
    let mark = 0;
    if (bytes[at] === 34 && at < to) {
      start = ++at;
      for (;;) {
        let kind = kinds[bytes[at] as number];
        while (kind === PLAIN) kind = kinds[bytes[++at] as number];
        if (kind === QUOTE) {
          if (bytes[at + 1] !== 34) break;
          mark |= DOUBLED;
          at += 2;
        } else if (kind === HIGH) {
          const length = lengthOf(bytes, at, to);
          if (length === 0) return false;
          at += length;
        } else {
          if (at >= to) return false;
          if (kind === NEWLINE) lines++;
          else if (kind === ZERO) mark |= NUL;
          at++;
        }
      }
      end = at++;
      if (bytes[at] === 13) at++;
      if (at >= to) return false;
      const kind = kinds[bytes[at] as number];
      if ((kind !== DELIMITER || bytes[at - 1] === 13) && kind !== NEWLINE) handOver("a quoted cell goes on after its closing quote");
    } else {
      for (;;) {
        let kind = kinds[bytes[at] as number];
        while (kind === PLAIN) kind = kinds[bytes[++at] as number];
        if (kind === DELIMITER || kind === NEWLINE) break;
        if (kind === HIGH) {
          const length = lengthOf(bytes, at, to);
          if (length === 0) return false;
          at += length;
          continue;
        }
        if (kind === ZERO) mark |= NUL;
        at++;
      }
      if (at >= to) return false;
      // A carriage return before a line feed is part of the line's end.
      end = bytes[at] === 10 && at > start && bytes[at - 1] === 13 ? at - 1 : at;
    }
    if (count < width) {
      starts[count] = start;
      ends[count] = end;
      marks[count] = mark;
    }
    marked |= mark;
    count++;
    if (bytes[at++] !== 10) continue;
    if (at - from > LONGEST) handOver("a record is very long");
    cells.count = count;
    cells.end = at;
    cells.lines = lines;
    cells.marked = marked;
    return true;
  }
}

/** Bytes of the character that begins at `at` (RFC 3629, section 4); 0 where it goes on beyond `to`. What is none is handed over. */
function lengthOf(bytes: Uint8Array, at: number, to: number): number {
  const first = bytes[at] as number;
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4) handOver("the file is not UTF-8");
  if (at + length > to) return 0;
  const second = bytes[at + 1] as number;
  const least = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const most = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  if (second < least || second > most) handOver("the file is not UTF-8");
  for (let next = at + 2; next < at + length; next++) if (((bytes[next] as number) & 0xc0) !== 0x80) handOver("the file is not UTF-8");
  return length;
}
