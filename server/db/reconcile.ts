import type { Knex } from "knex";
import { byRecency, reconcileCounts } from "../domain/best";
import type { BestRule } from "../domain/dataset";
import { groupBy } from "../domain/group";
import { type Count, countFatal } from "../domain/incident";
import { forgetOrder, rangeLines } from "./partition";

interface SharedRow {
  line: number;
  part: number;
  incident_id: string;
  victim: string;
  incidents: number;
  fatalities: number | null;
  fatalities_low: number | null;
  fatalities_high: number | null;
  injured: number | null;
  injured_low: number | null;
  injured_high: number | null;
  published_on: string | null;
}

/** Incidents settled in one transaction; each holds up the embedded engine's readers for some milliseconds. */
const PORTION = 500;

/**
 * Settles the rows of a batch that share an `incident_id`. Rows that differ in victim are parts and add up; rows of one victim
 * class are reports: the latest stands for all of them with the counts chosen by the dataset's rule, the others stay readable
 * and are not counted. The first part leads: it alone counts as an incident.
 */
export async function settleSharedIds(db: Knex, batch: number, rule: BestRule): Promise<void> {
  const shared: string[] = await db("incident")
    .where({ batch_id: batch })
    .whereNotNull("incident_id")
    .groupBy("incident_id")
    .havingRaw("count(*) > 1")
    // What is written anew stands in the order of its lines again, which a large batch's ranges of lines live by.
    .orderByRaw("min(line)")
    .pluck("incident_id");
  if (shared.length > 0) await forgetOrder(db, batch);
  for (let start = 0; start < shared.length; start += PORTION) {
    const ids = shared.slice(start, start + PORTION);
    const rows: SharedRow[] = await db("incident")
      .select("line", "part", "incident_id", "victim", "incidents", "published_on")
      .select("fatalities", "fatalities_low", "fatalities_high", "injured", "injured_low", "injured_high")
      .where({ batch_id: batch })
      .whereIn("incident_id", ids)
      .orderBy(["line", "part"]);
    const settled = [...groupBy(rows, (row) => row.incident_id).values()].flatMap((group) => settle(group, rule));
    await write(db, batch, ids, settled);
  }
  if (shared.length > 0) await rangeLines(db, batch);
}

const countOf = (row: SharedRow, measure: "fatalities" | "injured"): Count => ({
  best: row[measure],
  low: row[`${measure}_low`],
  high: row[`${measure}_high`],
});

/** The rows of one incident with the columns that settling decides. */
function settle(group: SharedRow[], rule: BestRule) {
  const parts = [...groupBy(group, (row) => row.victim).values()].map((reports) => {
    const standing = [...reports].sort(byRecency)[0] ?? reports[0];
    const reconciled = (measure: "fatalities" | "injured") =>
      reconcileCounts(
        reports.map((row) => ({ count: countOf(row, measure), published_on: row.published_on, line: row.line })),
        rule,
      );
    return { reports, standing, fatalities: reconciled("fatalities"), injured: reconciled("injured") };
  });
  const lead = parts[0]?.standing;
  const killed = parts.map((part) => part.fatalities.best);
  return parts.flatMap(({ reports, standing, fatalities, injured }) =>
    reports.map((row) => {
      const counted = row === standing;
      const several = counted && reports.length > 1;
      return {
        line: row.line,
        part: row.part,
        counted,
        lead_line: lead?.line,
        lead_part: lead?.part,
        fatal: row === lead ? countFatal(killed, row.incidents) : null,
        ...flat("fatalities", several ? fatalities : countOf(row, "fatalities")),
        ...flat("injured", several ? injured : countOf(row, "injured")),
        reported: several ? { fatalities: countOf(row, "fatalities"), injured: countOf(row, "injured") } : null,
      };
    }),
  );
}

const flat = (measure: string, count: Count) => ({ [measure]: count.best, [`${measure}_low`]: count.low, [`${measure}_high`]: count.high });

/** Their ids find the rows: a large batch has no key of its lines. */
async function write(db: Knex, batch: number, ids: readonly string[], rows: object[]): Promise<void> {
  await db.raw(
    `update incident set counted = s.counted, lead_line = s.lead_line, lead_part = s.lead_part, fatal = s.fatal, reported = s.reported,
       fatalities = s.fatalities, fatalities_low = s.fatalities_low, fatalities_high = s.fatalities_high,
       injured = s.injured, injured_low = s.injured_low, injured_high = s.injured_high
     from jsonb_to_recordset(?::jsonb) as s(line bigint, part bigint, counted boolean, lead_line bigint, lead_part bigint, fatal bigint, reported jsonb,
       fatalities bigint, fatalities_low bigint, fatalities_high bigint, injured bigint, injured_low bigint, injured_high bigint)
     where incident.batch_id = ? and incident.incident_id = any(?::text[]) and incident.line = s.line and incident.part = s.part`,
    [JSON.stringify(rows), batch, [...ids]],
  );
}
