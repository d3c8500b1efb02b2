import { randomUUID } from "node:crypto";
import { connect, type Database } from "../../server/db/connect";
import { migrate } from "../../server/db/migrate";
import { openOnce, spreadLedger, workersOf } from "./citus";
import { emptyImage } from "./image";

/**
 * A migrated database of its own for one test file: on the server of TEST_DATABASE_URL where that is set, else embedded and in
 * memory. Closing it removes it.
 */
export async function openTestDatabase(place: Pick<Place, "url" | "remove"> | Promise<Place> = emptyDatabase()): Promise<Database> {
  const { url, remove } = await place;
  const database = await connect(url === undefined ? { image: await emptyImage() } : { url });
  await migrate(database);
  return {
    ...database,
    close: async () => {
      await database.close();
      await remove();
    },
  };
}

/** Where a database is, and how it is taken away. `spread` makes a migrated ledger on the coordinator of a Citus cluster one of the whole cluster. */
export interface Place {
  url: string | undefined;
  spread: () => Promise<void>;
  remove: () => Promise<void>;
}

const nothing = async () => undefined;

/**
 * A new empty database on the test server, or no address at all where there is no server. Where that is the coordinator of a Citus cluster,
 * the database is migrated and spread already, unless that is to come later.
 */
export async function emptyDatabase(server = process.env.TEST_DATABASE_URL, later?: "later"): Promise<Place> {
  if (!server) return { url: undefined, spread: nothing, remove: nothing };
  const name = `ledger_test_${randomUUID().replaceAll("-", "")}`;
  const named = (url: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href;
  const admin = openOnce(server);
  const workers = await workersOf(server, admin);
  const servers = [admin, ...workers.map(openOnce)];
  for (const one of servers) await one.raw(`create database ${name}`);
  const url = named(server);
  const spread = () => spreadLedger(url, workers.map(named));
  if (workers.length > 0 && later === undefined) {
    const ledger = await connect({ url });
    await migrate(ledger);
    await ledger.close();
    await spread();
  }
  const remove = async () => {
    for (const one of servers) {
      await one.raw(`drop database ${name} with (force)`);
      await one.destroy();
    }
  };
  return { url, spread, remove };
}
