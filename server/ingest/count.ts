import type { Count } from "../domain/incident";
import { type Fault, isFault, quote } from "./fault";

/** The largest count of one row. */
export const MOST = 1_000_000;

/** Whole numbers: plain, with western (1,234) or South Asian (1,00,000) commas, and with the .0 a spreadsheet adds. */
const WHOLE = /^(?:\d+|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d?(?:,\d{2})+,\d{3})(?:\.00?)?$/;

/** Blanks that stand between thousands and never end a line: no-break, figure, thin and narrow ones. */
const GROUPED = /^\d{1,3}(?:[\u00a0\u2007\u2009\u202f]\d{3})+$/;

/** A number in plain characters: Urdu and Arabic digits as 0-9, their thousands mark and thin blanks between thousands left out. */
function plainNumber(cell: string): string {
  const text = cell.trim();
  if (/^[\d,]*$/.test(text)) return text;
  const digits = text
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
    .replace(/(?<=\d)\u066c(?=\d)/g, ",")
    .replace(/(?<=\d)\u066b(?=\d)/g, ".");
  return GROUPED.test(digits) ? digits.replace(/\D/g, "") : digits;
}

/** What is wrong with a count, first match wins. */
const FAULTS: [pattern: RegExp, reason: string][] = [
  [/^[-−–(]\s*\d/, "A count cannot be negative: check the sign and the column."],
  [/^\d+\s*(?:-|–|—|to)\s*\d+\+?$/i, "A range is not one number: give its ends in columns _low and _high."],
  [/^[\d,]*[.,]\d+$/, "Write a whole number; commas only between thousands (1,234 or 1,00,000)."],
  [/^(?:n\/?a|nan|null|none|nil|unknown|-+|\?+|–|—)$/i, "Leave the cell blank where a count was not reported."],
  [/\p{L}/u, "Write the number in digits, and words about it in another column."],
];

/** Reads a count: a whole number from 0 to 1,000,000; null when blank, which is not zero. Anything else is a fault, never a shorter number. */
export function readCount(cell: string): number | null | Fault {
  const text = plainNumber(cell);
  if (text === "") return null;
  if (WHOLE.test(text)) {
    const value = Number(text.replaceAll(",", ""));
    if (value <= MOST) return value;
    return { code: "count_too_large", message: `${quote(text)} is more than 1,000,000, the largest count of one row. Check the number.` };
  }
  const reason = FAULTS.find(([pattern]) => pattern.test(text))?.[1] ?? "Write digits only, and leave the cell blank where a count was not reported.";
  return { code: "bad_count", message: `${quote(text)} is not a whole number. ${reason}` };
}

/** Reads a published percentage: 0 to 100, up to four decimals, with or without a percent sign; null when blank. */
export function readShare(cell: string): number | null | Fault {
  const text = plainNumber(cell);
  if (text === "") return null;
  const found = /^(\d{1,3}(?:\.\d{1,4})?)\s?[%٪]?$/.exec(text);
  const value = Number(found?.[1]);
  if (found && value <= 100) return value;
  return { code: "bad_share", message: `${quote(text)} is not a percentage. Write a number from 0 to 100 with at most four decimals.` };
}

/** Reads a coordinate in decimal degrees, with a point or a comma: no degrees have thousands. Null when blank. */
export function readDegrees(cell: string, limit: 90 | 180): number | null | Fault {
  const text = cell.trim().replace(/^(-?\d{1,3}),(\d+)$/, "$1.$2");
  if (text === "") return null;
  if (/^-?\d{1,3}(?:\.\d+)?$/.test(text) && Math.abs(Number(text)) <= limit) return Number(text);
  return { code: "bad_coordinate", message: `${quote(text)} is not a coordinate. Write decimal degrees from -${limit} to ${limit}, or leave the cell blank.` };
}

/**
 * Puts a count together from its columns. Where only a range was reported, best is its lower end: the number of people that is
 * certain, as this field's "at least" means it. With nothing but an upper end no number is certain, and best stays null.
 */
export function readEstimate(best: number | null, low: number | null, high: number | null): Count | Fault {
  const known = [low, best, high].filter((value) => value !== null);
  if (known.some((value, index) => index > 0 && value < (known[index - 1] ?? 0))) {
    return { code: "bounds_disorder", message: `Low, best and high must not fall: ${known.join(", ")}. Check the three columns.` };
  }
  return { best: best ?? low, low, high };
}

export function isBlank(count: Count): boolean {
  return count.best === null && count.low === null && count.high === null;
}

export function isZero(count: Count): boolean {
  return (count.best ?? 0) === 0 && (count.low ?? 0) === 0 && (count.high ?? 0) === 0;
}

/** Two counts of different people together; a bound one of them lacks is its best. */
export function plus(a: Count, b: Count): Count {
  if (isBlank(a) || isBlank(b)) return isBlank(a) ? b : a;
  const bound = (name: "low" | "high") => (a[name] === null && b[name] === null ? null : (a[name] ?? a.best ?? 0) + (b[name] ?? b.best ?? 0));
  return { best: a.best === null && b.best === null ? null : (a.best ?? 0) + (b.best ?? 0), low: bound("low"), high: bound("high") };
}

/**
 * What a total leaves when its parts are taken away; null when nothing is left. A total below the sum of its parts is a fault.
 */
export function remainderOf(total: Count, parts: readonly Count[]): Count | null | Fault {
  if (isBlank(total)) return null;
  const sum = (bound: "low" | "high") => parts.reduce((whole, part) => whole + (part[bound] ?? part.best ?? 0), 0);
  const known = parts.reduce((whole, part) => whole + (part.best ?? 0), 0);
  if (total.best !== null && total.best < known) {
    return { code: "total_mismatch", message: `The total ${total.best} is less than its parts, which add up to ${known}. Correct the total or the parts.` };
  }
  const best = total.best === null ? null : total.best - known;
  const low = total.low === null ? null : Math.min(Math.max(total.low - sum("low"), 0), best ?? MOST);
  const high = total.high === null ? null : Math.max(total.high - sum("high"), best ?? 0);
  return { best, low, high };
}

/** The number read, or null after its fault was passed on. */
export function numberOr(read: number | null | Fault, onFault: (fault: Fault) => void): number | null {
  if (!isFault(read)) return read;
  onFault(read);
  return null;
}
