import type { Kind } from "./dataset";
import { INCIDENT_CELLS } from "./incident";

export const DIFFERENCES = ["added", "removed", "changed"] as const;
/** How a row of two revisions differs: only the later has it, only the earlier, or both with other cells. */
export type Difference = (typeof DIFFERENCES)[number];

/** What a row says, column by column, as it is compared between revisions; `extra` are the cells no field is read from. */
export const COMPARED: Record<Kind, readonly string[]> = {
  incidents: [...INCIDENT_CELLS, "extra"],
  figures: [
    "period",
    "region",
    "victim",
    "incident_type",
    "measure",
    "scope",
    "published_on",
    "value",
    "qualifier",
    "report",
    "source",
    "source_url",
    "note",
    "extra",
  ],
};

/** A row as one revision holds it: its cells, counts as the row itself reported them, and where it came from. */
export type ComparedRow = Record<string, string | number | null | [header: string, cell: string][]> & {
  extra: [header: string, cell: string][] | null;
  file_name: string | null;
  batch: number;
  line: number;
  part: number;
};

/** A row that is not the same in two revisions. */
export interface RowDifference {
  difference: Difference;
  /** Of a changed row: the columns whose cells differ. */
  changed: string[];
  before: ComparedRow | null;
  after: ComparedRow | null;
}

/** Tells how two versions of a row differ, of which one may be missing. */
export function differenceOf(kind: Kind, before: ComparedRow | null, after: ComparedRow | null): RowDifference {
  if (before === null || after === null) return { difference: before === null ? "added" : "removed", changed: [], before, after };
  const changed = COMPARED[kind].filter((column) => JSON.stringify(before[column] ?? null) !== JSON.stringify(after[column] ?? null));
  return { difference: "changed", changed, before, after };
}
