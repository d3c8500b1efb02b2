import type { Knex } from "knex";
import type { Database } from "./connect";

/** Batches from this number on have a partition of `incident` of their own. */
const FIRST_LARGE = 1_000_000_000_000;

/** Files of at least so many bytes make large batches. Below, making a table costs more than it saves. */
const LARGE = 4 << 20;

export const isLarge = (batch: number) => batch >= FIRST_LARGE;

/**
 * A number for a large batch; null where the batch shares a partition: it is small, or the database is the embedded one, whose transactions have
 * to be short, or one on which tables are distributed and made by the coordinator alone.
 */
export async function largeBatchNumber(database: Database, bytes: number): Promise<number | null> {
  if (database.engine !== "server" || bytes < LARGE) return null;
  const { rows } = await database.knex.raw<{ rows: { number: number | null }[] }>(
    "select case when exists (select from pg_extension where extname = 'citus') then null else nextval('large_batch') end as number",
  );
  return rows[0]?.number ?? null;
}

const nameOf = (batch: number) => `incident_${batch}`;

/** What is the same in all rows of a plain file, where they do not bring it: each is the first part of its line, leads itself, is counted, is one incident, and is dated by day. */
const SAME: Record<string, string> = { part: "0", lead_part: "0", counted: "true", incidents: "1", date_precision: "'day'" };

/** Said of a table whose rows lie in the order of their lines: one connection alone wrote them, each after the last, and none has been written anew. */
const IN_ORDER = "rows lie in the order of their lines";

/** A column of `incident` as it is declared. */
interface Declared {
  name: string;
  type: string;
  needed: boolean;
}

async function declared(trx: Knex.Transaction): Promise<Declared[]> {
  const { rows } = await trx.raw<{ rows: Declared[] }>(
    `select attname as name, attnotnull as needed, format_type(atttypid, atttypmod) ||
       coalesce((select format(' collate %I', collname) from pg_collation where oid = attcollation and oid <> typcollation), '') as type
     from pg_attribute join pg_type on pg_type.oid = atttypid where attrelid = 'incident'::regclass and attnum > 0 and not attisdropped order by attnum`,
  );
  return rows;
}

/** The table of a large batch while it is filled. */
export interface Partition {
  name: string;
  /** Gives it, once it is filled, the columns its rows did not bring. No row is written anew for them (PostgreSQL manual, "Adding a Column"). Says that its rows lie in order. */
  complete: () => Promise<void>;
}

/**
 * Makes the empty table of a large batch, which nobody sees yet, with the columns its rows bring, in their order: what a row is checked and written for every column costs more than
 * what stands in it.
 */
export async function makePartition(trx: Knex.Transaction, batch: number, columns: readonly string[]): Promise<Partition> {
  const name = nameOf(batch);
  const all = new Map((await declared(trx)).map((column) => [column.name, column]));
  const brought = ["batch_id", ...columns].map((column) => all.get(column) as Declared);
  const definitions = brought.map(
    (column) => `${column.name} ${column.type}${column.needed ? " not null" : ""}${column.name === "batch_id" ? ` default ${batch}` : ""}`,
  );
  await trx.raw(`create table ${name} (${definitions.join(", ")}, constraint ${name}_batch check (batch_id = ${batch}))`);
  const missing = [...all.values()].filter((column) => !brought.includes(column));
  const additions = missing.map((column) => `add ${column.name} ${column.type}${column.needed ? ` not null default ${SAME[column.name]}` : ""}`);
  return {
    name,
    complete: async () => {
      if (additions.length > 0) await trx.raw(`alter table ${name} ${additions.join(", ")}`);
      await trx.raw(`comment on table ${name} is '${IN_ORDER}'`);
    },
  };
}

/** The longest work first. Lines stand in the order they came in, so that ranges of blocks tell where one is: sixteen hold some five hundred rows. A table that was filled before and emptied has them all. */
const indexesOf = (name: string) => [
  `create index if not exists ${name}_by_day on ${name} (occurred_on)`,
  `create index if not exists ${name}_by_id on ${name} (incident_id) where incident_id is not null`,
  `create index if not exists ${name}_by_line on ${name} using brin (line) with (pages_per_range = 16)`,
];

/**
 * Indexes a filled table, whose rows nobody sees yet, and has it counted. Two connections share the indexes and `beside`, what else there is to load, which is under way as `begun` and may be joined: two cores
 * take half the time so, and no less with the workers that PostgreSQL would start for one index after the other; more at once would only keep readers waiting. What is sorted at once fits the processor's
 * cache: many such runs are sorted and merged in three quarters of the time of one in memory.
 */
export async function indexPartition(db: Knex, batch: number, begun: Promise<void> = Promise.resolve(), beside: () => Promise<void> = async () => undefined) {
  const waiting = indexesOf(nameOf(batch));
  const begunIndexes: Promise<void>[] = [];
  const make = async () => {
    for (let statement = waiting.shift(); statement !== undefined; statement = waiting.shift()) {
      const making = makeIndex(db, statement);
      begunIndexes.push(making);
      await making;
    }
  };
  const count = async () => {
    // PostgreSQL lets nobody count a table that is being indexed.
    await Promise.all(begunIndexes);
    await countRows(db, batch);
  };
  // Where one fails the other goes on to its end, and not behind the back of whoever clears up.
  for (const ended of await Promise.allSettled([begun.then(make), make().then(count).then(beside)])) if (ended.status === "rejected") throw ended.reason;
  await rangeLines(db, batch);
}

async function makeIndex(db: Knex, statement: string): Promise<void> {
  await db.transaction(async (trx) => {
    await trx.raw("set local max_parallel_maintenance_workers = 0");
    await trx.raw("set local maintenance_work_mem = '4MB'");
    await trx.raw(statement);
  });
}

/**
 * Without statistics PostgreSQL takes one row in two hundred to be of the batch, and looks each up in an index instead of reading the table by several
 * workers. A sample of 3,000 rows (300 times the target: manual, ANALYZE) tells what is needed, in some milliseconds.
 */
async function countRows(db: Knex, batch: number): Promise<void> {
  await db.transaction(async (trx) => {
    await trx.raw("set local default_statistics_target = 10");
    await trx.raw(`analyze ${nameOf(batch)}`);
  });
}

/** Those of the batches that have a table whose rows lie in the order of their lines. */
export async function lieInOrder(db: Knex, batches: readonly number[]): Promise<number[]> {
  const { rows } = await db.raw<{ rows: { batch: number }[] }>(
    `select substr(relname, 10)::bigint as batch from pg_class
     where relnamespace = current_schema()::regnamespace and relname = any(?::text[]) and obj_description(oid, 'pg_class') = ?`,
    [batches.filter(isLarge).map(nameOf), IN_ORDER],
  );
  return rows.map(({ batch }) => batch);
}

/** Rows of a large batch are about to be written anew, or by others: they do not lie in order any more. */
export async function forgetOrder(db: Knex, batch: number): Promise<void> {
  if (isLarge(batch)) await db.raw(`comment on table ${nameOf(batch)} is null`);
}

/** Tells a large batch's ranges of lines of blocks filled since they were made (PostgreSQL manual, "BRIN Indexes"), which every question would read until then. */
export async function rangeLines(db: Knex, batch: number): Promise<void> {
  if (isLarge(batch)) await db.raw("select brin_summarize_new_values(?::regclass)", [`${nameOf(batch)}_by_line`]);
}

/** Makes a table a partition: from the end of the transaction on its rows are rows of `incident`. */
export async function attachPartition(trx: Knex.Transaction, batch: number): Promise<void> {
  const name = nameOf(batch);
  // The check proves that the rows belong there, and nothing is read. Readers of other partitions are not held up.
  await trx.raw(`alter table incident attach partition ${name} for values from (${batch}) to (${batch + 1})`);
}

/** Sees to it that a large batch that is loaded like any other has its partition, to be indexed once it is filled. */
export async function openPartition(db: Knex, batch: number): Promise<void> {
  if (await isThere(db, batch)) return;
  await db.transaction(async (trx) => {
    await trx.raw(`create table ${nameOf(batch)} (like incident)`);
    await attachPartition(trx, batch);
  });
}

/**
 * Takes the rows of a large batch away. Its empty table stays until a process starts: dropping it would lock out the readers of all others. Whoever
 * reads every batch just now keeps it from being emptied at once; then its rows are deleted.
 */
export async function emptyPartition(db: Knex, batch: number): Promise<void> {
  if (!(await isThere(db, batch))) return;
  await forgetOrder(db, batch);
  try {
    await db.transaction(async (trx) => {
      await trx.raw("set local lock_timeout = '1s'");
      await trx.raw(`truncate ${nameOf(batch)}`);
    });
  } catch (error) {
    if (!isLocked(error)) throw error;
    await db.raw(`delete from ${nameOf(batch)}`);
  }
}

/** lock_not_available (PostgreSQL manual, "Error Codes"). */
const isLocked = (error: unknown) => (error as { code?: string }).code === "55P03";

/** Drops the tables of large batches that are no more, unless somebody reads just now. Returns how many. */
export async function dropLeftPartitions(db: Knex): Promise<number> {
  const { rows } = await db.raw<{ rows: { name: string }[] }>(
    `select c.relname as name from pg_class c where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and c.relname ~ '^incident_[0-9]+$'
       and not exists (select from batch where id = substr(c.relname, 10)::bigint)`,
  );
  try {
    await db.transaction(async (trx) => {
      await trx.raw("set local lock_timeout = '1s'");
      for (const { name } of rows) await trx.raw(`drop table ${name}`);
    });
    return rows.length;
  } catch (error) {
    if (!isLocked(error)) throw error;
    return 0;
  }
}

async function isThere(db: Knex, batch: number): Promise<boolean> {
  const { rows } = await db.raw<{ rows: { there: boolean }[] }>("select to_regclass(?) is not null as there", [nameOf(batch)]);
  return rows[0]?.there === true;
}

/** How many numbers lie between the ends that the shared partition is given one after the other. */
const STEP = FIRST_LARGE;

/**
 * Lets the shared partition take every number there is, and answers what ends that: then it reaches beyond the largest number in it. A restored
 * ledger has the rows of its large batches there.
 */
export async function widenShared(trx: Knex.Transaction): Promise<() => Promise<void>> {
  const bound = async (end: string) => {
    await trx.raw("alter table incident detach partition incident_shared");
    await trx.raw(`alter table incident attach partition incident_shared for values from (minvalue) to (${end})`);
  };
  await bound("maxvalue");
  return async () => {
    const { rows } = await trx.raw<{ rows: { largest: number }[] }>("select coalesce(max(id), 0) as largest from batch");
    const end = (Math.floor((rows[0]?.largest ?? 0) / STEP) + 1) * STEP;
    await bound(String(end));
    await trx.raw("select setval('large_batch', ?, false)", [Math.max(end, FIRST_LARGE)]);
  };
}
