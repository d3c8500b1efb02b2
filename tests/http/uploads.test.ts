import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { type ClientRequest, createServer, type IncomingMessage, type OutgoingHttpHeaders, request as open, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import request from "supertest";
import { openLedger, type TestLedger } from "../support/ledger";

/** Bytes an upload may have in these tests. */
const LIMIT = 256 * 1024;
const ROWS = "date,province,killed\n2024-07-01,KP,3\n2024-10-01,Sindh,4\n";

let ledger: TestLedger;
let server: Server;
const { TMPDIR } = process.env;
before(async () => {
  process.env.TMPDIR = await mkdtemp(join(tmpdir(), "ledger-test-"));
  ledger = await openLedger({ config: { MAX_UPLOAD_BYTES: LIMIT } });
  server = createServer(ledger.app).listen(0, "127.0.0.1");
  await ledger.create({ slug: "sent" }).expect(201);
});
after(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await ledger.close();
  await rm(tmpdir(), { recursive: true });
  // Assigned, undefined would be the word.
  if (TMPDIR === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = TMPDIR;
});

/** Begins an upload whose body the test writes itself. */
function begin(
  headers: OutgoingHttpHeaders = {},
  query = "publish=true",
): { sent: ClientRequest; answer: Promise<{ status: number; code: string | undefined }> } {
  const { port } = server.address() as AddressInfo;
  const sent = open({
    port,
    method: "POST",
    path: `/api/datasets/sent/imports?${query}`,
    headers: { Authorization: `Bearer ${ledger.token}`, "Content-Type": "text/csv", ...headers },
  });
  const answer = new Promise<{ status: number; code: string | undefined }>((resolve, reject) => {
    sent.on("error", reject).on("response", async (response: IncomingMessage) => {
      const text = (await response.setEncoding("utf8").toArray()).join("");
      resolve({ status: response.statusCode ?? 0, code: JSON.parse(text).code });
    });
  });
  return { sent, answer };
}
/** Whatever uploads left in the directory for temporary files, which is this test's own. */
/** What lies in the directory for temporary files, but for the cache of the TypeScript that threads are taught. */
const spooled = async () => (await readdir(tmpdir())).filter((name) => !/^tsx-\d+$/.test(name));
const batches = (): Promise<number[]> => ledger.database.knex("batch").orderBy("id").pluck("id");
const get = (path: string) => request(ledger.app).get(path).set("Authorization", `Bearer ${ledger.token}`);

test("gzip is unpacked, told by its first bytes whatever the headers say", async () => {
  for (const [slug, headers] of [
    ["packed", { "Content-Type": "application/gzip" }],
    ["labelled", { "Content-Encoding": "gzip" }],
    ["unlabelled", {}],
  ] as const) {
    await ledger.create({ slug });
    const { status, body } = await ledger.upload(slug, gzipSync(ROWS), { publish: "true" }).set(headers);
    assert.deepEqual([status, body.import.totals.fatalities], [201, 7], slug);
    // The hash is of what is inside: the same file unpacked is no news.
    assert.equal((await ledger.upload(slug, ROWS, { publish: "true" })).body.unchanged, true);
  }
});

test("a body that is cut, no gzip, empty or of another type is refused with what to do", async () => {
  for (const [body, type, status, code] of [
    [gzipSync(ROWS).subarray(0, 30), "text/csv", 400, "bad_gzip"],
    [Buffer.concat([gzipSync(ROWS).subarray(0, 12), Buffer.alloc(40, 7)]), "text/csv", 400, "bad_gzip"],
    [Buffer.from([0x1f, 0x8b]), "text/csv", 400, "bad_gzip"],
    ["", "text/csv", 400, "empty_body"],
    [gzipSync(""), "text/csv", 400, "empty_body"],
    ['{"a":1}', "application/json", 415, "body_type"],
    ["--x\r\n\r\n--x--", "multipart/form-data; boundary=x", 415, "body_type"],
  ] as const) {
    const answer = await ledger.upload("sent", body as Buffer).set("Content-Type", type);
    assert.deepEqual([answer.status, answer.body.code], [status, code]);
  }
  assert.deepEqual(await spooled(), []);
});

test("what is larger than the limit is refused with 413: by its length, as it comes, and as it unpacks", async () => {
  const large = `${ROWS}${"2024-07-01,KP,3\n".repeat(LIMIT / 8)}`;
  assert.equal((await ledger.upload("sent", large)).body.code, "too_large");
  assert.equal((await ledger.upload("sent", gzipSync(large))).body.code, "too_large");
  const { sent, answer } = begin({ "Transfer-Encoding": "chunked" });
  for (let at = 0; at < large.length; at += 65_536) sent.write(large.slice(at, at + 65_536));
  sent.end();
  assert.deepEqual(await answer, { status: 413, code: "too_large" });
  assert.deepEqual(await spooled(), []);
  assert.equal((await request(ledger.app).get("/healthz")).status, 200);
});

test("a token is needed before a byte of the body is read", async () => {
  const before = await batches();
  for (const [authorization, code] of [
    [undefined, "no_token"],
    ["Bearer wrong", "bad_token"],
    ["Basic dXNlcjpwYXNz", "bad_token"],
    ["Bearer", "bad_token"],
  ] as const) {
    const { sent, answer } = begin({ "Content-Length": "1000", Authorization: authorization ?? [] });
    sent.flushHeaders();
    assert.deepEqual(await answer, { status: 401, code });
    sent.destroy();
  }
  const { body } = await request(ledger.app).post("/api/datasets").set("Authorization", "Bearer");
  assert.match(body.detail, /Send it as Authorization: Bearer TOKEN/);
  assert.deepEqual(await batches(), before);
});

test("unknown parameters, bad values, unknown datasets and archived ones are told", async () => {
  for (const [options, named] of [
    [{ colour: "red" }, "colour"],
    [{ mode: "merge" }, "mode"],
    [{ on_error: "ignore" }, "on_error"],
    [{ publish: "yes" }, "publish"],
    [{ published_on: "tomorrow" }, "published_on"],
    [{ published_on: "0000-05-01" }, "published_on"],
    [{ date_order: "ymd" }, "date_order"],
    [{ mapping: "[1]" }, "mapping"],
    [{ mapping: '{"province":7}' }, "mapping"],
    [{ mapping: '{"province":"\\ud800"}' }, "mapping"],
    [{ format: "a\0b" }, "format"],
    [{ file_name: "a\0b" }, "file_name"],
  ] as [Record<string, string>, string][]) {
    const { status, body } = await ledger.upload("sent", ROWS, options);
    assert.deepEqual([status, body.code, body.parameters?.[0]?.parameter], [400, "bad_parameter", named], JSON.stringify([options, body]));
  }
  assert.equal((await ledger.upload("nowhere", ROWS)).body.code, "no_dataset");
  await ledger.create({ slug: "closed" });
  const { id } = (await ledger.upload("closed", ROWS)).body.import;
  await request(ledger.app).delete("/api/datasets/closed").set("Authorization", `Bearer ${ledger.token}`).expect(204);
  assert.equal((await ledger.upload("closed", ROWS)).body.code, "archived");
  const late = await request(ledger.app).post(`/api/imports/${id}/publish`).set("Authorization", `Bearer ${ledger.token}`);
  assert.deepEqual([late.status, late.body.code], [409, "archived"]);
});

test("a file name is only a label: long, hostile or cut inside a character, it comes back as text", async () => {
  await ledger.create({ slug: "labels" });
  for (const [name, shown] of [
    ["../../etc/passwd", "../../etc/passwd"],
    [`${"x".repeat(199)}😀tail`, `${"x".repeat(199)}😀`],
    ["<b>'; drop table batch; --", "<b>'; drop table batch; --"],
  ] as const) {
    const { status, body } = await ledger.upload("labels", `${ROWS}2024-07-02,KP,${name.length}\n`, { publish: "true", file_name: name });
    assert.deepEqual([status, body.import?.file_name], [201, shown], JSON.stringify(body).slice(0, 300));
  }
});

test("the same upload twice at once makes one revision", async () => {
  await ledger.create({ slug: "doubled" });
  const answers = await Promise.all([1, 2, 3].map(() => ledger.upload("doubled", ROWS, { publish: "true" })));
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 200, 201]);
  assert.deepEqual(
    answers.map(({ body }) => body.import.revision),
    [1, 1, 1],
  );
  const { body } = await get("/api/datasets/doubled/revisions");
  assert.equal(body.revisions.length, 1);
});

test("Prefer: respond-async answers 202 at once; the import's address tells how it goes and how it ended", async () => {
  await ledger.create({ slug: "later" });
  const outcome = async (csv: string, options: Record<string, string>) => {
    const begun = await ledger.upload("later", csv, options).set("Prefer", "respond-async");
    assert.deepEqual([begun.status, begun.body.import.state, begun.headers["preference-applied"]], [202, "staging", "respond-async"]);
    for (;;) {
      const { status, body } = await get(begun.headers.location ?? "");
      if (status !== 200 || body.import.state !== "staging") return { status, code: body.code, ...body.import };
      assert.equal(typeof body.import.progress.rows, "number");
      await wait(20);
    }
  };
  assert.equal((await outcome(ROWS, {})).state, "staged");
  assert.equal((await outcome("date,province,killed\n2024-07-01,Atlantis,3\n", {})).state, "invalid");
  const [one, two] = await Promise.all([outcome(`${ROWS}2024-07-01,KP,3\n`, { publish: "true" }), outcome(`${ROWS}2024-07-01,KP,3\n`, { publish: "true" })]);
  assert.deepEqual([one.state, two.state, one.revision, two.revision], ["published", "published", 1, 1]);
  assert.equal([one, two].filter((report) => report.unchanged).length, 1);
});

test("an import discarded while it is read, as by a page that is left, leaves nothing behind", async () => {
  await ledger.create({ slug: "left" });
  const before = await batches();
  const begun = await ledger.upload("left", ROWS.concat("2024-07-01,KP,3\n".repeat(5000))).set("Prefer", "respond-async");
  assert.equal(begun.status, 202);
  const address = begun.headers.location ?? "";
  const gone = await request(ledger.app).delete(address).set("Authorization", `Bearer ${ledger.token}`);
  assert.equal(gone.status, 204);
  for (;;) {
    const { status, body } = await get(address);
    if (status === 200) assert.equal(body.import.state, "staging", "never seen staged");
    else {
      assert.ok(["discarded", "no_import"].includes(body.code), body.code);
      break;
    }
    await wait(20);
  }
  assert.deepEqual(await batches(), before);
});

test("a client that goes away in mid-upload leaves nothing, and the process lives", async () => {
  const before = await batches();
  for (const headers of [{ "Content-Length": "5000" }, { "Transfer-Encoding": "chunked" }] as OutgoingHttpHeaders[]) {
    for (const body of [ROWS, gzipSync(ROWS.repeat(200)).subarray(0, 60)]) {
      const { sent, answer } = begin(headers);
      sent.write(body);
      await wait(50);
      sent.destroy();
      await assert.rejects(answer);
    }
  }
  // The server hears of the end when the machine lets it: what counts is that nothing stays.
  for (let tries = 0; tries < 200 && (await spooled()).length > 0; tries += 1) await wait(50);
  assert.deepEqual(await spooled(), []);
  assert.deepEqual(await batches(), before);
  assert.equal((await request(ledger.app).get("/readyz")).status, 200);
});

test("many wrong tokens are stopped for a while; reading, and many good requests at once, are not", async () => {
  const { port } = server.address() as AddressInfo;
  const status = async (path: string, authorization?: string) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, authorization === undefined ? {} : { headers: { authorization } });
    await answer.arrayBuffer();
    return answer.status;
  };
  // Held up by a transaction on the embedded engine, all of these are under way at the same time.
  const held = ledger.database.knex.transaction((trx) => trx.raw("select pg_sleep(0.2)"));
  const good = await Promise.all(Array.from({ length: 30 }, () => status("/api/token", `Bearer ${ledger.token}`)));
  await held;
  assert.deepEqual(new Set(good), new Set([200]));
  const answers = [];
  for (let at = 0; at < 14; at++) answers.push(await request(ledger.app).get("/api/token").set("Authorization", "Bearer guess"));
  const last = answers.at(-1);
  assert.deepEqual([answers[0]?.status, last?.status, last?.body.code], [401, 429, "too_many_failures"]);
  assert.ok(Number(last?.headers["retry-after"]) > 0);
  // A token that the address has used well before goes on working.
  assert.deepEqual([await status("/api/datasets"), await status("/api/token", `Bearer ${ledger.token}`)], [200, 200]);
});
