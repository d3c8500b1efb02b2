import type { Listing } from "./preview";

/** Characters gathered before they are handed to the browser. */
const HANDED = 1 << 18;
/** A listing longer than this is nobody's to read; the file itself is wrong then. */
export const LONGEST_LISTING = 100_000;

/** A CSV text in the making. */
export interface ListingMaker {
  add(cells: readonly (string | number)[]): void;
  end(): Listing;
}

export function makeListing(head: readonly string[]): ListingMaker {
  const parts: Blob[] = [];
  let [text, rows] = [csvLine(head), 0];
  const hand = () => {
    parts.push(new Blob([text]));
    text = "";
  };
  return {
    add(cells) {
      if (rows >= LONGEST_LISTING) return;
      rows += 1;
      text += csvLine(cells);
      if (text.length > HANDED) hand();
    },
    end() {
      hand();
      return { file: new Blob(parts, { type: "text/csv" }), rows };
    },
  };
}

const csvLine = (cells: readonly (string | number)[]) => `${cells.map(csvCell).join(",")}\r\n`;

/** A cell as a CSV text holds it; one that a spreadsheet would run as a formula is made text, numbers are left alone. */
function csvCell(cell: string | number): string {
  const text = String(cell);
  const safe = /^[=+\-@\t\r]/.test(text) && !/^[+-]?[\d.,]+$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
