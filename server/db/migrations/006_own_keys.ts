import type { Knex } from "knex";

/**
 * Each partition of `incident` has a key of its own kind, as it has indexes: that of a large batch begins with the line, for all its rows are of one batch. And an
 * incident_id is compared byte by byte, for nobody reads a list of them by the rules of a language: sorting by one rule of a language or another took a third of the time longer.
 */
export async function up(db: Knex): Promise<void> {
  await db.raw("alter table incident drop constraint incident_pkey");
  await db.raw('alter table incident alter column incident_id type text collate "C"');
  await db.raw("create unique index incident_shared_key on incident_shared (batch_id, line, part)");
  for (const name of await largeOnes(db)) await db.raw(`create unique index ${name}_key on ${name} (line, part)`);
}

export async function down(db: Knex): Promise<void> {
  for (const name of ["incident_shared", ...(await largeOnes(db))]) await db.raw(`drop index ${name}_key`);
  await db.raw('alter table incident alter column incident_id type text collate "default"');
  await db.raw("alter table incident add constraint incident_pkey primary key (batch_id, line, part)");
}

async function largeOnes(db: Knex): Promise<string[]> {
  const { rows } = await db.raw<{ rows: { name: string }[] }>(
    "select inhrelid::regclass::text as name from pg_inherits where inhparent = 'incident'::regclass and inhrelid <> 'incident_shared'::regclass",
  );
  return rows.map(({ name }) => name);
}
