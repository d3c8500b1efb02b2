import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import readExcelFile from "read-excel-file/node";
import request from "supertest";
import type { Answer } from "../../server/domain/table";
import { openLedger, type TestLedger } from "../support/ledger";

let ledger: TestLedger;
before(async () => {
  ledger = await openLedger({ seed: true });
});
after(() => ledger.close());

async function ask(query: string): Promise<Answer> {
  const response = await request(ledger.app).get(`/api/aggregates?${query}`);
  assert.equal(response.status, 200, response.text);
  return response.body;
}
const round = (value: unknown) => (typeof value === "number" ? Math.round(value * 10) / 10 : value);

test("CRSS 2024-Q3: 722 killed, 615 wounded, 328 incidents, changes on 2024-Q2 with their base", async () => {
  const { rows } = await ask("dataset=crss&measure=fatalities,injured,incidents&by=quarter&from=2024-Q2&to=2024-Q3&change=previous");
  const row = rows[1];
  assert.ok(row);
  assert.equal(row.quarter, "2024-Q3");
  for (const [measure, value, change, pct, base] of [
    ["fatalities", 722, 342, 90, 380],
    ["injured", 615, 395, 179.5, 220],
    ["incidents", 328, 88, 36.7, 240],
  ] as const) {
    assert.deepEqual([row[measure], row[`${measure}_status`]], [value, "published"]);
    assert.deepEqual(
      [row[`${measure}_change`], round(row[`${measure}_change_pct`]), row[`${measure}_base`], row[`${measure}_flag`]],
      [change, pct, base, null],
    );
  }
});

test("the year 2023 by vintage: 1,533 today, 1,524 and 1,523 as of earlier days", async () => {
  const value = async (asOf: string) => (await ask(`dataset=crss&by=year&from=2023&to=2023${asOf}`)).rows[0]?.fatalities;
  assert.equal(await value(""), 1533);
  assert.equal(await value("&as_of=2024-01-15"), 1524);
  assert.equal(await value("&as_of=2024-10-05"), 1523);
});

test("2024 by quarter and province: what CRSS did not print is null, and the total less the known parts stands apart", async () => {
  const { rows, notes } = await ask("dataset=crss&by=quarter,province&from=2024&to=2024");
  const third = rows.filter((row) => row.quarter === "2024-Q3");
  assert.equal(third.length, 8);
  for (const row of third.slice(0, 7)) assert.deepEqual([row.fatalities, row.fatalities_status], [null, "missing"]);
  assert.deepEqual([third[7]?.province, third[7]?.fatalities, third[7]?.fatalities_status], ["unsplit", 722, "derived"]);
  assert.ok(!rows.some((row) => row.fatalities === 0));
  assert.ok(notes.some((note) => note.code === "missing"));
  const csv = await request(ledger.app).get("/api/aggregates.csv?dataset=crss&by=quarter,province&from=2024&to=2024");
  assert.equal(csv.text.split("\n")[0], "quarter,province,fatalities,fatalities_status");
  assert.ok(csv.text.includes("2024-Q3,PK-KP,,missing\n"));
});

test("what was not split has no change: in 2024-Q4 all 1,028 were not, in 2025-Q1 the 8 of provinces without a figure", async () => {
  const { rows } = await ask("dataset=crss&by=quarter,province&from=2025-Q1&to=2025-Q2&change=previous&share=province");
  const rest = rows.filter(({ province }) => province === "unsplit");
  assert.deepEqual(
    rest.map((row) => [
      row.fatalities,
      row.fatalities_change,
      row.fatalities_change_pct,
      row.fatalities_base,
      row.fatalities_flag,
      row.fatalities_share_change,
    ]),
    [8, 2].map((left) => [left, null, null, null, "no_base", null]),
  );
});

test("2025-Q1 to Q3 by province: printed counts, and bars that reach the printed total", async () => {
  const { rows } = await ask("dataset=crss&by=quarter,province&from=2025-Q1&to=2025-Q3");
  const sum = (quarter: string) => rows.filter((row) => row.quarter === quarter).reduce((total, row) => total + Number(row.fatalities ?? 0), 0);
  assert.deepEqual(["2025-Q1", "2025-Q2", "2025-Q3"].map(sum), [900, 616, 901]);
  assert.equal(rows.find((row) => row.quarter === "2025-Q1" && row.province === "PK-JK")?.fatalities, 0);
});

test("several provinces without a breakdown ask for the set", async () => {
  const query = "dataset=crss&measure=fatalities_share&from=2024-Q3&to=2024-Q3&detail=true";
  for (const province of ["province=PK-KP,PK-BA", "province=PK-BA%2BPK-KP", "province=PK-BA+PK-KP", "province=PK-KP&province=PK-BA"]) {
    const [row] = (await ask(`${query}&${province}`)).rows;
    assert.deepEqual([row?.fatalities_share, row?.fatalities_share_qualifier], [97, "nearly"], province);
  }
});

test("wide layout: the last dimension becomes columns", async () => {
  const { columns, rows } = await ask("dataset=crss&by=victim,quarter&from=2025-Q2&to=2025-Q3&layout=wide");
  assert.deepEqual(
    columns.map(({ name }) => name),
    ["victim", "fatalities_2025-Q2", "fatalities_2025-Q2_status", "fatalities_2025-Q3", "fatalities_2025-Q3_status"],
  );
  assert.deepEqual(rows.find((row) => row.victim === "civilian")?.["fatalities_2025-Q3"], 219);
});

test("attacks on Chinese nationals: several reports of one incident count once, with low, best and high", async () => {
  const karachi = "dataset=chinese-nationals&measure=incidents,fatalities,injured&from=2024-10-06&to=2024-10-06";
  const values = async (estimate: string) => {
    const [row] = (await ask(`${karachi}&estimate=${estimate}`)).rows;
    return [row?.incidents, row?.fatalities, row?.injured];
  };
  assert.deepEqual(await values("low"), [1, 2, 8]);
  assert.deepEqual(await values("high"), [1, 3, 17]);
  assert.deepEqual((await values("best"))[0], 1);
  const rows = await request(ledger.app).get("/api/incidents?dataset=chinese-nationals&from=2024-10-06&to=2024-10-06");
  assert.equal(rows.body.incidents.length, 9);
  assert.equal(rows.body.incidents.filter((row: { counted: boolean }) => row.counted).length, 1);
});

test("incidents dated to a month are not broken down by day, and are told", async () => {
  const { rows, notes } = await ask("dataset=chinese-nationals&measure=incidents&by=day&from=2018&to=2018");
  assert.equal(
    rows.reduce((sum, row) => sum + Number(row.incidents ?? 0), 0),
    2,
  );
  assert.ok(notes.some((note) => note.code === "not_broken_down"));
  const byMonth = await ask("dataset=chinese-nationals&measure=incidents&by=month&from=2018&to=2018");
  assert.equal(
    byMonth.rows.reduce((sum, row) => sum + Number(row.incidents ?? 0), 0),
    3,
  );
});

test("the workbook holds numbers as numbers and a sheet on its source", async () => {
  const address = "/api/aggregates.xlsx?dataset=crss&by=quarter&from=2024-Q2&to=2024-Q3&change=previous";
  const response = await request(ledger.app)
    .get(address)
    .buffer(true)
    .parse((res, done) => {
      const chunks: Buffer[] = [];
      res.on("data", (chunk: Buffer) => chunks.push(chunk));
      res.on("end", () => done(null, Buffer.concat(chunks)));
    });
  const sheets = await readExcelFile(response.body);
  const data = sheets.find(({ sheet }) => sheet === "Data")?.data;
  assert.deepEqual(data?.[2]?.slice(0, 4), ["2024-Q3", 722, "published", 342]);
  assert.ok(sheets.some(({ sheet }) => sheet === "About"));
});

test("answers carry a strong ETag; pinned ones never change", async () => {
  const address = "/api/aggregates?dataset=crss&by=year&revision=1";
  const first = await request(ledger.app).get(address);
  assert.match(first.headers.etag ?? "", /^"[^"]+"$/);
  assert.match(first.headers["cache-control"] ?? "", /immutable/);
  assert.equal(
    (
      await request(ledger.app)
        .get(address)
        .set("If-None-Match", first.headers.etag ?? "")
    ).status,
    304,
  );
  const other = await request(ledger.app).get("/api/aggregates?dataset=crss&by=quarter&revision=1");
  assert.notEqual(other.headers.etag, first.headers.etag);
});

test("a question that cannot be answered says what to change", async () => {
  for (const [query, status, word] of [
    ["dataset=crss&colour=red", 400, "colour"],
    ["dataset=crss&measure=tanks", 400, "tanks"],
    ["dataset=crss&by=tactic", 400, "tactic"],
    ["dataset=crss&by=day", 400, "day"],
    ["dataset=crss&by=quarter,year", 400, "one of"],
    ["dataset=crss&from=2024-13", 400, "2024-13"],
    ["dataset=crss&from=2025&to=2024", 400, "before"],
    ["dataset=crss&province=Atlantis", 400, "Atlantis"],
    ["dataset=crss&victim=alien", 400, "alien"],
    ["dataset=crss&revision=99", 404, "99"],
    ["dataset=nowhere", 404, "nowhere"],
    ["", 400, "dataset"],
    ["dataset=crss&as_of=yesterday", 400, "yesterday"],
    ["dataset=crss&change=previous", 400, "breakdown"],
    ["dataset=crss&by=month,province,victim,incident_type&from=1900&to=2199", 400, "at most"],
  ] as const) {
    const response = await request(ledger.app).get(`/api/aggregates?${query}`);
    assert.equal(response.status, status, query);
    assert.match(response.headers["content-type"] ?? "", /application\/problem\+json/);
    assert.ok(response.body.detail.includes(word), `${query}: ${response.body.detail}`);
    assert.ok(response.body.code);
  }
});
