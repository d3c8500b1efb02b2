import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { request as open } from "node:http";
import { connect as dial } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { after, before, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { connect } from "../../server/db/connect";
import { lines } from "../bench/rows";
import { type Cluster, makeCluster } from "../support/cluster";
import { type Program, startProgram } from "../support/program";
import { bombs } from "./bombs";

/** `ENGINE=server` starts a PostgreSQL server for it; `UPLOADS=200` sends so many at once. */
const UPLOADS = Number(process.env.UPLOADS ?? 20);
const LIMIT = 64 << 20;
/** What the memory of the process may grow by, in bytes (SECURITY.md). */
const GROWTH = 200 << 20;
const TOKEN = "a-token-for-the-faults";
const PATH = "/api/datasets/sent/imports?publish=true";
const HEADER = "date,province,killed\n";

let program: Program;
let url: URL;
let directory: string;
let cluster: Cluster | null = null;
before(async () => {
  directory = await mkdtemp(join(tmpdir(), "ledger-interrupted-"));
  cluster = process.env.ENGINE === "server" ? await makeCluster({ fsync: "off" }) : null;
  const settings = { ADMIN_TOKEN: TOKEN, SEED: "off", MAX_UPLOAD_BYTES: String(LIMIT), TMPDIR: directory, DATABASE_URL: cluster?.url, UPLOADS_PER_MINUTE: "0" };
  program = startProgram(directory, settings);
  url = new URL(await program.ready);
  assert.equal(
    (
      await send(Buffer.from(JSON.stringify({ slug: "sent", title: "Sent", kind: "incidents", publisher: "Test" })), {
        path: "/api/datasets",
        type: "application/json",
      })
    ).status,
    201,
  );
  // The embedded engine's buffers are filled by any work; what is measured is what comes on top.
  for (let staged = 0; staged < 2; staged += 1)
    assert.equal((await send(Buffer.from([...lines(20_000)].join("")), { path: "/api/datasets/sent/imports" })).status, 201);
  assert.equal((await send(Buffer.from(`${HEADER}2024-07-01,KP,3\n`))).status, 201);
});
after(async () => {
  await program?.end("SIGTERM");
  await cluster?.remove();
  await rm(directory, { recursive: true, force: true });
});

interface Sent {
  path?: string;
  type?: string;
  headers?: Record<string, string>;
}

function send(body: Buffer | Readable, { path = PATH, type = "text/csv", headers = {} }: Sent = {}): Promise<{ status: number; code: string; text: string }> {
  return new Promise((resolve, reject) => {
    const length = Buffer.isBuffer(body) ? { "Content-Length": body.length } : {};
    const sent = open(new URL(path, url), { method: "POST", headers: { Authorization: `Bearer ${TOKEN}`, "Content-Type": type, ...length, ...headers } });
    sent.on("response", async (response) => {
      const text = (await response.setEncoding("utf8").toArray()).join("");
      resolve({ status: response.statusCode ?? 0, code: JSON.parse(text).code ?? JSON.parse(text).import?.issues[0]?.code, text });
    });
    sent.on("error", reject);
    if (Buffer.isBuffer(body)) sent.end(body);
    else body.on("error", () => undefined).pipe(sent);
  });
}

const memory = (field: "VmHWM" | "VmRSS") =>
  Number(new RegExp(`${field}:\\s+(\\d+)`).exec(readFileSync(`/proc/${program.process.pid}/status`, "utf8"))?.[1]) * 1024;
/** The memory of the program now, from which its largest since then is told (proc(5), clear_refs). */
function rest(): number {
  writeFileSync(`/proc/${program.process.pid}/clear_refs`, "5");
  return memory("VmRSS");
}

/** Nothing stored, no file left, alive, and the memory did not grow beyond what is promised. */
async function unharmed(what: string, from: number): Promise<string> {
  const grown = memory("VmHWM") - from;
  for (let tries = 0; tries < 100 && (await readdir(directory)).some((name) => name.startsWith("incident-ledger-")); tries += 1) await wait(50);
  assert.deepEqual(
    (await readdir(directory)).filter((name) => name.startsWith("incident-ledger-")),
    [],
    what,
  );
  const { rows } = (await (await fetch(new URL("/api/aggregates?dataset=sent", url))).json()) as { rows: { fatalities: number }[] };
  assert.equal(rows[0]?.fatalities, 3, what);
  assert.equal((await fetch(new URL("/readyz", url))).status, 200, what);
  assert.ok(grown < GROWTH, `${what}: memory grew by ${Math.round(grown / 1e6)} MB`);
  return `${what}: +${Math.round(grown / 1e6)} MB`;
}

for (const [name, make, type] of bombs(LIMIT)) {
  test(`${name}: refused in time, nothing stored, memory bounded`, async (t) => {
    const from = rest();
    const begun = Date.now();
    const answer = await send(make(), type === undefined ? {} : { type });
    assert.ok(answer.status >= 400 && answer.status < 500, `${answer.status} ${answer.text.slice(0, 300)}`);
    t.diagnostic(`${await unharmed(name, from)}, ${answer.status} ${answer.code} after ${Date.now() - begun} ms`);
  });
}

test("four times the limit with a length is refused before it is sent, also where the sender waits to be asked", async (t) => {
  const from = rest();
  for (const expect of [{}, { Expect: "100-continue" }] as Record<string, string>[]) {
    const answer = await new Promise<{ status: number; continued: boolean }>((resolve, reject) => {
      let continued = false;
      const headers = { Authorization: `Bearer ${TOKEN}`, "Content-Type": "text/csv", "Content-Length": String(LIMIT * 4), ...expect };
      const sent = open(new URL(PATH, url), { method: "POST", headers });
      sent.on("continue", () => {
        continued = true;
      });
      sent.on("error", reject).on("response", (response) => {
        response.resume();
        sent.destroy();
        resolve({ status: response.statusCode ?? 0, continued });
      });
      sent.flushHeaders();
    });
    assert.deepEqual(answer, { status: 413, continued: false });
  }
  // Who is asked sends, and is answered.
  const asked = await new Promise<number>((resolve, reject) => {
    const body = Buffer.from(`${HEADER}2024-07-01,KP,x\n`);
    const sent = open(new URL(PATH, url), {
      method: "POST",
      headers: { Authorization: `Bearer ${TOKEN}`, "Content-Length": body.length, Expect: "100-continue" },
    });
    sent.on("continue", () => sent.end(body));
    sent.on("error", reject).on("response", (response) => resolve(response.resume().statusCode ?? 0));
    sent.flushHeaders();
  });
  assert.equal(asked, 422);
  t.diagnostic(await unharmed("by length", from));
});

/** What a raw connection is answered until it is closed, and after how long. */
function raw(head: string, drip: string, every: number): Promise<{ text: string; took: number }> {
  return new Promise((resolve) => {
    const begun = Date.now();
    const socket = dial(Number(url.port), url.hostname, () => socket.write(head));
    const timer = setInterval(() => socket.write(drip), every);
    let told = "";
    socket.on("data", (piece) => {
      told += piece;
    });
    socket
      .on("error", () => undefined)
      .on("close", () => {
        clearInterval(timer);
        resolve({ text: told, took: Date.now() - begun });
      });
  });
}

test("slow lines and slow bodies are ended with 408 in less than a minute", async (t) => {
  const from = rest();
  const lines = `POST ${PATH} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${TOKEN}\r\nContent-Type: text/csv\r\n`;
  const json = `POST /api/datasets HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${TOKEN}\r\nContent-Type: application/json\r\n`;
  const slow = [
    ...Array.from({ length: 200 }, () => raw("GET / HTTP/1.1\r\n", "X-A: b\r\n", 2000)),
    ...Array.from({ length: 200 }, () => raw(`${lines}Content-Length: 100000\r\n\r\n`, "x", 1000)),
    ...Array.from({ length: 20 }, () => raw(`${lines}Transfer-Encoding: chunked\r\n\r\n`, "1\r\nx\r\n", 1000)),
    ...Array.from({ length: 20 }, () => raw(`${json}Content-Length: 90000\r\n\r\n{`, " ", 1000)),
  ];
  await wait(3000);
  // Others are served meanwhile.
  assert.equal((await fetch(new URL("/readyz", url))).status, 200);
  const ended = await Promise.all(slow);
  for (const { text: told, took } of ended) assert.ok(/^HTTP\/1\.1 408 /.test(told) && took < 60_000, `${told.slice(0, 200)} after ${took} ms`);
  t.diagnostic(`${await unharmed("slow", from)}, at most ${Math.max(...ended.map(({ took }) => took))} ms`);
});

test(`${UPLOADS} uploads of 10 MB at once: each is answered, memory bounded`, async (t) => {
  const from = rest();
  const large = Buffer.from([...lines(55_000)].join(""));
  const path = "/api/datasets/sent/imports";
  const answers = await Promise.all(Array.from({ length: UPLOADS }, () => send(large, { path })));
  for (const { status, text: told } of answers) assert.ok(status === 201 || status === 503, told.slice(0, 300));
  t.diagnostic(`${await unharmed("at once", from)}, ${answers.filter(({ status }) => status === 201).length} staged`);
});

test("of half-sent uploads whose senders are gone nothing is left", async (t) => {
  const from = rest();
  for (let at = 0; at < 100; at += 1) {
    const socket = dial(Number(url.port), url.hostname, () => {
      socket.write(
        `POST ${PATH} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${TOKEN}\r\nContent-Length: 10000000\r\n\r\n${HEADER}${"2024-07-01,KP,3\n".repeat(2000)}`,
      );
      setTimeout(() => (at % 2 === 0 ? socket.destroy() : socket.resetAndDestroy()), Math.random() * 200);
    });
    socket.on("error", () => undefined);
    await wait(5);
  }
  await wait(500);
  t.diagnostic(await unharmed("gone", from));
  await program.end("SIGTERM");
  const database = await connect(cluster === null ? { directory } : { url: cluster.url });
  assert.deepEqual(await database.knex("batch").where({ state: "staging" }), []);
  await database.close();
});
