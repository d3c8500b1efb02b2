import type { Day } from "../domain/day";
import { MEASURES } from "../domain/measure";
import { periodOf } from "../domain/period";
import { COUNTRY } from "../domain/province";
import { type Query, timeOf } from "../domain/query";
import type { Note } from "../domain/table";
import type { Tally } from "../domain/tally";
import type { Extent } from "./incident-table";

/** Above this many cells only those with rows are listed. */
export const DENSE_LIMIT = 20_000;

/** What a reader must know beside the numbers of incident rows; `dense` where all cells are listed. */
export function notesOf(query: Query, tallies: readonly Tally[], extent: Extent, dense: boolean): Note[] {
  const notes: Note[] = [];
  const rows = tallies.reduce((sum, tally) => sum + tally.rows, 0);
  for (const measure of ["fatalities", "injured"] as const) {
    const asked = query.measure.some((name) => name === measure || MEASURES[name].sumOf?.includes(measure));
    const left = `${measure}_blank` as const;
    const blank = tallies.reduce((sum, tally) => sum + tally[left], 0);
    if (asked && blank > 0)
      notes.push({ code: "not_reported", message: `${MEASURES[measure].label}: not reported in ${blank} of ${rows} rows; they are left out of the sums.` });
  }
  if (extent.coarse !== null) {
    const { incidents, fatalities } = extent.coarse;
    notes.push({
      code: "not_broken_down",
      message: `${incidents} incidents (${fatalities ?? "unknown"} killed) are dated too coarsely for this breakdown or range and are not in it.`,
    });
  }
  const place = query.by.indexOf("province");
  const unplaced = extent.unplaced?.shown ?? (place < 0 ? [] : tallies.filter(({ members }) => members[place] === COUNTRY));
  if (unplaced.length > 0 && extent.coverage !== null) {
    const incidents = unplaced.reduce((sum, tally) => sum + tally.incidents, 0);
    const message = `${incidents} incidents stand under the country and no province: a province without a row beside them is unknown, not zero.`;
    notes.push({ code: "not_placed", message });
  }
  if (extent.coverage === null && timeOf(query) !== null)
    notes.push({ code: "coverage_unstated", message: "The dataset states no coverage: a period without rows is shown as unknown, not as zero." });
  if (extent.range !== null && timeOf(query) !== null && clips(query))
    notes.push({ code: "clipped", message: "The first or last period is cut by from or to and is not compared." });
  if (!dense) notes.push({ code: "sparse", message: `Only cells with rows are listed: the full table would have more than ${DENSE_LIMIT} cells.` });
  return notes;
}

function clips(query: Query): boolean {
  const time = timeOf(query);
  if (time === null) return false;
  const cut = (day: Day | undefined) => day !== undefined && periodOf(day, time).start !== day;
  return cut(query.from?.start) || cut(query.to?.end);
}
