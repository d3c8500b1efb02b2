import { randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { PGlite } from "@electric-sql/pglite";
import type { Knex } from "knex";
import { keepLine } from "./line";
import { holdLock } from "./lock";
import { type Notices, ownNotices, serverNotices } from "./notices";
import { openPool, PATIENT, READ_ONLY, WRITING } from "./pool";
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
  /** Aborted when closing begins: what works beside the requests ends then. */
  closing: AbortSignal;
  close: () => Promise<void>;
}

/** Where the database is: a server's address, a directory for the embedded one, or neither for one in memory. */
export interface Location {
  url?: string | undefined;
  /** A streaming replica of that server, for reads. */
  readUrl?: string | undefined;
  directory?: string | undefined;
  /** Whether statements on a server may take as long as they take; else a change waits and works no longer than `pool.ts` says. */
  isPatient?: boolean;
  /** What one in memory begins from. */
  image?: Blob | undefined;
}

/** Opens the database. Throws DirectoryInUse when another process has the embedded one; a server's own errors pass through. */
export async function connect(location: Location): Promise<Database> {
  const owner = `incident-ledger:${randomUUID()}`;
  if (location.url !== undefined) return connectServer(location, owner);
  // Loaded only here: a process on a server never needs the memory that the engine takes.
  const { openEmbedded, openInMemory, overPGlite } = await import("./embedded");
  const embedded = (pglite: PGlite, release: () => void) => connectEmbedded(pglite, overPGlite(pglite), owner, release);
  if (location.directory === undefined) return embedded(await openInMemory(location.image), () => undefined);
  const release = lockDirectory(location.directory);
  try {
    return embedded(await openEmbedded(location.directory), release);
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

function connectEmbedded(pglite: PGlite, db: Knex, owner: string, release: () => void): Database {
  const ending = new AbortController();
  const close = async () => {
    ending.abort();
    await db.destroy();
    if (!pglite.closed) await pglite.close();
    release();
  };
  return { knex: db, engine: "embedded", owner, notices: ownNotices(), reading: readFromPrimary(db), closing: ending.signal, close };
}

function connectServer({ url = "", readUrl, isPatient }: Location, owner: string): Database {
  const notices = serverNotices(url, owner);
  const db = openPool(url, owner, isPatient ? PATIENT : WRITING, notices.line);
  const replica = readUrl === undefined ? null : keepLine(readUrl, owner);
  const reads = openPool(readUrl ?? url, owner, READ_ONLY, replica ?? notices.line);
  const reading = replica === null ? { ...readFromPrimary(reads), close: () => reads.destroy() } : readFromReplica(db, reads, notices);
  const ending = new AbortController();
  const close = async () => {
    ending.abort();
    await reading.close();
    await replica?.close();
    await notices.close();
    await db.destroy();
  };
  return { knex: db, engine: "server", owner, notices, reading, closing: ending.signal, close };
}
