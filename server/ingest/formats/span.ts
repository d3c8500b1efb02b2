import { addDays, type Day } from "../../domain/day";
import type { Precision } from "../../domain/incident";
import { periodOf } from "../../domain/period";
import { readDate } from "../date-order";
import { isFault } from "../fault";
import { cellOf, type Row } from "../row";
import type { Context } from "./format";

/** A stretch of days, half-open, and the precision that says it best. */
export interface Span {
  start: Day;
  end: Day;
  precision: Precision;
}

/** The stretch between a row's first day, in `field`, and its last; null where either cannot be read, which reading the row tells. */
export function spanAt(row: Row, context: Context, field = "occurred_on"): Span | null {
  const read = (field: string) => readDate(cellOf(row, field), context.orders.get(field) ?? null, context.today);
  const first = read(field);
  const last = read("ended_on");
  if (first === null || isFault(first)) return null;
  const end = last === null || isFault(last) || last.end <= first.start ? first.end : last.end;
  return { start: first.start, end, precision: precisionOf(first.start, end) };
}

/** The finest precision whose period holds the whole stretch: a day, a week of up to seven days, a month, a quarter, else a year. */
function precisionOf(start: Day, end: Day): Precision {
  if (end <= addDays(start, 1)) return "day";
  if (end <= addDays(start, 7)) return "week";
  for (const grain of ["month", "quarter"] as const) if (end <= periodOf(start, grain).end) return grain;
  return "year";
}
