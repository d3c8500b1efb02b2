import { numeralAt, yearAt } from "./numeral";
import { quarterStretch, type Stretch } from "./period-phrase";
import { isCapital, isClauseEnd, type Token } from "./token";

const ORDINALS: Record<string, number> = { first: 1, second: 2, third: 3, fourth: 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, opening: 1, final: 4, last: 4 };
const MONTHS = "january february march april may june july august september october november december".split(" ");
const SHORT = new Map<string, number>([
  ...MONTHS.flatMap((name, at): [string, number][] => [
    [name, at + 1],
    [name.slice(0, 3), at + 1],
  ]),
  ["sept", 9],
]);
const QUARTER = new Set(["quarter", "qtr", "quarterly", "quarters"]);
const TO = new Set(["to", "till", "until", "through", "and", "thru"]);

/** A stretch of the year found in a sentence, and the token after it. `closing` words (`last`, `final`) mean the fourth only of a named year. */
export interface FoundStretch {
  stretch: Stretch;
  to: number;
  closing: boolean;
  month: boolean;
}

/** The stretch that begins at a token: `third quarter`, `Q3`, `Q1-Q3`, `first nine months`, `second half`, `July to September`, `August`. */
export function stretchAt(tokens: readonly Token[], at: number): FoundStretch | null {
  return shortQuarter(tokens, at) ?? ordinal(tokens, at) ?? countOf(tokens, at) ?? months(tokens, at);
}

const found = (stretch: Stretch, to: number, closing = false, month = false): FoundStretch => ({ stretch, to, closing, month });

/** `Q3`, `H1`, `Q1-Q3`. */
function shortQuarter(tokens: readonly Token[], at: number): FoundStretch | null {
  const one = /^([qh])([1-4])$/.exec(tokens[at]?.low ?? "");
  if (one === null) return null;
  const first = Number(one[2]);
  if (one[1] === "h") return first > 2 ? null : found({ from: first * 6 - 5, to: first * 6 }, at + 1);
  const dash = tokens[at + 1];
  const other = /^q([1-4])$/.exec(tokens[at + 2]?.low ?? "");
  const last = Number(other?.[1] ?? 0);
  if (last > first && dash !== undefined && (dash.kind === "dash" || ["to", "through"].includes(dash.low))) return found(quarterStretch(first, last), at + 3);
  return found(quarterStretch(first), at + 1);
}

/** `third quarter`, `3rd qtr`, `first half`, `first nine months`, `first three quarters`, `quarter three`. */
function ordinal(tokens: readonly Token[], at: number): FoundStretch | null {
  const token = tokens[at];
  if (token?.low === "quarter" && ["ending", "ended"].includes(tokens[at + 1]?.low ?? "")) {
    const month = monthAt(tokens, at + 2) ?? monthAt(tokens, at + 3);
    return month === null ? null : found(quarterStretch(Math.ceil(month / 3)), monthAt(tokens, at + 2) === null ? at + 4 : at + 3);
  }
  if (token?.low === "quarter") {
    const number = numeralAt(tokens, at + 1);
    return number !== null && number.value >= 1 && number.value <= 4 && yearAt(tokens, at + 1) === null ? found(quarterStretch(number.value), number.to) : null;
  }
  const rank = Object.hasOwn(ORDINALS, token?.low ?? "") ? ORDINALS[token?.low ?? ""] : undefined;
  if (rank === undefined) return null;
  const closing = token?.low === "last" || token?.low === "final";
  const next = tokens[at + 1]?.kind === "dash" ? at + 2 : at + 1;
  const elliptic = !closing && isElliptic(tokens, at, next);
  if (elliptic === "half" && rank < 3) return found(halfStretch(rank), next);
  if (elliptic === "quarter" || (!closing && isListed(tokens, next))) return found(quarterStretch(rank), next);
  if (QUARTER.has(tokens[next]?.low ?? "")) return found(quarterStretch(rank), next + 1, closing);
  if (tokens[next]?.low === "half" && (rank < 3 || closing)) return found(halfStretch(rank), next + 1, closing);
  const count = rank === 1 ? numeralAt(tokens, next) : null;
  return count === null ? null : manyFrom(tokens, count.value, count.to);
}

const halfStretch = (rank: number): Stretch => (rank === 1 ? { from: 1, to: 6 } : { from: 7, to: 12 });

/** `722 in the third quarter, 380 in the second`, `the first quarter saw 897 deaths and the second 615`: what the ordinal is of. */
function isElliptic(tokens: readonly Token[], at: number, next: number): "quarter" | "half" | null {
  const placed = tokens[at - 1]?.low === "the" && ["in", "of", "from", "and"].includes(tokens[at - 2]?.low ?? "");
  const ends = isClauseEnd(tokens[next]) || tokens[next]?.kind === "number" || ["at", "saw", "recorded", "as", "only", "and"].includes(tokens[next]?.low ?? "");
  if (!placed || !ends) return null;
  const said = tokens.slice(0, at).findLast(({ low }) => low === "half" || QUARTER.has(low) || /^[qh][1-4]$/.test(low))?.low;
  return said === undefined ? null : said === "half" || said.startsWith("h") ? "half" : "quarter";
}

/** `the first, second and third quarters`: an ordinal whose quarter is named at the end of the list. */
function isListed(tokens: readonly Token[], next: number): boolean {
  const isLink = (token: Token | undefined) => token?.kind === "comma" || token?.low === "and" || token?.low === "the";
  let at = next;
  while (isLink(tokens[at])) at += 1;
  if (at === next || !Object.hasOwn(ORDINALS, tokens[at]?.low ?? "")) return false;
  return QUARTER.has(tokens[at + 1]?.low ?? "") || (at - next < 3 && isListed(tokens, at + 1));
}

/** `nine months` and `three quarters`, which are the first of a year only where the caller finds a year beside them. */
function countOf(tokens: readonly Token[], at: number): FoundStretch | null {
  if (tokens[at]?.kind !== "word" && tokens[at]?.kind !== "number") return null;
  const count = numeralAt(tokens, at);
  const many = count === null ? null : manyFrom(tokens, count.value, count.to);
  return many === null ? null : { ...many, closing: true };
}

function manyFrom(tokens: readonly Token[], count: number, at: number): FoundStretch | null {
  const unit = tokens[at]?.kind === "dash" ? tokens[at + 1]?.low : tokens[at]?.low;
  const length = unit === "months" || unit === "month" ? count : unit === "quarters" ? count * 3 : 0;
  return Number.isInteger(length) && length >= 2 && length <= 12 ? found({ from: 1, to: length }, at + (tokens[at]?.kind === "dash" ? 2 : 1)) : null;
}

/** `July to September`, `Jan-Sep`, `August`; `May` and `March` only with a capital. */
function months(tokens: readonly Token[], at: number): FoundStretch | null {
  const first = monthAt(tokens, at);
  if (first === null) return null;
  const next = tokens[at + 1]?.kind === "stop" && tokens[at]?.text.length === 3 ? at + 2 : at + 1;
  const joined = tokens[next]?.kind === "dash" || TO.has(tokens[next]?.low ?? "");
  const last = joined ? monthAt(tokens, next + 1) : null;
  if (last !== null && last > first) return found({ from: first, to: last }, next + 2);
  return found({ from: first, to: first }, next, false, true);
}

function monthAt(tokens: readonly Token[], at: number): number | null {
  return isCapital(tokens[at]) ? (SHORT.get(tokens[at]?.low ?? "") ?? null) : null;
}
