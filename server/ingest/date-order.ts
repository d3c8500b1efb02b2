import type { Day } from "../domain/day";
import { type Issue, issueAt } from "../domain/issue";
import { type Period, periodInWords } from "../domain/period";
import { type Fault, isFault, quote } from "./fault";
import { twoDigitYear } from "./unread-date";
import { isSlashed, outOfRange, readWritten, type Slashed, settle } from "./written-date";

export const DATE_ORDERS = ["dmy", "mdy"] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

interface Example {
  line: number;
  cell: string;
  slashed: Slashed;
}

/** What the cells of one column say about the order of day and month: an example of each, the first met. */
export interface OrderEvidence {
  dmy?: Example;
  mdy?: Example;
  either?: Example;
  /** A date whose year has two digits that may be a day as well: it is no evidence, but read in an order that is settled. */
  short?: Example;
}

/** Weighs one more cell. Evidence is a date that is real in one order only; 05/05/2024 is the same day in both and asks for none. */
export function weigh(evidence: OrderEvidence, line: number, cell: string): void {
  const slashed = readWritten(cell);
  if (!isSlashed(slashed)) return;
  if (slashed.short && slashed.year % 100 <= 31) {
    evidence.short ??= { line, cell, slashed };
    return;
  }
  if (slashed.first === slashed.second) return;
  const [dmy, mdy] = DATE_ORDERS.map((order) => !isFault(settle(slashed, order)));
  const shows = dmy && mdy ? "either" : dmy ? "dmy" : mdy ? "mdy" : null;
  if (shows !== null) evidence[shows] ??= { line, cell, slashed };
}

/** Settles the order of a column: as given, else as the column shows. Where it shows none or both, the user is asked. */
export function settleOrder(evidence: OrderEvidence, given: DateOrder | undefined, column: string): DateOrder | null | Issue {
  const { dmy, mdy, either, short } = evidence;
  if (given !== undefined) return dmy || mdy || either || short ? given : null;
  if (dmy && mdy) {
    const message = `The column holds ${quote(dmy.cell)} (line ${dmy.line}), which puts the day first, and ${quote(mdy.cell)} (line ${mdy.line}), which puts the month first. ${REMEDY}`;
    return issueAt("error", mdy.line, column, mdy.cell, "date_order_mixed", message);
  }
  if (dmy || mdy || !either) return dmy ? "dmy" : mdy ? "mdy" : null;
  const [first, second] = DATE_ORDERS.map((order) => inWords(settle(either.slashed, order)));
  const message = `${quote(either.cell)} can be ${first} or ${second}, and no date of the column shows which. ${REMEDY}`;
  return issueAt("error", either.line, column, either.cell, "date_order_unknown", message);
}

const REMEDY = "Repeat the import with date_order=dmy (day first) or date_order=mdy (month first), or write dates as 2024-09-14.";
const inWords = (read: Period | Fault) => (isFault(read) ? "" : periodInWords(read));

/** Reads a date or period with the order of its column settled; null when blank. Years run from 1900 to the one after today's. */
export function readDate(cell: string, order: DateOrder | null, today: Day): Period | null | Fault {
  const text = cell.trim();
  if (text === "") return null;
  const written = readWritten(text);
  if (isFault(written)) return written;
  if (isSlashed(written) && written.short && order === null) return twoDigitYear(text);
  const period = isSlashed(written) ? settle(written, order ?? "dmy") : written;
  if (isFault(period)) {
    if (order === null || period.code !== "impossible_date") return period;
    return { code: "impossible_date", message: `${quote(cell)} is no day when read ${order === "dmy" ? "day first" : "month first"}. Check the date.` };
  }
  const beyond = `${Number(today.slice(0, 4)) + 2}-01-01`;
  return period.start < "1900-01-01" || period.end > beyond ? outOfRange(period.start < "1900-01-01" ? period.start.slice(0, 4) : lastYear(period)) : period;
}

const lastYear = (period: Period) => (period.end.endsWith("-01-01") ? String(Number(period.end.slice(0, 4)) - 1) : period.end.slice(0, 4));

/** Reads a cell that must be one day. */
export function readDay(cell: string, order: DateOrder | null, today: Day): Day | null | Fault {
  const period = readDate(cell, order, today);
  if (period === null || isFault(period)) return period;
  return period.grain === "day"
    ? period.start
    : { code: "not_a_day", message: `${quote(cell)} is not one day. Write a day, 2024-09-14, or leave the cell blank.` };
}
