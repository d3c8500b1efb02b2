import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { type Cluster, makeCluster, makeStandby, serverPrograms } from "../support/cluster";
import { type Program, startProgram } from "../support/program";

/** How many revisions are published or restored under load. */
const CYCLES = Number(process.env.CYCLES ?? 10);
const TOKEN = "a-token-for-the-faults";

test(`two processes, a primary and a replica, ${CYCLES} revisions under load: no reader sees one go backwards or a mixture; a lost replica is not missed`, {
  skip: serverPrograms() === null && "needs a PostgreSQL server's programs",
}, async (t) => {
  const directory = await mkdtemp(join(tmpdir(), "ledger-replica-"));
  const clusters: Cluster[] = [];
  const programs: Program[] = [];
  try {
    const primary = await makeCluster({ fsync: "off" });
    clusters.push(primary);
    const standby = await makeStandby(primary);
    clusters.push(standby);
    for (const _ of [1, 2]) {
      const program = startProgram(directory, { DATABASE_URL: primary.url, DATABASE_READ_URL: standby.url, ADMIN_TOKEN: TOKEN, SEED: "off" });
      programs.push(program);
      await program.ready;
    }
    const urls = await Promise.all(programs.map(({ ready }) => ready));
    const [writer = ""] = urls;
    const send = async (path: string, type: string, body: string) => {
      const response = await fetch(`${writer}${path}`, { method: "POST", body, headers: { Authorization: `Bearer ${TOKEN}`, "Content-Type": type } });
      assert.ok(response.status === 201, `${response.status} ${await response.clone().text()}`);
    };
    await send("/api/datasets", "application/json", JSON.stringify({ slug: "load", title: "Load", kind: "incidents", publisher: "Test", coverage: "2024" }));
    /** What each revision adds up to: revision N kills N in each of N rows, or what the restored one did. */
    const sums = new Map<number, number>();
    let latest = 0;
    const publish = async () => {
      const next = latest + 1;
      const earlier = next - 3;
      if (next % 4 === 0) {
        sums.set(next, sums.get(earlier) ?? 0);
        await send(`/api/datasets/load/revisions/${earlier}/restore`, "application/json", "{}");
      } else {
        sums.set(next, next * next);
        const rows = Array.from({ length: next }, (_, at) => `2024-0${1 + (at % 9)}-11,KP,${next}\n`).join("");
        await send("/api/datasets/load/imports?publish=true", "text/csv", `date,province,killed\n${rows}`);
      }
      latest = next;
    };
    await publish();
    const onReplica = async (url: string) => {
      for (let tries = 0; tries < 300; tries++) {
        if (/^ledger_reading_from_replica 1$/m.test(await (await fetch(`${url}/metrics`)).text())) return;
        await wait(100);
      }
      assert.fail("reads do not go to the replica");
    };
    for (const url of urls) await onReplica(url);

    let [reads, failures, stop] = [0, 0, false];
    const read = async (url: string, by: string, least: () => number) => {
      let shown = 0;
      while (!stop) {
        const atLeast = Math.max(shown, least());
        const response = await fetch(`${url}/api/aggregates?dataset=load&by=${by}${reads % 3 === 0 ? "&from=2024&to=2024" : ""}`);
        if (response.status !== 200) {
          failures += 1;
          t.diagnostic(`${response.status}: ${(await response.text()).slice(0, 200)}`);
          continue;
        }
        const { dataset, rows } = (await response.json()) as { dataset: { revision: number }; rows: { fatalities: number | null }[] };
        assert.ok(dataset.revision >= atLeast, `revision ${dataset.revision} after ${atLeast}`);
        shown = dataset.revision;
        const sum = rows.reduce((all, row) => all + (row.fatalities ?? 0), 0);
        assert.equal(sum, sums.get(dataset.revision), `revision ${dataset.revision} by ${by}`);
        reads += 1;
      }
    };
    const readers = urls.flatMap((url) => ["year", "month", "quarter,province"].map((by) => read(url, by, () => (url === writer ? latest : 0))));
    const all = Promise.all(readers);
    all.catch(() => undefined);
    const steps = async () => {
      for (let cycle = 0; cycle < CYCLES; cycle++) {
        await publish();
        await wait(Math.random() * 400);
        if (cycle === Math.floor(CYCLES / 2)) await standby.stop("immediate");
        if (cycle === Math.floor((CYCLES * 3) / 4)) await standby.start();
      }
    };
    await Promise.race([steps(), all]);
    stop = true;
    await all;
    assert.equal(failures, 0);
    for (const url of urls) await onReplica(url);
    t.diagnostic(`${reads} reads, ${latest} revisions`);
  } finally {
    for (const { end } of programs) await end("SIGTERM");
    for (const cluster of clusters.toReversed()) await cluster.remove();
    await rm(directory, { recursive: true, force: true });
  }
});
