import { numeralAt, yearAt } from "./numeral";
import type { Token } from "./token";

const PARTS = new Map<string, number>([
  ["half", 2],
  ["third", 3],
  ["thirds", 3],
  ["quarter", 4],
  ["quarters", 4],
  ["fourths", 4],
  ["fifth", 5],
  ["fifths", 5],
  ["tenth", 10],
  ["tenths", 10],
]);
/** Before these, halves and quarters are stretches of a year. */
const OF_YEAR = new Set("first second third fourth last latter final other previous past opening these each every same".split(" "));
/** What a ratio is of: `two in three deaths`, `one in four of those killed`. */
const COUNTED = /^(?:of|deaths?|fatalit(?:y|ies)|people|persons|victims?|killings?|casualt(?:y|ies)|dead|those|them|incidents?|attacks)$/;

/** A fraction in words, in percent: `two-thirds of`, `half the`, `a quarter of`, `by a third`, `two in three`; and the token after it. */
export function fractionAt(tokens: readonly Token[], at: number): { value: number; to: number } | null {
  return partOf(tokens, at) ?? ratio(tokens, at);
}

function partOf(tokens: readonly Token[], at: number): { value: number; to: number } | null {
  const low = tokens[at]?.low ?? "";
  if (tokens[at]?.kind !== "word" || OF_YEAR.has(tokens[at - 1]?.low ?? "")) return null;
  if (low === "half") return isPart(tokens, at, at + 1) ? { value: 50, to: at + 1 } : null;
  const many = low === "a" || low === "an" ? 1 : (numeralAt(tokens, at)?.value ?? 0);
  const dashed = tokens[at + 1]?.kind === "dash" ? 1 : 0;
  const whole = PARTS.get(tokens[at + 1 + dashed]?.low ?? "");
  if (whole === undefined || whole === 2 || many < 1 || many >= whole) return null;
  const to = at + 2 + dashed;
  return isPart(tokens, at, to) ? { value: Math.round((1000 * many) / whole) / 10, to } : null;
}

/** `Of` something that is no stretch of time, `the`, or after `by`: then it is a part, and no quarter of a year. */
function isPart(tokens: readonly Token[], at: number, to: number): boolean {
  const [next, second, third] = [tokens[to]?.low, tokens[to + 1]?.low ?? "", tokens[to + 2]?.low ?? ""];
  if (next === "of") return yearAt(tokens, to + 1) === null && ![second, third].some((word) => /^(?:year|decade|century|month)$/.test(word));
  if (next === "the") return !/^(?:year|decade|century|month)$/.test(second);
  return tokens[at - 1]?.low === "by" || (tokens[at - 1]?.kind === "word" && tokens[at - 2]?.low === "by");
}

/** `two in three deaths`, `7 out of 10`, `one in every four of those killed`: small numbers, the first below the second. */
function ratio(tokens: readonly Token[], at: number): { value: number; to: number } | null {
  const part = numeralAt(tokens, at);
  if (part === null || part.value < 1 || part.value > 99 || part.rough) return null;
  const link = tokens[part.to]?.low;
  const next = tokens[part.to + 1]?.low;
  const skip = link === "in" && next === "every" ? 2 : link === "out" && next === "of" ? (tokens[part.to + 2]?.low === "every" ? 3 : 2) : link === "in" ? 1 : 0;
  const whole = skip === 0 ? null : numeralAt(tokens, part.to + skip);
  if (whole === null || whole.value <= part.value || !(whole.value <= 10 || whole.value === 20 || whole.value === 100)) return null;
  if (!COUNTED.test(tokens[whole.to]?.low ?? "")) return null;
  // `Five killed in six attacks` is no ratio, and neither is `killed two in three attacks`.
  if (link === "in" && skip === 1 && /^(?:attacks|incidents?)$/.test(tokens[whole.to]?.low ?? "")) return null;
  return { value: Math.round((1000 * part.value) / whole.value) / 10, to: whole.to };
}
