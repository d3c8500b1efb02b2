import type { Knex } from "knex";

/** A row is told the line of its lead only where that is another line (`db/lead.ts`): then a large batch of rows that each stand alone need not bring it. */
export async function up(db: Knex): Promise<void> {
  await db.raw("alter table incident alter lead_line drop not null");
}

export async function down(db: Knex): Promise<void> {
  await db.raw("update incident set lead_line = line where lead_line is null");
  await db.raw("alter table incident alter lead_line set not null");
}
