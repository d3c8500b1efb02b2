import { dayOf, isRealDay } from "../domain/day";
import { type Period, parsePeriod, periodOf, spanOf } from "../domain/period";
import { type Fault, isFault } from "./fault";
import { plainDate } from "./plain-date";
import { remembering } from "./remember";
import { notDate } from "./unread-date";

/** A date such as 04/05/2024: which part is the day is told by its column, never by itself. */
export interface Slashed {
  first: number;
  second: number;
  year: number;
  /** The year has two digits: which part it is, is told by the column too. */
  short?: true;
}

export type Written = Period | Slashed | Fault;

export function isSlashed(written: Written): written is Slashed {
  return "second" in written;
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const MONTH = "(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?";
const ORDINALS = ["first", "second", "third", "fourth", "1st", "2nd", "3rd", "4th"];
const ORDINAL = `(${ORDINALS.join("|")})`;

const monthOf = (word: string) => MONTHS.indexOf(word.slice(0, 3)) + 1;
const ordinalOf = (word: string) => (ORDINALS.indexOf(word) % 4) + 1;

/** Two digits of a year: 50 to 99 are the last century's, 00 to 49 this one's; the range of years then refuses what lies ahead. */
const fullYear = (digits: string) => Number(digits) + (Number(digits) < 50 ? 2000 : 1900);

type ShapeReader = (found: string[]) => Written | null;

/** Every shape a date or period is written in, in lower case; the first that matches decides. */
const SHAPES: [shape: RegExp, read: ShapeReader][] = [
  [/^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/, ([, year, , month, day]) => onDay(year, month, day)],
  [/^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})$/, ([, first, , second, year]) => ({ first: Number(first), second: Number(second), year: Number(year) })],
  [
    /^(\d{1,2})([-/.])(\d{1,2})\2(\d{2})$/,
    ([, first, , second, year = ""]) => ({ first: Number(first), second: Number(second), year: fullYear(year), short: true }),
  ],
  [new RegExp(`^(\\d{1,2})(?:st|nd|rd|th)?[ \\-/.,]*(?:of )?${MONTH}[ \\-/.,]*(\\d{4})$`), ([, day, month = "", year]) => onDay(year, monthOf(month), day)],
  [new RegExp(`^(\\d{1,2})[ \\-]${MONTH}[ \\-'’]+(\\d{2})$`), ([, day, month = "", year = ""]) => onDay(fullYear(year), monthOf(month), day)],
  [new RegExp(`^${MONTH}[ \\-/.]*(\\d{1,2})(?:st|nd|rd|th)?[ \\-/.,]+(\\d{4})$`), ([, month = "", day, year]) => onDay(year, monthOf(month), day)],
  [new RegExp(`^(\\d{4})[ \\-/.,]*${MONTH}[ \\-/.,]*(\\d{1,2})$`), ([, year, month = "", day]) => onDay(year, monthOf(month), day)],
  [/^(\d{4})$/, ([, year]) => inMonths(year, 1, 12)],
  [/^q(?:uarter|tr)?[ .-]?([1-4])[ \-/,]*(?:of )?(\d{4})$/, ([, quarter, year]) => inMonths(year, Number(quarter) * 3 - 2, 3)],
  [/^([1-4])q[ \-/,]*(\d{4})$/, ([, quarter, year]) => inMonths(year, Number(quarter) * 3 - 2, 3)],
  [/^(\d{4})[ \-/,]*q(?:uarter|tr)?[ .-]?([1-4])$/, ([, year, quarter]) => inMonths(year, Number(quarter) * 3 - 2, 3)],
  [new RegExp(`^(?:the )?${ORDINAL} (?:quarter|qtr)(?: of|,)? (\\d{4})$`), ([, word = "", year]) => inMonths(year, ordinalOf(word) * 3 - 2, 3)],
  [new RegExp(`^(\\d{4})[ ,-]+${ORDINAL} (?:quarter|qtr)$`), ([, year, word = ""]) => inMonths(year, ordinalOf(word) * 3 - 2, 3)],
  [/^h([12])[ \-/]*(\d{4})$/, ([, half, year]) => inMonths(year, Number(half) * 6 - 5, 6)],
  [/^(\d{4})[ \-/]*h([12])$/, ([, year, half]) => inMonths(year, Number(half) * 6 - 5, 6)],
  [new RegExp(`^${MONTH}[ \\-/.,]*(\\d{4})$`), ([, month = "", year]) => inMonths(year, monthOf(month), 1)],
  [new RegExp(`^(\\d{4})[ \\-/.,]*${MONTH}$`), ([, year, month = ""]) => inMonths(year, monthOf(month), 1)],
  [/^(\d{4})-?m(\d{1,2})$/, ([, year, month]) => inMonths(year, Number(month), 1)],
  [/^(\d{4})[-/](\d{1,2})$/, ([, year, month]) => inMonths(year, Number(month), 1)],
  [/^(\d{1,2})[-/](\d{4})$/, ([, month, year]) => inMonths(year, Number(month), 1)],
  [
    new RegExp(`^${MONTH} ?(?:-|/|to|through) ?${MONTH}[ \\-/.,]*(\\d{4})$`),
    ([, first = "", last = "", year]) => (monthOf(last) < monthOf(first) ? null : inMonths(year, monthOf(first), monthOf(last) - monthOf(first) + 1)),
  ],
  [/^(.+?)(?: to | through | - |\/)(.+)$/, ([, first = "", last = ""]) => between(readShape(first), readShape(last))],
  [/^(\d{4}-\d{2}-\d{2})-(\d{4}-\d{2}-\d{2})$/, ([, first = "", last = ""]) => between(readShape(first), readShape(last))],
];

/** No date is longer; a text pasted into the wrong column is not searched for one. */
const LONGEST = 80;

/** The name of a weekday before a date: what follows says the day. */
const WEEKDAY = /^(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? +(?=\d|[a-z])/;

/** A time of day after a date, with or without an offset. It is left out: the day as written counts, in any time zone. */
const TIME = /^(.*\d)(?:t|,? )([01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:[.,]\d+)?)?(?: ?[ap]m)?(?: ?(?:z|utc|gmt)| ?[+-]\d{2}(?::?\d{2})?)?$/;

/** Reads a date or period in any shape this field writes. What lies outside the years a file may speak of is the caller's to refuse. */
export const readWritten = remembering((cell: string): Written => {
  const canonical = parsePeriod(cell);
  if (canonical !== null) return canonical;
  if (cell.length > LONGEST) return notDate(cell.slice(0, LONGEST));
  const text = plainDate(cell).replace(WEEKDAY, "");
  const timed = TIME.exec(text);
  const written = readShape(timed?.[1] ?? text);
  if (timed !== null && written !== null && !isFault(written) && !isSlashed(written) && written.grain !== "day") return notDate(cell);
  return written ?? notDate(cell);
});

function readShape(text: string): Written | null {
  const canonical = parsePeriod(text);
  if (canonical !== null) return canonical;
  for (const [shape, read] of SHAPES) {
    const found = shape.exec(text);
    if (found) return read(found);
  }
  return null;
}

type Digits = string | number | undefined;

/** The year as this program can hold it: days before 1000 or after 2999 are refused before they are made. */
const isHeld = (year: number) => year >= 1000 && year <= 2999;

function onDay(year: Digits, month: Digits, day: Digits): Written {
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  if (!isHeld(y)) return outOfRange(String(year));
  return isRealDay(y, m, d)
    ? periodOf(dayOf(y, m, d), "day")
    : { code: "impossible_date", message: `There is no day ${d} in month ${m} of ${y}. Check the date.` };
}

function inMonths(year: Digits, month: number, length: number): Written {
  const y = Number(year);
  if (!isHeld(y)) return outOfRange(String(year));
  if (month < 1 || month > 12) return { code: "impossible_date", message: `There is no month ${month}. Check the date.` };
  return spanOf(dayOf(y, month, 1), month + length > 12 ? dayOf(y + 1, month + length - 12, 1) : dayOf(y, month + length, 1));
}

function between(first: Written | null, last: Written | null): Written | null {
  if (first === null || last === null || isFault(first) || isFault(last) || isSlashed(first) || isSlashed(last)) return null;
  return last.end <= first.start ? null : spanOf(first.start, last.end);
}

/** The date with its day and month in the given order. */
export function settle({ first, second, year }: Slashed, order: "dmy" | "mdy"): Period | Fault {
  const written = order === "dmy" ? onDay(year, second, first) : onDay(year, first, second);
  return isSlashed(written) ? notDate("") : written;
}

export function outOfRange(year: string): Fault {
  return { code: "date_out_of_range", message: `The year ${year} lies outside 1900 to next year. Check the date.` };
}
