import type { Day } from "../domain/day";
import { MEASURES } from "../domain/measure";
import { periodOf, spanOf } from "../domain/period";
import { COUNTRY } from "../domain/province";
import { type Query, timeOf } from "../domain/query";
import type { Note } from "../domain/table";
import type { Tally } from "../domain/tally";
import { groundOf } from "./incident-point";
import type { Extent, Sums } from "./incident-table";

/** Above this many cells only those with rows are listed. */
export const DENSE_LIMIT = 20_000;

const FATAL_UNKNOWN =
  "Incidents with at least one fatality: rows that tally several incidents, or leave the killed blank, do not say in how many people were killed. They are left out.";

/** How many periods a note names. */
const EXAMPLES = 12;

/** What a reader must know beside the numbers of incident rows; `dense` where all cells are listed. */
export function notesOf(query: Query, sums: Pick<Sums, "shown" | "parts">, extent: Extent, dense: boolean): Note[] {
  const { shown: tallies, parts } = sums;
  const notes: Note[] = [];
  const rows = rowsOf(tallies);
  for (const measure of ["fatalities", "injured"] as const) {
    const asked = query.measure.some((name) => name === measure || [MEASURES[name].sumOf, MEASURES[name].toldBy].some((others) => others?.includes(measure)));
    const left = `${measure}_blank` as const;
    const blank = tallies.reduce((sum, tally) => sum + tally[left], 0);
    if (asked && blank > 0)
      notes.push({ code: "not_reported", message: `${MEASURES[measure].label}: not reported in ${blank} of ${rows} rows; they are left out of the sums.` });
  }
  if (query.measure.includes("fatal_incidents") && tallies.some(({ fatal_incidents, incidents, rows }) => fatal_incidents === null || incidents > rows))
    notes.push({ code: "fatal_unknown", message: FATAL_UNKNOWN });
  if (extent.coarse !== null) {
    const { incidents, fatalities } = extent.coarse;
    notes.push({
      code: "not_broken_down",
      message: `${incidents} incidents (${fatalities ?? "unknown"} killed) are dated too coarsely for this breakdown or range and are not in it.`,
    });
  }
  if (query.peak !== null) {
    const undivided = rows - rowsOf(parts);
    if (undivided > 0)
      notes.push({
        code: "not_broken_down",
        message: `${undivided} rows are dated too coarsely for a ${query.peak}: of the periods they lie in none is known whole.`,
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
  const cut = partial(query, tallies, extent);
  if (cut.length > 0 && extent.coverage !== null) {
    const labels = `${cut.slice(0, EXAMPLES).join(", ")}${cut.length > EXAMPLES ? ` and ${cut.length - EXAMPLES} more` : ""}`;
    const message = `${labels}: not over, or not wholly inside the dataset's coverage (${extent.coverage.label}). What is counted there is a lower bound.`;
    notes.push({ code: "partial_period", message });
  }
  if (extent.range !== null && timeOf(query) !== null && clips(query))
    notes.push({ code: "clipped", message: "The first or last period is cut by from or to and is not compared." });
  if (!dense) notes.push({ code: "sparse", message: `Only cells with rows are listed: the full table would have more than ${DENSE_LIMIT} cells.` });
  return notes;
}

const rowsOf = (tallies: readonly Tally[]) => tallies.reduce((sum, tally) => sum + tally.rows, 0);

/** Periods with rows that are counted in part only: not over, or not wholly inside coverage. Those that from and to cut are told apart. */
function partial(query: Query, tallies: readonly Tally[], extent: Extent): string[] {
  const time = timeOf(query);
  if (time === null)
    return extent.range === null || tallies.length === 0 || groundOf(query, extent, null).covered ? [] : [spanOf(extent.range.start, extent.range.end).label];
  const at = query.by.indexOf(time);
  const starts = new Set(tallies.map(({ members }) => String(members[at])));
  const whole = { from: null, to: null };
  return [...starts]
    .sort()
    .map((start) => periodOf(start, time))
    .filter((period) => !groundOf(whole, extent, period).whole)
    .map(({ label }) => label);
}

function clips(query: Query): boolean {
  const time = timeOf(query);
  if (time === null) return false;
  const cut = (day: Day | undefined) => day !== undefined && periodOf(day, time).start !== day;
  return cut(query.from?.start) || cut(query.to?.end);
}
