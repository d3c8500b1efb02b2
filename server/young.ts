import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

// V8's young generation, the space where all objects are made and which is cleared each time it is full.

/** It begins at 1 MB a half and by itself doubles until it has 16 MB, for which loading the program is enough. */
const GROWTH = "--semi-space-growth-factor";

/** Keeps it as it is: the process takes some 16 MB less, whatever it is asked for but answers. */
export function keepYoungSmall(): void {
  setFlagsFromString(`${GROWTH}=1`);
}

let mayGrow = false;

/**
 * Lets it grow, from the first new question on: an answer is made of some 300 kB of objects, and at 1 MB every third clearing finds one half made. It costs up to 48 MB, and answers are made
 * twice as fast.
 */
export function letYoungGrow(): void {
  if (mayGrow) return;
  mayGrow = true;
  setFlagsFromString(`${GROWTH}=2`);
}

/** Clears it; where V8 does not give the means, files pass as they did without. Only a context that is made while the flag is set has them. */
setFlagsFromString("--expose-gc");
const clear: ((what: { type: "minor" }) => void) | undefined = runInNewContext("globalThis.gc");
setFlagsFromString("--no-expose-gc");

/** Bytes that may pass through between two clearings. */
const MOST = 4 << 20;
let passed = 0;

/**
 * To be told of bytes that pass through the process. A buffer is a small object whose bytes lie elsewhere: V8 would clear hundreds of megabytes late, and each new buffer be put into memory that
 * the processor has not at hand. An upload arrives in a seventh less time so.
 */
export function passBytes(count: number): void {
  passed += count;
  if (passed < MOST) return;
  passed = 0;
  clear?.({ type: "minor" });
}
