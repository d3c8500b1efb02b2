/**
 * Lines of PostgreSQL's COPY in its text format (manual, COPY, "Text Format"), written as bytes: values are set apart by tabs, `\N` is null, and
 * backslash, tab, carriage return and line feed have a backslash before them.
 */
export interface Output {
  /** Makes room for a line of so many bytes of cells. */
  reserve: (bytes: number) => void;
  byte: (byte: number) => void;
  number: (value: number) => void;
  ascii: (text: string) => void;
  /** A stretch of bytes in which nothing needs a backslash. */
  plain: (bytes: Uint8Array, start: number, end: number) => void;
  /** A stretch of bytes in which something may. */
  escaped: (bytes: Uint8Array, start: number, end: number) => void;
  text: (text: string) => void;
  /** Bytes written so far; going back to an earlier number unwrites what came after. */
  length: () => number;
  back: (length: number) => void;
  /** Everything written since the last time. */
  take: () => Uint8Array;
}

const ROOM = 1 << 17;
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

export function beginOutput(): Output {
  const encoder = new TextEncoder();
  let out = new Uint8Array(ROOM);
  let at = 0;

  const reserve = (bytes: number) => {
    const needed = at + bytes * 2 + 512;
    if (needed <= out.length) return;
    const larger = new Uint8Array(Math.max(needed, out.length * 2));
    larger.set(out.subarray(0, at));
    out = larger;
  };
  const escaped = (bytes: Uint8Array, start: number, end: number) => {
    const to = out;
    let position = at;
    for (let from = start; from < end; from++) {
      const byte = bytes[from] as number;
      const letter = LETTERS[byte] as number;
      if (letter === 0) to[position++] = byte;
      else {
        to[position++] = BACKSLASH;
        to[position++] = letter;
      }
    }
    at = position;
  };
  return {
    reserve,
    escaped,
    byte: (byte) => {
      out[at++] = byte;
    },
    number: (value) => {
      let left = value;
      let size = 1;
      for (let power = 10; power <= left; power *= 10) size++;
      for (let position = at + size - 1; position >= at; position--) {
        const tenth = Math.floor(left / 10);
        out[position] = 48 + left - tenth * 10;
        left = tenth;
      }
      at += size;
    },
    ascii: (text) => {
      for (let from = 0; from < text.length; from++) out[at++] = text.charCodeAt(from);
    },
    plain: (bytes, start, end) => {
      const to = out;
      let position = at;
      for (let from = start; from < end; from++) to[position++] = bytes[from] as number;
      at = position;
    },
    text: (text) => {
      const bytes = encoder.encode(text);
      reserve(bytes.length);
      escaped(bytes, 0, bytes.length);
    },
    length: () => at,
    back: (length) => {
      at = length;
    },
    take: () => {
      const taken = out.subarray(0, at);
      out = new Uint8Array(Math.max(ROOM, at + (at >> 2)));
      at = 0;
      return taken;
    },
  };
}
