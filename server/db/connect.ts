import { randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { PGlite } from "@electric-sql/pglite";
import knex, { type Knex } from "knex";
import ClientPGlite from "knex-pglite";
import pg from "pg";
import { openEmbedded, openInMemory } from "./embedded";
import { holdLock } from "./lock";
import { type Notices, ownNotices, serverNotices } from "./notices";
import { type Reading, readFromPrimary, readFromReplica } from "./replica";

/** An open database: the embedded engine or a PostgreSQL server, behind the same knex. */
export interface Database {
  knex: Knex;
  engine: "embedded" | "server";
  /** Names this process on its staging batches, so that those of a dead process can be told apart and swept. */
  owner: string;
  /** Word of what was changed, here or by another process. */
  notices: Notices;
  /** Where questions are asked that change nothing: a replica where there is one and it is up to date. */
  reading: Reading;
  close: () => Promise<void>;
}

/** Where the database is: a server's address, a directory for the embedded one, or neither for one in memory. */
export interface Location {
  url?: string | undefined;
  /** A streaming replica of that server, for reads. */
  readUrl?: string | undefined;
  directory?: string | undefined;
  /** What one in memory begins from. */
  image?: Blob | undefined;
}

/** Opens the database. Throws DirectoryInUse when another process has the embedded one; a server's own errors pass through. */
export async function connect(location: Location): Promise<Database> {
  const owner = `incident-ledger:${randomUUID()}`;
  if (location.url !== undefined) return connectServer(location.url, location.readUrl, owner);
  if (location.directory === undefined) return overPGlite(await openInMemory(location.image), owner, () => undefined);
  const release = lockDirectory(location.directory);
  try {
    return overPGlite(await openEmbedded(location.directory), owner, release);
  } catch (error) {
    release();
    throw new Error(
      `The embedded database in ${join(location.directory, "ledger")} cannot be opened: ${error instanceof Error ? error.message : String(error)}. ` +
        "If the directory was damaged, restore it from a copy, or move it away to begin anew.",
      { cause: error },
    );
  }
}

function lockDirectory(directory: string): () => void {
  mkdirSync(directory, { recursive: true });
  return holdLock(join(directory, "ledger.lock"));
}

function overPGlite(pglite: PGlite, owner: string, release: () => void): Database {
  const db = knex({ client: ClientPGlite, connection: { pglite } as object });
  const close = async () => {
    await db.destroy();
    if (!pglite.closed) await pglite.close();
    release();
  };
  return { knex: db, engine: "embedded", owner, notices: ownNotices(), reading: readFromPrimary(db), close };
}

function connectServer(url: string, readUrl: string | undefined, owner: string): Database {
  const db = openPool(url, owner);
  const notices = serverNotices(url, owner);
  const reads = openPool(readUrl ?? url, owner, READ_ONLY);
  const reading = readUrl === undefined ? { ...readFromPrimary(reads), close: () => reads.destroy() } : readFromReplica(db, reads, notices);
  const close = async () => {
    await reading.close();
    await notices.close();
    await db.destroy();
  };
  return { knex: db, engine: "server", owner, notices, reading, close };
}

/**
 * What a reader's question runs under on a server: transactions that cannot write, and five minutes at most, which the slowest download
 * of a whole row file must fit into too (PostgreSQL manual, "Client Connection Defaults").
 */
const READ_ONLY = "-c default_transaction_read_only=on -c statement_timeout=300000";

function openPool(url: string, owner: string, options?: string): Knex {
  const types = {
    getTypeParser: (oid: number, format?: "text" | "binary") => PARSERS.get(oid) ?? pg.types.getTypeParser(oid, format as "text"),
  };
  const db = knex({
    client: "pg",
    connection: { connectionString: url, application_name: owner, types, ...(options === undefined ? {} : { options }) } as object,
    // One connection stays open for as long as the process lives: its name in pg_stat_activity says that its batches have an owner.
    pool: { min: 1, max: 10 },
    acquireConnectionTimeout: 10_000,
  });
  // Without a listener the loss of an idle connection would end the process.
  (db.client as { pool: { on: (event: string, listener: () => void) => void } }).pool.on("error", () => undefined);
  return db;
}

const PARSERS = new Map<number, (text: string) => unknown>([
  [pg.types.builtins.INT8, Number],
  [pg.types.builtins.NUMERIC, Number],
  [pg.types.builtins.DATE, (text) => text],
]);
