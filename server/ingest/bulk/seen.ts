/** Two numbers of 32 bits that stand for some cells: equal cells have equal ones, others hardly ever both. */
export interface Hash {
  begin: () => void;
  /** Mixes one more cell in. */
  add: (view: DataView, start: number, end: number) => void;
  a: () => number;
  b: () => number;
}

const turned = (value: number, by: number) => (value << by) | (value >>> (32 - by));

/** A hash in the manner of MurmurHash3's x86_128 (public domain), of which it has two of the four lanes. */
export function beginHash(): Hash {
  let [a, b] = [0, 0];
  const mix = (word: number) => {
    a = Math.imul(turned(a ^ Math.imul(turned(Math.imul(word, 0x239b961b), 15), 0xab0e9789 | 0), 19), 5) + 0x561ccd1b;
    b = Math.imul(turned(b ^ Math.imul(turned(Math.imul(word, 0x38b34ae5), 17), 0xa1e38b93 | 0), 13), 5) + 0x32ac3b17;
  };
  return {
    begin: () => {
      [a, b] = [0, 0];
    },
    add: (view, start, end) => {
      let [x, y] = [a, b];
      let at = start;
      for (; at + 4 <= end; at += 4) {
        const word = view.getInt32(at, true);
        x = (Math.imul(turned(x ^ Math.imul(turned(Math.imul(word, 0x239b961b), 15), 0xab0e9789 | 0), 19), 5) + 0x561ccd1b) | 0;
        y = (Math.imul(turned(y ^ Math.imul(turned(Math.imul(word, 0x38b34ae5), 17), 0xa1e38b93 | 0), 13), 5) + 0x32ac3b17) | 0;
      }
      [a, b] = [x, y];
      let rest = 0;
      for (; at < end; at++) rest = (rest << 8) | view.getUint8(at);
      // The length tells where the cell ends, also from the rest of the bytes.
      mix(rest);
      mix(end - start);
    },
    a: () => finish(a ^ turned(b, 7)),
    b: () => finish(b ^ turned(a, 11)),
  };
}

/** The last step of MurmurHash3: every bit of the number changes every bit of the answer. */
function finish(value: number): number {
  const once = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return twice ^ (twice >>> 16);
}

/** What was met before, by hash. */
export interface Seen {
  /** The line something of this hash was met on first, or 0, and then it is met here. Where lines are not kept, 1 stands for any. */
  meet: (a: number, b: number, line: number) => number;
}

const FULL = 0.75;

/**
 * Remembers some millions of hashes in four bytes each, eight with their lines: one half says where to look, the other is compared. In a file of a million rows
 * two that differ are taken for the same with odds of one in a thousand. A table that is full gets a larger one beside it, for its hashes
 * cannot be moved.
 */
export function rememberSeen(expected: number, keepsLines: boolean): Seen {
  const tables = [tableOf(Math.max(1 << 12, expected / FULL), keepsLines)];
  return {
    meet: (a, b, line) => {
      // 0 is a place where nothing is.
      const tag = a === 0 ? 1 : a;
      for (let which = 0; ; which++) {
        const table = tables[which] as Table;
        const { tags, lines } = table;
        const mask = tags.length - 1;
        let at = b & mask;
        for (; tags[at] !== 0; at = (at + 1) & mask) if (tags[at] === tag) return lines === null ? 1 : (lines[at] as number);
        if (which < tables.length - 1) continue;
        if (table.held > tags.length * FULL) {
          tables.push(tableOf(tags.length * 2, keepsLines));
          continue;
        }
        tags[at] = tag;
        if (lines !== null) lines[at] = line;
        table.held++;
        return 0;
      }
    },
  };
}

interface Table {
  tags: Int32Array;
  lines: Uint32Array | null;
  held: number;
}

function tableOf(least: number, keepsLines: boolean): Table {
  const size = 2 ** Math.ceil(Math.log2(least));
  return { tags: new Int32Array(size), lines: keepsLines ? new Uint32Array(size) : null, held: 0 };
}
