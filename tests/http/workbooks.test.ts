import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import request from "supertest";
import { encode, workbook } from "../ingest/writing";
import { openLedger, type TestLedger } from "../support/ledger";

let ledger: TestLedger;
before(async () => {
  ledger = await openLedger();
});
after(() => ledger.close());

const ROWS = [
  ["date", "province", "killed"],
  ["2024-01-03", "KP", 3],
];
const BOOK = Buffer.from(
  workbook([
    { name: "Terms", rows: [["Terms of use"]] },
    { name: "Rows", rows: ROWS },
    { name: "Older", rows: ROWS },
  ]),
);

test("a workbook is imported as it is, and the report says which sheet", async () => {
  await ledger.create({ slug: "book" }).expect(201);
  const { body } = await request(ledger.app)
    .post("/api/datasets/book/imports?publish=true")
    .set("Authorization", `Bearer ${ledger.token}`)
    .set("Content-Type", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    .send(BOOK)
    .expect(201);
  const { encoding, delimiter, sheet, header_line, totals, issues } = body.import;
  assert.deepEqual([encoding, delimiter, sheet, header_line, totals.fatalities], ["xlsx", "", "Rows", 1, 3]);
  assert.deepEqual(
    issues.map(({ code }: { code: string }) => code),
    ["sheet_chosen"],
  );
  const same = await ledger.upload("book", BOOK).expect(200);
  assert.equal(same.body.unchanged, true);
});

test("what the file is said to be overrides what it looks like", async () => {
  await ledger.create({ slug: "overrides" }).expect(201);
  const named = await ledger.upload("overrides", BOOK, { sheet: "Older" }).expect(201);
  assert.deepEqual([named.body.import.sheet, named.body.import.issues], ["Older", []]);
  const csv = "Title\ndate;province;killed;notes\n45294;KP;3;Caf\u00e9\n";
  const options = { encoding: "macintosh", delimiter: "semicolon", header_line: "2", dates: "serial" };
  const { body } = await ledger.upload("overrides", Buffer.from(encode(csv, "macintosh")), options).expect(201);
  assert.deepEqual([body.import.encoding, body.import.delimiter, body.import.header_line], ["macintosh", ";", 2]);
});

test("options that are none are named", async () => {
  await ledger.create({ slug: "options" }).expect(201);
  for (const [name, value] of [
    ["encoding", "ebcdic"],
    ["delimiter", ","],
    ["sheet", "a\0b"],
    ["format", "a\0b"],
    ["header_line", "0"],
    ["dates", "excel"],
  ] as const) {
    const { body } = await ledger.upload("options", "date,province,killed\n2024-01-03,KP,3\n", { [name]: value }).expect(400);
    assert.ok(JSON.stringify(body).includes(name), name);
  }
});

test("half a character, which a workbook can name, is a mark in its place; NUL keeps its row out", async () => {
  await ledger.create({ slug: "halves" }).expect(201);
  const send = (text: string) => {
    const xml = ` t="inlineStr"><is><t>${text}</t></is>`;
    const rows = [
      ["date", "province", "killed", "notes", "other"],
      ["2024-01-03", "KP", 1, { xml }, { xml }],
      ["2024-01-03", { xml }, 1, "x", "x"],
      ["2024-01-03", "KP", 1, "x", "x"],
    ];
    return ledger.upload("halves", Buffer.from(workbook([{ name: `A${text}`, rows }])), { on_error: "quarantine", publish: "true" });
  };
  for (const [text, shown] of [
    ["a_xD83D_b", "a\ufffdb"],
    ["b_xDE00_b", "b\ufffdb"],
    ["c&#xD83D;b", "c\ufffdb"],
    ["d_xD83D__xDE00_b", "d😀b"],
    ["e_x0000_b", null],
    ["f&#0;b", null],
  ] as const) {
    const { status, body } = await send(text);
    assert.deepEqual([status, body.import?.rows?.rejected], [201, shown === null ? 2 : 1], `${text} ${JSON.stringify(body).slice(0, 300)}`);
    const { incidents } = (await request(ledger.app).get("/api/incidents?dataset=halves").expect(200)).body;
    if (shown !== null) assert.deepEqual([incidents[0].notes, incidents[0].extra], [shown, [["other", shown]]], text);
  }
});
