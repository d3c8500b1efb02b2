import type { Knex } from "knex";
import type { Database } from "./connect";
import * as ledger from "./migrations/001_ledger";
import * as identity from "./migrations/002_identity";
import * as partitions from "./migrations/003_partitions";
import * as ownIndexes from "./migrations/004_own_indexes";
import * as claimedBy from "./migrations/005_claimed_by";
import * as ownKeys from "./migrations/006_own_keys";
import * as lineRanges from "./migrations/007_line_ranges";
import * as cellsByDimension from "./migrations/008_cells_by_dimension";
import * as cellsWithoutBounds from "./migrations/009_cells_without_bounds";
import * as ownLeadLine from "./migrations/010_own_lead_line";
import * as ownFatal from "./migrations/011_own_fatal";

/** Migrations in order; a new one is a file in `migrations/` and a line here, and a released one is never changed. */
const MIGRATIONS: [name: string, migration: Knex.Migration][] = [
  ["001_ledger", ledger],
  ["002_identity", identity],
  ["003_partitions", partitions],
  ["004_own_indexes", ownIndexes],
  ["005_claimed_by", claimedBy],
  ["006_own_keys", ownKeys],
  ["007_line_ranges", lineRanges],
  ["008_cells_by_dimension", cellsByDimension],
  ["009_cells_without_bounds", cellsWithoutBounds],
  ["010_own_lead_line", ownLeadLine],
  ["011_own_fatal", ownFatal],
];

const SOURCE: Knex.MigrationSource<string> = {
  getMigrations: async () => MIGRATIONS.map(([name]) => name),
  getMigrationName: (name) => name,
  getMigration: async (name) => new Map(MIGRATIONS).get(name) ?? Promise.reject(new Error(`There is no migration ${name}.`)),
};

/** Arbitrary, but the same in every process of this program: the advisory lock under which migrations run. */
const MIGRATION_LOCK = 4_127_722_615;

/**
 * Brings the schema up to date, in one transaction. Processes that start at once on a server wait for one another; knex's own lock row, which a
 * killed process leaves behind, is freed under ours. Throws when the database was migrated by a newer release.
 */
export async function migrate(database: Database): Promise<void> {
  if (database.engine === "embedded") return run(database.knex);
  const client = await database.knex.client.acquireConnection();
  try {
    // Another process may be migrating for as long as that takes.
    await client.query("set statement_timeout = 0; set lock_timeout = 0");
    await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
    await client.query("reset statement_timeout; reset lock_timeout");
    await run(database.knex);
  } finally {
    await client.query("select pg_advisory_unlock($1)", [MIGRATION_LOCK]);
    await database.knex.client.releaseConnection(client);
  }
}

/**
 * Does something in an empty ledger as it was after the migrations named, the first of those it has had: the later ones are undone before and done
 * again after. Answers false where it never was so.
 */
export async function asItWasAfter(trx: Knex.Transaction, names: readonly string[], work: () => Promise<void>): Promise<boolean> {
  if (names.some((name, at) => MIGRATIONS[at]?.[0] !== name)) return false;
  const later = MIGRATIONS.slice(names.length);
  for (const [, migration] of later.toReversed()) await migration.down?.(trx);
  await work();
  for (const [, migration] of later) await migration.up(trx);
  return true;
}

async function run(db: Knex): Promise<void> {
  const config: Knex.MigratorConfig = { migrationSource: SOURCE };
  if (await db.schema.hasTable("knex_migrations")) {
    const done: { name: string }[] = await db("knex_migrations").select("name");
    const unknown = done.filter(({ name }) => !new Map(MIGRATIONS).has(name));
    if (unknown.length > 0) {
      throw new Error(`The database was migrated by a newer release (${unknown.map(({ name }) => name).join(", ")}). Start that release, or restore a backup.`);
    }
    if (done.length === MIGRATIONS.length) return;
  }
  await db.migrate.forceFreeMigrationsLock(config);
  await db.transaction(async (trx) => {
    // As long as it takes, but others are not kept from reading for long by a step that itself waits.
    await trx.raw("set local statement_timeout = 0");
    await trx.raw("set local lock_timeout = '1min'");
    await trx.migrate.latest(config);
  });
}
