import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { PGlite, types } from "@electric-sql/pglite";
import knex, { type Knex } from "knex";
import ClientPGlite from "knex-pglite";

const number = (text: string) => Number(text);
const text = (value: string) => value;

/** The same JavaScript types as the server connection gives: counts and sums as numbers, days as text. */
const PARSERS = { [types.INT8]: number, [types.NUMERIC]: number, [types.DATE]: text };

/**
 * Opens the embedded database in `directory`/ledger, creating it at the first start. The caller holds the directory's lock.
 * A creation killed midway leaves only a `ledger.new-*` directory, which the next start removes: the database gets its name
 * when it is whole.
 */
export async function openEmbedded(directory: string): Promise<PGlite> {
  const home = join(directory, "ledger");
  mkdirSync(directory, { recursive: true });
  for (const name of readdirSync(directory)) {
    if (name.startsWith("ledger.new-")) rmSync(join(directory, name), { recursive: true, force: true });
  }
  if (!existsSync(home)) {
    const fresh = join(directory, `ledger.new-${process.pid}`);
    const created = await PGlite.create({ dataDir: fresh });
    await created.close();
    renameSync(fresh, home);
  }
  return PGlite.create({ dataDir: home, parsers: PARSERS });
}

/** For a database whose pages are in memory already, or that is only begun: the usual 128 MB would be zeroed at each opening, for half of its time. */
export const FEW_BUFFERS = [...PGlite.defaultStartParams, "-c", "shared_buffers=16MB"];

/** A database in memory, for tests; `image` is the dumped directory of an empty one, which opens in a fraction of the time. */
export function openInMemory(image: Blob | undefined): Promise<PGlite> {
  return PGlite.create({ parsers: PARSERS, loadDataDir: image, startParams: FEW_BUFFERS });
}

/** The embedded database behind the interface of the server's. */
export const overPGlite = (pglite: PGlite): Knex => knex({ client: ClientPGlite, connection: { pglite } as object });
