import type { NumberMark } from "./mark";
import { hasNumber, type Scene } from "./scene";

/** The longest quote, in tokens, on either side of its number. */
const REACH = 12;

/** The words of the text a claim rests on: the number with its hedge, and what it counts where no other number stands between. */
export function quoteOf(scene: Scene, number: NumberMark, from: number | null, to: number | null): { quote: string; start: number } {
  const first = from !== null && from < number.from && number.from - from <= REACH && !hasAny(scene, from, number.from) ? from : number.from;
  const last = to !== null && to > number.to && to - number.to <= REACH && !hasAny(scene, number.to, to) ? to : number.to;
  const quoted = quoteFrom(scene, first, last);
  return isBalanced(quoted.quote) ? quoted : quoteFrom(scene, number.from, number.to);
}

/** No bracket opened and not closed, or closed and not opened. */
function isBalanced(text: string): boolean {
  return [..."()[]"].map((sign) => text.split(sign).length).every((count, at, counts) => count === counts[at ^ 1]);
}

export function quoteFrom(scene: Scene, from: number, to: number): { quote: string; start: number } {
  const start = scene.tokens[from]?.start ?? 0;
  return { quote: scene.text.slice(start, scene.tokens[to - 1]?.end ?? start), start };
}

/** Any other number, in brackets too: a quote holds one. */
function hasAny(scene: Scene, from: number, to: number): boolean {
  return hasNumber(scene, from, to) || scene.numbers.some((mark) => mark.from >= from && mark.to <= to);
}
