import { Otherwise } from "./hand-over";
import { pageOf } from "./output";
import { beginHash, rememberSeen } from "./seen";

/**
 * How the ids of a file's rows stand: each after the one before it, byte by byte, as in what a database gives out; each there once, in any order; or shared by rows. It is expected of
 * a file, and where it turns out otherwise the file is read again.
 */
export type IdOrder = "ordered" | "unique" | "shared";

/** The ids of a file's rows. */
export interface Ids {
  /** Meets the next. Throws Otherwise where it is not as expected. */
  meet: (view: DataView, start: number, end: number) => void;
}

/** Follows ids that stand in order, of which none can come again: looking for a million, or only preparing to, takes longer than all else that is done with them. */
function followIds(): Ids {
  let [last, length] = [pageOf(new Uint8Array(64)), 0];
  return {
    meet: (view, start, end) => {
      if (!isAfter(last.view, 0, length, view, start, end)) throw new Otherwise({ ids: "unique" });
      length = end - start;
      if (length > last.bytes.length) last = pageOf(new Uint8Array(length * 2));
      for (let at = 0; at < length; at++) last.bytes[at] = view.getUint8(start + at);
    },
  };
}

/** Whether an id stands after another, byte by byte; a longer one after its own beginning. */
export function isAfter(other: DataView, from: number, to: number, view: DataView, start: number, end: number): boolean {
  const shared = Math.min(to - from, end - start);
  for (let at = 0; at < shared; at++) {
    const [before, now] = [other.getUint8(from + at), view.getUint8(start + at)];
    if (before !== now) return before < now;
  }
  return end - start > to - from;
}

/** Remembers about so many ids, to find one that comes again. */
function rememberIds(rows: number): Ids {
  const [hash, seen] = [beginHash(), rememberSeen(rows, false)];
  return {
    meet: (view, start, end) => {
      hash.begin();
      hash.add(view, start, end);
      if (seen.meet(hash.a(), hash.b(), 1) !== 0) throw new Otherwise({ ids: "shared" });
    },
  };
}

/** Meets the ids of a file of about so many rows. Where rows may share them there is nothing to find. */
export function meetIds(expected: IdOrder, rows: number): Ids {
  if (expected === "ordered") return followIds();
  return expected === "unique" ? rememberIds(rows) : { meet: () => undefined };
}
