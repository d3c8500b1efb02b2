import { COUNTRY, findRegion, regionName } from "../domain/province";
import { COUNTRY_FIELD } from "./columns";
import { remembering } from "./remember";
import type { Row } from "./row";

/**
 * Numbers that mean Pakistan, by the key of the column they stand in: ISO 3166-1 where none is named here, the state numbers of
 * Gleditsch and Ward (UCDP, older ACLED) and GTD's own.
 */
const NUMBERS: Record<string, string> = { country_id: "770", gwno: "770", country: "153" };
const ISO_NUMBER = "586";

/** The country a row says it is of where that is another than the ledger's; null where it is ours or the row does not say. */
export function countryElsewhere(row: Row): string | null {
  const indexes = row.columns.at.get(COUNTRY_FIELD);
  if (indexes === undefined) return null;
  let other: string | null = null;
  for (const index of indexes) {
    const cell = (row.cells[index] ?? "").trim();
    if (cell === "") continue;
    if (isOurs(cell, row.columns.keys[index] ?? "")) return null;
    // A name says more to a reader than a number.
    if (other === null || (/^\d+$/.test(other) && !/^\d/.test(cell))) other = cell;
  }
  return other;
}

function isOurs(cell: string, key: string): boolean {
  if (/^\d+(?:\.0)?$/.test(cell)) return [ISO_NUMBER, NUMBERS[key]].includes(String(Number(cell)));
  return isNamed(cell);
}

const isNamed = remembering((cell: string) => findRegion(cell) === COUNTRY || /\bpakistan\b/i.test(cell));

/** A number of rows in words: "1 row", "1,234 rows". */
export const sayRows = (count: number) => `${count.toLocaleString("en")} ${count === 1 ? "row" : "rows"}`;

/** What a file says of rows of other countries: how many of which, the most frequent first. */
export function sayElsewhere(found: ReadonlyMap<string, number>): string {
  const most = [...found].sort((a, b) => b[1] - a[1]);
  const named = most.slice(0, 5).map(([country, rows]) => `${country} ${rows.toLocaleString("en")}`);
  if (most.length > named.length) named.push(`${most.length - named.length} more`);
  const rows = most.reduce((sum, [, count]) => sum + count, 0);
  return `${sayRows(rows)} ${rows === 1 ? "is" : "are"} of other countries than ${regionName(COUNTRY)} (${named.join(", ")})`;
}
