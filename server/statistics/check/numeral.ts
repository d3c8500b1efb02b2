import type { Token } from "./token";

const UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(" ");
const TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
const WORDS = new Map<string, number>([
  ...UNITS.map((word, value): [string, number] => [word, value]),
  ...TENS.map((word, at): [string, number] => [word, 20 + 10 * at]),
]);
const DECIMALS = /\.(\d+)$/;

/** A number as written: its value, how many decimals it shows, and the token after it. */
export interface Numeral {
  value: number;
  decimals: number;
  to: number;
}

/** The number that begins at a token: digits (`1,534`, `36.7`), or words up to ninety-nine (`twenty-one`). */
export function numeralAt(tokens: readonly Token[], at: number): Numeral | null {
  const token = tokens[at];
  if (token === undefined) return null;
  if (token.kind === "number") {
    const digits = token.text.replaceAll(",", "");
    return { value: Number(digits), decimals: DECIMALS.exec(digits)?.[1]?.length ?? 0, to: at + 1 };
  }
  const value = token.kind === "word" ? WORDS.get(token.low) : undefined;
  if (value === undefined) return null;
  const dashed = tokens[at + 1]?.kind === "dash" ? 1 : 0;
  const unit = WORDS.get(tokens[at + 1 + dashed]?.low ?? "");
  if (value >= 20 && unit !== undefined && unit > 0 && unit < 10) return { value: value + unit, decimals: 0, to: at + 2 + dashed };
  return { value, decimals: 0, to: at + 1 };
}

/** The year a token is, written bare: 1990 to 2039. */
export function yearAt(tokens: readonly Token[], at: number): number | null {
  const token = tokens[at];
  return token?.kind === "number" && /^(?:199\d|20[0-3]\d)$/.test(token.text) ? Number(token.text) : null;
}
