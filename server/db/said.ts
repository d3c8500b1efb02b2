/** The counts of an incident row, in the order they are shown. */
export const COUNTS = ["fatalities", "fatalities_low", "fatalities_high", "injured", "injured_low", "injured_high"] as const;

/** What the row itself reported of a count: where the counted value was chosen among several reports, that is kept apart. */
export function reportedCount(count: (typeof COUNTS)[number]): string {
  const [measure, bound = "best"] = count.split("_");
  return `case when reported is null then ${count} else (reported #>> '{${measure},${bound}}')::bigint end`;
}

/**
 * What an incident row says, as one number to compare it by (64 bits, of PostgreSQL's own hash): everything the source wrote, and its own
 * counts. The line, the incident_id, and what settling made of it are left out.
 */
export const SAID = `hash_record_extended(row(occurred_on, ended_on, date_precision, province, province_raw, district, place, latitude, longitude, victim,
  incident_type, tactic, perpetrator, claimed_by, target, incidents, source, source_url, published_on, notes, extra,
  ${COUNTS.map(reportedCount).join(", ")}), 0)`;
