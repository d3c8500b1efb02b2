import type { Knex } from "knex";
import type { Figure } from "../domain/figure";
import { groupBy } from "../domain/group";
import { type Count, countFatal, type Incident } from "../domain/incident";
import type { Issue } from "../domain/issue";
import type { ImportMode, ImportReport } from "../domain/report";
import type { Database } from "./connect";
import { type CopyValue, copyRows } from "./copy";
import { whereInForce } from "./filter";
import { largeBatchNumber } from "./partition";

/** What a batch is made with. `report` grows while it is staged; `options` are what the file was read with. */
export interface NewBatch {
  dataset_id: number;
  mode: ImportMode;
  base_revision: number | null;
  file_name: string | null;
  content_hash: string;
  options: Record<string, unknown>;
}

/** Begins a batch that nobody sees, of a file of so many bytes. Returns its number, which is the import's id. */
export async function beginBatch(database: Database, batch: NewBatch, bytes = 0): Promise<number> {
  const large = await largeBatchNumber(database, bytes);
  const values = {
    ...batch,
    options: JSON.stringify(batch.options),
    report: JSON.stringify({}),
    state: "staging",
    owner: database.owner,
  };
  if (large === null) {
    const [row] = await database.knex("batch").insert(values).returning("id");
    return row.id;
  }
  const names = Object.keys(values);
  // Numbers of batches are counted up by the database, but for those that say where a large one is kept.
  const sql = `insert into batch (id, ${names.join(", ")}) overriding system value values (?, ${names.map(() => "?").join(", ")})`;
  await database.knex.raw(sql, [large, ...Object.values(values)] as Knex.RawBinding[]);
  return large;
}

const INCIDENT_COLUMNS = [
  "batch_id",
  "line",
  "part",
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
  "victim",
  "incident_type",
  "tactic",
  "perpetrator",
  "claimed_by",
  "target",
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
  "extra",
  "lead_part",
  "counted",
  "fatal",
] as const;

const countValues = (count: Count): CopyValue[] => [count.best, count.low, count.high];

/** The rows of a batch with their leads: the parts of one line are one incident, which its first part stands for (`lead.ts`). */
function* incidentRows(batch: number, rows: readonly Incident[]): Generator<CopyValue[]> {
  for (const parts of groupBy(rows, (row) => row.line).values()) {
    const [lead] = parts as [Incident, ...Incident[]];
    const killed = parts.map((row) => row.fatalities.best);
    // A row that stands alone tells it by its counts.
    const fatal = parts.length > 1 ? countFatal(killed, lead.incidents) : null;
    for (const row of parts) yield incidentValues(batch, row, lead.part, row === lead ? fatal : null);
  }
}

function incidentValues(batch: number, row: Incident, lead: number, fatal: number | null): CopyValue[] {
  return [
    batch,
    row.line,
    row.part,
    row.incident_id,
    row.occurred_on,
    row.ended_on,
    row.date_precision,
    row.province,
    row.province_raw,
    row.district,
    row.place,
    row.latitude,
    row.longitude,
    row.victim,
    row.incident_type,
    row.tactic,
    row.perpetrator,
    row.claimed_by,
    row.target,
    row.incidents,
    ...countValues(row.fatalities),
    ...countValues(row.injured),
    row.source,
    row.source_url,
    row.published_on,
    row.notes,
    row.extra,
    lead,
    true,
    fatal,
  ];
}

const FIGURE_COLUMNS = [
  "batch_id",
  "line",
  "part",
  "period",
  "period_start",
  "period_end",
  "region",
  "victim",
  "incident_type",
  "measure",
  "value",
  "qualifier",
  "scope",
  "published_on",
  "report",
  "source",
  "source_url",
  "note",
  "extra",
] as const;

function figureValues(batch: number, row: Figure): CopyValue[] {
  return [batch, ...FIGURE_COLUMNS.slice(1).map((column) => row[column as keyof Figure])];
}

/** Rows of one portion of a file, and those that were kept out. */
export interface Rows {
  incidents: Incident[];
  figures: Figure[];
  rejected: { line: number; cells: string[]; issues: Issue[] }[];
}

/** Adds a portion to a batch, in a short transaction of its own: on the embedded engine readers wait for it. */
export async function addRows(db: Knex, batch: number, rows: Rows): Promise<void> {
  await db.transaction(async (trx) => {
    if (rows.incidents.length > 0) await copyRows(trx, "incident", INCIDENT_COLUMNS, incidentRows(batch, rows.incidents));
    if (rows.figures.length > 0)
      await copyRows(
        trx,
        "figure",
        FIGURE_COLUMNS,
        rows.figures.map((row) => figureValues(batch, row)),
      );
    if (rows.rejected.length > 0) {
      await copyRows(
        trx,
        "rejected_row",
        ["batch_id", "line", "cells", "issues"],
        // PostgreSQL keeps no NUL, which is one reason for a row to be here.
        rows.rejected.map((row) => [batch, row.line, row.cells.map((cell) => cell.replaceAll("\0", "\u2400")), row.issues]),
      );
    }
  });
}

/** Which of the incident ids the published batches hold already. */
export async function findTakenIds(db: Knex, batches: number[], ids: string[]): Promise<Set<string>> {
  if (batches.length === 0 || ids.length === 0) return new Set();
  // One array, for a statement takes no more than 65,535 parameters.
  const sql = db("incident").distinct("incident_id").whereRaw("incident_id = any(?::text[])", [ids]);
  whereInForce(sql, "incident", batches);
  return new Set(await sql.pluck("incident_id"));
}

/** Whether the batch holds an incident that the published batches hold already. */
export async function holdsTakenIds(db: Knex, batch: number, batches: readonly number[]): Promise<boolean> {
  if (batches.length === 0) return false;
  const mine = db("incident").distinct("incident_id as id").where({ batch_id: batch }).whereNotNull("incident_id");
  const sql = db.withMaterialized("mine", mine).from("incident").join("mine", "mine.id", "incident.incident_id").select(db.raw("1")).limit(1);
  whereInForce(sql, "incident", batches);
  return (await sql).length > 0;
}

/**
 * Ends staging: the batch is complete and immutable from here. `lines` is what it adds to the rows of a revision. Throws when it is not
 * there to be completed.
 */
export async function completeBatch(db: Knex, batch: number, report: ImportReport, lines = report.rows.accepted): Promise<void> {
  const completed = await db("batch")
    .where({ id: batch, state: "staging" })
    .update({ state: "staged", report: JSON.stringify(report), row_count: lines });
  if (completed === 0) throw new Error(`Import ${batch} was removed while it was read.`);
}
