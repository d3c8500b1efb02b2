import type { Knex } from "knex";

/** Whether its incident was fatal is written down of a row only where others have a say in it (`db/lead.ts`); a row that stands alone need not bring it. */
export async function up(): Promise<void> {}

export async function down(db: Knex): Promise<void> {
  await db.raw(
    `update incident set fatal = case when incidents = 1 and fatalities > 0 then 1 when fatalities = 0 then 0 end
     where fatal is null and lead_line is null and lead_part = part`,
  );
}
