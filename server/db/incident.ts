import type { Knex } from "knex";
import { type Count, INCIDENT_CELLS } from "../domain/incident";
import type { IncidentReport } from "../domain/incident-report";
import { whereInForce } from "./filter";

/** An incident by the id its source gave it, or by the batch and line of one of its rows. */
export type IncidentName = { incident_id: string } | { batch: number; line: number };

interface StoredRow extends Omit<IncidentReport, "fatalities" | "injured" | "standing"> {
  fatalities: number | null;
  fatalities_low: number | null;
  fatalities_high: number | null;
  injured: number | null;
  injured_low: number | null;
  injured_high: number | null;
  /** What the row itself reported, where the counted values were chosen among several reports. */
  reported: { fatalities: Count; injured: Count } | null;
}

const COLUMNS = [...INCIDENT_CELLS, "extra", "counted", "reported", "line", "part"];

/**
 * Every report of one incident in an edition, the first published first and the undated last. Rows that share an `incident_id` are one
 * incident, and so are the parts of one line. Empty when the edition has no such incident.
 */
export async function readReports(db: Knex, batches: readonly number[], name: IncidentName): Promise<IncidentReport[]> {
  const reports = await rowsOf(db, batches, name);
  const id = reports[0]?.incident_id;
  return "line" in name && id != null ? rowsOf(db, batches, { incident_id: id }) : reports;
}

async function rowsOf(db: Knex, batches: readonly number[], name: IncidentName): Promise<IncidentReport[]> {
  const sql = db("incident")
    .join("batch", "batch.id", "incident.batch_id")
    .select([...COLUMNS.map((column) => `incident.${column}`), "incident.batch_id as batch", "batch.file_name"])
    .where("line" in name ? { "incident.batch_id": name.batch, "incident.line": name.line } : { "incident.incident_id": name.incident_id })
    .orderByRaw("published_on nulls last, incident.line, incident.part");
  whereInForce(sql, "incident", batches);
  const rows: StoredRow[] = await sql;
  return rows.map(asReport);
}

function asReport({ fatalities, fatalities_low, fatalities_high, injured, injured_low, injured_high, reported, ...row }: StoredRow): IncidentReport {
  const standing = {
    fatalities: { best: fatalities, low: fatalities_low, high: fatalities_high },
    injured: { best: injured, low: injured_low, high: injured_high },
  };
  return { ...row, ...(reported ?? standing), standing: row.counted ? standing : null };
}
