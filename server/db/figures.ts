import type { Knex } from "knex";
import type { StoredFigure } from "../domain/figure";

const COLUMNS = [
  "figure.line",
  "figure.part",
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
  "figure.report",
  "source",
  "source_url",
  "note",
  "extra",
] as const;

/** Every figure of an edition, each with the batch and file it came from; a figures dataset is small enough to be held whole. */
export async function readFigures(db: Knex, batches: readonly number[]): Promise<StoredFigure[]> {
  return db("figure")
    .join("batch", "batch.id", "figure.batch_id")
    .whereIn("figure.batch_id", batches)
    .select([...COLUMNS, "figure.batch_id as batch", "batch.file_name"])
    .orderBy(["period_start", "period_end", "region", "victim", "incident_type", "measure", "published_on", "batch", "figure.line", "figure.part"]);
}
