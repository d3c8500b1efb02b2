import type { Knex } from "knex";
import type { Day } from "../domain/day";
import { oncePerEdition } from "./datasets";
import { endOfPrecision } from "./filter";

/** What the rows of some batches reach over. */
export interface Span {
  /** The days from the first row's to the last row's period, half-open. */
  start: Day;
  end: Day;
  /** Whether some are dated by quarter or by year only. */
  coarse: boolean;
  /** Whether some supersede others. */
  corrected: boolean;
}

/** Null when there are no rows. */
export async function spanOfIncidents(db: Knex, batches: readonly number[]): Promise<Span | null> {
  const held = db("cube")
    .whereIn("batch_id", batches)
    .where({ dimension: "", victim: "" })
    .groupBy("period_start", "precision")
    .havingRaw("sum(row_count) > 0")
    .select("period_start", "precision");
  const [row] = await db
    .from(held.as("held"))
    .select(db.raw("min(period_start) as start"), db.raw(`max(${endOfPrecision("period_start", "precision")}) as end`))
    .select(db.raw("coalesce(bool_or(precision <> 'month'), false) as coarse"))
    .select(db.raw("exists (select 1 from supersession where batch_id = any(?::bigint[])) as corrected", [[...batches]]));
  return row?.start == null ? null : { start: row.start, end: row.end, coarse: row.coarse, corrected: row.corrected };
}

/** What the rows of an edition reach over. */
export const spanOfEdition = oncePerEdition(spanOfIncidents);
