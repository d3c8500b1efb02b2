import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { lines } from "../bench/rows";
import { serverPrograms } from "../support/cluster";
import { type Program, startProgram } from "../support/program";
import { ask, CYCLES, endsOf, nothingIsLeft, type Place, ROWS, rowsIn, TOKEN, withDatabase, withPlaces } from "./places";

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
        const program = startProgram(directory, settings, endsOf(cycle));
        await wait(Math.random() * whole);
        if (!program.output().includes("ready at")) early += 1;
        await program.end("SIGKILL");
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
        await program.end("SIGKILL");
        const acknowledged = await doing;
        program = startProgram(here.directory, { ...here.settings, SEED: "off" }, endsOf(cycle));
        url = await program.ready;
        const now = await rowsIn(url);
        if (acknowledged !== null) assert.equal(now, rows);
        else assert.ok(now === held || (!discarding && now === rows), `${now} rows; before ${held}, of the file ${rows}`);
        if (now === rows) whether += 1;
        held = now;
      }
      await program.end("SIGTERM");
      await nothingIsLeft(here);
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

async function timed(act: () => Promise<unknown>): Promise<number> {
  const begun = Date.now();
  await act();
  return Date.now() - begun;
}

async function killedIn(url: string, query: string): Promise<number | undefined> {
  const { rows } = (await ask(url, `/api/aggregates?${query}`)) as { rows: { fatalities: number }[] };
  return rows[0]?.fatalities;
}
