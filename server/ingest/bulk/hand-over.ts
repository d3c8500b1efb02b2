import type { IdOrder } from "./ids";

/** Thrown where the bytes of a file need what only the general reading knows. The whole file is then read again that way. */
export class HandOver extends Error {}

/** Hands the file over to the general reading. `why` is for whoever looks for the time a file took. */
export function handOver(why: string): never {
  throw new HandOver(why);
}

/** Thrown where the ids of rows turn out to stand otherwise than was expected: the bytes are read again in that knowledge. */
export class OtherIds extends Error {
  constructor(readonly ids: IdOrder) {
    super(`The ids are ${ids}.`);
  }
}
