import { findRegion } from "../../domain/province";
import { cellOf, note, type Row } from "../row";
import { readWritten } from "../written-date";
import type { Census, Context } from "./format";
import { writtenAt } from "./when";

/**
 * Tables of the years before the merger of 2018 print Khyber Pakhtunkhwa and FATA as two rows: there "KP" is the province without FATA,
 * PK-NW here. Which periods have both is told by a look at all rows.
 */
export function halvesCensus(): Census {
  const seen = new Map<string, Set<string>>();
  return {
    add: (row) => {
      const region = findRegion(cellOf(row, "region"));
      if (region !== "PK-TA" && region !== "PK-KP") return;
      const key = printedIn(row);
      seen.set(key, (seen.get(key) ?? new Set()).add(region));
    },
    end: () => ({ issues: [], settled: Object.fromEntries([...seen].filter(([, regions]) => regions.size === 2).map(([key]) => [key, "halves"])) }),
  };
}

const printedIn = (row: Row) => `halves ${asRead(writtenAt(row, "period"))} ${asRead(cellOf(row, "published_on"))} ${cellOf(row, "report").trim()}`;

/** However it is written: one table may say both `Q3 2017` and `2017-Q3`. */
function asRead(cell: string): string {
  const written = readWritten(cell);
  return "label" in written ? written.label : cell.trim();
}

/** PK-NW where a row of FATA stands beside this one of Khyber Pakhtunkhwa, unless it says that FATA is included; else null. */
export function withoutFata(row: Row, context: Context): "PK-NW" | null {
  const cell = cellOf(row, "region");
  if (findRegion(cell) !== "PK-KP" || context.settled[printedIn(row)] !== "halves") return null;
  if (/pk[\s._-]*(?:kp|5)\b|incl|with|fata|merged|tribal/i.test(cell)) return null;
  const message = "A row of FATA stands beside it, so it is taken for Khyber Pakhtunkhwa without FATA (PK-NW). If FATA is included, write PK-KP.";
  note(row, "warning", "region", { code: "kp_without_fata", message });
  return "PK-NW";
}
