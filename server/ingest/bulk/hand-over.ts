import type { IdOrder } from "./ids";

/** Thrown where the bytes of a file need what only the general reading knows. The whole file is then read again that way. */
export class HandOver extends Error {}

/** Hands the file over to the general reading. `why` is for whoever looks for the time a file took. */
export function handOver(why: string): never {
  throw new HandOver(why);
}

/** What is expected of a file, and only shows while it is read. */
export interface Expectation {
  /** How its ids stand. Unless rows share one, no two rows are the same, and comparing ids is enough to know. */
  ids: IdOrder;
  /** Whether all its rows are dated by day, unless a column of it tells how they are. */
  isByDay: boolean;
}

/** Thrown where a file turns out otherwise than was expected: its bytes are read again in that knowledge. */
export class Otherwise extends Error {
  constructor(readonly found: Partial<Expectation>) {
    super(`The file is otherwise than was expected: ${JSON.stringify(found)}.`);
  }
}
