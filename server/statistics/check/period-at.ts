import { yearAt } from "./numeral";
import { type PeriodPhrase, YEAR } from "./period-phrase";
import { relativeAt } from "./relative";
import { stretchAt } from "./stretch";
import type { Token } from "./token";

/** A period found at a token, and the token after it. */
export interface FoundPeriod {
  phrase: PeriodPhrase;
  to: number;
}

const WHOLE = new Set(["all", "entire", "whole", "full", "throughout", "complete"]);
const LAST_YEAR = new Set(["last", "previous", "preceding"]);
const THIS_YEAR = new Set(["this", "current", "ongoing", "same"]);
const GLUE = new Set(["of", "in", "for", "during", "the", "year", "calendar", "outgoing"]);

/** The period that begins at a token, longest reading first; null where none does. */
export function periodAt(tokens: readonly Token[], at: number): FoundPeriod | null {
  return relativeAt(tokens, at) ?? yearFirst(tokens, at) ?? stretched(tokens, at) ?? bareYear(tokens, at);
}

/** `third quarter (July-September) of the year 2024`: a stretch, what restates it in brackets, and the year if it is said. */
function stretched(tokens: readonly Token[], at: number): FoundPeriod | null {
  const found = stretchAt(tokens, at);
  if (found === null) return null;
  const to = afterBrackets(tokens, found.to);
  const said = yearAfter(tokens, to);
  if (found.month && isDayOfMonth(tokens, at, found.to)) return null;
  if (said === null) {
    const upTo = tokens[at - 1]?.low === "by";
    return found.closing || (found.month && !inWords(tokens, at)) ? null : { phrase: dated(found.stretch, null, upTo), to: found.to };
  }
  return { phrase: dated(found.stretch, said.year, tokens[at - 1]?.low === "by"), to: said.to };
}

function dated(stretch: { from: number; to: number }, year: number | "this" | "last" | null, upTo = false): PeriodPhrase {
  return upTo && stretch.from > 1
    ? { kind: "dated", stretch: { from: 1, to: stretch.to }, year, whole: false, upTo }
    : { kind: "dated", stretch, year, whole: false };
}

/** A bracket that only names the same stretch again: `(July-September)`, `(Q3)`, `(Q1–Q3)`. */
function afterBrackets(tokens: readonly Token[], at: number): number {
  if (tokens[at]?.kind !== "open") return at;
  const inside = stretchAt(tokens, at + 1);
  return inside !== null && tokens[inside.to]?.kind === "close" ? inside.to + 1 : at;
}

/** The year said after a stretch: `2024`, `of 2024`, `, 2024`, `of the year 2024`, `of last year`, `this year`. */
function yearAfter(tokens: readonly Token[], from: number): { year: number | "this" | "last"; to: number } | null {
  let at = from;
  if (tokens[at]?.kind === "comma" || tokens[at]?.kind === "dash") at += 1;
  for (let words = 0; words < 4 && GLUE.has(tokens[at]?.low ?? ""); words += 1) at += 1;
  const year = yearAt(tokens, at);
  if (year !== null) return { year, to: at + 1 };
  if (tokens[from]?.kind === "comma") return null;
  const word = tokens[at]?.low ?? "";
  if (tokens[at + 1]?.low === "year") {
    if (LAST_YEAR.has(word)) return { year: "last", to: at + 2 };
    if (THIS_YEAR.has(word)) return { year: "this", to: at + 2 };
  }
  const plain = tokens[at - 1]?.low === "year" && at > from + 1;
  return plain ? { year: "this", to: at } : null;
}

/** `2024 Q3`, `2024-Q3`, `2024's third quarter`. */
function yearFirst(tokens: readonly Token[], at: number): FoundPeriod | null {
  const year = yearAt(tokens, at);
  if (year === null) return null;
  let next = at + 1;
  if (tokens[next]?.kind === "dash") next += 1;
  if (/^['’]$/.test(tokens[next]?.text ?? "") && tokens[next + 1]?.low === "s") next += 2;
  const found = stretchAt(tokens, next);
  return found === null || found.month || (found.closing && next === at + 1)
    ? null
    : { phrase: { kind: "dated", stretch: found.stretch, year, whole: false }, to: found.to };
}

const BEFORE_YEAR = new Set(
  "in of during since for year all by until till from to and throughout the entire whole through over than with was exceeds exceed surpassed surpass surpasses exceeded against vs to against between annual ( ,".split(
    " ",
  ),
);

/** A year alone, `2021-2024`; whether a bare four-digit number is one is told by the word before and what follows it. */
function bareYear(tokens: readonly Token[], at: number): FoundPeriod | null {
  const year = yearAt(tokens, at);
  if (year === null) return null;
  const joined = tokens[at + 1]?.kind === "dash" || tokens[at + 1]?.low === "to" || (tokens[at + 1]?.low === "and" && tokens[at - 1]?.low === "between");
  const last = joined ? yearAt(tokens, at + 2) : null;
  if (last !== null && last > year && tokens[at - 1]?.low !== "from") return { phrase: { kind: "years", from: year, to: last }, to: at + 3 };
  const introduced = at === 0 || BEFORE_YEAR.has(tokens[at - 1]?.low ?? "") || tokens[at - 1]?.kind !== "word";
  if (!introduced && countsPeople(tokens[at + 1])) return null;
  if (tokens[at - 1]?.low === "and" && countsPeople(tokens[at + 1])) return null;
  const whole = [1, 2, 3, 4, 5].some(
    (back) =>
      WHOLE.has(tokens[at - back]?.low ?? "") &&
      !/\d/.test(
        tokens
          .slice(at - back, at)
          .map(({ text }) => text)
          .join(""),
      ),
  );
  return { phrase: { kind: "dated", stretch: YEAR, year, whole }, to: at + 1 };
}

function countsPeople(next: Token | undefined): boolean {
  return /^(?:people|persons|deaths?|fatalities|injur\w+|wounded|killed|dead|casualties|incidents?|attacks?|civilians?|militants?|outlaws|individuals|lives|terrorists?|violence|militant)$/.test(
    next?.low ?? "",
  );
}

/** A month with a day beside it is a date of printing or of one attack: `October 2, 2025`, `2 October`. */
function isDayOfMonth(tokens: readonly Token[], at: number, to: number): boolean {
  const isDay = (token: Token | undefined) => (token?.kind === "number" && /^(?:[12]?\d|3[01])$/.test(token.text)) || token?.kind === "ordinal";
  return isDay(tokens[at - 1]) || (isDay(tokens[to]) && tokens[to + 1]?.kind !== "percent");
}

/** A month without a year counts as a period only after a word that places it: `in August`, `during March`. */
function inWords(tokens: readonly Token[], at: number): boolean {
  const verb = /^(?:was|saw|recorded|witnessed|remained|proved|had)$/.test(tokens[at + 1]?.low ?? "");
  return verb || ["in", "during", "of", "for", "month", "to", "from", "since", "than"].includes(tokens[at - 1]?.low ?? "");
}
