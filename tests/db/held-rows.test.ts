import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import request from "supertest";
import type { Edition } from "../../server/db/datasets";
import { holdRows, rowsAtHand } from "../../server/db/held-rows";
import { lines } from "../bench/rows";
import { openLedger, type TestLedger } from "../support/ledger";

/** More rows than are few, in a file that is not large. */
const ROWS = 21_000;
const CSV = [...lines(ROWS)].join("");

let ledger: TestLedger;
before(async () => {
  ledger = await openLedger();
});
after(() => ledger.close());

async function publish({ create, upload, edition }: TestLedger, slug: string, csv: string): Promise<Edition> {
  await create({ slug, coverage: "2015/2024" }).expect(201);
  await upload(slug, csv, { publish: "true" }).expect(201);
  return edition(slug);
}

/** Asks a question and tells its rows, and whether the database was asked for rows of incidents. */
async function ask(question: string): Promise<{ rows: Record<string, string | number | null>[]; isAsked: boolean }> {
  const { knex } = ledger.database.reading;
  let isAsked = false;
  const see = ({ sql }: { sql: string }) => {
    isAsked ||= sql.includes("from incident");
  };
  knex.on("query", see);
  const { body } = await request(ledger.app).get(`/api/aggregates?measure=fatalities,incidents&${question}`).expect(200);
  knex.removeListener("query", see);
  return { rows: body.rows, isAsked };
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await wait(10);
}

test("the first question that crosses dimensions is answered by the database; the next ones, never asked before, by what the process holds", async () => {
  const edition = await publish(ledger, "crossed", CSV);
  const reading = { knex: ledger.database.reading.knex };
  assert.equal((await ask("dataset=crossed&by=district,perpetrator")).isAsked, true);
  await until(() => rowsAtHand(reading, edition) !== null);
  const { rows, isAsked } = await ask("dataset=crossed&by=incident_type&tactic=IED&perpetrator=TTP&from=2016-02-03&to=2019-07-20");
  assert.equal(isAsked, false);
  // The file's own lines, counted by hand: id, day, province, district, victim, type, tactic, perpetrator, killed.
  const counted = CSV.split("\n")
    .filter((line) => line.startsWith("PK"))
    .map((line) => line.split(","))
    .filter(([, day = "", , , , , tactic, perpetrator]) => tactic === "IED" && perpetrator === "TTP" && day >= "2016-02-03" && day <= "2019-07-20");
  const killed = (type: string) => counted.filter((cells) => cells[5] === type).reduce((sum, cells) => sum + Number(cells[8]), 0);
  const told = Object.fromEntries(rows.map((row) => [row.incident_type, row.fatalities]));
  assert.deepEqual(told, { "Security operation": killed("Security operation"), "Terrorist attack": killed("Terrorist attack") });
  assert.equal(
    rows.reduce((sum, row) => sum + Number(row.incidents), 0),
    counted.length,
  );
  // Days and victim classes are beyond the cube too.
  const days = await ask("dataset=crossed&by=day&victim=civilian");
  assert.deepEqual([days.isAsked, days.rows.length > 3000], [false, true]);
  const { text } = await request(ledger.app).get("/metrics").expect(200);
  assert.match(text, new RegExp(`^ledger_rows_held ${ROWS}$`, "m"));
  // Places are not held.
  assert.equal((await ask("dataset=crossed&by=place,perpetrator")).isAsked, true);
});

test("what was asked for longest ago is let go where there is no room; what has more rows than there is room for is not read", async () => {
  const { database, upload } = ledger;
  const first = await publish(ledger, "first", CSV);
  await upload("first", [...lines(100)].join("").replaceAll("PK0", "IN0"), { mode: "append", publish: "true" }).expect(201);
  const second = await ledger.edition("first");
  const [before, after] = [ROWS, ROWS + 100];
  await holdRows(database, first, before + after - 1);
  assert.equal(rowsAtHand(database, first)?.whole.cells, before);
  await holdRows(database, second, before + after - 1);
  assert.deepEqual([rowsAtHand(database, first), rowsAtHand(database, second)?.whole.cells], [null, after]);
  await holdRows(database, first, before - 1);
  assert.equal(rowsAtHand(database, first), null);
});

test("of few rows the database is asked each time", async () => {
  const edition = await publish(ledger, "few", [...lines(100)].join(""));
  await holdRows(ledger.database, edition);
  assert.equal(rowsAtHand(ledger.database, edition), null);
  for (const from of ["2015", "2016"]) assert.equal((await ask(`dataset=few&by=district,perpetrator&from=${from}`)).isAsked, true);
});

test("a database that is closed while rows are read ends the reading, and nobody is told", async () => {
  const other = await openLedger();
  const edition = await publish(other, "closed", CSV);
  const { knex } = other.database;
  let portions = 0;
  knex.on("query", () => {
    portions += 1;
  });
  const reading = holdRows(other.database, edition);
  await until(() => portions > 3);
  await Promise.all([other.close(), reading]);
  const seen = portions;
  await holdRows(other.database, edition);
  assert.deepEqual([rowsAtHand(other.database, edition), portions], [null, seen]);
});
