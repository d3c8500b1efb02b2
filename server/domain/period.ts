import { addDays, addMonths, type Day, dayOf, parseDay } from "./day";

/** Lengths of calendar time a figure or an incident can be tied to, coarsest last. */
export const GRAINS = ["day", "month", "quarter", "year"] as const;
export type Grain = (typeof GRAINS)[number];

/**
 * A stretch of calendar time. `start` is inside, `end` is the first day outside: half-open everywhere.
 * `grain` is `span` when it is not exactly one day, month, quarter or year.
 */
export interface Period {
  label: string;
  start: Day;
  end: Day;
  grain: Grain | "span";
}

const MONTHS_OF: Record<Exclude<Grain, "day">, number> = { month: 1, quarter: 3, year: 12 };

/** The period of the given grain that holds the day. */
export function periodOf(day: Day, grain: Grain): Period {
  if (grain === "day") return { label: day, start: day, end: addDays(day, 1), grain };
  const length = MONTHS_OF[grain];
  const month = Number(day.slice(5, 7));
  const start = dayOf(Number(day.slice(0, 4)), month - ((month - 1) % length), 1);
  return { label: labelOf(start, grain), start, end: addMonths(start, length), grain };
}

function labelOf(start: Day, grain: Grain): string {
  const year = start.slice(0, 4);
  if (grain === "year") return year;
  if (grain === "quarter") return `${year}-Q${Math.ceil(Number(start.slice(5, 7)) / 3)}`;
  return grain === "month" ? start.slice(0, 7) : start;
}

function isWholeMonths(start: Day, end: Day): boolean {
  return start.endsWith("-01") && end.endsWith("-01");
}

/** The period from `start` to `end` (exclusive): a day, month, quarter or year where it is exactly one, else a span. */
export function spanOf(start: Day, end: Day): Period {
  for (const grain of ["year", "quarter", "month", "day"] as const) {
    const whole = periodOf(start, grain);
    if (whole.start === start && whole.end === end) return whole;
  }
  const last = addDays(end, -1);
  const label = isWholeMonths(start, end) ? `${start.slice(0, 7)}/${last.slice(0, 7)}` : `${start}/${last}`;
  return { label, start, end, grain: "span" };
}

/**
 * Reads `2024`, `2024-Q3`, `2024-09`, `2024-09-14` or a span `2024-01/2024-09` (both ends inside).
 * Null for anything else, and for years nothing is recorded in; looser spellings are the business of the import.
 */
export function parsePeriod(text: string): Period | null {
  const [first = "", last, ...rest] = text.split("/");
  if (rest.length > 0) return null;
  const from = parseSingle(first);
  if (last === undefined || from === null) return from;
  const to = parseSingle(last);
  return to === null || to.end <= from.start ? null : spanOf(from.start, to.end);
}

/** Whether a year, the first four characters of the text, is one this field records: an asked-for range stays bounded. */
function isRecordedYear(text: string): boolean {
  return text >= "1900" && text < "2200";
}

function parseSingle(text: string): Period | null {
  if (!isRecordedYear(text)) return null;
  const quarter = /^(\d{4})-Q([1-4])$/i.exec(text);
  if (quarter) return periodOf(dayOf(Number(quarter[1]), Number(quarter[2]) * 3, 1), "quarter");
  if (/^\d{4}$/.test(text)) return periodOf(`${text}-01-01`, "year");
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) return periodOf(`${text}-01`, "month");
  const day = parseDay(text);
  return day === null ? null : periodOf(day, "day");
}

/** Every period of the grain that touches [start, end), in order. */
export function periodsBetween(start: Day, end: Day, grain: Grain): Period[] {
  const periods: Period[] = [];
  if (end <= start) return periods;
  for (let next = periodOf(start, grain); next.start < end; next = periodOf(next.end, grain)) periods.push(next);
  return periods;
}

/** The period just before: 2024-Q2 before 2024-Q3. A span has none. */
export function previousPeriod(period: Period): Period | null {
  return period.grain === "span" ? null : periodOf(addDays(period.start, -1), period.grain);
}

/** The same period a year earlier, last day for last day; 29 February has none, a whole month of February has. */
export function yearBefore(period: Period): Period | null {
  const back = (day: Day) => parseDay(`${Number(day.slice(0, 4)) - 1}${day.slice(4)}`);
  const start = back(period.start);
  if (start === null) return null;
  if (period.grain !== "span") return periodOf(start, period.grain);
  if (isWholeMonths(period.start, period.end)) return spanOf(start, addMonths(period.end, -12));
  const last = back(addDays(period.end, -1));
  return last === null ? null : spanOf(start, addDays(last, 1));
}

/**
 * The calendar parts that exactly fill a period: quarters of a year, months of a quarter; a span of whole months falls into the largest there are from its start on: years, where a
 * whole one lies inside, else quarters, else months. Empty when there is no such partition.
 */
export function calendarParts(period: Period): Period[] {
  if (period.grain === "year" || period.grain === "quarter") return periodsBetween(period.start, period.end, period.grain === "year" ? "quarter" : "month");
  if (period.grain !== "span" || !isWholeMonths(period.start, period.end)) return [];
  const parts: Period[] = [];
  for (let { start } = period; start < period.end; start = parts.at(-1)?.end ?? period.end) {
    const largest = (["year", "quarter"] as const).map((grain) => periodOf(start, grain)).find((part) => part.start === start && part.end <= period.end);
    parts.push(largest ?? periodOf(start, "month"));
  }
  return parts;
}

const MONTH_NAMES = "January February March April May June July August September October November December".split(" ");

/** A period in words: `July–September 2024`, `September 2024`, `14 September 2024`, `2024`. */
export function periodInWords(period: Period): string {
  const last = addDays(period.end, -1);
  const month = (day: Day) => MONTH_NAMES[Number(day.slice(5, 7)) - 1];
  const year = (day: Day) => day.slice(0, 4);
  const date = (day: Day) => `${Number(day.slice(8))} ${month(day)} ${year(day)}`;
  if (period.grain === "year") return period.label;
  if (period.grain === "month") return `${month(period.start)} ${year(period.start)}`;
  if (period.grain === "day") return date(period.start);
  if (!isWholeMonths(period.start, period.end)) return `${date(period.start)} to ${date(last)}`;
  const sameYear = year(period.start) === year(last);
  return sameYear ? `${month(period.start)}–${month(last)} ${year(last)}` : `${month(period.start)} ${year(period.start)} to ${month(last)} ${year(last)}`;
}
