/** What the bytes of a whole file say about its encoding, without decoding it. */
export interface Inspection {
  /** Characters outside ASCII that are well-formed UTF-8, and places that are not. */
  valid: number;
  broken: number;
  /** Physical line of the first such place; null when there is none. */
  broken_line: number | null;
  /** Stretches around bytes outside ASCII, joined by line feeds, and the line of the first of them. */
  sample: Uint8Array;
  sample_line: number;
}

const SAMPLE = 1 << 15;
/** Bytes kept before and after one outside ASCII. */
const BEFORE = 24;
const AFTER = 40;

/** Reads a file once and counts what is UTF-8 in it: a file can be plain ASCII for megabytes and then not. */
export async function inspect(source: AsyncIterable<Uint8Array>): Promise<Inspection> {
  const found: Inspection = { valid: 0, broken: 0, broken_line: null, sample: new Uint8Array(0), sample_line: 1 };
  const sample: number[] = [];
  let [feeds, returns] = [0, 0];
  // Of the character being read: continuation bytes still due, and the range of the next one (RFC 3629, section 4).
  let [due, least, most] = [0, 0x80, 0xbf];
  // The line as a parser counts it: a file without line feeds ends its lines with carriage returns.
  const line = () => (feeds === 0 ? returns : feeds) + 1;
  const breakAt = () => {
    found.broken += 1;
    found.broken_line ??= line();
    due = 0;
  };

  for await (const bytes of source) {
    let sampledTo = 0;
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at] ?? 0;
      if (byte < 0x80) {
        if (due > 0) breakAt();
        if (byte === 10) feeds += 1;
        else if (byte === 13) returns += 1;
        continue;
      }
      if (at >= sampledTo && sample.length < SAMPLE) {
        if (sample.length === 0) found.sample_line = line();
        const from = Math.max(sampledTo, at - BEFORE);
        sampledTo = at + AFTER;
        sample.push(...bytes.subarray(from, sampledTo), 10);
      }
      if (due > 0) {
        const fits = byte >= least && byte <= most;
        [least, most] = [0x80, 0xbf];
        if (fits) {
          due -= 1;
          if (due === 0) found.valid += 1;
          continue;
        }
        breakAt();
      }
      [due, least, most] = opened(byte);
      if (due === 0) breakAt();
    }
  }
  if (due > 0) breakAt();
  return { ...found, sample: Uint8Array.from(sample) };
}

/** What must follow the first byte of a character: how many bytes, and the range of the first of them; none where it opens no character. */
function opened(byte: number): [due: number, least: number, most: number] {
  if (byte >= 0xc2 && byte <= 0xdf) return [1, 0x80, 0xbf];
  if (byte >= 0xe0 && byte <= 0xef) return [2, byte === 0xe0 ? 0xa0 : 0x80, byte === 0xed ? 0x9f : 0xbf];
  if (byte >= 0xf0 && byte <= 0xf4) return [3, byte === 0xf0 ? 0x90 : 0x80, byte === 0xf4 ? 0x8f : 0xbf];
  return [0, 0x80, 0xbf];
}
