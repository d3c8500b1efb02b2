import type { Count, Incident } from "./incident";

/** One report of an incident, as one row of a file gave it: its own counts, and where the row came from. */
export interface IncidentReport extends Incident {
  batch: number;
  file_name: string | null;
  /** Whether it is the report that stands for the incident in the totals. */
  counted: boolean;
  /** What the totals count for it, which may have been chosen among several reports; null where it is not counted. */
  standing: { fatalities: Count; injured: Count } | null;
}

export const PEOPLE = ["fatalities", "injured"] as const;
export type People = (typeof PEOPLE)[number];
