import type { Knex } from "knex";

/** Cells of a batch whose rows tell no bounds are stored without: a quarter less to write and to read (`db/bound.ts`). */
export async function up(db: Knex): Promise<void> {
  await db.raw("alter table cube alter fatalities_high_blank drop not null, alter injured_high_blank drop not null");
}

export async function down(db: Knex): Promise<void> {
  const filled = ["fatalities", "injured"].flatMap((count) =>
    [`${count}_low`, `${count}_high`, `${count}_high_blank`].map((bound) => `${bound} = coalesce(${bound}, ${bound.replace(/_(low|high)/, "")})`),
  );
  await db.raw(`update cube set ${filled.join(", ")} where fatalities_high_blank is null or injured_high_blank is null`);
  await db.raw("alter table cube alter fatalities_high_blank set not null, alter injured_high_blank set not null");
}
