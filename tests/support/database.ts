import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { connect, type Database } from "../../server/db/connect";
import { FEW_BUFFERS } from "../../server/db/embedded";
import { migrate } from "../../server/db/migrate";
import { runSeeds } from "../../server/db/seed";
import { openOnce, spreadLedger, workersOf } from "./citus";
import { dumpAfter, emptyImage } from "./image";

/** What a test's database begins with: the tables, or the published figures in them too. */
export type Content = "migrated" | "seeded";

/** Each leaves alone what is there already. */
const FILL: Record<Content, (database: Database) => Promise<void>> = {
  migrated: migrate,
  seeded: async (database) => {
    await migrate(database);
    await runSeeds(database);
  },
};

/**
 * A database of its own for one test file: on the server of TEST_DATABASE_URL where that is set, else embedded and in memory, or where it
 * is said. Closing it removes it. It begins as a copy of one that each process makes once for a content.
 */
export async function openTestDatabase(content: Content = "migrated", place?: Place): Promise<Database> {
  const { url, remove } = place ?? (await copyOnServer(content)) ?? NOWHERE;
  const database = await connect(url === undefined ? { image: await imageOf(content) } : { url });
  await FILL[content](database);
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
const NOWHERE: Place = { url: undefined, spread: nothing, remove: nothing };

/**
 * A new empty database on the test server, or no address at all where there is no server. Where that is the coordinator of a Citus cluster,
 * the database is migrated and spread already, unless that is to come later.
 */
export async function emptyDatabase(server = process.env.TEST_DATABASE_URL, later?: "later"): Promise<Place> {
  return server ? newDatabase(server, "template1", later) : NOWHERE;
}

async function newDatabase(server: string, template: string, later?: "later"): Promise<Place> {
  const name = `ledger_test_${randomUUID().replaceAll("-", "")}`;
  const named = (url: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href;
  const admin = openOnce(server);
  const workers = await workersOf(server, admin);
  const servers = [admin, ...workers.map(openOnce)];
  for (const one of servers) await one.raw(`create database ${name} template ${template}`);
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

/** The same for a program of its own: a database on the server, or the embedded one in this data directory, as an earlier start left it. */
export async function beginDatabase(directory: string, content: Content): Promise<Place> {
  const place = await copyOnServer(content);
  if (place !== null) return place;
  const engine = await PGlite.create({ dataDir: join(directory, "ledger"), loadDataDir: await imageOf(content), startParams: FEW_BUFFERS });
  await engine.close();
  return NOWHERE;
}

async function copyOnServer(content: Content): Promise<Place | null> {
  const server = process.env.TEST_DATABASE_URL;
  return server ? newDatabase(server, await once(templates, content, () => makeTemplate(server, content))) : null;
}

const imageOf = (content: Content) => once(images, content, async () => dumpAfter(await emptyImage(), FILL[content]));

const images = new Map<Content, Promise<Blob>>();
const templates = new Map<Content, Promise<string>>();

function once<Value>(made: Map<Content, Promise<Value>>, content: Content, make: () => Promise<Value>): Promise<Value> {
  const value = made.get(content) ?? make();
  made.set(content, value);
  return value;
}

/**
 * Makes a database to copy, which goes when the process has nothing left to do, and returns its name. Of a database of a Citus cluster
 * only the coordinator's part would be copied: there every database is made from the beginning.
 */
async function makeTemplate(server: string, content: Content): Promise<string> {
  const admin = openOnce(server);
  const workers = await workersOf(server, admin);
  await admin.destroy();
  if (workers.length > 0) return "template1";
  const place = await newDatabase(server, "template1");
  process.once("beforeExit", () => void place.remove());
  const database = await connect(place);
  await FILL[content](database);
  // A copy is made only while nobody is connected.
  await database.close();
  return new URL(place.url ?? "").pathname.slice(1);
}
