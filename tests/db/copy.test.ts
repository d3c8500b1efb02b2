import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import fc from "fast-check";
import request from "supertest";
import { copyRows } from "../../server/db/copy";
import { copyIn } from "../../server/db/copy-bytes";
import { openLedger, type TestLedger } from "../support/ledger";

let ledger: TestLedger;
before(async () => {
  ledger = await openLedger();
});
after(() => ledger.close());

/** Texts that mean something to COPY, CSV, SQL, JSON, HTML or a terminal, and must mean nothing here. */
const HOSTILE = [
  "\\N",
  "\\.",
  "a\\",
  "\\\\",
  "\\x41\\101\\b",
  "\t",
  "a\tb\\tc",
  "one\ntwo",
  "one\r\ntwo\rthree",
  "\n\\.\n",
  "ends in a return\r",
  '"quoted" "" and \'single\'',
  "'); drop table incident; --",
  "$1 ? ?? :name %s",
  '{"a":"\\u0041"}',
  "null",
  "NULL",
  "__proto__",
  "constructor",
  "<script>alert(1)</script>",
  "=1+1",
  "  blanks kept  ",
  "\u0001\u0007\u001b[31m\u007f\u0085",
  "\u00a0\u200b\u200f\u2028\ufeff",
  "خیبر پختونخوا میں حملہ — ۳ ہلاک",
  "😀👩‍👩‍👧‍👦🇵🇰 e\u0301 \u{10ffff} \ufffd\uffff",
  "x".repeat(100_000),
  "ژ😀\t\\".repeat(20_000),
];

const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
const KEPT = ["district", "place", "tactic", "target", "perpetrator", "notes"] as const;

/** Uploads the texts, each in every text column and in a column the format does not know, and reads them back as JSON. */
async function roundTrip(slug: string, texts: readonly string[]): Promise<Record<string, unknown>[]> {
  await ledger.create({ slug }).expect(201);
  const rows = texts.map((text) => ["2024-07-01", "KP", "1", ...KEPT.map(() => cell(text)), cell(text)].join(","));
  const csv = `date,province,killed,${KEPT.join(",")},__proto__\n${rows.join("\n")}\n`;
  const report = await ledger.upload(slug, csv, { publish: "true" });
  assert.equal(report.status, 201, report.text.slice(0, 500));
  const { status, body } = await request(ledger.app).get(`/api/incidents?dataset=${slug}&limit=1000`);
  assert.equal(status, 200);
  return body.incidents;
}

test("hostile texts come back as they were sent", async () => {
  const incidents = await roundTrip("hostile", HOSTILE);
  assert.equal(incidents.length, HOSTILE.length);
  for (const [at, text] of HOSTILE.entries()) {
    const blank = text.trim() === "";
    for (const name of KEPT) assert.equal(incidents[at]?.[name], blank ? null : text, `${name}: ${JSON.stringify(text.slice(0, 40))}`);
    assert.deepEqual(incidents[at]?.extra, blank ? null : [["__proto__", text]]);
  }
});

test("any texts come back as they were sent", async () => {
  const character = fc.oneof(
    fc.constantFrom("\t", "\n", "\r", "\\", '"', "'", ",", ";", "N", ".", "\u0001", "ی", "😀"),
    fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
  );
  const text = fc.array(character, { maxLength: 30 }).map((characters) => `x${characters.join("").replaceAll("\0", "")}x`);
  const [texts = []] = fc.sample(fc.array(text, { minLength: 400, maxLength: 400 }), { seed: 20241006, numRuns: 1 });
  const incidents = await roundTrip("random", texts);
  assert.deepEqual(
    incidents.map((row) => row.notes),
    texts,
  );
  assert.deepEqual(
    incidents.map((row) => row.extra),
    texts.map((value) => [["__proto__", value]]),
  );
});

test("COPY keeps null apart from blank and from the text that stands for null, and types as they are", async () => {
  const columns = ["batch_id", "line", "cells", "issues"];
  await ledger.database.knex.transaction((trx) =>
    copyRows(trx, "rejected_row", columns, [
      [-1, 1, ["\\N", "", "\\"], {}],
      [-1, 2, [], [{ message: "a\tb" }]],
    ]),
  );
  const rows = await ledger.database.knex("rejected_row").where({ batch_id: -1 }).orderBy("line");
  assert.deepEqual(rows, [
    { batch_id: -1, line: 1, cells: ["\\N", "", "\\"], issues: {} },
    { batch_id: -1, line: 2, cells: [], issues: [{ message: "a\tb" }] },
  ]);
});

test("a COPY that the database refuses leaves nothing, and the connection goes on", async () => {
  const columns = ["batch_id", "line", "cells", "issues"];
  const copied = ledger.database.knex.transaction((trx) =>
    copyRows(trx, "rejected_row", columns, [
      [-2, 1, [], []],
      [-2, 1, [], []],
    ]),
  );
  await assert.rejects(copied, /duplicate key/);
  assert.deepEqual(await ledger.database.knex("rejected_row").where({ batch_id: -2 }), []);
  await ledger.database.knex.transaction((trx) => copyRows(trx, "rejected_row", columns, []));
});

test("what the database refuses in the midst of a COPY is thrown as it says, however late the next piece comes", async () => {
  for (const late of [0, 50]) {
    const copied = ledger.database.knex.transaction(async (trx) => {
      await trx.raw("create temporary table refused (line bigint) on commit drop");
      const sink = await copyIn(trx, "refused", ["line"]);
      await sink.write(Buffer.from("1\nnot a number\n"));
      for (let piece = 0; piece < 40; piece++) {
        await sink.write(Buffer.from("7\n".repeat(1 << 15)));
        await new Promise((resolve) => setTimeout(resolve, late));
      }
      await sink.end();
    });
    await assert.rejects(copied, /invalid input syntax for type bigint/);
  }
});

test("search finds words in any of the texts, and a text of a million bytes does not stop it", async () => {
  const long = Array.from({ length: 120_000 }, (_, at) => `لفظ${at}`)
    .join(" ")
    .slice(0, 1_000_000);
  await ledger.create({ slug: "searched" });
  const csv = `date,province,killed,notes,place\n2024-07-01,KP,1,${cell(long)},Bannu\n2024-07-02,KP,1,short,Quetta bazaar\n`;
  await ledger.upload("searched", csv, { publish: "true" }).expect(201);
  const search = (q: string) => request(ledger.app).get(`/api/incidents?dataset=searched&q=${encodeURIComponent(q)}`);
  const places = async (q: string) => {
    const { status, body } = await search(q);
    assert.equal(status, 200, body.detail);
    return body.incidents.map((row: { place: string }) => row.place);
  };
  assert.deepEqual(await places("bazaar"), ["Quetta bazaar"]);
  assert.deepEqual(await places('bannu -"quetta bazaar"'), ["Bannu"]);
  assert.deepEqual(await places("لفظ77"), ["Bannu"]);
  const wordless = await search("' & | ! ( :* \\");
  assert.deepEqual([wordless.status, wordless.body.detail], [400, "There is no word or number in q to look for."]);
});

test("whoever asks something meanwhile is heard between the pieces that are copied in", async () => {
  const PIECES = 10;
  let turns = 0;
  let isOver = false;
  const count = () => {
    turns++;
    if (!isOver) setImmediate(count);
  };
  await ledger.database.knex.transaction(async (trx) => {
    await trx.raw("create temporary table piece (line bigint)");
    const sink = await copyIn(trx, "piece", ["line"]);
    setImmediate(count);
    const lines = Buffer.from("7\n".repeat(1 << 17));
    for (let piece = 0; piece < PIECES; piece++) await sink.write(lines);
    isOver = true;
    await sink.end();
    await trx.raw("drop table piece");
  });
  // On a server some pieces go to the stream at once, and the last wait is for the server.
  assert.ok(turns >= (ledger.database.engine === "embedded" ? PIECES - 1 : 1), `the event loop turned ${turns} times`);
});
