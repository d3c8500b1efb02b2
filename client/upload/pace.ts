import * as words from "../words/upload";

/** Before this nothing is said: the first part tells too little of the rest. Milliseconds. */
const PATIENCE = 1000;
const LEAST_PART = 0.03;
/** A number that changes with every glance tells nothing. Milliseconds. */
const STEADY = 1000;

export interface Pace {
  /** How long the rest takes at the pace so far, in words; null where it cannot be told yet. `now` in milliseconds. */
  left(part: number | null, now: number): string | null;
}

/** Tells the time left from the part done. It begins anew when the part falls back: another phase counts from 0. */
export function paceOf(): Pace {
  let [began, first, last] = [Number.NaN, 0, 0];
  let [said, saidAt]: [string | null, number] = [null, Number.NEGATIVE_INFINITY];
  return {
    left(part, now) {
      if (part === null || Number.isNaN(began) || part < last) [began, first, said, saidAt] = [now, part ?? 0, null, Number.NEGATIVE_INFINITY];
      last = part ?? 0;
      const done = last - first;
      if (part === null || now - began < PATIENCE || done < LEAST_PART) return null;
      if (now - saidAt >= STEADY) [said, saidAt] = [leftWords(((now - began) / done) * (1 - last)), now];
      return said;
    },
  };
}

/** `about 40 s left`; rounded up, as nobody minds being early. */
export function leftWords(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 5) return words.aFewSecondsLeft;
  if (seconds < 90) return words.secondsLeft(Math.ceil(seconds / 5) * 5);
  return words.minutesLeft(Math.ceil(seconds / 60));
}
