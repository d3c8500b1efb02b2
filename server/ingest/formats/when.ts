import { addDays, type Day } from "../../domain/day";
import type { Period } from "../../domain/period";
import { readDate, readDay } from "../date-order";
import { joinDateParts } from "../date-parts";
import { isFault } from "../fault";
import { isTotalWord } from "../place";
import { cellOf, cellsOf, hasColumn, note, type Row } from "../row";
import type { Context } from "./format";

/** The field of the file that says when. */
export function whenField(row: Row, fields: readonly string[]): string {
  return fields.find((field) => hasColumn(row, field)) ?? fields[0] ?? "";
}

/** Reads the date or period of a field, from one column or from those of its parts, and notes what is wrong with it. Null when blank or wrong. */
export function periodAt(row: Row, field: string, context: Context): Period | null {
  const read = readDate(writtenAt(row, field), context.orders.get(field) ?? null, context.today);
  if (!isFault(read)) return read;
  note(row, "error", field, read);
  return null;
}

/** The date as one text, as written or put together from columns. */
export function writtenAt(row: Row, field: string): string {
  const meant = row.meant?.get(field);
  if (meant !== undefined) return meant;
  const { at, constants, keys } = row.columns;
  const indexes = at.get(field) ?? [];
  const year = constants.get("year");
  if (indexes.length > 1) return joinDateParts(cellsOf(row, field), isQuarter(keys[indexes[1] ?? -1]));
  const cell = cellOf(row, field);
  // The year given once for the file, beside a column of months or quarters. "Total" there is no date.
  if (year === undefined || cell.trim() === "" || /\d{4}/.test(cell) || isTotalWord(cell)) return cell;
  return joinDateParts([year, cell], isQuarter(keys[indexes[0] ?? -1]));
}

const isQuarter = (key: string | undefined) => key !== undefined && /quarter|qtr/.test(key);

/** Reads a cell that must be one day, and notes what is wrong with it. Null when blank or wrong. */
function dayAt(row: Row, field: string, context: Context): Day | null {
  const read = readDay(cellOf(row, field), context.orders.get(field) ?? null, context.today);
  if (!isFault(read)) return read;
  note(row, "error", field, read);
  return null;
}

/** Reads the day of publication, which is not in the future; where the publisher lives it may be tomorrow already. Null when blank or wrong. */
export function publishedAt(row: Row, context: Context): Day | null {
  const day = dayAt(row, "published_on", context);
  if (day === null || day <= addDays(context.today, 1)) return day;
  note(row, "error", "published_on", { code: "published_in_future", message: `The day of publication, ${day}, lies ahead. Check the date.` });
  return null;
}
