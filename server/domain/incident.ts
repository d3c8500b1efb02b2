import type { Day } from "./day";
import type { Victim } from "./victim";

export const PRECISIONS = ["day", "week", "month", "quarter", "year"] as const;
/** How exactly the day of an incident is known. */
export type Precision = (typeof PRECISIONS)[number];

/** A count that was reported as one number or as a range. Null: not reported, which is not zero. */
export interface Count {
  best: number | null;
  low: number | null;
  high: number | null;
}

/**
 * One row of an incidents file: an incident, one source's report of it, one victim class of it, or a tally of several.
 * A wide line (`fatalities_civilian`, `fatalities_security`) becomes several rows with the same line and other parts.
 */
export interface Incident {
  /** 1-based physical line of the file, and the running number of the row made from it. */
  line: number;
  part: number;
  incident_id: string | null;
  occurred_on: Day;
  ended_on: Day | null;
  date_precision: Precision;
  province: string;
  province_raw: string;
  district: string | null;
  place: string | null;
  latitude: number | null;
  longitude: number | null;
  victim: Victim;
  incident_type: string | null;
  tactic: string | null;
  perpetrator: string | null;
  claimed_by: string | null;
  target: string | null;
  /** How many incidents the row stands for: 1 unless it is a tally. */
  incidents: number;
  fatalities: Count;
  injured: Count;
  source: string | null;
  source_url: string | null;
  published_on: Day | null;
  notes: string | null;
  /** Cells of columns the format does not know, by header; null when there are none. */
  extra: [header: string, cell: string][] | null;
}

/**
 * How many fatal incidents a row stands for, given the killed of all its parts: 1 or 0 for a single incident, 0 for a tally without
 * a death; null where a blank, or a tally with deaths, leaves it open.
 */
export function countFatal(killed: readonly (number | null)[], incidents: number): number | null {
  const deadly = killed.some((best) => best !== null && best > 0);
  if (incidents === 1 && deadly) return 1;
  return deadly || killed.includes(null) ? null : 0;
}

/** The cells of a row that fields are read from, in the order in which rows are shown and exported. */
export const INCIDENT_CELLS = [
  "incident_id",
  "occurred_on",
  "ended_on",
  "date_precision",
  "province",
  "province_raw",
  "district",
  "place",
  "latitude",
  "longitude",
  "incident_type",
  "tactic",
  "perpetrator",
  "claimed_by",
  "target",
  "victim",
  "incidents",
  "fatalities",
  "fatalities_low",
  "fatalities_high",
  "injured",
  "injured_low",
  "injured_high",
  "source",
  "source_url",
  "published_on",
  "notes",
] as const;
