import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { Agent, get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { type Cluster, makeCluster, makeStandby, serverPrograms } from "../support/cluster";
import { type Program, startProgram } from "../support/program";

/** How many revisions are published or restored under load; `CYCLES=50` for the long run. */
const CYCLES = Number(process.env.CYCLES ?? 10);
const TOKEN = "a-token-for-the-faults";
/** Readers of each process, each with a connection of its own that is kept. */
const READERS = 4;
/** Questions that add up to the same number: the cube answers some, the rows the others. */
const QUESTIONS = ["by=year", "by=month", "by=quarter,province", "by=year&from=2024&to=2024", "by=district,perpetrator", "by=day"];

interface Answer {
  dataset: { revision: number };
  rows: { fatalities: number | null }[];
}

/** A question asked over a connection that is kept; asked again where the server closed it just before. */
async function ask(agent: Agent, address: string): Promise<{ status: number; text: string }> {
  const once = () =>
    new Promise<{ status: number; text: string }>((resolve, reject) => {
      get(address, { agent }, (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (chunk) => {
          text += chunk;
        });
        response.once("end", () => resolve({ status: response.statusCode ?? 0, text }));
      }).once("error", reject);
    });
  return once().catch((error: NodeJS.ErrnoException) => (error.code === "ECONNRESET" ? once() : Promise.reject(error)));
}

const sumOf = ({ rows }: Answer) => rows.reduce((all, row) => all + (row.fatalities ?? 0), 0);

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
    const [first = "", second = ""] = urls;
    const send = async (writer: string, path: string, type: string, body: string) => {
      const response = await fetch(`${writer}${path}`, { method: "POST", body, headers: { Authorization: `Bearer ${TOKEN}`, "Content-Type": type } });
      assert.ok(response.status === 201, `${response.status} ${await response.clone().text()}`);
    };
    await send(
      first,
      "/api/datasets",
      "application/json",
      JSON.stringify({ slug: "load", title: "Load", kind: "incidents", publisher: "Test", coverage: "2024" }),
    );
    /** What each revision adds up to: revision N kills N in each of N rows, or what the restored one did. */
    const sums = new Map<number, number>();
    /** The latest revision each process has published or shown: it never shows an older one again. */
    const least = new Map(urls.map((url) => [url, 0]));
    const raise = (url: string, revision: number) => least.set(url, Math.max(least.get(url) ?? 0, revision));
    /** When each revision was answered to its writer, and how long the other process took until it showed it, in milliseconds. */
    const published = new Map<number, { writer: string; at: number }>();
    const lags: number[] = [];
    let latest = 0;
    const publish = async () => {
      const next = latest + 1;
      const writer = next % 2 === 1 ? first : second;
      const earlier = next - 3;
      if (next % 4 === 0) {
        sums.set(next, sums.get(earlier) ?? 0);
        await send(writer, `/api/datasets/load/revisions/${earlier}/restore`, "application/json", "{}");
      } else {
        sums.set(next, next * next);
        const rows = Array.from({ length: next }, (_, at) => `2024-0${1 + (at % 9)}-11,KP,District ${at % 7},${next}\n`).join("");
        await send(writer, "/api/datasets/load/imports?publish=true", "text/csv", `date,province,district,killed\n${rows}`);
      }
      published.set(next, { writer, at: performance.now() });
      raise(writer, next);
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
    const asked = async (agent: Agent, address: string): Promise<Answer | null> => {
      const { status, text } = await ask(agent, address);
      if (status === 200) return JSON.parse(text);
      failures += 1;
      t.diagnostic(`${status}: ${text.slice(0, 200)}`);
      return null;
    };
    const read = async (url: string, reader: number) => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      for (let turn = reader; !stop; turn++) {
        const question = `/api/aggregates?dataset=load&${QUESTIONS[turn % QUESTIONS.length]}`;
        const atLeast = least.get(url) ?? 0;
        const answer = await asked(agent, url + question);
        if (answer === null) continue;
        const { revision } = answer.dataset;
        assert.ok(revision >= atLeast, `revision ${revision} after ${atLeast}`);
        const before = published.get(revision);
        if (revision > (least.get(url) ?? 0) && before !== undefined && before.writer !== url) lags.push(performance.now() - before.at);
        raise(url, revision);
        assert.equal(sumOf(answer), sums.get(revision), `revision ${revision}, ${question}`);
        // The revision just named, asked for by its name in another breakdown, adds up to the same, now and later.
        const named = await asked(agent, `${url}/api/aggregates?dataset=load&${QUESTIONS[(turn + 1) % QUESTIONS.length]}&revision=${revision}`);
        if (named !== null) assert.deepEqual([named.dataset.revision, sumOf(named)], [revision, sums.get(revision)]);
        reads += 2;
      }
      agent.destroy();
    };
    const all = Promise.all(urls.flatMap((url) => Array.from({ length: READERS }, (_, reader) => read(url, reader))));
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
    const ordered = lags.toSorted((a, b) => a - b).map((lag) => lag.toFixed(1));
    t.diagnostic(
      `${reads} reads, ${latest} revisions; the other process showed one after ${ordered[ordered.length >> 1]} ms (median), ${ordered.at(-1)} ms (most)`,
    );
  } finally {
    for (const { end } of programs) await end("SIGTERM");
    for (const cluster of clusters.toReversed()) await cluster.remove();
    await rm(directory, { recursive: true, force: true });
  }
});
