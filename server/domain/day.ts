/**
 * A calendar day as ISO text, `2024-09-14`. Days are never JavaScript Dates in this program: a Date is an instant and
 * moves with the time zone, a day as written does not.
 */
export type Day = string;

const DAY_MS = 86_400_000;

/** Whether year (from 1: there is no year 0), month (1-12) and day form a real day of the proleptic Gregorian calendar. */
export function isRealDay(year: number, month: number, day: number): boolean {
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

export function dayOf(year: number, month: number, day: number): Day {
  return `${year > 999 ? year : String(year).padStart(4, "0")}-${twoDigits(month)}-${twoDigits(day)}`;
}

const twoDigits = (number: number): string => (number > 9 ? `${number}` : `0${number}`);

/** `2024-09-14` if the text is exactly a real ISO day, else null. */
export function parseDay(text: string): Day | null {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return found && isRealDay(Number(found[1]), Number(found[2]), Number(found[3])) ? text : null;
}

/** The day `count` days later (earlier when negative). */
export function addDays(day: Day, count: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10);
}

/** First day of the month `count` months after the month of `day`. */
export function addMonths(day: Day, count: number): Day {
  const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + count;
  return dayOf(Math.floor(months / 12), (months % 12) + 1, 1);
}

/** Whole days from `start` to `end`, half-open. */
export function daysBetween(start: Day, end: Day): number {
  return Math.round((Date.parse(`${end}T00:00:00Z`) - Date.parse(`${start}T00:00:00Z`)) / DAY_MS);
}

/** Today in UTC. */
export function today(now: Date = new Date()): Day {
  return now.toISOString().slice(0, 10);
}
