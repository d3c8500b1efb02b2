import type { Knex } from "knex";
import type { StoredFigure } from "../domain/figure";
import { MEASURES } from "../domain/measure";
import { ALL, type Query } from "../domain/query";
import { oncePerEdition } from "./datasets";

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

/** Every figure of these batches, each with the batch and file it came from. */
export async function readFigures(db: Knex, batches: readonly number[]): Promise<StoredFigure[]> {
  return db("figure")
    .join("batch", "batch.id", "figure.batch_id")
    .whereIn("figure.batch_id", batches)
    .select([...COLUMNS, "figure.batch_id as batch", "batch.file_name"])
    .orderBy(["period_start", "period_end", "region", "victim", "incident_type", "measure", "published_on", "batch", "figure.line", "figure.part"]);
}

/** Every figure of an edition: a figures dataset is small enough to be held whole. */
export const figuresOfEdition = oncePerEdition<readonly StoredFigure[]>(readFigures);

/** Narrows to the figures a question is about, as `selectFigures` picks them; none of its measures: all. */
export function restrictFigures(sql: Knex.QueryBuilder, { measure, filters, from, to }: Query): void {
  const measures = measure.flatMap((name) => [name, ...(MEASURES[name].sumOf ?? [])]);
  if (measures.length > 0) sql.whereIn("measure", measures);
  if (from !== null) sql.where("period_start", ">=", from.start);
  if (to !== null) sql.where("period_end", "<=", to.end);
  const columns = { province: "region", victim: "victim", incident_type: "incident_type", scope: "scope" } as const;
  for (const [name, column] of Object.entries(columns)) {
    const values = filters[name as keyof typeof columns];
    // All of a kind are stored as no text.
    if (values !== undefined) sql.whereIn(column, values.includes(ALL) ? [...values, ""] : values);
  }
}
