import type { Count } from "../../domain/incident";
import { numberOr, readCount, readEstimate } from "../count";
import { isFault } from "../fault";
import { cellOf, hasColumn, note, type Row } from "../row";

export const NO_COUNT: Count = { best: null, low: null, high: null };

/** Reads one cell of a count and notes what is wrong with it. */
export function countAt(row: Row, field: string): number | null {
  return hasColumn(row, field) ? numberOr(readCount(cellOf(row, field)), (fault) => note(row, "error", field, fault)) : null;
}

/** Reads a count from its columns (best, low, high) and notes what is wrong with them. */
export function estimateAt(row: Row, field: string): Count {
  const [best, low, high] = [countAt(row, field), countAt(row, `${field}_low`), countAt(row, `${field}_high`)];
  const count = readEstimate(best, low, high);
  if (!isFault(count)) return count;
  note(row, "error", [field, `${field}_low`].find((name) => hasColumn(row, name)) ?? null, count);
  return NO_COUNT;
}
