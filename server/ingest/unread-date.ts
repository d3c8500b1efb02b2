import { addDays, type Day, dayOf, daysBetween } from "../domain/day";
import { type Fault, quote } from "./fault";
import { plainDate } from "./plain-date";
import { dayOfSerial } from "./serial";

/** Why a cell is no date this import reads, and what to do about it. */
export function notDate(cell: string): Fault {
  const text = plainDate(cell);
  if (/^\d{5}(?:\.\d+)?$/.test(text)) {
    const message = `${quote(cell)} looks like the day number of a spreadsheet (${dayOfSerial(Number(text), 1900)}). Repeat the import with dates=serial if it is, or format the column as a date, 2024-09-14, and save again.`;
    return { code: "excel_serial", message };
  }
  const week =
    /^(?<year>\d{4})[ -]?w(?:eek)?[ -]?(?<number>\d{1,2})(?:-\d)?$/.exec(text) ?? /^w(?:eek)?[ -]?(?<number>\d{1,2})[ \-/,]*(?<year>\d{4})$/.exec(text);
  if (week) {
    const [year, number] = [Number(week.groups?.year), Number(week.groups?.number)];
    const first = number >= 1 && number <= 53 && year >= 1900 ? mondayOf(year, number) : "2024-03-18";
    const message = `${quote(cell)} is a week, and weeks begin on other days elsewhere. Write its first day, such as ${first}, and "week" in a column date_precision.`;
    return { code: "date_is_week", message };
  }
  if (/^\d{4}\s?(?:[*†‡§]+|\(?p\)|\[\d+\])$/.test(text)) {
    const message = `${quote(cell)} has a mark of a note, which may say that the year is not whole. Write what it covers: ${text.slice(0, 4)}, or ${text.slice(0, 4)}-01/${text.slice(0, 4)}-11.`;
    return { code: "bad_date", message };
  }
  return { code: "bad_date", message: `${quote(cell)} is not a date this import can read. Write 2024-09-14, or a period: 2024-09, 2024-Q3, 2024.` };
}

/** Why a date with a year of two digits is not read where nothing says which of its parts is the year. */
export function twoDigitYear(cell: string): Fault {
  const message = `${quote(cell)} has a year of two digits. Write all four, 2024-09-14, or repeat the import with date_order=dmy or date_order=mdy: then the last part is the year.`;
  return { code: "two_digit_year", message };
}

/** The Monday of a week as ISO 8601 numbers them: the first is that of 4 January. */
function mondayOf(year: number, week: number): Day {
  const fourth = dayOf(year, 1, 4);
  // 1 January 1900 was a Monday.
  const weekday = daysBetween("1900-01-01", fourth) % 7;
  return addDays(fourth, (week - 1) * 7 - weekday);
}
