import { existsSync } from "node:fs";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import lock from "../../package-lock.json" with { type: "json" };

const CACHE = join(import.meta.dirname, "../../node_modules/.cache/incident-ledger");

/**
 * The dumped directory of an empty embedded database. Making one takes seconds and opening a dump a fraction of that, so the first
 * test file to need one keeps it beside the installed packages, under the engine's version.
 */
export async function emptyImage(): Promise<Blob> {
  const path = join(CACHE, `pglite-${lock.packages["node_modules/@electric-sql/pglite"].version}.tar`);
  if (!existsSync(path)) {
    const database = await PGlite.create();
    const dump = await database.dumpDataDir("none");
    await database.close();
    await mkdir(CACHE, { recursive: true });
    // Written beside and renamed: test files run at once, and each must find a whole file or none.
    const own = `${path}.${process.pid}`;
    await writeFile(own, Buffer.from(await dump.arrayBuffer()));
    await rename(own, path);
  }
  return new Blob([await readFile(path)]);
}
