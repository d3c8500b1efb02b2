import assert from "node:assert/strict";
import { mkdtemp, open, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { programActor } from "../../server/db/audit";
import { writeBackup } from "../../server/db/backup";
import { findDataset } from "../../server/db/datasets";
import { discardBatch, sweepStaging } from "../../server/db/discard";
import { restoreBackup } from "../../server/db/restore";
import type { ImportReport } from "../../server/domain/report";
import { type ImportOptions, importFile } from "../../server/import";
import { HEADER, lines } from "../bench/rows";
import { openTestDatabase } from "../support/database";
import { openLedger, type TestLedger } from "../support/ledger";

/** A file is large or small by what is said of its size here, so that each is read in both ways. */

let ledger: TestLedger;
before(async () => {
  ledger = await openLedger();
});
after(() => ledger.close());

const LARGE = 5 << 20;

async function send(slug: string, csv: string, bytes: number, options: Partial<ImportOptions> = {}): Promise<ImportReport> {
  const dataset = await findDataset(ledger.database.knex, slug);
  assert.ok(dataset);
  const directory = await mkdtemp(join(tmpdir(), "ledger-bulk-"));
  await writeFile(join(directory, "file.csv"), csv);
  const opened = await open(join(directory, "file.csv"));
  const file = {
    source: async function* () {
      yield Buffer.from(csv);
    },
    descriptor: opened.fd,
    content_hash: `${csv.length} ${Math.random()}`,
    file_name: null,
    bytes,
  };
  try {
    const how: ImportOptions = { mode: "replace", on_error: "quarantine", publish: true, actor: programActor("test"), ...options };
    return await importFile(ledger.database, dataset, file, how);
  } finally {
    await opened.close();
    await rm(directory, { recursive: true });
  }
}

/** Cells without bounds have the best numbers for them. */
const withBounds = (cell: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(cell).map(([name, value]) => [name, value ?? cell[name.replace(/_(low|high)/, "")] ?? null]));

/** All a batch holds, without its number. */
async function held(batch: number) {
  const all = async (table: string, order: string) => {
    const rows: Record<string, unknown>[] = await ledger.database.knex(table).where({ batch_id: batch }).orderByRaw(order);
    return rows.map((row) => ({ ...row, batch_id: 0 }));
  };
  return {
    incident: await all("incident", "line, part"),
    cube: (await all("cube", "dimension, member nulls first, period_start, precision, province, victim, row_count")).map(withBounds),
    rejected: await all("rejected_row", "line"),
  };
}

const told = (report: ImportReport) => ({ ...report, id: 0, dataset: "", revision: 0 });

/** Imports a history of files in both ways and compares what the ledger holds after each. */
async function compare(name: string, files: [csv: string, options: Partial<ImportOptions>][]): Promise<void> {
  for (const slug of [`${name}-small`, `${name}-large`]) await ledger.create({ slug }).expect(201);
  for (const [csv, options] of files) {
    const small = await send(`${name}-small`, csv, 0, options);
    const large = await send(`${name}-large`, csv, LARGE, options);
    assert.deepEqual(told(large), told(small));
    assert.deepEqual(await held(large.id), await held(small.id));
  }
}

const ROWS = [...lines(260)].slice(1);
const file = (rows: readonly string[]) => `${HEADER}\n${rows.join("")}`;

test("a large file gives the same rows, cells, issues and totals as a small one", async () => {
  // Ids in order; in order up to a row after the beginning that is read for them; in none.
  const orders = [ROWS, [...ROWS.slice(130), ...ROWS.slice(0, 130)], ROWS.toReversed()];
  for (const [at, rows] of orders.entries()) await compare(`plain-${at}`, [[file(rows), {}]]);
  const odd = ROWS.map((row, at) => (at % 97 === 5 ? row.replace(/,\d+,/, ',"1,234",') : at % 89 === 7 ? row.replace(/^(\w+),[\d-]+/, "$1,someday") : row));
  await compare("odd", [
    [file([...odd, ...ROWS.slice(0, 3)]), {}],
    [file(odd), { on_error: "reject" }],
  ]);
});

test("so it does whatever columns the file has", async () => {
  const odd = (row: string, at: number) => (at % 9 === 4 ? row.replace(/,\d+,/, ',"1,234",') : row);
  const wide = ROWS.map((row, at) =>
    odd(row.replace(/\n$/, `,${at % 7 === 0 ? 3 : 1},33.${at},70.5,TTP,${at % 5 === 0 ? "kept" : ""},2024-12-0${(at % 9) + 1}\n`), at),
  );
  await compare("wide", [
    [`${HEADER},incidents,latitude,longitude,claimed_by,remark,published_on\n${wide.filter((row) => !row.includes("\n,")).join("")}`, {}],
  ]);
  const few = ROWS.map((row) => `${row.split(",").slice(1, 3).join(",")}\n`);
  await compare("few", [[`date,province\n${few.join("")}`, {}]]);
});

test("so it does where rows are dated by day, by month, or some of them so, however late they come", async () => {
  const dated = (date: string, rows: string[]) => rows.map((row) => row.replace(/,[\d-]+,/, `,${date},`));
  for (const [at, rows] of [
    dated("2024-07", ROWS),
    [...ROWS.slice(0, 200), ...dated("2024-Q3", ROWS.slice(200))],
    [...dated("2024", ROWS.slice(0, 1)), ...ROWS],
  ].entries())
    await compare(`dated-${at}`, [[file(rows), {}]]);
  // In no order too: what is expected of ids and of dates turns out at different rows.
  await compare("dated-otherwise", [[file([...ROWS.slice(130), ...ROWS.slice(0, 60), ...dated("2024-07", ROWS.slice(60, 130))]), {}]]);
});

test("so it does where rows share incidents, are appended, or are updated", async () => {
  const shared = ROWS.map((row, at) => row.replace(/^\w+/, `id ${at >> 1}`));
  await compare("shared", [[file(shared), {}]]);
  const changed = ROWS.map((row, at) => (at < 20 ? row.replace(/,civilian,|,security,/, ",militant,") : row));
  await compare("grown", [
    [file(ROWS), {}],
    [file(ROWS.map((row) => row.replace(/^PK/, "IN"))), { mode: "append" }],
    // Some of its incidents are there already: those rows are kept out.
    [file([...ROWS.slice(0, 30), ...ROWS.slice(30).map((row) => row.replace(/^PK/, "NP"))]), { mode: "append" }],
    [file(changed), { mode: "update" }],
  ]);
});

test("what only the whole of a file tells is told, however late it comes", async () => {
  const late = (row: string) => [[file([...ROWS, row]), { on_error: "reject" }]] as [string, Partial<ImportOptions>][];
  await compare("slashed", late("x,13/04/2024,KP,Bannu,civilian,,,,1,1,Dawn,\n"));
  await compare("total", late("Total,,Total,,,,,,9,9,,\n"));
  await compare("note", late("Source: all of the press,,,,,,,,,,,\n"));
  await compare("torn", late('x,2024-04-13,KP,Bannu,civilian,,,,1,1,Dawn,"never closed\n'));
});

test("cells the database refuses end the import while its rows are still being stored, and leave nothing", async () => {
  const db = ledger.database.knex;
  await ledger.create({ slug: "refused" }).expect(201);
  await db.raw("alter table cube add constraint refusal check (row_count < 0) not valid");
  try {
    for (const bytes of [1 << 19, LARGE]) await assert.rejects(send("refused", file(ROWS), bytes), /refusal/);
  } finally {
    await db.raw("alter table cube drop constraint refusal");
  }
  assert.equal(Number((await db("batch").where({ state: "staging" }).count())[0]?.count), 0);
  assert.equal((await send("refused", file(ROWS), LARGE)).rows.accepted, ROWS.length);
});

test("on a server a line of a large batch is found without reading its table, however its rows came there", {
  skip: process.env.TEST_DATABASE_URL ? false : "needs TEST_DATABASE_URL",
}, async () => {
  const many = [...lines(20_000)].slice(1);
  const ways: [slug: string, rows: string[]][] = [
    ["found-plain", many],
    ["found-shared", many.map((row, at) => row.replace(/^\w+/, `id ${at >> 1}`))],
    ["found-read", [...many, "x,13/04/2024,KP,Bannu,civilian,,,,1,1,Dawn,\n"]],
  ];
  for (const [slug, rows] of ways) {
    await ledger.create({ slug }).expect(201);
    const { id } = await send(slug, file(rows), LARGE);
    for (const line of [2, 10_000, 20_001]) {
      const [row] = (await ledger.database.knex.raw("explain (analyze, format json) select notes from incident where batch_id = ? and line = ?", [id, line]))
        .rows;
      const { Plan: plan } = row["QUERY PLAN"][0];
      const passed = JSON.stringify(plan).matchAll(/"Rows Removed by (?:Index Recheck|Filter)":(\d+)/g);
      const others = [...passed].reduce((sum, [, count]) => sum + Number(count), 0);
      assert.ok(plan["Actual Rows"] === 1 && others < many.length / 4, `${slug}: line ${line} was found among ${others} others`);
    }
  }
});

test("on a server a large batch is discarded also while all rows are being read, and its table goes when a process starts", {
  skip: process.env.TEST_DATABASE_URL ? false : "needs TEST_DATABASE_URL",
}, async () => {
  const db = ledger.database.knex;
  await ledger.create({ slug: "read" }).expect(201);
  const staged = await send("read", file(ROWS), LARGE, { publish: false });
  const published = await send("read", file(ROWS), LARGE);
  const tables = async () =>
    (await db.raw("select relname from pg_class where relname in (?, ?)", [`incident_${staged.id}`, `incident_${published.id}`])).rows.length;
  const reader = await db.transaction();
  await reader("incident").count();
  assert.equal(await discardBatch(db, staged.id), true);
  assert.equal((await held(staged.id)).incident.length, 0);
  await sweepStaging(ledger.database);
  assert.equal(await tables(), 2, "nobody is locked out for a table's sake");
  await reader.commit();
  await sweepStaging(ledger.database);
  assert.equal(await tables(), 1);
  assert.equal((await held(published.id)).incident.length, 260);
});

test("a large batch that is discarded leaves nothing, and is taken along by a backup", async () => {
  await ledger.create({ slug: "away" }).expect(201);
  const staged = await send("away", file(ROWS), LARGE, { publish: false });
  assert.equal((await held(staged.id)).incident.length, 260);
  assert.equal(await discardBatch(ledger.database.knex, staged.id), true);
  assert.deepEqual(await held(staged.id), { incident: [], cube: [], rejected: [] });

  const kept = await send("away", file(ROWS), LARGE);
  const directory = await mkdtemp(join(tmpdir(), "ledger-bulk-"));
  const other = await openTestDatabase();
  try {
    await writeBackup(ledger.database, join(directory, "backup"));
    await restoreBackup(other, join(directory, "backup"));
    const count = await other.knex("incident").where({ batch_id: kept.id }).count({ rows: "*" }).first();
    assert.equal(count?.rows, 260);
    // Large batches that come later are numbered beyond those restored.
    const dataset = await findDataset(other.knex, "away");
    assert.ok(dataset);
    const again = {
      source: async function* () {
        yield Buffer.from(file(ROWS.slice(0, 250)));
      },
      content_hash: "another",
      file_name: null,
      bytes: LARGE,
    };
    const more = await importFile(other, dataset, again, { mode: "replace", on_error: "reject", publish: true, actor: programActor("test") });
    assert.deepEqual([more.state, more.rows.accepted], ["published", 250]);
  } finally {
    await other.close();
    await rm(directory, { recursive: true });
  }
});
