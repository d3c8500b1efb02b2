import { addDays } from "../../domain/day";
import { issueAt } from "../../domain/issue";
import { isFault } from "../fault";
import type { Columns } from "../header";
import { cellOf, means, type Row } from "../row";
import { sayRows } from "../scope";
import { readWritten } from "../written-date";
import type { Census } from "./format";
import { incidentsOf } from "./layout";

/**
 * ACLED's weekly aggregates (registered users): a tally of events a week, province and type. `week` is the Saturday it begins on. The
 * centroid is the province's, not an incident's, `id` is the province's too, and the population exposed must not be summed: all
 * three are kept and not read.
 */
export const acledWeekly = incidentsOf({
  name: "acled-weekly",
  signatures: [
    ["week", "admin1", "events"],
    ["week", "admin_1", "events"],
  ],
  columns: {
    occurred_on: ["week"],
    province: ["admin1", "admin_1"],
    incident_type: ["event_type"],
    tactic: ["sub_event_type"],
    incidents: ["events"],
    fatalities: ["fatalities"],
  },
  adapt: (row) => {
    means(row, "date_precision", "week");
    const day = dayOf(row);
    if (day !== null) means(row, "ended_on", addDays(day, 6));
    return null;
  },
  census: (_columns: Columns): Census => {
    let straddling = 0;
    return {
      add: (row) => {
        const day = dayOf(row);
        if (day !== null && quarterOf(day) !== quarterOf(addDays(day, 6))) straddling += 1;
      },
      end: () => {
        const message = `${sayRows(straddling)} of weeks that begin in one quarter and end in the next: they count where they begin.`;
        return { issues: straddling === 0 ? [] : [issueAt("warning", null, null, null, "straddles_quarters", message)], settled: {} };
      },
    };
  },
});

/** The first day of the week; null where the cell leaves its order of day and month to the column. */
function dayOf(row: Row): string | null {
  const written = readWritten(cellOf(row, "occurred_on").trim());
  return isFault(written) || !("grain" in written) || written.grain !== "day" ? null : written.start;
}

const quarterOf = (day: string) => `${day.slice(0, 4)} ${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
