import { numeralAt } from "./numeral";
import { periodAt } from "./period-at";
import type { PeriodPhrase } from "./period-phrase";
import type { Token } from "./token";

const MOST = new Set(
  "highest deadliest worst most largest bloodiest record first steepest biggest greatest sharpest unprecedented fatal violent peak".split(" "),
);
const LEAST = new Set("lowest safest fewest least calmest".split(" "));
const SPAN_BEFORE = new Set("in over within for since during of the a last past more than nearly almost an over".split(" "));

/** A record claimed: of how many years, or since when, and whether a low one. */
export interface FoundRecord {
  years: number | null;
  since: PeriodPhrase | null;
  low: boolean;
  from: number;
  to: number;
}

/** The record that ends a phrase beginning at a token: `in a decade`, `six-year high`, `since 2017` beside a superlative. */
export function recordAt(tokens: readonly Token[], at: number): FoundRecord | null {
  return yearHigh(tokens, at) ?? spanOfYears(tokens, at) ?? sinceWhen(tokens, at);
}

/** `six-year high`, `9-year low`, `decade high`. */
function yearHigh(tokens: readonly Token[], at: number): FoundRecord | null {
  const years = tokens[at]?.low === "decade" ? { value: 10, to: at + 1 } : numeralAt(tokens, at);
  if (years === null) return null;
  const words = tokens.slice(years.to, years.to + 5).filter(({ kind }) => kind !== "dash");
  const named = tokens[at]?.low === "decade" || words[0]?.low === "year";
  const peak = words[tokens[at]?.low === "decade" ? 0 : 1];
  if (!named || peak === undefined || !["high", "low", "record", "peak"].includes(peak.low)) return null;
  // An N-year high is the highest of N years, its own among them (FIELD, N4).
  return { years: years.value - 1, since: null, low: peak.low === "low", from: at, to: tokens.indexOf(peak) + 1 };
}

/** `in a decade`, `in the last 12 years`, beside a superlative not far before it. */
function spanOfYears(tokens: readonly Token[], at: number): FoundRecord | null {
  if (!["in", "over", "within", "for", "of"].includes(tokens[at]?.low ?? "")) return null;
  let next = at + 1;
  while (next < at + 6 && SPAN_BEFORE.has(tokens[next]?.low ?? "")) next += 1;
  const count = numeralAt(tokens, next);
  const decade = tokens[next]?.low === "decade";
  const years = decade ? 10 : count !== null && tokens[count.to]?.low === "years" ? count.value : null;
  const superlative = years === null ? null : superlativeBefore(tokens, at);
  return superlative === null ? null : { years, since: null, low: superlative.low, from: superlative.at, to: decade ? next + 1 : (count?.to ?? next) + 1 };
}

/** `the highest since 2017`, `most since the fourth quarter of 2014`. */
function sinceWhen(tokens: readonly Token[], at: number): FoundRecord | null {
  if (tokens[at]?.low !== "since") return null;
  const next = tokens[at + 1]?.low === "the" ? at + 2 : at + 1;
  const period = periodAt(tokens, next);
  const superlative = period === null ? null : superlativeBefore(tokens, at);
  return period === null || superlative === null ? null : { years: null, since: period.phrase, low: superlative.low, from: superlative.at, to: period.to };
}

function superlativeBefore(tokens: readonly Token[], at: number): { at: number; low: boolean } | null {
  for (let back = at - 1; back >= Math.max(0, at - 9); back -= 1) {
    const word = tokens[back]?.low ?? "";
    if (MOST.has(word)) return { at: back, low: false };
    if (LEAST.has(word)) return { at: back, low: true };
  }
  return null;
}
