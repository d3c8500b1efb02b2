import { fractionAt } from "./fraction";
import type { Hedge, Mark, NumberMark } from "./mark";
import { numeralAt, yearAt } from "./numeral";
import { isClauseEnd, type Token } from "./token";

const PERCENT_WORDS = new Set(["percent", "pc", "percentage", "pct"]);

/** The number that begins at a token, with its percent sign or word and the hedge just before it, which leaves the marks read so far. */
export function numberMark(tokens: readonly Token[], at: number, before: Mark[]): NumberMark | null {
  const fraction = fractionAt(tokens, at);
  if (fraction !== null) {
    const { from, hedge } = takeHedge(tokens, at, before);
    return { kind: "number", value: fraction.value, decimals: 1, percent: true, hedge, word: true, rough: true, from, to: fraction.to };
  }
  const found = numeralAt(tokens, at);
  if (found === null) return null;
  const word = tokens[at]?.kind === "word";
  const to = afterPercent(tokens, found.to);
  const percent = to > found.to;
  if (!percent && yearAt(tokens, at) !== null && tokens[at - 1]?.low === "of" && isClauseEnd(tokens[to])) return null;
  // `One` is a pronoun far more often than a count.
  if (word && found.value === 1 && !/^(?:fatality|death|person|injury|incident|killed|civilian|militant)$/.test(tokens[found.to]?.low ?? "")) return null;
  const { from, hedge } = takeHedge(tokens, at, before);
  return { kind: "number", value: found.value, decimals: found.decimals, percent, hedge, word, rough: found.rough, from, to };
}

/** The token after the percent sign or words that follow a number; the same place where none do. Percentage points are no percentage. */
function afterPercent(tokens: readonly Token[], at: number): number {
  const last = tokens[at];
  const dashed = last?.kind === "dash" ? 1 : 0;
  const next = tokens[at + dashed];
  if (last?.kind === "percent") return at + 1;
  if (next !== undefined && PERCENT_WORDS.has(next.low) && !/^points?$/.test(tokens[at + dashed + 1]?.low ?? "")) return at + 1 + dashed;
  if (last?.low === "per" && tokens[at + 1]?.low === "cent" && !/^points?$/.test(tokens[at + 2]?.low ?? "")) return at + 2;
  return at;
}

/** The hedge that ends before a number, taken from the marks; of two in a row (`as many as at least`) the stronger. */
function takeHedge(tokens: readonly Token[], at: number, before: Mark[]): { hedge: Hedge; from: number } {
  const mark = before.at(-1);
  const article = ["the", "a", "an", "one"].includes(tokens[at - 1]?.low ?? "");
  if (mark?.kind !== "hedge" || !(mark.to === at || (mark.to === at - 1 && article))) return { hedge: "none", from: at };
  before.pop();
  const second = before.at(-1);
  const stronger = mark.hedge === "none" && second?.kind === "hedge" && second.to === mark.from ? second : mark;
  return { hedge: stronger.hedge, from: mark.from };
}
