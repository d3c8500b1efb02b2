import { randomUUID } from "node:crypto";
import knex from "knex";
import { connect, type Database } from "../../server/db/connect";
import { migrate } from "../../server/db/migrate";
import { emptyImage } from "./image";

/**
 * A migrated database of its own for one test file: on the server of TEST_DATABASE_URL where that is set, else embedded and in
 * memory. Closing it removes it.
 */
export async function openTestDatabase(): Promise<Database> {
  const place = await emptyDatabase();
  const database = await connect(place.url === undefined ? { image: await emptyImage() } : { url: place.url });
  await migrate(database);
  return {
    ...database,
    close: async () => {
      await database.close();
      await place.remove();
    },
  };
}

/** A new empty database on the test server, or no address at all where there is no server. */
export async function emptyDatabase(): Promise<{ url: string | undefined; remove: () => Promise<void> }> {
  const server = process.env.TEST_DATABASE_URL;
  if (!server) return { url: undefined, remove: async () => undefined };
  const name = `ledger_test_${randomUUID().replaceAll("-", "")}`;
  const admin = knex({ client: "pg", connection: server, pool: { min: 0, max: 1 } });
  await admin.raw(`create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const remove = async () => {
    await admin.raw(`drop database ${name} with (force)`);
    await admin.destroy();
  };
  return { url: url.href, remove };
}
