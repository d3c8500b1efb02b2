import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { Agent, request as open } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { address } from "../http/addresses";
import { HOSTILE_VALUES } from "../identity/hostile-values";
import { makeCluster } from "../support/cluster";
import { startProgram } from "../support/program";

/** `MINUTES=10 SEED=7 ENGINE=server` looks longer, elsewhere, and on a PostgreSQL server. */
const MINUTES = Number(process.env.MINUTES ?? 0.5);
const SEED = Number(process.env.SEED ?? 20241006);
/** No question may hold its asker longer, in milliseconds, and memory may not grow by more bytes after the first tenth of the time. */
const SLOWEST = 30_000;
const GROWTH = 200 << 20;
const TOKEN = "a-token-for-the-faults";

/** Numbers that look random and come again with the same seed (mulberry32, public domain). */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
const below = numbersFrom(SEED);
const pick = <T>(values: readonly T[]): T => values[below(values.length)] as T;

const FIXTURES = join(import.meta.dirname, "../fixtures/formats");
const CORPUS = {
  file: readdirSync(FIXTURES)
    .filter((name) => name.endsWith(".csv"))
    .map((name) => readFileSync(join(FIXTURES, name))),
  body: [
    { slug: "made", title: "Made", kind: "figures", publisher: "P", coverage: "2024", licence: "CC0" },
    { name: "Somebody", role: "reader", expires_at: "2030-01-01" },
    { text: "In Q3 2024, 722 people were killed and 615 wounded in 328 incidents; fatalities rose 90%.", dataset: "crss", as_of: "2024-10-05" },
  ].map((body) => Buffer.from(JSON.stringify(body))),
  text: [
    "In Q3 2024, 722 people were killed, nearly 97% of them in Khyber Pakhtunkhwa and Balochistan, the highest share in a decade.",
    "Fatalities rose by 90 per cent from 380 to 722; 1,533 in 2023 against 2,546 in 2024, more than at any time since 2015.",
  ].map((text) => Buffer.from(text)),
};
const WORDS = [
  ...HOSTILE_VALUES.map((value) => Buffer.from(value)),
  ...["\0", "\ufeff", "\r\n", '"', "\xff\xfe", ",,,,", "\t", "PK\x03\x04", "\x1f\x8b"].map((word) => Buffer.from(word, "latin1")),
];

/** The bytes with some of them turned, taken out, doubled, moved, or replaced by words that other programs stumble over. */
function mutated(from: Buffer): Buffer {
  let bytes = Buffer.from(from);
  for (let times = 1 + below(6); times > 0; times -= 1) {
    const at = below(bytes.length + 1);
    const to = Math.min(bytes.length, at + 1 + below(pick([2, 16, 200])));
    const [head, cut, tail] = [bytes.subarray(0, at), bytes.subarray(at, to), bytes.subarray(to)];
    const turn = below(6);
    if (turn === 0 && at < bytes.length) bytes[at] = below(256);
    else if (turn === 1) bytes = Buffer.concat([head, tail]);
    else if (turn === 2) bytes = Buffer.concat([head, ...Array.from({ length: 1 + below(40) }, () => cut), tail]);
    else if (turn === 3) bytes = Buffer.concat([head, pick(WORDS), tail]);
    else if (turn === 4) bytes = Buffer.concat([head, tail, cut]);
    else bytes = Buffer.concat([head, pick(CORPUS.file).subarray(0, below(300)), tail]);
  }
  return bytes.subarray(0, 200_000);
}

interface Ask {
  method: string;
  path: string;
  type?: string;
  body?: Buffer;
}

const questions = fc.sample(address, { seed: SEED, numRuns: 2000 });
const MODES = ["replace", "append", "update&complete=true", "append&on_error=quarantine", "replace&on_error=quarantine&publish=true"];

function nextAsk(): Ask {
  const kind = below(10);
  if (kind < 4) {
    const body = mutated(pick(CORPUS.file));
    const dataset = pick(["chinese-nationals", "crss"]);
    return {
      method: "POST",
      path: `/api/datasets/${dataset}/imports?mode=${pick(MODES)}`,
      type: pick(["text/csv", "application/octet-stream"]),
      body: below(5) === 0 ? gzipSync(body).subarray(0, 60 + below(4000)) : body,
    };
  }
  if (kind < 7) {
    // A path as bytes: what a client may not send as it is, is written as %XX, now and then wrongly.
    const raw = mutated(Buffer.from(pick(questions)))
      .toString("latin1")
      .replace(
        /[^\x21-\x7e]/g,
        (one) =>
          `%${one
            .charCodeAt(0)
            .toString(16)
            .padStart(below(20) === 0 ? 1 : 2, "0")}`,
      );
    return { method: "GET", path: raw.startsWith("/") ? raw : `/${raw}` };
  }
  if (kind === 7) return { method: "POST", path: pick(["/api/datasets", "/api/tokens"]), type: "application/json", body: mutated(pick(CORPUS.body)) };
  if (kind === 8) return { method: "POST", path: "/api/check", type: "application/json", body: mutated(pick(CORPUS.body)) };
  const text = mutated(pick(CORPUS.text)).toString("utf8");
  return { method: "POST", path: "/api/check", type: "application/json", body: Buffer.from(JSON.stringify({ text, dataset: "crss" })) };
}

test(`bytes turned at random for ${MINUTES} minutes (SEED=${SEED}): no error of the server, no hang, no growth`, async (t) => {
  const directory = await mkdtemp(join(tmpdir(), "ledger-fuzz-"));
  const cluster = process.env.ENGINE === "server" ? await makeCluster({ fsync: "off" }) : null;
  const settings = { ADMIN_TOKEN: TOKEN, UPLOADS_PER_MINUTE: "0", EXPORTS_PER_MINUTE: "0", DATABASE_URL: cluster?.url };
  const program = startProgram(directory, settings);
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  const { hostname, port } = new URL(await program.ready);
  const memory = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${program.process.pid}/status`, "utf8"))?.[1]) * 1024;
  const statuses: Record<number, number> = {};
  let [asked, slowest, early] = [0, 0, 0];
  const ask = ({ method, path, type, body }: Ask) =>
    new Promise<void>((resolve, reject) => {
      const begun = Date.now();
      const headers = {
        Authorization: `Bearer ${TOKEN}`,
        ...(type === undefined ? {} : { "Content-Type": type }),
        ...(body === undefined ? {} : { "Content-Length": body.length }),
      };
      const told = `${method} ${path.slice(0, 500)} ${body?.toString("base64").slice(0, 3000) ?? ""}`;
      const sent = open({ hostname, port, method, path, headers, agent, timeout: SLOWEST }, (response) => {
        response.resume().on("end", () => {
          const took = Date.now() - begun;
          slowest = Math.max(slowest, took);
          const status = response.statusCode ?? 0;
          statuses[status] = (statuses[status] ?? 0) + 1;
          if (status >= 500) reject(new Error(`${status} ${told}`));
          else resolve();
        });
      });
      sent.on("timeout", () => sent.destroy(new Error(`no answer in ${SLOWEST} ms: ${told}`)));
      sent.on("error", (error: NodeJS.ErrnoException) => (["ECONNRESET", "EPIPE"].includes(error.code ?? "") ? resolve() : reject(error)));
      sent.end(body);
    });
  try {
    const [begun, until] = [Date.now(), Date.now() + MINUTES * 60_000];
    while (Date.now() < until) {
      await Promise.all(Array.from({ length: 4 }, () => ask(nextAsk())));
      asked += 4;
      if (early === 0 && Date.now() - begun > (until - begun) / 10) early = memory();
    }
    const grown = memory() - early;
    t.diagnostic(`${asked} requests, ${JSON.stringify(statuses)}, slowest ${slowest} ms, memory ${Math.round(grown / 1e6)} MB more than after a tenth`);
    assert.ok(grown < GROWTH, `memory grew by ${Math.round(grown / 1e6)} MB`);
    assert.equal(program.process.exitCode, null);
  } finally {
    agent.destroy();
    await program.end("SIGTERM");
    await cluster?.remove();
    await rm(directory, { recursive: true, force: true });
  }
});
