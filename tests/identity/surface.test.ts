import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { pino } from "pino";
import request from "supertest";
import { createApp } from "../../server/app";
import { readConfig } from "../../server/config";
import { openLedger, type TestLedger } from "../support/ledger";

let ledger: TestLedger;
before(async () => {
  ledger = await openLedger();
  await ledger.create({ slug: "some", coverage: "2024" }).expect(201);
  await ledger.upload("some", "date,province,killed\n2024-01-01,KP,1\n", { publish: "true" }).expect(201);
});
after(() => ledger.close());

const appWith = (settings: Record<string, string>) => createApp({ database: ledger.database, config: readConfig(settings), log: pino({ level: "silent" }) });
const CELL = "/api/aggregates?dataset=some";
const PINNED = `${CELL}&revision=1`;

test("every answer forbids scripts, styles and frames of others, and guessing at types", async () => {
  for (const [method, path] of [
    ["get", "/"],
    ["get", "/api"],
    ["get", CELL],
    ["get", "/api/aggregates.csv?dataset=some"],
    ["get", "/nowhere"],
    ["get", "/healthz"],
    ["post", "/api/datasets"],
    ["get", "/favicon.svg"],
  ] as const) {
    const { headers } = await request(ledger.app)[method](path);
    const policy = headers["content-security-policy"] ?? "";
    assert.match(policy, /default-src 'none';script-src 'self';style-src 'self';/, path);
    assert.match(policy, /frame-ancestors 'none'/, path);
    assert.doesNotMatch(policy, /unsafe|\*/, path);
    assert.equal(headers["x-content-type-options"], "nosniff", path);
    assert.equal(headers["x-frame-options"], "DENY", path);
    for (const absent of ["x-powered-by", "access-control-allow-origin", "strict-transport-security", "set-cookie"])
      assert.equal(headers[absent], undefined, path);
  }
});

test("only /embed may stand in a frame, of those whom the setting names", async () => {
  const policy = async (path: string, settings: Record<string, string> = {}) => {
    const { headers } = await request(appWith(settings)).get(path);
    return [/frame-ancestors ([^;]+)/.exec(headers["content-security-policy"] ?? "")?.[1], headers["x-frame-options"]];
  };
  assert.deepEqual(await policy("/embed?dataset=some"), ["*", undefined]);
  assert.deepEqual(await policy("/embed", { FRAME_ANCESTORS: "https://dawn.example, https://news.example" }), [
    "https://dawn.example https://news.example",
    undefined,
  ]);
  assert.deepEqual(await policy("/embed", { FRAME_ANCESTORS: "none" }), ["'none'", "DENY"]);
  for (const path of ["/embedded", "/embed/../datasets", "/datasets", "/api/embed"]) assert.deepEqual((await policy(path))[0], "'none'", path);
});

test("a drawn chart may stand in other pages where reading is open, and nothing else of the API", async () => {
  const policy = async (path: string, settings: Record<string, string> = {}) =>
    (await request(appWith(settings)).get(path)).headers["cross-origin-resource-policy"];
  assert.equal(await policy("/api/chart.png?dataset=some&by=year"), "cross-origin");
  assert.equal(await policy("/api/chart.png?dataset=some&by=year", { READ_ACCESS: "private" }), "same-origin");
  assert.equal(await policy(CELL), "same-origin");
});

test("other sites read the API only where CORS_ORIGINS names them, and never write", async () => {
  const app = appWith({ CORS_ORIGINS: "https://notebook.example,http://localhost:8080" });
  const from = (origin: string, path = CELL) => request(app).get(path).set("Origin", origin);
  const named = await from("https://notebook.example");
  assert.deepEqual([named.headers["access-control-allow-origin"], named.headers["access-control-allow-credentials"]], ["https://notebook.example", undefined]);
  assert.match(named.headers.vary ?? "", /Origin/);
  // What one site was told is not told to the next.
  assert.equal((await request(app).get(CELL)).headers["access-control-allow-origin"], undefined);
  assert.equal((await from("http://localhost:8080")).headers["access-control-allow-origin"], "http://localhost:8080");
  for (const origin of ["https://notebook.example.evil.example", "https://evil.example", "null", "http://notebook.example"])
    assert.equal((await from(origin)).headers["access-control-allow-origin"], undefined, origin);
  assert.equal((await from("https://notebook.example", "/")).headers["access-control-allow-origin"], undefined);
  const before = await request(app).options("/api/datasets").set({ Origin: "https://notebook.example", "Access-Control-Request-Method": "POST" }).expect(204);
  assert.equal(before.headers["access-control-allow-methods"], "GET, HEAD");
  assert.equal(
    (
      await request(appWith({ CORS_ORIGINS: "*" }))
        .get(CELL)
        .set("Origin", "https://any.example")
    ).headers["access-control-allow-origin"],
    "*",
  );
});

test("HTTPS is promised where the request came by it, and only a proxy that is named is believed", async () => {
  const secure = (settings: Record<string, string>) => request(appWith(settings)).get("/healthz").set("X-Forwarded-Proto", "https");
  assert.equal((await secure({ TRUST_PROXY: "1" })).headers["strict-transport-security"], "max-age=31536000");
  assert.equal((await secure({})).headers["strict-transport-security"], undefined);
  assert.equal((await request(appWith({ TRUST_PROXY: "1" })).get("/healthz")).headers["strict-transport-security"], undefined);

  const addressSeen = async (settings: Record<string, string>) => {
    const slug = `from-0${Object.values(settings).join("").replace(/\W/g, "")}`;
    await request(appWith(settings))
      .post("/api/datasets")
      .set({ Authorization: `Bearer ${ledger.token}`, "X-Forwarded-For": "203.0.113.9, 198.51.100.7" })
      .send({ slug, title: "From", kind: "figures", publisher: "Test" })
      .expect(201);
    const [row] = await ledger.database.knex("audit_entry").where({ dataset: slug });
    return row.address;
  };
  assert.match(await addressSeen({}), /127\.0\.0\.1$/);
  // What the reader wrote in front of the nearest proxy's word is never taken.
  for (const TRUST_PROXY of ["1", "true", "loopback"]) assert.equal(await addressSeen({ TRUST_PROXY }), "198.51.100.7");
  assert.equal(await addressSeen({ TRUST_PROXY: "2" }), "203.0.113.9");
  for (const TRUST_PROXY of ["everybody", "10.0.0.0/99", "-1", "1.2.3", "*"])
    assert.throws(() => readConfig({ TRUST_PROXY }), /TRUST_PROXY: is a number of hops/);
  for (const CORS_ORIGINS of ["evil", "https://a.example/path", "*,https://a.example", "https://a.example;script-src *"])
    assert.throws(() => readConfig({ CORS_ORIGINS }), /CORS_ORIGINS/);
  for (const FRAME_ANCESTORS of ["'self'; script-src *", "javascript:"]) assert.throws(() => readConfig({ FRAME_ANCESTORS }), /FRAME_ANCESTORS/);
});

test("where reading is private nothing is kept by a cache that readers share, and the pages hold no figure", async () => {
  const app = appWith({ READ_ACCESS: "private" });
  const made = await request(app).post("/api/tokens").set("Authorization", `Bearer ${ledger.token}`).send({ name: "Reads in private", role: "reader" });
  const secret: string = made.body.secret;
  for (const path of [CELL, PINNED, "/api/aggregates.csv?dataset=some", "/api/datasets", "/api/incidents?dataset=some", "/metrics"]) {
    const shut = await request(app).get(path);
    assert.deepEqual([shut.status, shut.body.code], [401, "no_token"], path);
    const { status, headers } = await request(app).get(path).set("Authorization", `Bearer ${secret}`);
    assert.equal(status, 200, path);
    assert.doesNotMatch(headers["cache-control"] ?? "", /public/, path);
    assert.match(headers.vary ?? "", /Authorization/, path);
    // The tag of an answer is no key to it.
    assert.equal(
      (
        await request(app)
          .get(path)
          .set("If-None-Match", headers.etag ?? "x")
      ).status,
      401,
      path,
    );
  }
  assert.equal((await request(app).post("/api/check").send({ text: "722 were killed in 2024" })).status, 401);
  for (const path of ["/api", "/api/openapi.json", "/api/templates/figures.csv", "/healthz"]) assert.equal((await request(app).get(path)).status, 200, path);
});

test("uploads and exports are limited by address, and the answer names when to come back", async () => {
  const app = appWith({ UPLOADS_PER_MINUTE: "2", EXPORTS_PER_MINUTE: "2" });
  const upload = (token?: string) => {
    const call = request(app).post("/api/datasets/some/imports").set("Content-Type", "text/csv");
    return (token === undefined ? call : call.set("Authorization", `Bearer ${token}`)).send("date,province,killed\n2024-01-01,KP,1\n");
  };
  for (let at = 0; at < 4; at += 1) assert.equal((await upload()).status, 401);
  for (let at = 0; at < 2; at += 1) assert.equal((await upload(ledger.token)).status, 200);
  const many = await upload(ledger.token);
  assert.deepEqual([many.status, many.body.code], [429, "too_many_uploads"]);
  const xlsx = () => request(app).get("/api/aggregates.xlsx?dataset=some");
  for (let at = 0; at < 2; at += 1) assert.equal((await xlsx()).status, 200);
  const more = await xlsx();
  assert.deepEqual([more.status, more.body.code], [429, "too_many_exports"]);
  for (const { headers, body } of [many, more]) {
    assert.match(headers["retry-after"] ?? "", /^(?:[1-9]|[1-5]\d|60)$/);
    assert.match(body.detail, new RegExp(`At most 2 .*in ${headers["retry-after"]} seconds`));
  }
  // Reading goes on.
  assert.equal((await request(app).get(CELL)).status, 200);
});

test("a body or an address that cannot be read is refused in our words, without a piece of itself or of our insides", async () => {
  const post = (body: string | Buffer, type = "application/json", more: Record<string, string> = {}) =>
    request(ledger.app)
      .post("/api/datasets")
      .set({ Authorization: `Bearer ${ledger.token}`, "Content-Type": type, ...more })
      .send(body);
  const refused = [
    [await post('{"slug": "zq7391'), 400, "bad_json"],
    [await post("zq7391"), 400, "bad_json"],
    [await post(`{"title":"${"x".repeat(200_000)}"}`), 413, "too_large"],
    [await post('{"title":"zq7391"}', "application/json", { "Content-Encoding": "br" }), 400, "bad_request"],
    [await post('{"title":"zq7391"}', "application/json", { "Content-Encoding": "zq7391" }), 415, "body_type"],
    [await post('{"title":"zq7391"}', "application/json; charset=zq7391"), 415, "body_type"],
    [await request(ledger.app).get("/api/datasets/%E0%A4%A"), 400, "bad_request"],
    [await request(ledger.app).get(`${CELL}&place=${"x".repeat(12_500)}`), 414, "address_too_long"],
  ] as const;
  for (const [{ status, body, text, headers }, expected, code] of refused) {
    assert.deepEqual([status, body.code], [expected, code], text);
    assert.match(headers["content-type"] ?? "", /^application\/problem\+json/);
    assert.doesNotMatch(text, /zq7391|Unexpected|SyntaxError|node_modules|\bat \w+ \(/, text);
  }
});

test("on a server a reader's question cannot write and cannot run for ever", {
  skip: process.env.TEST_DATABASE_URL ? false : "needs TEST_DATABASE_URL",
}, async () => {
  const { knex } = ledger.database.reading;
  await assert.rejects(knex("dataset").update({ title: "Changed" }), /read-only transaction/);
  await assert.rejects(knex.raw("create table made (id bigint)"), /read-only transaction/);
  assert.deepEqual((await knex.raw("show statement_timeout")).rows, [{ statement_timeout: "5min" }]);
});

test("what a token was needed for is kept by no cache, and no error is kept for long", async () => {
  const kept = async (path: string, token?: string) => {
    const answer = await request(ledger.app)
      .get(path)
      .set(token === undefined ? {} : { Authorization: `Bearer ${token}` });
    return [answer.status, answer.headers["cache-control"]];
  };
  const id = (await ledger.upload("some", "date,province,killed\n2024-01-01,KP,2\n").expect(201)).body.import.id;
  for (const path of [
    "/api/tokens",
    "/api/token",
    "/api/audit",
    "/api/audit.csv",
    `/api/imports/${id}`,
    `/api/imports/${id}/changes`,
    "/api/datasets/some/mapping",
  ])
    assert.deepEqual(await kept(path, ledger.token), [200, "no-store"], path);
  assert.deepEqual(await kept("/api/imports/999", ledger.token), [404, "no-store"]);
  assert.deepEqual(await kept("/api/datasets/nowhere"), [404, "no-cache"]);
  assert.deepEqual(await kept("/api/datasets"), [200, "no-cache"]);
  assert.deepEqual(await kept(PINNED), [200, "max-age=31536000, immutable"]);
});

test("on a server a change neither runs, nor waits for a lock, nor keeps one without a word for ever", {
  skip: process.env.TEST_DATABASE_URL ? false : "needs TEST_DATABASE_URL",
}, async () => {
  const { knex } = ledger.database;
  const limits = { statement_timeout: "30min", lock_timeout: "8s", idle_in_transaction_session_timeout: "1min", tcp_keepalives_idle: "30" };
  for (const [name, value] of Object.entries(limits)) assert.deepEqual((await knex.raw(`show ${name}`)).rows, [{ [name]: value }]);
});

test("a file's name is a label: it names no path and breaks no header", async () => {
  await ledger.create({ slug: "named" }).expect(201);
  const name = '../../etc/pass"wd\r\nSet-Cookie: a=b\u202e.csv';
  const { body } = await ledger
    .upload("named", "date,province,killed\n2024-01-01,KP,1\n2024-01-01,Atlantis,1\n", { file_name: name, on_error: "quarantine" })
    .expect(201);
  assert.equal(body.import.file_name, name);
  const { headers } = await request(ledger.app).get(`/api/imports/${body.import.id}/rejected.csv`).set("Authorization", `Bearer ${ledger.token}`).expect(200);
  assert.equal(headers["content-disposition"], `attachment; filename=import-${body.import.id}-rejected.csv`);
  assert.equal(headers["set-cookie"], undefined);
});
