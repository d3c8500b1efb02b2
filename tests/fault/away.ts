import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { makeCluster, serverPrograms } from "../support/cluster";
import { startProgram } from "../support/program";

/** How often the database is taken away. */
const CYCLES = Number(process.env.CYCLES ?? 3);
const QUESTION = "/api/aggregates?dataset=crss&by=quarter&from=2024-Q3&to=2024-Q3";
/** What is promised (SECURITY.md), in milliseconds. */
const ANSWERED = 10_000;
const RECOVERED = 30_000;

interface Answer {
  code?: string;
  rows: { incidents: number; fatalities: number }[];
  import: { revision: number };
}

/** How it goes away: as by a power cut, in order, or hung, so that nothing is refused and nothing answered. */
const WAYS = ["immediate", "fast", "hung"] as const;

test(`the database goes away and comes back ${CYCLES} times: 503 meanwhile, also for what is under way, and the same process recovers`, {
  skip: serverPrograms() === null && "needs a PostgreSQL server's programs",
}, async (t) => {
  let [slowest, recovered] = [0, 0];
  const cluster = await makeCluster({ fsync: "off" });
  const directory = await mkdtemp(join(tmpdir(), "ledger-away-"));
  const program = startProgram(directory, { DATABASE_URL: cluster.url, ADMIN_TOKEN: "a-token-for-the-faults" });
  try {
    const url = await program.ready;
    const ask = async (path: string, init?: RequestInit) => {
      const begun = Date.now();
      const response = await fetch(`${url}${path}`, { ...init, headers: { Authorization: "Bearer a-token-for-the-faults", "Content-Type": "text/csv" } });
      return { status: response.status, retry: response.headers.get("retry-after"), body: (await response.json()) as Answer, took: Date.now() - begun };
    };
    const write = (killed: number) =>
      ask("/api/datasets/faults/imports?mode=append&publish=true", { method: "POST", body: `date,province,fatalities\n2024-07-01,KP,${killed}\n` });
    const made = await fetch(`${url}/api/datasets`, {
      method: "POST",
      headers: { Authorization: "Bearer a-token-for-the-faults", "Content-Type": "application/json" },
      body: JSON.stringify({ slug: "faults", title: "Faults", kind: "incidents", publisher: "Test" }),
    });
    assert.equal(made.status, 201);
    const hold = async (lock: string) => {
      const holder = new pg.Client(cluster.url);
      holder.on("error", () => undefined);
      await holder.connect();
      await holder.query(`begin; lock table dataset in ${lock} mode`);
      return holder;
    };
    // Somebody holds what a change needs: reading goes on, the change is told to come again.
    const neighbour = await hold("exclusive");
    const [busy, read] = await Promise.all([write(99), ask(QUESTION)]);
    assert.deepEqual([busy.status, busy.body.code, Number(busy.retry) > 0, read.status], [503, "busy", true, 200], JSON.stringify(busy));
    assert.ok(busy.took < ANSWERED, `answered after ${busy.took} ms`);
    await neighbour.end();

    for (let cycle = 0; cycle < CYCLES; cycle++) {
      assert.equal((await ask(QUESTION)).body.rows[0]?.fatalities, 722);
      assert.equal((await write(cycle + 1)).body.import.revision, cycle + 1);
      // Under way when it goes: a question and an upload that wait for a lock somebody holds in the database.
      const holder = await hold("access exclusive");
      const slow = [ask(QUESTION), write(99)];
      await wait(300);
      const way = WAYS[cycle % WAYS.length] ?? "fast";
      const gone = Date.now();
      if (way === "hung") cluster.freeze();
      else await cluster.stop(way);
      const asked = Array.from({ length: 12 }, () => ask(QUESTION));
      for (const answer of await Promise.all([...asked, write(99), ask("/readyz"), ...slow])) {
        assert.deepEqual([answer.status, answer.body.code, Number(answer.retry) > 0], [503, "database_away", true], `${way}: ${JSON.stringify(answer)}`);
      }
      slowest = Math.max(slowest, Date.now() - gone);
      assert.ok(Date.now() - gone < ANSWERED, `${way}: answered after ${Date.now() - gone} ms`);
      // Once it is known to be away nobody waits.
      const known = await Promise.all([ask(QUESTION), write(99), ask("/readyz")]);
      for (const { status, took } of known) assert.ok(status === 503 && took < ANSWERED / 2, `${status} after ${took} ms`);
      assert.equal((await ask("/healthz")).status, 200);
      if (way === "hung") cluster.thaw();
      else await cluster.start();
      await holder.end().catch(() => undefined);
      const since = Date.now();
      while ((await ask("/readyz")).status !== 200) {
        assert.ok(Date.now() - since < RECOVERED, "not ready within 30 s of the database's return");
        await wait(200);
      }
      recovered = Math.max(recovered, Date.now() - since);
    }
    t.diagnostic(`answered after at most ${slowest} ms, ready at most ${recovered} ms after its return`);
    const { body } = await ask("/api/aggregates?dataset=faults&measure=incidents,fatalities");
    assert.deepEqual([body.rows[0]?.incidents, body.rows[0]?.fatalities], [CYCLES, (CYCLES * (CYCLES + 1)) / 2]);
  } finally {
    await program.end("SIGTERM");
    await cluster.remove();
    await rm(directory, { recursive: true, force: true });
  }
});
