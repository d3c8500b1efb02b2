import type { Knex } from "knex";

/**
 * Each partition of `incident` has indexes of its own kind: those of the shared one begin with the batch, those of a large batch, which holds no
 * other, do not. Sorting for them then compares single columns, which takes half the time. So the whole table has only its key.
 */
export async function up(db: Knex): Promise<void> {
  // One index a statement: a distributed PostgreSQL takes no more.
  for (const name of ["incident_by_day", "incident_by_id"]) await db.raw(`drop index ${name}`);
  await db.raw("create index incident_shared_by_day on incident_shared (batch_id, occurred_on)");
  await db.raw("create index incident_shared_by_id on incident_shared (batch_id, incident_id) where incident_id is not null");
  for (const name of await largeOnes(db)) {
    await db.raw(`create index ${name}_by_day on ${name} (occurred_on)`);
    await db.raw(`create index ${name}_by_id on ${name} (incident_id) where incident_id is not null`);
  }
}

export async function down(db: Knex): Promise<void> {
  for (const name of ["incident_shared", ...(await largeOnes(db))]) for (const end of ["by_day", "by_id"]) await db.raw(`drop index ${name}_${end}`);
  await db.raw("create index incident_by_day on incident (batch_id, occurred_on)");
  await db.raw("create index incident_by_id on incident (batch_id, incident_id) where incident_id is not null");
}

async function largeOnes(db: Knex): Promise<string[]> {
  const { rows } = await db.raw<{ rows: { name: string }[] }>(
    "select inhrelid::regclass::text as name from pg_inherits where inhparent = 'incident'::regclass and inhrelid <> 'incident_shared'::regclass",
  );
  return rows.map(({ name }) => name);
}
