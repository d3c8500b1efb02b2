import type { Knex } from "knex";
import type { Day } from "../domain/day";
import { endOfPrecision } from "./filter";

/** The days from the first row's to the last row's period, half-open; null when there are no rows. */
export async function spanOfIncidents(db: Knex, batches: readonly number[]): Promise<{ start: Day; end: Day } | null> {
  const held = db("cube")
    .whereIn("batch_id", batches)
    .where({ dimension: "", victim: "" })
    .groupBy("period_start", "precision")
    .havingRaw("sum(row_count) > 0")
    .select("period_start", "precision");
  const [row] = await db
    .from(held.as("held"))
    .select(db.raw("min(period_start) as start"), db.raw(`max(${endOfPrecision("period_start", "precision")}) as end`));
  return row?.start == null ? null : { start: row.start, end: row.end };
}
