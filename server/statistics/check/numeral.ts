import type { Token } from "./token";

const SMALL = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(" ");
const TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
const WORDS = new Map<string, number>([
  ...SMALL.map((word, value): [string, number] => [word, value]),
  ...TENS.map((word, at): [string, number] => [word, 20 + 10 * at]),
]);
const DECIMALS = /\.(\d+)$/;

/** A number as written: its value, how many decimals it shows, the token after it, and whether it is a round word (`a dozen`). */
export interface Numeral {
  value: number;
  decimals: number;
  to: number;
  rough: boolean;
}

/** The number that begins at a token: digits (`1,534`, `36.7`, `2 thousand`), or words (`twenty-one`, `seven hundred and twenty-two`, `a dozen`). */
export function numeralAt(tokens: readonly Token[], at: number): Numeral | null {
  const token = tokens[at];
  if (token === undefined) return null;
  if (token.kind === "number") {
    const digits = token.text.replaceAll(",", "");
    const found = { value: Number(digits), decimals: DECIMALS.exec(digits)?.[1]?.length ?? 0, to: at + 1, rough: false };
    const many = tokens[at + 1]?.low === "thousand" ? 1000 : tokens[at + 1]?.low === "hundred" ? 100 : 0;
    return many === 0 ? found : { value: Math.round(found.value * many), decimals: 0, to: at + 2, rough: found.decimals > 0 };
  }
  return token.kind === "word" ? (dozens(tokens, at) ?? inWords(tokens, at)) : null;
}

/** `a dozen`, `two dozen`, `half a dozen`; `dozens` is no number. */
function dozens(tokens: readonly Token[], at: number): Numeral | null {
  const [first, second, third] = [tokens[at]?.low ?? "", tokens[at + 1]?.low, tokens[at + 2]?.low];
  if (first === "half" && second === "a" && third === "dozen") return { value: 6, decimals: 0, to: at + 3, rough: true };
  if (first === "dozen" && isOne(tokens[at - 1])) return { value: 12, decimals: 0, to: at + 1, rough: true };
  const many = WORDS.get(first);
  return many !== undefined && second === "dozen" ? { value: 12 * many, decimals: 0, to: at + 2, rough: true } : null;
}

const isOne = (token: Token | undefined) => token?.low === "a" || token?.low === "an";

/** Words up to the thousands; `and` links only after a hundred or a thousand, so that `two and three` stay two numbers. */
function inWords(tokens: readonly Token[], at: number): Numeral | null {
  const scaled = (tokens[at]?.low === "hundred" || tokens[at]?.low === "thousand") && isOne(tokens[at - 1]);
  if (!scaled && !WORDS.has(tokens[at]?.low ?? "")) return null;
  let [total, group] = [0, scaled ? 1 : 0];
  let scale = scaled ? 1000 : 0;
  let to = at;
  for (let next: number | null = at; next !== null; next = scale > 0 ? afterLink(tokens, to, scale) : to) {
    const low = tokens[next]?.low ?? "";
    if (low === "hundred" && group > 0 && group < 100) {
      group *= 100;
      scale = 100;
    } else if (low === "thousand" && group > 0 && total === 0) {
      total = group * 1000;
      group = 0;
      scale = 1000;
    } else {
      const found = belowHundred(tokens, next);
      // `two hundred and three hundred` are two numbers.
      if (found === null || group % 100 !== 0 || (group > 0 && (scale === 0 || tokens[found.to]?.low === "hundred"))) break;
      group += found.value;
      scale = 0;
      to = found.to;
      continue;
    }
    to = next + 1;
  }
  return to === at ? null : { value: total + group, decimals: 0, to, rough: false };
}

/** Where a number in words may go on after a hundred or a thousand: `hundred and twenty`, `thousand, five hundred`. */
function afterLink(tokens: readonly Token[], at: number, scale: number): number | null {
  if (tokens[at]?.kind === "comma") return scale === 1000 && tokens[at + 2]?.low === "hundred" ? at + 1 : null;
  const and = tokens[at]?.kind === "dash" ? at + 1 : at;
  if (tokens[and]?.low !== "and") return and;
  return tokens[and + 1]?.kind === "dash" ? and + 2 : and + 1;
}

function belowHundred(tokens: readonly Token[], at: number): { value: number; to: number } | null {
  const value = tokens[at]?.kind === "word" ? WORDS.get(tokens[at]?.low ?? "") : undefined;
  if (value === undefined) return null;
  const dashed = tokens[at + 1]?.kind === "dash" ? 1 : 0;
  const unit = WORDS.get(tokens[at + 1 + dashed]?.low ?? "");
  return value >= 20 && unit !== undefined && unit > 0 && unit < 10 ? { value: value + unit, to: at + 2 + dashed } : { value, to: at + 1 };
}

/** The year a token is, written bare: 1990 to 2039. */
export function yearAt(tokens: readonly Token[], at: number): number | null {
  const token = tokens[at];
  return token?.kind === "number" && /^(?:199\d|20[0-3]\d)$/.test(token.text) ? Number(token.text) : null;
}
