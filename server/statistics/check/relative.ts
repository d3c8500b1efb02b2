import { yearAt } from "./numeral";
import { type PeriodPhrase, YEAR } from "./period-phrase";
import type { Token } from "./token";

const PHRASES = new Map<string, PeriodPhrase>();
const relative = (to: "current" | "quarter" | "previous" | "year_ago" | "to_date", text: string) => {
  for (const phrase of text.split(",")) PHRASES.set(phrase, { kind: "relative", to });
};
relative(
  "quarter",
  "this quarter,the quarter,that quarter,the current quarter,current quarter,the ongoing quarter,past three months,last three months,the same quarter,past quarter,the three months,these three months,three months",
);
relative(
  "current",
  "the period under review,period under review,this period,the period,that period,the reporting period,reporting period,the review period,the said period,the same period,same period,the corresponding period",
);
relative(
  "previous",
  "the previous quarter,previous quarter,the preceding quarter,preceding quarter,last quarter,the last quarter,the quarter before,quarter before,prior quarter,the prior quarter,previous three months,preceding three months,the previous period,previous period,the preceding period,preceding period,a quarter earlier,a quarter ago,quarter on quarter,quarter over quarter,qoq,the previous month,previous month,preceding month,month on month,the month before,a month earlier,three months earlier,earlier quarter,the quarter earlier",
);
relative("year_ago", "year on year,year over year,yoy,y o y,a year earlier,a year ago,a year before,one year earlier,twelve months earlier,year on year basis");
relative(
  "to_date",
  "so far this year,this year so far,year to date,so far in the year,so far during the year,so far during this year,the year so far,so far in this year,thus far this year",
);
const yearly = (year: "this" | "last", text: string) => {
  for (const phrase of text.split(",")) PHRASES.set(phrase, { kind: "dated", stretch: YEAR, year, whole: false });
};
yearly("last", "last year,the last year,previous year,the previous year,preceding year,the preceding year,the year before,prior year,the prior year");
yearly("this", "this year,the current year,current year,the ongoing year,ongoing year,the outgoing year,outgoing year");

/** `same period last year`, `corresponding quarter of the previous year`, `same period in 2023`. */
const SAME = new Set(["same", "corresponding", "similar", "equivalent"]);
const SPANS = new Set(["period", "quarter", "months", "month", "span", "time", "quarters", "stretch", "half"]);
const GLUE = new Set(["of", "in", "from", "during", "the", "year"]);
const AGO = new Set(["last year", "previous year", "preceding year", "year earlier", "year ago", "year before", "prior year"]);

/** A period told by its place beside another one, and the token after it. */
export function relativeAt(tokens: readonly Token[], at: number): { phrase: PeriodPhrase; to: number } | null {
  return sameAt(tokens, at) ?? phraseAt(tokens, at);
}

function sameAt(tokens: readonly Token[], from: number): { phrase: PeriodPhrase; to: number } | null {
  let at = from;
  if (tokens[at]?.low === "the") at += 1;
  if (!SAME.has(tokens[at]?.low ?? "")) return null;
  at += 1;
  for (let words = 0; words < 2 && !SPANS.has(tokens[at]?.low ?? ""); words += 1) at += 1;
  if (!SPANS.has(tokens[at]?.low ?? "")) return null;
  at += 1;
  const after = at;
  if (tokens[at]?.kind === "comma") at += 1;
  for (let words = 0; words < 4 && (GLUE.has(tokens[at]?.low ?? "") || tokens[at]?.low === "a"); words += 1) at += 1;
  const year = yearAt(tokens, at);
  if (year !== null) return { phrase: { kind: "same", year }, to: at + 1 };
  for (const start of [at, at - 1]) {
    if (start >= after && AGO.has(`${tokens[start]?.low} ${tokens[start + 1]?.low}`)) return { phrase: { kind: "relative", to: "year_ago" }, to: start + 2 };
  }
  return { phrase: { kind: "relative", to: "current" }, to: after };
}

/** Phrases of the table, dashes between their words aside. */
function phraseAt(tokens: readonly Token[], from: number): { phrase: PeriodPhrase; to: number } | null {
  let best: { phrase: PeriodPhrase; to: number } | null = null;
  let text = "";
  for (let at = from, words = 0; words < 5 && at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined || (token.kind !== "word" && token.kind !== "dash")) break;
    if (token.kind === "dash") continue;
    words += 1;
    text = text === "" ? token.low : `${text} ${token.low}`;
    const phrase = PHRASES.get(text);
    if (phrase !== undefined && !/^end(?:ing|ed)$/.test(tokens[at + 1]?.low ?? "") && !takesYear(tokens, at + 1, phrase)) best = { phrase, to: at + 1 };
  }
  return best;
}

/** `the last quarter of 2024` is the fourth of a year, not the one before. */
function takesYear(tokens: readonly Token[], at: number, phrase: PeriodPhrase): boolean {
  return (
    phrase.kind === "relative" &&
    phrase.to === "previous" &&
    tokens[at]?.low === "of" &&
    tokens.slice(at + 1, at + 4).some((_, step) => yearAt(tokens, at + 1 + step) !== null)
  );
}
