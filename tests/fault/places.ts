import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, type Database } from "../../server/db/connect";
import { type Cluster, makeCluster } from "../support/cluster";

/** How often each step is killed, on each engine. */
export const CYCLES = Number(process.env.CYCLES ?? 3);
export const TOKEN = "a-token-for-the-faults";

/** A place for a ledger of its own: a directory, and on a server a database. */
export interface Place {
  directory: string;
  url: string | undefined;
  settings: Record<string, string | undefined>;
}

/** Rows of the large file: more than 4 MB, from which on a server makes a table of its own for them. */
export const ROWS = 30_000;

/** No batch under way, no row of a batch that is no more, and no table either. */
export async function nothingIsLeft(place: Place): Promise<void> {
  await withDatabase(place, async ({ knex }) => {
    assert.deepEqual(await knex("batch").where({ state: "staging" }), []);
    const { rows } = await knex.raw(
      "select relname from pg_class where relkind = 'r' and relname ~ '^incident_[0-9]+$' and not exists (select from batch where id = substr(relname, 10)::bigint)",
    );
    assert.deepEqual(rows, []);
    for (const table of ["incident", "cube", "rejected_row"])
      assert.deepEqual(await knex(table).whereNotIn("batch_id", knex("batch").select("id")).limit(1), [], table);
  });
}

/** Gives places of one engine, and takes them away at the end. */
export async function withPlaces(engine: "embedded" | "server", use: (place: () => Promise<Place>) => Promise<void>): Promise<void> {
  const cluster: Cluster | null = engine === "server" ? await makeCluster() : null;
  const made: string[] = [];
  try {
    await use(async () => {
      const directory = await mkdtemp(join(tmpdir(), "ledger-moment-"));
      made.push(directory);
      const url = cluster === null ? undefined : await newDatabase(cluster, made.length);
      return { directory, url, settings: { ADMIN_TOKEN: TOKEN, DATABASE_URL: url } };
    });
  } finally {
    await cluster?.remove();
    for (const directory of made) await rm(directory, { recursive: true, force: true });
  }
}

async function newDatabase(cluster: Cluster, number: number): Promise<string> {
  const { knex, close } = await connect({ url: cluster.url });
  await knex.raw(`create database place_${number}`);
  await close();
  return cluster.url.replace(/\/postgres$/, `/place_${number}`);
}

export async function withDatabase({ directory, url }: Place, use: (database: Database) => Promise<void>): Promise<void> {
  const database = await connect(url === undefined ? { directory } : { url });
  try {
    await use(database);
  } finally {
    await database.close();
  }
}

/** Every other time a kill takes whatever the program has started along. */
export const endsOf = (cycle: number) => (cycle % 2 === 0 ? "process" : "group");

export async function ask(url: string, path: string, body?: string, type = "application/json"): Promise<unknown> {
  const response = await fetch(`${url}${path}`, {
    ...(body === undefined ? {} : { method: "POST", body }),
    headers: { Authorization: `Bearer ${TOKEN}`, "Content-Type": type },
  });
  const text = await response.text();
  assert.ok(response.ok, `${response.status} ${path} ${text.slice(0, 300)}`);
  return JSON.parse(text);
}

export async function rowsIn(url: string): Promise<number> {
  const { revisions } = (await ask(url, "/api/datasets/large/revisions")) as { revisions: { rows: number }[] };
  return revisions[0]?.rows ?? 0;
}
