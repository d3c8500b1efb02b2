import type { Figure } from "../domain/figure";
import type { Incident } from "../domain/incident";
import type { Issue } from "../domain/issue";
import type { RowCounts } from "../domain/report";
import { quote } from "./fault";
import type { Made } from "./formats/format";
import type { CsvRecord } from "./parse";
import type { rememberRows } from "./repeats";
import { isBad, note, type Row } from "./row";

/** A row kept out, with why. */
export interface RejectedRow {
  line: number;
  cells: string[];
  issues: Issue[];
}

/** What a stretch of the file's rows came to. */
export interface Portion {
  incidents: Incident[];
  figures: Figure[];
  rejected: RejectedRow[];
  /** All of the portion's, those of rejected rows included. */
  issues: Issue[];
  /** What the portion adds to the counts of the file. */
  rows: RowCounts;
}

/** A record with what reading it came to. */
export interface ReadRow {
  record: CsvRecord;
  row: Row;
  made: Made;
}

/** Keeps out rows of incidents the dataset holds already: added once more they would count twice. */
export async function noteTaken(read: ReadRow[], findTaken: (ids: string[]) => Promise<ReadonlySet<string>>): Promise<void> {
  const idOf = ({ made }: ReadRow) => ("incidents" in made ? (made.incidents?.[0]?.incident_id ?? null) : null);
  const ids = new Set(read.map(idOf).filter((id) => id !== null));
  const taken = await findTaken([...ids]);
  for (const entry of read) {
    const id = idOf(entry);
    if (id === null || !taken.has(id)) continue;
    const message = `The dataset already has an incident ${quote(id)}; added again it would count twice. Leave the row out, or import with mode=update to replace it.`;
    note(entry.row, "error", "incident_id", { code: "incident_exists", message });
  }
}

/** Sorts what rows came to into those accepted, rejected and left out, and counts them. */
export function portionOf(read: ReadRow[], firstLine: ReturnType<typeof rememberRows>): Portion {
  const portion: Portion = { ...emptyPortion(), rows: { ...NO_ROWS, read: read.length } };
  for (const { record, row, made } of read) {
    if ("outside" in made) {
      // The survey has said which rows these are, once for all of them.
      row.issues = [];
      portion.rows.out_of_scope += 1;
    } else if ("total" in made) {
      row.issues = [];
      note(row, "warning", null, { code: "total_row", message: `${quote(made.total)} is the total of other rows. It is not added to them.` });
      portion.rows.total_rows += 1;
    } else if (isBad(row)) {
      portion.rejected.push({ line: record.line, cells: record.cells, issues: row.issues });
      portion.rows.rejected += 1;
    } else {
      portion.rows.accepted += 1;
      for (const incident of made.incidents ?? []) portion.incidents.push(incident);
      for (const figure of made.figures ?? []) portion.figures.push(figure);
      const earlier = made.repeatOf ?? firstLine(record.line, record.cells);
      if (earlier !== null) {
        portion.rows.duplicate += 1;
        const message = made.countsOnce ? `The row gives the incident of line ${earlier} again. The two count once.` : repeatMessage(earlier);
        note(row, "warning", null, { code: "repeat", message });
      }
    }
    for (const issue of row.issues) portion.issues.push(issue);
  }
  return portion;
}

/** What is said of a row whose cells are all those of an earlier one. */
export const repeatMessage = (earlier: number) => `The row says the same as the one on line ${earlier}. It is kept; remove one of them if it is a mistake.`;

/** A portion of no rows. */
export function emptyPortion(): Portion {
  return { incidents: [], figures: [], rejected: [], issues: [], rows: { ...NO_ROWS } };
}

const NO_ROWS: RowCounts = { read: 0, accepted: 0, rejected: 0, out_of_scope: 0, duplicate: 0, total_rows: 0 };
