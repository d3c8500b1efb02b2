import type { Knex } from "knex";

/** Blanks around a cell, which are no part of an incident_id. */
const BLANKS = "E' \\t\\r\\n\\u00a0\\ufeff'";

/** Rejected rows of a batch whose incident it holds other rows of, by line; `column` is the place of incident_id among the cells. */
export async function findHalved(db: Knex, batch: number, column: number, limit: number): Promise<{ line: number; incident_id: string }[]> {
  const { rows } = await db.raw<{ rows: { line: number; incident_id: string }[] }>(
    `select line, incident_id from (select line, btrim(cells ->> ?::int, ${BLANKS}) as incident_id from rejected_row where batch_id = ?) as left_out
     where exists (select from incident where incident.batch_id = ? and incident.incident_id = left_out.incident_id) order by line limit ?`,
    [column, batch, batch, limit],
  );
  return rows;
}
