import { dayOfSerial, type Epoch } from "./serial";

/** What a number of a workbook is shown as. */
export type Shown = "number" | "percent" | "day" | "month" | "year" | "time";

/** Formats every spreadsheet knows by number (ECMA-376, part 1, 18.8.30, with those of East Asian versions). */
const BUILT_IN: [first: number, last: number, shown: Shown][] = [
  [9, 10, "percent"],
  [14, 16, "day"],
  [17, 17, "month"],
  [18, 21, "time"],
  [22, 22, "day"],
  [27, 31, "day"],
  [32, 35, "time"],
  [36, 36, "day"],
  [45, 47, "time"],
  [50, 58, "day"],
];

export function builtInFormat(id: number): Shown {
  return BUILT_IN.find(([first, last]) => id >= first && id <= last)?.[2] ?? "number";
}

/** What a written format such as `d\-mmm\-yy` or `#,##0` shows: its letters outside quotes, brackets and escapes tell. */
export function writtenFormat(code: string): Shown {
  const elapsed = /\[(?:h+|m+|s+)\]/i.test(code);
  const plain = code.replace(/"[^"]*"|\[[^\]]*\]|\\.|_.|\*./g, "").toLowerCase();
  const first = (plain.split(";")[0] ?? "").replace(/general|am\/pm|a\/p|e[+-]/g, "");
  if (first.includes("%")) return "percent";
  const [year, month, day, time] = [/[ye]/, /m/, /d/, /[hs]/].map((letter) => letter.test(first)) as [boolean, boolean, boolean, boolean];
  if (day || (year && time)) return "day";
  if (time || elapsed) return "time";
  return month ? "month" : year ? "year" : "number";
}

/**
 * A number as the sheet shows it, as far as that does not lose anything: a count without the noise of binary fractions, a share in
 * percent, a date as ISO text. A date shown as a month or year only is that month or year, unless it is not its first day.
 */
export function textOfNumber(written: string, shown: Shown, epoch: Epoch): string {
  const value = Number(written);
  if (written.trim() === "" || !Number.isFinite(value)) return written;
  if (shown === "percent") return `${digitsOf(value * 100)}%`;
  const day = shown === "number" ? null : dayOfSerial(value, epoch);
  if (day === null) return digitsOf(value);
  const time = timeOf(value);
  if (shown === "time" && value < 1) return time;
  if (time !== "00:00:00") return `${day}T${time}`;
  if (shown === "month" && day.endsWith("-01")) return day.slice(0, 7);
  return shown === "year" && day.endsWith("-01-01") ? day.slice(0, 4) : day;
}

/** A spreadsheet holds fifteen digits; what a number has more is noise. */
function digitsOf(value: number): string {
  return String(Number.isSafeInteger(value) ? value : Number(value.toPrecision(15)));
}

function timeOf(value: number): string {
  const seconds = Math.floor((value - Math.floor(value + 1e-9)) * 86_400 + 0.0005);
  const part = (unit: number, modulus: number) => String(Math.floor(Math.max(seconds, 0) / unit) % modulus).padStart(2, "0");
  return `${part(3600, 24)}:${part(60, 60)}:${part(1, 60)}`;
}
