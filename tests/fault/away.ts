import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
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

test(`the database goes away and comes back ${CYCLES} times: 503 meanwhile, the same process recovers`, {
  skip: serverPrograms() === null && "needs a PostgreSQL server's programs",
}, async () => {
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
    for (let cycle = 0; cycle < CYCLES; cycle++) {
      assert.equal((await ask(QUESTION)).body.rows[0]?.fatalities, 722);
      assert.equal((await write(cycle + 1)).body.import.revision, cycle + 1);
      await cluster.stop(cycle % 2 === 0 ? "immediate" : "fast");
      for (const answer of await Promise.all([ask(QUESTION), write(99), ask("/readyz")])) {
        assert.deepEqual([answer.status, answer.body.code, Number(answer.retry) > 0], [503, "database_away", true], JSON.stringify(answer));
        assert.ok(answer.took < ANSWERED, `answered after ${answer.took} ms`);
      }
      assert.equal((await ask("/healthz")).status, 200);
      await cluster.start();
      const since = Date.now();
      while ((await ask("/readyz")).status !== 200) {
        assert.ok(Date.now() - since < RECOVERED, "not ready within 30 s of the database's return");
        await wait(200);
      }
    }
    const { body } = await ask("/api/aggregates?dataset=faults&measure=incidents,fatalities");
    assert.deepEqual([body.rows[0]?.incidents, body.rows[0]?.fatalities], [CYCLES, (CYCLES * (CYCLES + 1)) / 2]);
  } finally {
    await program.end("SIGTERM");
    await cluster.remove();
    await rm(directory, { recursive: true, force: true });
  }
});
