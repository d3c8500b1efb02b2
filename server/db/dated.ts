import { addDays, addMonths, type Day, dayOf, daysInMonth } from "../domain/day";
import type { TimeDimension } from "../domain/dimension";
import { type Query, timeOf } from "../domain/query";
import type { Column } from "./column";
import type { Reach } from "./plan";

/** What a row's date stands for: its own stretch of time, half-open. */
export interface Dated {
  start: Day;
  end: Day;
  precision: string;
}

/** Precisions whose rows may enter a breakdown by the grain. A week counts where it begins. */
export const FINE_ENOUGH: Readonly<Record<TimeDimension, readonly string[]>> = {
  day: ["day"],
  month: ["day", "week", "month"],
  quarter: ["day", "week", "month", "quarter"],
  year: ["day", "week", "month", "quarter", "year"],
};

const ORIGIN = "1970-01-01";

/** A day and its precision as one member: days since the origin, a text whatever way the server writes dates. */
export const datedColumn = (start: string, precision: string) => `concat(${start} - date '${ORIGIN}', ' ', ${precision})`;

const read = new WeakMap<Column, Dated[]>();

/** What the members of such a column say, read once. */
export function datesOf(column: Column): Dated[] {
  const known = read.get(column) ?? column.members.map((member) => toDated(String(member)));
  read.set(column, known);
  return known;
}

function toDated(member: string): Dated {
  const [days = "", precision = ""] = member.split(" ");
  const start = addDays(ORIGIN, Number(days));
  return { start, end: endOf(start, precision), precision };
}

const MONTHS: Readonly<Record<string, number>> = { year: 12, quarter: 3, month: 1 };

/** `endOfPrecision` of a day at hand. Months after the 31st it is the last day of a shorter month (PostgreSQL manual, "Date/Time Functions and Operators"). */
function endOf(start: Day, precision: string): Day {
  const months = MONTHS[precision];
  if (months === undefined) return addDays(start, 1);
  const [year = 0, month = 0] = addMonths(start, months).split("-").map(Number);
  return dayOf(year, month, Math.min(Number(start.slice(8)), daysInMonth(year, month)));
}

/** What tells whether a date passes; null where all do. */
export type DateTest = ((dated: Dated) => boolean) | null;

/** Whether a row enters the query's periods: it is dated finely enough, and inside the range with all of its own stretch of time. */
export function placedIn(query: Query, range: Reach["range"]): DateTest {
  const time = timeOf(query);
  if (time === null && range === null) return null;
  const fine = time === null ? null : FINE_ENOUGH[time];
  return ({ start, end, precision }) =>
    (fine === null || fine.includes(precision)) && (range === null || (start >= range.start && start < range.end && end <= range.end));
}

/** Whether a row touches the range but does not enter. */
export function unplacedIn(query: Query, range: Reach["range"]): DateTest {
  const placed = placedIn(query, range);
  return (dated) => placed !== null && !placed(dated) && (range === null || (dated.start < range.end && dated.end > range.start));
}
