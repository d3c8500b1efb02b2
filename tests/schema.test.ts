import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { connect, type Database } from "../server/db/connect";
import { migrate } from "../server/db/migrate";
import { emptyDatabase, openTestDatabase } from "./support/database";
import { readTop } from "./support/sources";

/**
 * The rules that keep the schema ready for a distributed database (CONTRIBUTING, "Schema rules"), read from the catalog of a
 * migrated one. A new table is put into one of the three lists.
 */
const DISTRIBUTED = ["figure", "incident", "rejected_row", "supersession"];
const REFERENCE = ["batch", "cube", "dataset", "revision", "revision_batch", "token"];
const LOCAL = ["audit_entry", "kept_answer", "knex_migrations", "knex_migrations_lock"];

let database: Database;
before(async () => {
  database = await openTestDatabase();
});
after(() => database.close());

async function ask<T>(sql: string, from: Database = database): Promise<T[]> {
  const { rows } = await from.knex.raw<{ rows: T[] }>(sql);
  return rows;
}

const TABLES = `select c.oid, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition`;

interface Column {
  table: string;
  name: string;
  type: string;
  required: boolean;
  identity: boolean;
  generated: boolean;
  default: string | null;
}

const columns = (from?: Database) =>
  ask<Column>(
    `select t.name as table, a.attname as name, format_type(a.atttypid, null) as type, a.attnotnull as required,
       a.attidentity <> '' as identity, a.attgenerated <> '' as generated, pg_get_expr(d.adbin, d.adrelid) as default
     from (${TABLES}) t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
     left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum order by t.name, a.attnum`,
    from,
  );

/** Unique keys of tables, and of their partitions. */
const uniqueKeys = () =>
  ask<{ table: string; name: string; columns: string[]; whole: boolean }>(
    `select t.name as table, i.indexrelid::regclass::text as name, i.indpred is null and i.indexprs is null as whole,
       array(select a.attname::text from unnest(i.indkey::int2[]) as key join pg_attribute a on a.attrelid = i.indrelid and a.attnum = key) as columns
     from (${TABLES}) t left join pg_inherits p on p.inhparent = t.oid join pg_index i on i.indrelid in (t.oid, p.inhrelid) where i.indisunique order by 1, 2`,
  );

const foreignKeys = () =>
  ask<{ from: string; to: string; definition: string }>(
    `select s.relname as "from", t.relname as "to", pg_get_constraintdef(k.oid) as definition
     from pg_constraint k join pg_class s on s.oid = k.conrelid join pg_class t on t.oid = k.confrelid where k.contype = 'f'`,
  );

test("every table is distributed by line, a reference table or local", async () => {
  const names = (await ask<{ name: string }>(TABLES)).map(({ name }) => name).sort();
  assert.deepEqual(names, [...DISTRIBUTED, ...REFERENCE, ...LOCAL].sort());
});

test("a distributed table has one unique key, and it contains line", async () => {
  const keys = await uniqueKeys();
  for (const table of DISTRIBUTED) {
    const own = keys.filter((key) => key.table === table);
    assert.equal(own.length, 1, `${table}: ${own.map(({ name }) => name)}`);
    assert.ok(own[0]?.whole && own[0].columns.includes("line"), `${table}: ${own[0]?.columns}`);
  }
});

test("line is a bigint that is never null and that no database makes", async () => {
  for (const line of (await columns()).filter(({ table, name }) => DISTRIBUTED.includes(table) && name === "line")) {
    const { table, type, required, identity, generated } = line;
    assert.deepEqual(
      { table, type, required, identity, generated, default: line.default },
      { table, type: "bigint", required: true, identity: false, generated: false, default: null },
    );
  }
});

test("no identity or generated column, and no default, in a distributed table", async () => {
  const made = (await columns()).filter((column) => DISTRIBUTED.includes(column.table) && (column.identity || column.generated || column.default !== null));
  assert.deepEqual(
    made.map(({ table, name }) => `${table}.${name}`),
    [],
  );
});

test("no triggers and no rules but those PostgreSQL itself needs for foreign keys, and those that keep the local audit as it was written", async () => {
  const triggers = await ask<{ table: string }>("select distinct tgrelid::regclass::text as table from pg_trigger where not tgisinternal");
  assert.deepEqual(triggers, [{ table: "audit_entry" }]);
  assert.deepEqual(await ask("select tablename, rulename from pg_rules where schemaname = 'public'"), []);
});

test("foreign keys lead from distributed or reference tables to reference tables only", async () => {
  for (const { from, to, definition } of await foreignKeys()) {
    const colocated = DISTRIBUTED.includes(from) && DISTRIBUTED.includes(to) && /\bline\b/.test(definition);
    assert.ok(REFERENCE.includes(to) || colocated, `${from} -> ${to}`);
    assert.ok(!LOCAL.includes(from), `${from} is local and refers to ${to}`);
  }
});

test("ids are bigint or text, and no count is narrower than bigint", async () => {
  const own = (await columns()).filter(({ table }) => !table.startsWith("knex_"));
  const narrow = own.filter(({ type }) => ["integer", "smallint", "real"].includes(type));
  assert.deepEqual(
    narrow.map(({ table, name, type }) => `${table}.${name} ${type}`),
    [],
  );
  const ids = own.filter(({ name }) => name === "id" || name.endsWith("_id") || ["line", "part", "revision"].includes(name));
  assert.ok(ids.length > 15);
  for (const { table, name, type } of ids) assert.match(type, /^(?:bigint|text)$/, `${table}.${name}`);
});

test("distributed tables use no extension, enum or other type of this database alone", async () => {
  const types = new Set((await columns()).filter(({ table }) => DISTRIBUTED.includes(table)).map(({ type }) => type));
  assert.deepEqual(
    [...types].filter((type) => !["bigint", "text", "date", "boolean", "double precision", "numeric", "jsonb"].includes(type)),
    [],
  );
});

test("migrating twice changes nothing, and what is stored stays", async () => {
  await database.knex("token").insert({ name: "kept", role: "reader", hash: "kept" });
  const before = { columns: await columns(), keys: await uniqueKeys(), done: await ask("select name, batch from knex_migrations") };
  await migrate(database);
  assert.deepEqual({ columns: await columns(), keys: await uniqueKeys(), done: await ask("select name, batch from knex_migrations") }, before);
  assert.equal((await database.knex("token").where({ hash: "kept" })).length, 1);
});

test("a database of a newer release is left alone", async () => {
  const newer = await openTestDatabase();
  try {
    await newer.knex("knex_migrations").insert({ name: "999_later", batch: 2, migration_time: new Date() });
    await assert.rejects(migrate(newer), /newer release \(999_later\)/);
  } finally {
    await newer.close();
  }
});

test("a lock row left by a killed process does not stop the next start", async () => {
  await database.knex("knex_migrations_lock").update({ is_locked: 1 });
  await migrate(database);
});

test("two processes that start at once on an empty server migrate it once", {
  skip: process.env.TEST_DATABASE_URL ? false : "needs TEST_DATABASE_URL",
}, async () => {
  const place = await emptyDatabase();
  const both = await Promise.all([connect({ url: place.url }), connect({ url: place.url })]);
  try {
    await Promise.all(both.map(migrate));
    assert.deepEqual(await ask("select count(*)::int as times from knex_migrations where name = '001_ledger'", both[0]), [{ times: 1 }]);
  } finally {
    await Promise.all(both.map(({ close }) => close()));
    await place.remove();
  }
});

test("the script for Citus names every table once, as these lists have it, and may be run again", async () => {
  const script = readTop("server/db/distribute.sql");
  await assert.rejects(database.knex.raw(script), /Citus is not installed/);
  // What Citus would offer, written down instead of done.
  const rollback = database.knex.transaction(async (trx) => {
    await trx.raw("create table pg_dist_partition (logicalrelid regclass, spread text)");
    await trx.raw(`create function create_reference_table(table_name regclass) returns void language sql as
      $$ insert into pg_dist_partition values (table_name, 'whole') $$`);
    await trx.raw(`create function create_distributed_table(table_name regclass, distribution_column text, colocate_with text default 'default')
      returns void language sql as $$ insert into pg_dist_partition values (table_name, distribution_column || ' ' || colocate_with) $$`);
    for (const _ of [1, 2]) await trx.raw(script);
    const { rows } = await trx.raw<{ rows: { table: string; spread: string }[] }>(
      `select logicalrelid::text as "table", spread from pg_dist_partition order by 1`,
    );
    const expected = [
      ...DISTRIBUTED.map((table) => ({ table, spread: table === "incident" ? "line default" : "line incident" })),
      ...REFERENCE.map((table) => ({ table, spread: "whole" })),
    ];
    assert.deepEqual(
      rows,
      expected.sort((a, b) => (a.table < b.table ? -1 : 1)),
    );
    throw new Error("nothing of this stays");
  });
  await assert.rejects(rollback, /nothing of this stays/);
});

test("a partition has the columns of its table, in their order and by the same rules of comparing", async () => {
  const shapes = await ask<{ name: string; columns: string[] }>(
    `select c.relname as name,
       array(select attname || ' ' || attcollation::regcollation from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped order by attnum) as columns
     from pg_class c where c.relname in ('incident', 'incident_shared') order by 1`,
  );
  const [table, ...partitions] = shapes;
  assert.ok(partitions.length > 0);
  assert.ok(table?.columns.includes('incident_id "C"'), String(table?.columns));
  for (const { columns: own } of partitions) assert.deepEqual(own, table?.columns);
});
