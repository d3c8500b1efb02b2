import { pageOf } from "./output";
import { beginHash, rememberSeen, type Seen } from "./seen";

/** The ids of a file's rows, to find one that comes again. */
export interface Ids {
  /** Whether the id was met before; it is now. */
  meet: (view: DataView, start: number, end: number) => boolean;
}

/** Hashes kept in a piece: the first is small, and each later one twice as large up to here, so that V8 has seen how one is made before it compiles. */
const [FIRST_PIECE, PIECE] = [1 << 6, 1 << 16];

/**
 * Remembers some millions of ids. As long as each stands after the one before, as in what a database gives out, none can come again: their hashes are only noted down, and looked
 * for from the first on that does not. Looking for a hash among millions is a step into memory the processor has not at hand, and takes longer than all else that is done with an id.
 */
export function rememberIds(expected: number): Ids {
  const hash = beginHash();
  let noted: Int32Array[] = [];
  let [size, filled] = [FIRST_PIECE, FIRST_PIECE];
  let [last, length] = [pageOf(new Uint8Array(64)), 0];
  let seen: Seen | null = null;

  const note = (a: number, b: number) => {
    if (filled === size) {
      size = Math.min(size * 2, PIECE);
      noted.push(new Int32Array(size));
      filled = 0;
    }
    const piece = noted[noted.length - 1] as Int32Array;
    piece[filled++] = a;
    piece[filled++] = b;
  };

  const keepLast = (view: DataView, start: number, end: number) => {
    length = end - start;
    if (length > last.bytes.length) last = pageOf(new Uint8Array(length * 2));
    for (let at = 0; at < length; at++) last.bytes[at] = view.getUint8(start + at);
  };

  const lookFromNow = () => {
    const found = rememberSeen(expected, false);
    for (const [at, piece] of noted.entries()) {
      const end = at === noted.length - 1 ? filled : piece.length;
      for (let from = 0; from < end; from += 2) found.meet(piece[from] as number, piece[from + 1] as number, 1);
    }
    noted = [];
    return found;
  };

  return {
    meet: (view, start, end) => {
      hash.begin();
      hash.add(view, start, end);
      if (seen === null) {
        if (isAfter(last.view, length, view, start, end)) {
          note(hash.a(), hash.b());
          keepLast(view, start, end);
          return false;
        }
        seen = lookFromNow();
      }
      return seen.meet(hash.a(), hash.b(), 1) !== 0;
    },
  };
}

/** Whether an id stands after another, byte by byte; a longer one after its own beginning. */
function isAfter(other: DataView, length: number, view: DataView, start: number, end: number): boolean {
  const shared = Math.min(length, end - start);
  for (let at = 0; at < shared; at++) {
    const [before, now] = [other.getUint8(at), view.getUint8(start + at)];
    if (before !== now) return before < now;
  }
  return end - start > length;
}
