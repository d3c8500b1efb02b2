import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { gunzipSync, gzipSync } from "node:zlib";
import { pino } from "pino";
import request from "supertest";
import { createApp } from "../server/app";
import { readConfig } from "../server/config";
import { writeBackup } from "../server/db/backup";
import { connect, type Database } from "../server/db/connect";
import { migrate } from "../server/db/migrate";
import { NotRestorable, restoreBackup } from "../server/db/restore";
import { sumRevisions } from "../server/db/revision-sums";
import { openTestDatabase } from "./support/database";
import { emptyImage } from "./support/image";
import { openLedger, type TestLedger } from "./support/ledger";
import { SHORT_LIVED } from "./support/short-lived";

/** A ledger with everything a backup has to bring back: both kinds, several revisions, an update, a restore, rejected rows, hostile texts. */
let ledger: TestLedger;
let directory: string;
before(async () => {
  directory = await mkdtemp(join(tmpdir(), "ledger-backup-"));
  ledger = await openLedger({ seed: true });
  await ledger.create({ slug: "kept", coverage: "2024" });
  const head = "incident_id,date,province,victim,fatalities,notes\n";
  const send = async (csv: string, options: Record<string, string>) => {
    const { status, text } = await ledger.upload("kept", head + csv, { publish: "true", ...options });
    assert.equal(status, 201, text);
  };
  await send('a,2024-01-05,KP,civilian,3,"tab\tend\nline \\. and \\N"\nb,2024-02-05,Sindh,,7,=1+1\n', {});
  await send("\\.,2024-03-05,Punjab,,1,خیبر\nc,2024-03-06,Punjab,,many,\n", { mode: "append", on_error: "quarantine" });
  await send("b,2024-02-05,Sindh,,9,\n", { mode: "update" });
  const restored = await request(ledger.app).post("/api/datasets/kept/revisions/1/restore").set("Authorization", `Bearer ${ledger.token}`);
  assert.equal(restored.status, 201);
});
after(async () => {
  await ledger.close();
  await rm(directory, { recursive: true });
});

const answers = async (database: Database) => {
  const app = createApp({ database, config: readConfig({}), log: pino({ level: "silent" }) });
  const found: unknown[] = [];
  for (const address of [
    ...[1, 2, 3, 4].map((revision) => `/api/aggregates?dataset=kept&measure=incidents,fatalities&by=month,province&revision=${revision}`),
    "/api/aggregates?dataset=crss&by=quarter&measure=fatalities,injured,incidents&change=previous",
    "/api/incidents?dataset=kept&revision=3",
    "/api/incidents?dataset=chinese-nationals",
    "/api/datasets/kept/revisions",
    "/api/imports/9/rejected.csv",
  ]) {
    const { status, text } = await request(app).get(address);
    found.push([address, status, text]);
  }
  return found;
};

test("a backup brings back every revision, also on the other engine, and the program goes on from there", async () => {
  const file = join(directory, "ledger.backup");
  const told = await writeBackup(ledger.database, file);
  assert.deepEqual(told.revisions, await sumRevisions(ledger.database.knex));
  assert.deepEqual(
    told.revisions.filter(({ dataset }) => dataset === "kept").map(({ rows, fatalities }) => [rows, fatalities]),
    [
      ["2", "10"],
      ["3", "11"],
      ["3", "13"],
      ["2", "10"],
    ],
  );
  await assert.rejects(writeBackup(ledger.database, file), /exists already/);

  const expected = await answers(ledger.database);
  // Where the suite runs on a server, the second engine is the embedded one; where it does not, one of each is all there is.
  const places = [openTestDatabase(), connect({ image: await emptyImage() })];
  for (const opened of places) {
    const other = await opened;
    try {
      await migrate(other);
      await restoreBackup(other, file);
      assert.deepEqual(await answers(other), expected);
      await assert.rejects(restoreBackup(other, file), (error: Error) => error instanceof NotRestorable && /holds 8 datasets already/.test(error.message));
      const app = createApp({ database: other, config: readConfig({}), log: pino({ level: "silent" }) });
      const next = await request(app)
        .post("/api/datasets/kept/imports?mode=append&publish=true")
        .set("Authorization", `Bearer ${ledger.token}`)
        .set("Content-Type", "text/csv")
        .send("date,province,fatalities\n2024-05-05,KP,5\n");
      assert.deepEqual([next.status, next.body.import?.revision], [201, 5], next.text);
    } finally {
      await other.close();
    }
  }
});

test("a damaged file, another file, a file cut short: refused, and nothing is loaded", async () => {
  const file = join(directory, "whole.backup");
  await writeBackup(ledger.database, file);
  const bytes = await readFile(file);
  const text = gunzipSync(bytes).toString("latin1");
  const cases: [name: string, content: Buffer, expected: RegExp][] = [
    ["text", Buffer.from("date,province\n"), /is no backup/],
    ["other", gzipSync("date,province\n"), /is no backup/],
    ["cut", bytes.subarray(0, bytes.length >> 1), /is damaged|is no backup/],
    ["tail", gzipSync(Buffer.from(text.slice(0, -400), "latin1")), /is damaged/],
    ["changed", gzipSync(Buffer.from(text.replace("\tPK-SD\t", "\tPK-PB\t"), "latin1")), /is damaged/],
  ];
  const empty = await openTestDatabase();
  try {
    for (const [name, content, expected] of cases) {
      const path = join(directory, name);
      await writeFile(path, content);
      await assert.rejects(restoreBackup(empty, path), expected, name);
    }
    assert.deepEqual(await empty.knex("dataset"), []);
    assert.deepEqual(await empty.knex("batch"), []);
  } finally {
    await empty.close();
  }
});

test("npm run backup and npm run restore move an embedded ledger from one directory to another", async () => {
  const run = (args: string[], settings: Record<string, string>) =>
    promisify(execFile)(process.execPath, [SHORT_LIVED, "--import", "tsx", "server/backup.ts", ...args], {
      cwd: join(import.meta.dirname, ".."),
      env: { PATH: process.env.PATH, HOME: directory, ...settings },
    }).then(
      ({ stdout }) => stdout,
      (error: { stderr: string }) => error.stderr,
    );
  const file = join(directory, "moved.backup");
  await writeBackup(ledger.database, file);
  assert.match(await run(["restore", file], { DATA_DIR: join(directory, "new") }), /^Restored .*: 8 datasets, 11 revisions, [\d,]+ rows\. SHA-256/);
  const again = join(directory, "again.backup");
  assert.match(await run(["backup", again], { DATA_DIR: join(directory, "new") }), /^Wrote .*: 8 datasets, 11 revisions/);
  assert.match(await run(["restore"], {}), /Say which file/);
});
