import { addDays, type Day } from "../domain/day";
import type { Columns } from "./header";
import type { CsvRecord } from "./parse";

/** The day a workbook counts from: that of Excel, or that of old Macs. */
export type Epoch = 1900 | 1904;

/** The last day number, 31 December 9999. */
const LAST = 2_958_465;

/** The day of a spreadsheet's day number, its fraction left out; null where it is none. */
export function dayOfSerial(serial: number, epoch: Epoch): Day | null {
  const day = Math.floor(serial + 1e-9);
  if (!(day >= 0 && day <= LAST)) return null;
  if (epoch === 1904) return addDays("1904-01-01", day);
  // Excel counts a 29 February 1900 that never was, and shows 0 as the day before 1 January 1900.
  if (day === 60) return "1900-02-29";
  return day === 0 ? "1900-01-00" : addDays(day < 60 ? "1899-12-31" : "1899-12-30", day);
}

/** Day numbers in a cell of General format have five digits: 10000 is in 1927, and four would be a year. */
const SERIAL = /^\s*(\d{5})(?:\.\d+)?\s*$/;

/**
 * Writes the day numbers in columns of dates as days, where the uploader says that numbers there are such: 45549 alone may as well
 * be something else, so it is never guessed.
 */
export function serialsAsDays(columns: Columns, dates: readonly string[], epoch: Epoch): (record: CsvRecord) => CsvRecord {
  const indexes = dates.flatMap((field) => (columns.at.get(field)?.length === 1 ? (columns.at.get(field) ?? []) : []));
  return (record) => {
    const days = indexes.flatMap((index): [number, string][] => {
      const serial = SERIAL.exec(record.cells[index] ?? "")?.[1];
      const day = serial === undefined ? null : dayOfSerial(Number(serial), epoch);
      return day === null ? [] : [[index, day]];
    });
    if (days.length === 0) return record;
    const cells = [...record.cells];
    for (const [index, day] of days) cells[index] = day;
    return { ...record, cells };
  };
}
