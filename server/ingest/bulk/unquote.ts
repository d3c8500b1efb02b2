import type { Page } from "./output";
import { type Cells, DOUBLED } from "./scan";

/** Writes the cells with doubled quotes anew, with single ones, where there is room. Four bytes at once where none is a quote. */
export function unquote({ bytes, view }: Page, { starts, ends, marks, count }: Cells, spare: number): void {
  let to = spare;
  for (let index = 0; index < Math.min(count, starts.length); index++) {
    if (((marks[index] as number) & DOUBLED) === 0) continue;
    const end = ends[index] as number;
    const start = to;
    for (let at = starts[index] as number; at < end; ) {
      const word = at + 4 <= end ? view.getInt32(at, true) : QUOTES;
      if (!hasQuote(word)) {
        view.setInt32(to, word, true);
        at += 4;
        to += 4;
        continue;
      }
      const byte = bytes[at] as number;
      bytes[to++] = byte;
      at += byte === 34 ? 2 : 1;
    }
    starts[index] = start;
    ends[index] = to;
  }
}

/** Four quotes. */
const QUOTES = 0x22222222;

/** Whether one of four bytes is a quote: it alone becomes zero, and only below a zero byte does the subtraction borrow (H. S. Warren, Hacker's Delight, "Find First 0-Byte"). */
function hasQuote(word: number): boolean {
  const other = word ^ QUOTES;
  return ((other - 0x01010101) & ~other & 0x80808080) !== 0;
}
