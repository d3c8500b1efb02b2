import { type Issue, issueAt } from "../../domain/issue";
import type { CsvRecord } from "../parse";
import { readWritten } from "../written-date";

/** The 49 columns of UCDP's GED in their order (codebook of GED 23.1 and later; the candidate releases have the same). */
const COLUMNS = (
  "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name dyad_dset_id dyad_new_id dyad_name " +
  "side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b number_of_sources source_article source_office source_date " +
  "source_headline source_original where_prec where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country " +
  "country_id region event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa gwnob"
).split(" ");

/** What a cell of the columns that tell GED apart looks like. */
const LOOKS: Record<string, (cell: string) => boolean> = {
  id: (cell) => /^\d+$/.test(cell),
  year: (cell) => /^(?:19|20)\d\d$/.test(cell),
  type_of_violence: (cell) => /^[123]$/.test(cell),
  latitude: (cell) => /^-?\d+(?:\.\d+)?$/.test(cell),
  longitude: (cell) => /^-?\d+(?:\.\d+)?$/.test(cell),
  date_prec: (cell) => /^[1-5]$/.test(cell),
  date_start: (cell) => "grain" in readWritten(cell),
  date_end: (cell) => "grain" in readWritten(cell),
  best: (cell) => /^\d+$/.test(cell),
  high: (cell) => /^\d+$/.test(cell),
  low: (cell) => /^\d+$/.test(cell),
};

/** Whether a record is a row of GED where its header should be, as in the candidate release 24.0.1. */
export function isGedRow(cells: readonly string[]): boolean {
  return cells.length === COLUMNS.length && Object.entries(LOOKS).every(([name, looks]) => looks((cells[COLUMNS.indexOf(name)] ?? "").trim()));
}

/** The records of a file; before those of GED without a header its header, on line 0. */
export async function* withGedHeader(batches: AsyncIterable<CsvRecord[]>): AsyncGenerator<CsvRecord[]> {
  let isFirst = true;
  for await (const records of batches) {
    if (isFirst && records[0] !== undefined && isGedRow(records[0].cells)) yield [{ line: 0, cells: [...COLUMNS] }, ...records];
    else yield records;
    isFirst &&= records.length === 0;
  }
}

/** Says that the header was put in. */
export function gedHeaderIssue(): Issue {
  const message =
    "The file has no header line. Its 49 columns look like those of UCDP's GED and were read as such: check the numbers. If they are not, put a header line above the rows.";
  return issueAt("warning", null, null, null, "header_assumed", message);
}
