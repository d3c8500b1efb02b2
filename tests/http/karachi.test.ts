import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import request from "supertest";
import { type Total, written } from "../support/effect";
import { openLedger, type TestLedger } from "../support/ledger";

/** The worked case of reconciliation: Karachi airport, 6 October 2024, as data/chinese-nationals.csv has it. */

let ledger: TestLedger;
before(async () => {
  ledger = await openLedger({ seed: true });
});
after(() => ledger.close());

async function incident(query: string) {
  const { status, body } = await request(ledger.app).get(`/api/incident?${query}`);
  assert.equal(status, 200, JSON.stringify(body));
  return body;
}

const KARACHI = "dataset=chinese-nationals&incident_id=2024-10-06-karachi-airport";

test("Karachi airport, 6 October 2024: nine reports, 2 or 3 killed, 8 to 17 wounded, and how the ledger chose", async () => {
  // Dawn, Pakistan Today, MENAFN, News.Az, ANI, moneytreck.com, The Friday Times and two unnamed reports (data/chinese-nationals.csv).
  const { parts, reports, rule, incident: whole, differing } = await incident(KARACHI);
  assert.equal(reports.length, 9);
  assert.deepEqual(
    [whole.fatalities, whole.injured],
    [
      { low: 2, best: 3, high: 3 },
      { low: 8, best: 11, high: 17 },
    ],
  );
  const [{ fatalities, injured }] = parts;
  const votes = (values: { value: number; reports: unknown[] }[]) => values.map(({ value, reports: given }) => [value, given.length]);
  assert.deepEqual(votes(fatalities.values), [
    [3, 4],
    [2, 3],
  ]);
  assert.deepEqual(votes(injured.values), [
    [11, 2],
    [10, 2],
    [17, 1],
    [16, 1],
    [8, 1],
  ]);
  assert.deepEqual([fatalities.spread, injured.spread, fatalities.given, injured.given], [1, 9, 7, 7]);
  assert.equal(fatalities.how, "Seven of nine reports give a number of killed: four say 3, three say 2. Best is 3, the value most reports give.");
  assert.equal(
    injured.how,
    "Seven of nine reports give a number of wounded: two say 11, two say 10, one says 17, one says 16, one says 8. Best is 11: 11 and 10 are given equally often, and the latest report among them says 11 (The Friday Times, of 30 November 2024).",
  );
  assert.equal(rule.name, "most_reported");
  assert.deepEqual(differing, ["claimed_by", "fatalities", "injured"]);
});

test("its reports come by the day they were published, each with its own counts, source, file and line", async () => {
  const { reports } = await incident(KARACHI);
  const told = reports.map(
    (report: { source: string; fatalities: { best: number | null }; injured: { best: number | null }; published_on: string | null; line: number }) => [
      report.published_on,
      report.source.slice(0, 14),
      report.fatalities.best,
      report.injured.best,
      report.line,
    ],
  );
  assert.deepEqual(told, [
    ["2024-10-07", "Dawn", 3, 11, 23],
    ["2024-10-07", "Pakistan Today", 3, 10, 24],
    ["2024-10-07", "News.Az", 2, 10, 26],
    ["2024-10-08", "MENAFN", 2, 8, 25],
    ["2024-10-08", "moneytreck.com", 2, 17, 28],
    ["2024-10-14", "ANI on Lokmat ", 3, 16, 27],
    ["2024-11-14", "news report of", 3, null, 31],
    ["2024-11-30", "The Friday Tim", null, 11, 29],
    [null, "news report of", null, null, 30],
  ]);
  assert.equal(reports[0].source_url, "https://www.dawn.com/news/1863586/2-chinese-nationals-among-3-dead-in-massive-blast-near-karachi-airport");
  assert.equal(reports[0].file_name, "chinese-nationals.csv");
});

test("believing the three reports of 2 killed would lower the quarter, the year and Sindh by one; each total has its proof", async () => {
  const { alternatives } = await incident(KARACHI);
  const [killed, ...wounded] = alternatives;
  assert.deepEqual([killed.measure, killed.value, killed.reports.length], ["fatalities", 2, 3]);
  // 2024: Besham 6, Karachi airport 3, SITE area 0, Gwadar port not read.
  assert.deepEqual(written(killed.totals, "fatalities"), ["2024-Q4 PK: 3 -> 2", "2024-Q4 PK-SD: 3 -> 2", "2024 PK: 9 -> 8", "2024 PK-SD: 3 -> 2"]);
  assert.deepEqual(written(killed.totals, "casualties"), ["2024-Q4 PK: 16 -> 15", "2024-Q4 PK-SD: 16 -> 15", "2024 PK: 22 -> 21", "2024 PK-SD: 16 -> 15"]);
  assert.deepEqual(written(killed.totals, "fatal_incidents"), []);
  assert.deepEqual(
    wounded.map((one: { value: number; totals: Total[] }) => [one.value, written(one.totals, "injured")[0]]),
    [
      [8, "2024-Q4 PK: 13 -> 10"],
      [10, "2024-Q4 PK: 13 -> 12"],
      [16, "2024-Q4 PK: 13 -> 18"],
      [17, "2024-Q4 PK: 13 -> 19"],
    ],
  );
  for (const { totals } of alternatives) {
    for (const { query, measure, now } of totals as Total[]) {
      const { body } = await request(ledger.app).get(query).expect(200);
      assert.equal(body.rows[0][measure], now, query);
    }
  }
});
