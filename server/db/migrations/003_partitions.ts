import type { Knex } from "knex";

/**
 * `incident` becomes a table of partitions by batch. Batches share the first one, but for large ones on a server: a large batch is loaded
 * into a table of its own, indexed when it is full, and attached, which takes half the time of keeping three indexes row by row. Numbers of such batches begin
 * where those of the shared partition end. There is no default partition: attaching would have to read it.
 */
export async function up(db: Knex): Promise<void> {
  await db.raw("alter table incident rename to incident_shared");
  await db.raw("alter index incident_pkey rename to incident_shared_pkey");
  await db.raw("alter index incident_by_day rename to incident_shared_by_day");
  await db.raw("alter index incident_by_id rename to incident_shared_by_id");
  await db.raw("create table incident (like incident_shared) partition by range (batch_id)");
  await db.raw("alter table incident add primary key (batch_id, line, part)");
  await db.raw("create index incident_by_day on incident (batch_id, occurred_on)");
  await db.raw("create index incident_by_id on incident (batch_id, incident_id) where incident_id is not null");
  await db.raw("alter table incident attach partition incident_shared for values from (minvalue) to (1000000000000)");
  await db.raw("create sequence large_batch minvalue 1000000000000");
}

export async function down(db: Knex): Promise<void> {
  const { rows } = await db.raw<{ rows: { name: string }[] }>(
    "select inhrelid::regclass::text as name from pg_inherits where inhparent = 'incident'::regclass and inhrelid <> 'incident_shared'::regclass",
  );
  await db.raw("alter table incident detach partition incident_shared");
  for (const { name } of rows) await db.raw(`insert into incident_shared select * from ${name}`);
  await db.raw("drop table incident");
  await db.raw("drop sequence large_batch");
  await db.raw("alter table incident_shared rename to incident");
  for (const name of ["pkey", "by_day", "by_id"]) await db.raw(`alter index incident_shared_${name} rename to incident_${name}`);
}
