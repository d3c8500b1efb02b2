import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import type { PGlite } from "@electric-sql/pglite";
import type { Client } from "pg";
import { pino } from "pino";
import request from "supertest";
import { createApp } from "../server/app";
import { readConfig } from "../server/config";
import type { Head, Tail } from "../server/db/backup";
import { connect, type Database } from "../server/db/connect";
import { migrate } from "../server/db/migrate";
import { restoreBackup } from "../server/db/restore";
import { sumRevisions } from "../server/db/revision-sums";
import { emptyDatabase, openTestDatabase } from "./support/database";

/**
 * What was released stays readable: a ledger of each release, as its database was (`pg_dump`) and as its own `npm run backup` wrote it (here unpacked), is opened
 * by the program of today. How a fixture is made: tests/fixtures/released/README.md.
 */
const RELEASED = join(import.meta.dirname, "fixtures/released");
const MIGRATIONS = join(import.meta.dirname, "../server/db/migrations");
const RELEASES = ["0.1.0"];
const TOKEN = "a-token-of-the-setting";

/** SHA-256 of every released migration: databases exist that it has changed, so that it must not be changed itself. */
const UNCHANGED: Record<string, string> = {
  "001_ledger.ts": "2921e46feb95af5d46db72a7f366abbf3a0a4364029d7df75bfa4c3b7fee0761",
  "002_identity.ts": "9be9a60537699c0be2a52ffb337709c5b4d3c47fc6562bfc19cc512c3b51ede9",
  "003_partitions.ts": "738ffc38d9eae3db75e715210ed21a04fe75c073961ea903d1ff1c45fb76e288",
};

const fixture = (release: string, ending: string) => readFile(join(RELEASED, `${release}.${ending}`), "utf8");

/** What every revision of the fixture adds up to, as the release itself said. */
async function promised(release: string): Promise<Tail["revisions"]> {
  const lines = (await fixture(release, "backup.txt")).trimEnd().split("\n");
  return (JSON.parse(lines.at(-1) ?? "") as Tail).revisions;
}

/** Every revision adds up, is answered, and the program goes on from there: an upload, a restoration, the tokens of the time. */
async function works(database: Database, release: string): Promise<void> {
  assert.deepEqual(await sumRevisions(database.knex), await promised(release));
  const app = createApp({ database, config: { ...readConfig({}), ADMIN_TOKEN: TOKEN }, log: pino({ level: "silent" }) });
  const killed = async (revision?: number) => {
    const { body } = await request(app).get(
      `/api/aggregates?dataset=attacks&measure=incidents,fatalities${revision === undefined ? "" : `&revision=${revision}`}`,
    );
    return [body.rows[0]?.incidents, body.rows[0]?.fatalities];
  };
  assert.deepEqual([await killed(1), await killed(2), await killed(3), await killed(4)], SUMS);
  assert.deepEqual(await killed(), SUMS[3]);
  const rows = await request(app).get("/api/incidents?dataset=attacks&revision=3");
  assert.equal(rows.body.incidents.find((row: { notes: string | null }) => row.notes?.startsWith("two lines")).notes, "two lines\nand a \\tab");
  for (const [asOf, value] of [
    ["2024-01-15", 1524],
    ["2025-01-15", 1533],
  ]) {
    const { body } = await request(app).get(`/api/aggregates?dataset=printed&by=year&from=2023&to=2023&as_of=${asOf}`);
    assert.equal(body.rows[0].fatalities, value);
  }
  const send = (path: string, csv: string) => request(app).post(path).set("Authorization", `Bearer ${TOKEN}`).set("Content-Type", "text/csv").send(csv);
  const added = await send("/api/datasets/attacks/imports?mode=append&publish=true", "date,province,killed\n2024-06-01,KP,10\n");
  assert.deepEqual([added.status, added.body.import?.revision], [201, 5], added.text);
  assert.deepEqual(await killed(), [(SUMS[3]?.[0] ?? 0) + 1, (SUMS[3]?.[1] ?? 0) + 10]);
  const restored = await send("/api/datasets/attacks/revisions/3/restore", "");
  assert.deepEqual([restored.status, restored.body.revision.revision], [201, 6]);
  assert.deepEqual(await killed(), SUMS[2]);
  // What was staged then can still be decided on.
  const [staged] = await database.knex("batch").where({ state: "staged" }).pluck("id");
  if (staged !== undefined) assert.equal((await send(`/api/imports/${staged}/publish`, "")).body.import.revision, 3);
  const { body } = await request(app).get("/api/audit").set("Authorization", `Bearer ${TOKEN}`);
  assert.ok(body.entries.some(({ action, actor }: Record<string, string>) => action === "dataset.create" && actor === "first start"));
}

/** Incidents and killed of revisions 1 to 4 of `attacks`: 7 of a; of b 1, the lower of two reports alike, until the update says 2; 4 of c, none told of e; 4 is 1 again. */
const SUMS = [
  [2, 8],
  [4, 12],
  [4, 13],
  [2, 8],
];

for (const release of RELEASES) {
  test(`a database of ${release} is brought up to date and answers what it did`, async () => {
    const place = await emptyDatabase();
    const database = await connect(place.url === undefined ? {} : { url: place.url });
    try {
      await load(database, await fixture(release, "sql"));
      await migrate(database);
      await works(database, release);
    } finally {
      await database.close();
      await place.remove();
    }
  });

  test(`a backup of ${release} is restored and answers what it did`, async () => {
    const directory = await mkdtemp(join(tmpdir(), "ledger-released-"));
    const database = await openTestDatabase();
    try {
      const path = join(directory, "ledger.backup");
      await writeFile(path, gzipSync(await fixture(release, "backup.txt")));
      await restoreBackup(database, path);
      await works(database, release);
    } finally {
      await database.close();
      await rm(directory, { recursive: true });
    }
  });
}

test("a released migration is never changed", async () => {
  const hashed: Record<string, string> = {};
  for (const name of Object.keys(UNCHANGED))
    hashed[name] = createHash("sha256")
      .update(await readFile(join(MIGRATIONS, name)))
      .digest("hex");
  assert.deepEqual(hashed, UNCHANGED, "Write a new migration instead (CONTRIBUTING, A migration).");
  const known = new Set<string>();
  for (const release of RELEASES) {
    const head = JSON.parse((await fixture(release, "backup.txt")).split("\n")[0] ?? "") as Head;
    for (const name of head.schema) known.add(`${name}.ts`);
  }
  assert.deepEqual(Object.keys(UNCHANGED).sort(), [...known].sort(), "every migration of a release, and none other, is held");
  assert.ok((await readdir(MIGRATIONS)).length >= known.size);
});

/** Runs the statements of a dump, over the connection itself: knex would take a question mark for a parameter. */
async function load(database: Database, sql: string): Promise<void> {
  const client: PGlite | Client = await database.knex.client.acquireConnection();
  try {
    await ("dumpDataDir" in client ? client.exec(sql) : client.query(sql));
  } finally {
    await database.knex.client.releaseConnection(client);
  }
}
