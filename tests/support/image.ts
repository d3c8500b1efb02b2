import { existsSync } from "node:fs";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import lock from "../../package-lock.json" with { type: "json" };
import { connect, type Database } from "../../server/db/connect";

const CACHE = join(import.meta.dirname, "../../node_modules/.cache/incident-ledger");

/** A dump whose bytes are at hand: Node reads another Blob piece by piece, which takes as long as all the rest of opening it. */
class Dump extends Blob {
  constructor(private readonly content: ArrayBuffer) {
    super([]);
  }
  override async arrayBuffer(): Promise<ArrayBuffer> {
    return this.content;
  }
}

/**
 * The dumped directory of an empty embedded database. Making one takes seconds and opening a dump a fraction of that, so the first
 * test file to need one keeps it beside the installed packages, under the engine's version.
 */
export async function emptyImage(): Promise<Blob> {
  const path = join(CACHE, `pglite-${lock.packages["node_modules/@electric-sql/pglite"].version}-alone.tar`);
  if (!existsSync(path)) {
    const database = await PGlite.create();
    // What new databases are copied from is never asked for: two thirds of all files.
    await database.exec("update pg_database set datistemplate = false");
    for (const name of ["template0", "template1"]) await database.exec(`drop database ${name}`);
    const dump = await database.dumpDataDir("none");
    await database.close();
    await mkdir(CACHE, { recursive: true });
    // Written beside and renamed: test files run at once, and each must find a whole file or none.
    const own = `${path}.${process.pid}`;
    await writeFile(own, Buffer.from(await dump.arrayBuffer()));
    await rename(own, path);
  }
  return new Dump(Uint8Array.from(await readFile(path)).buffer);
}

/** The dumped directory of a database that began as the image and was filled. */
export async function dumpAfter(image: Blob, fill: (database: Database) => Promise<void>): Promise<Blob> {
  const database = await connect({ image });
  await fill(database);
  const engine: PGlite = await database.knex.client.acquireConnection();
  // What was written is in its place then, and not only in the log, which every copy would have to read again.
  await engine.exec("checkpoint");
  const dump = await engine.dumpDataDir("none");
  await database.knex.client.releaseConnection(engine);
  await database.close();
  return new Dump(await dump.arrayBuffer());
}
