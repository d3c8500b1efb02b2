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
});
after(() => ledger.close());

test("/metrics counts requests by route, never by address, and tells the revision in force", async () => {
  await ledger.create({ slug: "measured" }).expect(201);
  await ledger.upload("measured", "date,province,killed\n2024-07-01,KP,3\n", { publish: "true" }).expect(201);
  await request(ledger.app).get("/api/datasets/measured").expect(200);
  await request(ledger.app).get("/api/aggregates?dataset=measured&q=secret").expect(400);
  const { text, headers } = await request(ledger.app).get("/metrics").expect(200);
  assert.match(headers["content-type"] ?? "", /^text\/plain; version=0\.0\.4/);
  assert.match(text, /^http_request_duration_seconds_count\{method="GET",route="\/api\/datasets\/:slug",status="200"\} 1$/m);
  assert.match(text, /^http_request_duration_seconds_count\{method="POST",route="\/api\/datasets\/:slug\/imports",status="201"\} 1$/m);
  assert.match(text, /^ledger_revision\{dataset="measured"\} 1$/m);
  assert.match(text, /^ledger_database_up 1$/m);
  assert.match(text, /^process_resident_memory_bytes \d+$/m);
  assert.doesNotMatch(text, /secret/);
});

test("every answer carries an id: the caller's own where it is a plain word", async () => {
  const given = await request(ledger.app).get("/healthz").set("X-Request-Id", "batch-17");
  assert.equal(given.headers["x-request-id"], "batch-17");
  for (const hostile of ['"}{"level":60', "a".repeat(65)]) {
    const { headers } = await request(ledger.app).get("/healthz").set("X-Request-Id", hostile);
    assert.match(headers["x-request-id"] ?? "", /^[0-9a-f-]{36}$/);
  }
});

test("the log has each request with the id it was answered, and never its token; below its level it has none", async () => {
  const lines: string[] = [];
  const logAt = (level: string) => pino({ level }, { write: (line: string) => void lines.push(line) });
  for (const level of ["warn", "info"]) {
    const app = createApp({ database: ledger.database, config: readConfig({}), log: logAt(level) });
    const { headers } = await request(app).get("/api/datasets").set("Authorization", "Bearer a-secret-of-mine");
    const told = lines.map((line) => JSON.parse(line));
    if (level === "warn") assert.deepEqual(told, []);
    else assert.deepEqual([told.length, told[0]?.req.id, told[0]?.req.url], [1, headers["x-request-id"], "/api/datasets"]);
    assert.doesNotMatch(lines.join(""), /a-secret-of-mine/);
  }
});
