import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { connect } from "../../server/db/connect";
import { makeCluster, serverPrograms } from "../support/cluster";
import { type Program, startProgram } from "../support/program";

/** How often the program is killed, on each engine. */
const CYCLES = Number(process.env.CYCLES ?? 5);
/** Within how many milliseconds it must be ready again (SECURITY.md promises 10 s); `READY=600000` beside other work, where it shows only in what is printed. */
const READY = Number(process.env.READY ?? 10_000);
const TOKEN = "a-token-for-the-faults";

/** What a revision holds: how many rows, each with one killed, under ids that an update can name again. */
type Held = Map<string, number>;

for (const engine of ["embedded", "server"] as const) {
  test(`killed ${CYCLES} times, alone and with its group, while it stages, publishes, restores (${engine}): exactly the acknowledged revisions`, {
    skip: engine === "server" && serverPrograms() === null && "needs a PostgreSQL server's programs",
  }, async (t) => {
    const cluster = engine === "server" ? await makeCluster() : null;
    const directory = await mkdtemp(join(tmpdir(), "ledger-kill-"));
    const settings = { ADMIN_TOKEN: TOKEN, SEED: "off", DATABASE_URL: cluster?.url };
    const revisions: Held[] = [];
    const killed = new Map<string, number>();
    let unacknowledged = 0;
    let slowest = 0;
    let program: Program | null = null;
    try {
      for (let cycle = 0; cycle <= CYCLES; cycle++) {
        const begun = Date.now();
        // Every other time all goes at once, as in a power cut: whatever the program has started, and the server.
        const ends = cycle % 2 === 0 ? "process" : "group";
        program = startProgram(directory, settings, ends);
        const url = await program.ready;
        const took = Date.now() - begun;
        assert.ok(took < READY, `ready after ${took} ms`);
        slowest = Math.max(slowest, took);
        if (cycle % 10 === 0) t.diagnostic(`${cycle} kills, ${revisions.length} revisions, slowest start ${slowest} ms`);
        if (cycle === 0) await call(url, "/api/datasets", { slug: "kill", title: "Kill", kind: "incidents", publisher: "Test", coverage: "2024" });
        const pending = await settle(url, revisions);
        if (pending) unacknowledged += 1;
        if (cycle === CYCLES) break;
        const doing = work(url, revisions).catch(() => undefined);
        await wait(Math.random() * 2500);
        const step = doingNow;
        await Promise.all([program.end("SIGKILL"), ends === "group" && cluster?.stop("immediate")]);
        killed.set(step, (killed.get(step) ?? 0) + 1);
        await doing;
        if (ends === "group") await cluster?.start();
      }
      await program?.end("SIGTERM");
      const database = await connect(cluster === null ? { directory } : { url: cluster.url });
      assert.deepEqual(await database.knex("batch").where({ state: "staging" }), []);
      for (const table of ["incident", "cube", "rejected_row", "supersession"]) {
        assert.deepEqual(await database.knex(table).whereNotIn("batch_id", database.knex("batch").select("id")).limit(1), [], table);
      }
      await database.close();
      t.diagnostic(`${revisions.length} revisions, ${unacknowledged} of them published in the moment of the kill`);
      t.diagnostic(`killed in ${[...killed].map(([step, times]) => `${step}: ${times}`).join(", ")}`);
    } finally {
      await program?.end("SIGKILL");
      await cluster?.remove();
      await rm(directory, { recursive: true, force: true });
    }
  });
}

async function call(
  url: string,
  path: string,
  body?: object | string,
): Promise<{ status: number; body: Record<string, never> & { import: { revision: number } } }> {
  const text = typeof body === "string";
  const response = await fetch(`${url}${path}`, {
    signal: AbortSignal.timeout(600_000),
    ...(body === undefined ? {} : { method: "POST", body: text ? body : JSON.stringify(body) }),
    headers: { Authorization: `Bearer ${TOKEN}`, "Content-Type": text ? "text/csv" : "application/json" },
  });
  return { status: response.status, body: (await response.json()) as never };
}

let made = 0;
/** The step under way when the kill came: what the next revision would hold, and its name. */
let next: Held | null = null;
let doingNow = "";

/** Rows of a file: few; some; and more than 4 MB of them, which a thread reads and a server gives a table of its own. */
const SIZES = { small: 20, middle: 4000, large: 30_000 };
const PADDING = "x".repeat(150);

/** Uploads and restores without end; a revision counts when its answer has arrived. */
async function work(url: string, revisions: Held[]): Promise<void> {
  for (;;) {
    const now = revisions.at(-1) ?? new Map();
    const step = revisions.length === 0 ? "replace" : ["append", "update", "replace", "restore"][Math.floor(Math.random() * 4)];
    const [size, count] = Object.entries(SIZES)[Math.floor(Math.random() * 3)] ?? ["small", SIZES.small];
    const fresh: Held = new Map(Array.from({ length: count }, () => [`n${++made}`, 1]));
    doingNow = step === "restore" ? step : `${step} of a ${size} file`;
    const changed: Held = step === "update" ? new Map([...now.keys()].slice(0, 10).map((id) => [id, 2 + (made % 7)])) : new Map();
    const earlier = Math.floor(Math.random() * revisions.length);
    next = step === "replace" ? fresh : step === "restore" ? (revisions[earlier] ?? null) : new Map([...now, ...fresh, ...changed]);
    const rows = [...fresh, ...changed].map(([id, killed]) => `${id},2024-0${1 + (killed % 9)}-11,KP,${killed},${size === "large" ? PADDING : ""}\n`).join("");
    const answer =
      step === "restore"
        ? await call(url, `/api/datasets/kill/revisions/${earlier + 1}/restore`, {})
        : await call(url, `/api/datasets/kill/imports?mode=${step}&publish=true`, `incident_id,date,province,fatalities,notes\n${rows}`);
    assert.ok(answer.status === 201 || answer.status === 200, JSON.stringify(answer));
    if (answer.status === 201 && next !== null) revisions.push(next);
    next = null;
  }
}

/** Every acknowledged revision answers what it held; one more is there only if it was published in the moment of the kill, and then whole. */
async function settle(url: string, revisions: Held[]): Promise<boolean> {
  const { body } = await call(url, "/api/datasets/kill/revisions");
  const count = (body as unknown as { revisions: unknown[] }).revisions.length;
  const extra = count - revisions.length;
  assert.ok(extra === 0 || (extra === 1 && next !== null), `${count} revisions, ${revisions.length} acknowledged`);
  if (extra === 1 && next !== null) revisions.push(next);
  next = null;
  for (const [at, held] of revisions.entries()) {
    if (at < revisions.length - 4 && at % 10 !== 0) continue;
    const { status, body } = await call(url, `/api/aggregates?dataset=kill&measure=incidents,fatalities&revision=${at + 1}`);
    assert.equal(status, 200, JSON.stringify(body));
    const [row] = (body as unknown as { rows: { incidents: number; fatalities: number }[] }).rows;
    const killed = [...held.values()].reduce((sum, value) => sum + value, 0);
    assert.deepEqual([row?.incidents, row?.fatalities], [held.size, killed], `revision ${at + 1}`);
  }
  return extra === 1;
}
