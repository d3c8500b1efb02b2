import { fractionAt } from "./fraction";
import { isKind, type Mark, type Meaning } from "./mark";
import { numberMark } from "./number-at";
import { numeralAt } from "./numeral";
import { periodAt } from "./period-at";
import { joinRegions, regionAt } from "./place";
import { recordAt } from "./record-phrase";
import type { Sentence } from "./sentence";
import { isClauseEnd, type Token } from "./token";
import { VOCABULARY } from "./vocabulary";

/** A sentence with everything the grammar knows in it, in order and without overlap. */
export interface Scanned extends Sentence {
  marks: Mark[];
}

/** Reads a sentence from left to right; where several readings begin at one word, records come before periods, these before words. */
export function scan(text: string, sentence: Sentence): Scanned {
  const { tokens } = sentence;
  const marks: Mark[] = [];
  for (let at = 0; at < tokens.length; ) {
    const mark = recordMark(tokens, at) ?? periodMark(tokens, at) ?? regionAt(text, tokens, at) ?? phraseMark(tokens, at) ?? numberMark(tokens, at, marks);
    if (mark !== null) {
      // A record reaches back to its superlative, over words that told nothing else.
      while (marks.length > 0 && mark.kind === "record" && (marks.at(-1)?.from ?? 0) >= mark.from) marks.pop();
      marks.push(mark);
    }
    at = mark?.to ?? at + 1;
  }
  return { ...sentence, marks: withBases(joinVictims(joinRegions(joinCasualties(marks, tokens), tokens), tokens), tokens) };
}

function recordMark(tokens: readonly Token[], at: number): Mark | null {
  const found = recordAt(tokens, at);
  return found === null ? null : { kind: "record", ...found };
}

function periodMark(tokens: readonly Token[], at: number): Mark | null {
  const found = periodAt(tokens, at);
  return found === null ? null : { kind: "period", phrase: found.phrase, based: false, from: at, to: found.to };
}

/** The longest phrase of the vocabulary that begins at a token; dashes between words are no difference. */
function phraseMark(tokens: readonly Token[], from: number): Mark | null {
  const first = tokens[from];
  if (first === undefined || first.kind !== "word" || !VOCABULARY.begins(first.low)) return null;
  let best: Mark | null = null;
  let text = "";
  for (let at = from, words = 0; at < tokens.length && words < VOCABULARY.longest; at += 1) {
    const token = tokens[at];
    if (token === undefined || (token.kind !== "word" && token.kind !== "dash")) break;
    if (token.kind === "dash") {
      if (tokens[at + 1]?.start !== token.end) break;
      continue;
    }
    words += 1;
    text = text === "" ? token.low : `${text} ${token.low}`;
    const meaning = VOCABULARY.meaningOf(text);
    const both = meaning?.kind === "measure" && meaning.measure === "casualties" && words > 1 && isRespective(tokens);
    if (meaning !== undefined && !both && fits(meaning, tokens, at + 1)) best = { ...meaning, from, to: at + 1 };
  }
  return best;
}

/** A hedge stands before a number, or it is no hedge; `may` and `march` are months elsewhere. */
function fits(meaning: Meaning, tokens: readonly Token[], next: number): boolean {
  if (meaning.kind !== "hedge") return true;
  const after = tokens[next]?.low === "the" || tokens[next]?.low === "a" ? next + 1 : next;
  if (fractionAt(tokens, next) !== null) return true;
  return (numeralAt(tokens, after) !== null && tokens[after]?.kind !== "word") || (numeralAt(tokens, after)?.value ?? 0) > 1;
}

/** `killed and wounded`, with no number between, is one measure: casualties. */
function joinCasualties(marks: readonly Mark[], tokens: readonly Token[]): Mark[] {
  const joined: Mark[] = [];
  const apart = isRespective(tokens);
  for (const mark of marks) {
    const last = joined.at(-1);
    const between = last === undefined ? [] : tokens.slice(last.to, mark.from);
    const pair = last?.kind === "measure" && last.measure === "fatalities" && mark.kind === "measure" && mark.measure === "injured";
    if (pair && !apart && between.length === 1 && ["and", "or", "/"].includes(between[0]?.low ?? ""))
      joined[joined.length - 1] = { ...last, measure: "casualties", to: mark.to };
    else joined.push(mark);
  }
  return joined;
}

/** Victim classes named side by side are one class together; types of incident alike. */
function joinVictims(marks: readonly Mark[], tokens: readonly Token[]): Mark[] {
  if (isRespective(tokens)) return [...marks];
  const joined: Mark[] = [];
  for (const mark of marks) {
    const last = joined.at(-1);
    const near =
      last !== undefined &&
      mark.from - last.to <= 4 &&
      tokens.slice(last.to, mark.from).every((token) => NEAR.has(token.low) || token.kind === "comma" || token.kind === "dash");
    if (near && last.kind === "victim" && mark.kind === "victim") {
      joined[joined.length - 1] = {
        ...last,
        victims: [...new Set([...last.victims, ...mark.victims])].sort(),
        narrow: last.narrow ?? mark.narrow,
        to: mark.to,
      };
    } else if (near && last.kind === "type" && mark.kind === "type" && last.type !== mark.type)
      joined[joined.length - 1] = { ...last, type: "both", to: mark.to };
    else joined.push(mark);
  }
  return joined;
}

/** Names that numbers are tied to one by one are not joined. */
const isRespective = (tokens: readonly Token[]) => tokens.some(({ low }) => low === "respectively");

const NEAR = new Set("and or & / the as well both intensified well state led our other".split(" "));

/** A period after a word of comparison is a base: `compared to the second quarter`, `than in 2023`. */
function withBases(all: readonly Mark[], tokens: readonly Token[]): Mark[] {
  const marks = all.filter((mark) => mark.kind !== "base" || isBase(mark, all, tokens));
  const compares = marks.filter((mark) => isKind("base")(mark) || isKind("compare")(mark));
  return marks.map((mark) => {
    if (mark.kind !== "period") return mark;
    if (mark.phrase.kind === "relative" && (mark.phrase.to === "previous" || mark.phrase.to === "year_ago")) return { ...mark, based: true };
    const base = compares.findLast((one) => one.to <= mark.from);
    const between = base === undefined ? [] : tokens.slice(base.to, mark.from);
    // `From April to June` is one span and no comparison.
    const span = base !== undefined && tokens[base.from]?.low === "from" && base.to === mark.from && mark.to - mark.from === 3;
    const clear =
      base !== undefined &&
      between.length <= 8 &&
      !between.some(isClauseEnd) &&
      !marks.some((one) => one.kind === "number" && one.from >= base.to && one.to <= mark.from);
    const asDeadly = tokens.slice(Math.max(0, mark.from - 4), mark.from).some(({ low }, at, near) => low === "as" && near[at + 1]?.low !== "of");
    // `Rose between the second and third quarters`: from the one to the other.
    const place = tokens[mark.from - 1]?.low === "the" ? mark.from - 2 : mark.from - 1;
    const opens = tokens[place]?.low === "between" && marks.some(({ kind, from }) => kind === "period" && from > mark.to && from - mark.to <= 2);
    return { ...mark, based: (clear && !span) || asDeadly || opens || isOnBase(marks, tokens, mark.from) || isOfBaseNumber(compares, marks, tokens, mark) };
  });
}

/** `compared with 380 in the second quarter and 432 in the first`: the periods of numbers that stand right behind a word of comparison. */
function isOfBaseNumber(compares: readonly Mark[], marks: readonly Mark[], tokens: readonly Token[], period: Mark): boolean {
  const numbers = marks.filter(isKind("number"));
  const isBehind = (number: Mark): boolean => {
    if (compares.some(({ to }) => to === number.from)) return true;
    const before = numbers.findLast(({ to }) => to <= number.from);
    const link = tokens[number.from - 1]?.low;
    const named = before === undefined ? [] : marks.filter(({ kind, from, to }) => kind === "period" && from >= before.to && to <= number.from);
    return before !== undefined && link === "and" && named.length === 1 && named[0]?.to === number.from - 1 && isBehind(before);
  };
  const number = numbers.findLast(({ to }) => to <= period.from);
  return (
    number !== undefined &&
    period.from - number.to <= 3 &&
    ["in", "during", "of", "for", "the"].includes(tokens[period.from - 1]?.low ?? "") &&
    !tokens.slice(number.to, period.from).some((token) => isClauseEnd(token) || token.kind === "close") &&
    isBehind(number)
  );
}

/** `down 52% on 2017`, `a rise of 66% over the year 2023`. */
function isOnBase(marks: readonly Mark[], tokens: readonly Token[], from: number): boolean {
  const place = tokens[from - 1]?.low === "the" ? from - 2 : from - 1;
  if (!["on", "over", "above", "below"].includes(tokens[place]?.low ?? "")) return false;
  return marks.some((mark) => mark.to <= place && place - mark.to <= 3 && (mark.kind === "change" || (mark.kind === "number" && mark.percent)));
}

/** `from` compares only after a word of change, `on the` only before a number, `against` not before people. */
function isBase(base: Mark, marks: readonly Mark[], tokens: readonly Token[]): boolean {
  const next = marks.find((mark) => mark.from >= base.to);
  if (tokens[base.from]?.low === "after") return /^(?:none|zero|no)$/.test(tokens[base.to]?.low ?? "") || (next?.kind === "number" && next.from === base.to);
  if (tokens[base.from]?.low === "on") return next?.kind === "number" && next.from <= base.to + 1;
  if (tokens[base.from]?.low === "against") return next?.kind !== "victim";
  // `More than doubled` compares with nothing.
  if (tokens[base.from]?.low === "than" && next?.kind === "change" && next.factor !== null && next.from === base.to) return false;
  if (tokens[base.from]?.low !== "from") return true;
  // `From 380 in the second quarter, deaths climbed to 722`.
  if (base.from === 0 && next?.kind === "number") return marks.some((mark) => mark.kind === "change" && mark.from > next.to && mark.from - next.to < 16);
  if (next?.kind === "type" || next?.kind === "region") return false;
  // `Went from 380 to 722`, `from 1,028 in Q4 to 900`.
  const second = marks.find((mark) => mark.kind === "number" && next !== undefined && mark.from >= next.to);
  if (next?.kind === "number" && next.from === base.to && second !== undefined && second.from - next.to < 9 && tokens[second.from - 1]?.low === "to")
    return true;
  return marks.some((mark) => mark.kind === "change" && mark.to <= base.from && base.from - mark.to < 20);
}
