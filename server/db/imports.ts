import type { Knex } from "knex";
import type { Issue } from "../domain/issue";
import type { ImportReport } from "../domain/report";

/** The report of an import, or null when there is no such import. One that is under way has only its state. */
export async function readReport(db: Knex, id: number): Promise<ImportReport | null> {
  const [row] = await db("batch").join("dataset", "dataset.id", "batch.dataset_id").where("batch.id", id).select("batch.*", "dataset.slug");
  if (row === undefined) return null;
  const underWay = {
    id,
    dataset: row.slug,
    mode: row.mode,
    file_name: row.file_name,
    format: "",
    encoding: "",
    delimiter: "",
    mapping: {},
    rows: { read: 0, accepted: 0, rejected: 0, out_of_scope: 0, duplicate: 0, total_rows: 0 },
    totals: { incidents: null, fatalities: null, injured: null },
    issues: [],
    issue_count: 0,
  };
  return { ...underWay, ...row.report, state: row.state };
}

export interface StoredRejectedRow {
  line: number;
  cells: string[];
  issues: Issue[];
}

/** The rows an import kept out, by line, a page at a time. */
export async function readRejected(db: Knex, batch: number, afterLine: number, limit: number): Promise<StoredRejectedRow[]> {
  return db("rejected_row").select("line", "cells", "issues").where({ batch_id: batch }).where("line", ">", afterLine).orderBy("line").limit(limit);
}
