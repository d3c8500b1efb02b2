import type { Day } from "../server/domain/day";
import type { Measure } from "../server/domain/measure";
import type { Period } from "../server/domain/period";
import { printNumber as number, printPercent, printSigned as signed } from "../server/domain/print";
import { LANGUAGE, LISTED_AS } from "./words/language";
import * as say from "./words/page";
import { byte, type Forms, SMALL_NUMBERS } from "./words/plurals";

const MONTH = new Intl.DateTimeFormat(LANGUAGE, { month: "short", timeZone: "UTC" });
const LISTS = new Intl.ListFormat(LISTED_AS, { type: "conjunction" });
const TENTHS = new Intl.NumberFormat("en", { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const PLURALS = new Intl.PluralRules(LANGUAGE);
const MONTHS = Array.from({ length: 12 }, (_, at) => MONTH.format(Date.UTC(2000, at)));

export { number, signed };

const PERIOD = String.raw`\d{4}-(?:Q\d|\d{2}(?:/\d{4}-\d{2})?)`;
const SIGNED = String.raw`[+−≥]\d[\d,.]*%?`;
const RANGE = String.raw`\d[\d,]*–\d[\d,]*`;

/** Periods, signed numbers, ranges and bounds: read from left to right whichever way the words around them run. */
export const LEFT_TO_RIGHT = new RegExp(`(${PERIOD}|${SIGNED}|${RANGE})`, "g");

export function amount(value: number, unit: Measure["unit"]): string {
  return unit === "percent" ? `${number(value)}%` : number(value);
}

/** A number of a column in which all have one decimal: `46.3`, `90.0`, with a true minus sign. */
export function tenths(value: number): string {
  return TENTHS.format(value).replace("-", "−");
}

/** A change in percent of its base, with the hedge of `printPercent`; none is said so. */
export function hedged(part: number, base: number): string {
  const percent = (part / base) * 100;
  return percent === 0 ? say.noChange : printPercent(percent);
}

/** 2 Oct 2025. */
export function date(day: Day): string {
  return `${Number(day.slice(8, 10))} ${MONTHS[Number(day.slice(5, 7)) - 1] ?? ""} ${day.slice(0, 4)}`;
}

/** A few words that stay on one line. */
export function whole(words: string): string {
  return words.replaceAll(" ", "\u00a0");
}

/** The months of a quarter, `Jul–Sep`; the month of a month; nothing for a year. */
export function months(period: Period): string {
  const first = Number(period.start.slice(5, 7)) - 1;
  if (period.grain === "quarter") return `${MONTHS[first] ?? ""}–${MONTHS[first + 2] ?? ""}`;
  return period.grain === "month" ? (MONTHS[first] ?? "") : "";
}

/** Punjab, Islamabad and GB. */
export function list(words: readonly string[]): string {
  return LISTS.format(words);
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The form that a word takes beside so many. */
export function formOf(count: number, forms: Forms): string {
  return forms[PLURALS.select(count)] ?? forms.other;
}

/** 1 row, 1,234 rows. */
export function plural(count: number, forms: Forms): string {
  return `${number(count)} ${formOf(count, forms)}`;
}

export function bytes(count: number): string {
  if (count < 1000) return plural(count, byte);
  return count < 1_000_000 ? `${number(Math.round(count / 100) / 10)} kB` : `${number(Math.round(count / 100_000) / 10)} MB`;
}

/** Small numbers as words, for running text. */
export function inWords(count: number): string {
  return SMALL_NUMBERS[count] ?? number(count);
}

/** `09` as `Sep`. */
export function monthName(month: string): string {
  return MONTHS[Number(month) - 1] ?? month;
}

/** A dataset's title without what follows its colon, where there is little room. */
export function shortTitle(title: string): string {
  return title.split(": ")[0] ?? title;
}

/** Enough of a long text for a list; the whole stands on its own page. */
export function firstSentence(text: string): string {
  return /^.*?[.!?](?=\s|$)/s.exec(text)?.[0] ?? text;
}
