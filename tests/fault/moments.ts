import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { connect, type Database } from "../../server/db/connect";
import { lines } from "../bench/rows";
import { type Cluster, makeCluster, serverPrograms } from "../support/cluster";
import { type Program, startProgram } from "../support/program";

/** How often each step is killed, on each engine. */
const CYCLES = Number(process.env.CYCLES ?? 3);
const TOKEN = "a-token-for-the-faults";

/** A place for a ledger of its own: a directory, and on a server a database. */
interface Place {
  directory: string;
  url: string | undefined;
  settings: Record<string, string | undefined>;
}

for (const engine of ["embedded", "server"] as const) {
  const skip = engine === "server" && serverPrograms() === null && "needs a PostgreSQL server's programs";

  test(`killed ${CYCLES} times while a ledger is made, migrated and seeded for the first time (${engine}): the next start makes it whole`, {
    skip,
  }, async (t) => {
    await withPlaces(engine, async (place) => {
      // How long the whole takes here and now, so that kills fall anywhere in it.
      const whole = await timed(async () => {
        const { directory, settings } = await place();
        const first = startProgram(directory, settings);
        await first.ready;
        await first.end("SIGTERM");
      });
      let early = 0;
      for (let cycle = 0; cycle < CYCLES; cycle += 1) {
        const { directory, settings } = await place();
        const program = startProgram(directory, settings);
        await wait(Math.random() * whole);
        if (!program.output().includes("ready at")) early += 1;
        await endGroup(program);
        const again = startProgram(directory, settings);
        const url = await again.ready;
        assert.equal(await killedIn(url, "dataset=crss&from=2024-Q3&to=2024-Q3"), 722);
        const { datasets } = (await ask(url, "/api/datasets")) as { datasets: { slug: string; revision: number | null }[] };
        assert.deepEqual([datasets.length, new Set(datasets.map(({ slug }) => slug)).size], [7, 7]);
        assert.ok(
          datasets.every(({ revision }) => revision === 1),
          JSON.stringify(datasets),
        );
        assert.deepEqual(
          (await readdir(directory)).filter((name) => /\.new-|\.mine|\.aside/.test(name)),
          [],
        );
        await again.end("SIGTERM");
      }
      t.diagnostic(`${early} of ${CYCLES} before it was ready`);
    });
  });

  test(`killed ${CYCLES} times while a large file is loaded, published or discarded (${engine}): all of it or nothing, and no table left`, {
    skip,
  }, async (t) => {
    await withPlaces(engine, async (place) => {
      const here = await place();
      let program: Program = startProgram(here.directory, { ...here.settings, SEED: "off" });
      let url = await program.ready;
      await ask(url, "/api/datasets", JSON.stringify({ slug: "large", title: "Large", kind: "incidents", publisher: "Test" }));
      let held = 0;
      const upload = (rows: number, publish: boolean) => {
        const csv = [...lines(rows)].join("");
        return ask(url, `/api/datasets/large/imports?publish=${publish}`, csv, "text/csv") as Promise<{
          import: { id: number; revision?: number; rows: { accepted: number } };
        }>;
      };
      const begun = Date.now();
      held = (await upload(ROWS, true)).import.rows.accepted;
      const whole = Date.now() - begun;
      let whether = 0;
      for (let cycle = 0; cycle < CYCLES; cycle += 1) {
        const rows = ROWS + 1 + cycle;
        const discarding = cycle % 3 === 2;
        const staged = discarding ? (await upload(rows, false)).import.id : 0;
        const doing = discarding
          ? fetch(`${url}/api/imports/${staged}`, { method: "DELETE", headers: { Authorization: `Bearer ${TOKEN}` } }).then(
              () => null,
              () => null,
            )
          : upload(rows, true).then(
              (answer) => answer.import.rows.accepted,
              () => null,
            );
        await wait(Math.random() * (discarding ? whole / 4 : whole * 1.2));
        await endGroup(program);
        const acknowledged = await doing;
        program = startProgram(here.directory, { ...here.settings, SEED: "off" });
        url = await program.ready;
        const now = await rowsIn(url);
        if (acknowledged !== null) assert.equal(now, rows);
        else assert.ok(now === held || (!discarding && now === rows), `${now} rows; before ${held}, of the file ${rows}`);
        if (now === rows) whether += 1;
        held = now;
      }
      await program.end("SIGTERM");
      await withDatabase(here, async ({ knex }) => {
        assert.deepEqual(await knex("batch").where({ state: "staging" }), []);
        const { rows } = await knex.raw(
          "select relname from pg_class where relkind = 'r' and relname ~ '^incident_[0-9]+$' and not exists (select from batch where id = substr(relname, 10)::bigint)",
        );
        assert.deepEqual(rows, []);
        for (const table of ["incident", "cube", "rejected_row"])
          assert.deepEqual(await knex(table).whereNotIn("batch_id", knex("batch").select("id")).limit(1), [], table);
      });
      t.diagnostic(`${whether} of them had been published`);
    });
  });

  test(`killed ${CYCLES} times while a backup is written and restored (${engine}): no half backup, no half ledger`, { skip }, async () => {
    await withPlaces(engine, async (place) => {
      const source = await place();
      const program = startProgram(source.directory, source.settings);
      await program.ready;
      await program.end("SIGTERM");
      const wholeBackup = await timed(() => run(source, "backup", join(source.directory, "whole.backup")).ended);
      const target = await place();
      const wholeRestore = await timed(() => run(target, "restore", join(source.directory, "whole.backup")).ended);
      assert.equal(await datasetsIn(target), 7);
      for (let cycle = 0; cycle < CYCLES; cycle += 1) {
        const path = join(source.directory, `${cycle}.backup`);
        const backing = run(source, "backup", path);
        await wait(Math.random() * wholeBackup);
        backing.child.kill("SIGKILL");
        await backing.ended;
        const isThere = (await readdir(source.directory)).includes(`${cycle}.backup`);
        // A second try goes through where the first was not done; what is there is whole either way, or it could not be restored.
        if (!isThere) assert.equal(await run(source, "backup", path).ended, 0);
        const fresh = await place();
        const restoring = run(fresh, "restore", path);
        await wait(Math.random() * wholeRestore);
        restoring.child.kill("SIGKILL");
        await restoring.ended;
        const held = await datasetsIn(fresh);
        assert.ok(held === 0 || held === 7, `${held} datasets`);
        if (held === 0) assert.equal(await run(fresh, "restore", path).ended, 0);
        const again = startProgram(fresh.directory, { ...fresh.settings, SEED: "off" });
        assert.equal(await killedIn(await again.ready, "dataset=crss&from=2024-Q3&to=2024-Q3"), 722);
        await again.end("SIGTERM");
      }
    });
  });
}

/** Rows of the large file: more than 4 MB, from which on a server makes a table of its own for them. */
const ROWS = 30_000;

async function withPlaces(engine: "embedded" | "server", use: (place: () => Promise<Place>) => Promise<void>): Promise<void> {
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

async function withDatabase({ directory, url }: Place, use: (database: Database) => Promise<void>): Promise<void> {
  const database = await connect(url === undefined ? { directory } : { url });
  try {
    await use(database);
  } finally {
    await database.close();
  }
}

async function datasetsIn(place: Place): Promise<number> {
  let datasets = 0;
  await withDatabase(place, async ({ knex }) => {
    if (await knex.schema.hasTable("dataset")) datasets = Number((await knex("dataset").count({ all: "*" }).first())?.all);
  });
  return datasets;
}

/** `npm run backup` or `restore`, as a process that can be killed. */
function run({ directory, url }: Place, verb: string, path: string): { child: ChildProcess; ended: Promise<number | null> } {
  const child = spawn(process.execPath, ["--import", "tsx", "server/backup.ts", verb, path], {
    cwd: join(import.meta.dirname, "../.."),
    env: { PATH: process.env.PATH, HOME: directory, DATA_DIR: directory, ...(url === undefined ? {} : { DATABASE_URL: url }) },
    stdio: "ignore",
  });
  return { child, ended: new Promise((resolve) => child.once("close", resolve)) };
}

/** Kills the program as a power cut would, without a word. */
const endGroup = (program: Program) => program.end("SIGKILL");

async function timed(act: () => Promise<unknown>): Promise<number> {
  const begun = Date.now();
  await act();
  return Date.now() - begun;
}

async function ask(url: string, path: string, body?: string, type = "application/json"): Promise<unknown> {
  const response = await fetch(`${url}${path}`, {
    ...(body === undefined ? {} : { method: "POST", body }),
    headers: { Authorization: `Bearer ${TOKEN}`, "Content-Type": type },
  });
  const text = await response.text();
  assert.ok(response.ok, `${response.status} ${path} ${text.slice(0, 300)}`);
  return JSON.parse(text);
}

async function killedIn(url: string, query: string): Promise<number | undefined> {
  const { rows } = (await ask(url, `/api/aggregates?${query}`)) as { rows: { fatalities: number }[] };
  return rows[0]?.fatalities;
}

async function rowsIn(url: string): Promise<number> {
  const { revisions } = (await ask(url, "/api/datasets/large/revisions")) as { revisions: { rows: number }[] };
  return revisions[0]?.rows ?? 0;
}
