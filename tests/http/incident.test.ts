import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import request from "supertest";
import { openLedger, type TestLedger } from "../support/ledger";

let ledger: TestLedger;
before(async () => {
  ledger = await openLedger({ seed: true });
  await ledger.create({ slug: "own" }).expect(201);
  await ledger.upload("own", OWN, { publish: "true", file_name: "own.csv" }).expect(201);
});
after(() => ledger.close());

const OWN = `incident_id,occurred_on,province,victim,killed,killed_low,killed_high,injured,source,published_on
w,2024-03-30,KP,civilian,2,,,1,A,2024-03-31
w,2024-03-30,KP,security,3,2,5,,A,2024-03-31
w,2024-03-30,KP,civilian,0,,,,B,2024-04-02
m,2024-06-30,KP,civilian,4,,,,A,2024-07-01
m,2024-07-01,Sindh,civilian,4,,,,B,2024-07-02
u,2024-09-01,FATA,civilian,,,,,A,
u,2024-09-01,FATA,civilian,,,,,B,
,2024-09-02,KP,civilian,1,,,2,A,
z,2024-12-01,KP,civilian,0,,,,A,2024-12-01
z,2024-12-01,KP,civilian,1,,,,B,2024-12-01
`;

const find = (query: string) => request(ledger.app).get(`/api/incident?${query}`);
async function incident(query: string) {
  const { status, body } = await find(query);
  assert.equal(status, 200, JSON.stringify(body));
  return body;
}
interface Total {
  measure: string;
  period: string;
  province: string | null;
  now: number | null;
  would_be: number;
  difference: number;
  query: string;
}
const written = (totals: Total[], measure: string) =>
  totals.filter((total) => total.measure === measure).map((total) => `${total.period} ${total.province ?? "PK"}: ${total.now} -> ${total.would_be}`);

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

test("the parts of an incident add up; a value that takes its only death away takes a fatal incident too", async () => {
  const { incident: whole, parts, differing, alternatives, reports } = await incident("dataset=own&incident_id=w");
  assert.deepEqual(
    parts.map((part: { victim: string; fatalities: { low: number; best: number; high: number } }) => [
      part.victim,
      part.fatalities.low,
      part.fatalities.best,
      part.fatalities.high,
    ]),
    [
      ["civilian", 0, 0, 2],
      ["security", 2, 3, 5],
    ],
  );
  assert.deepEqual(whole.fatalities, { low: 2, best: 3, high: 7 });
  assert.equal(reports.length, 3);
  assert.deepEqual(differing, ["fatalities"]);
  assert.deepEqual(
    alternatives.map((one: { victim: string; value: number }) => [one.victim, one.value]),
    [["civilian", 2]],
  );
  const {
    alternatives: other,
    parts: [part],
  } = await incident("dataset=own&incident_id=z");
  assert.equal(
    part.fatalities.how,
    "Both reports give a number of killed: one says 1, one says 0. Best is 0: 1 and 0 are given equally often, and where the last reports of each are of one day the lower value stands.",
  );
  assert.deepEqual(written(other[0].totals, "fatal_incidents").at(0), "2024-Q4 PK: 0 -> 1");
});

test("a report of another day and province would move the incident", async () => {
  const { alternatives, differing, parts } = await incident("dataset=own&incident_id=m");
  assert.deepEqual(differing, ["occurred_on", "province"]);
  assert.equal(parts[0].fatalities.how, "Both reports give a number of killed: two say 4. Best is 4: they agree.");
  assert.deepEqual([alternatives.length, alternatives[0].value, alternatives[0].placing.province], [1, 4, "PK-KP"]);
  const { totals } = alternatives[0];
  assert.deepEqual(written(totals, "incidents"), [
    "2024-Q3 PK: 3 -> 2",
    "2024-Q3 PK-SD: 1 -> 0",
    "2024 PK-SD: 1 -> 0",
    "2024-Q2 PK: null -> 1",
    "2024-Q2 PK-KP: null -> 1",
    "2024 PK-KP: 4 -> 5",
  ]);
});

test("what would be is what is, once the others are gone from the file", async () => {
  const lines = OWN.trim().split("\n");
  let checked = 0;
  for (const id of ["w", "m", "z"]) {
    const { alternatives, reports } = await incident(`dataset=own&incident_id=${id}`);
    for (const [at, { victim, measure, reports: believed, totals }] of alternatives.entries()) {
      const gone = reports.filter(
        (report: { victim: string; line: number }) => report.victim === victim && !believed.some(({ line }: { line: number }) => line === report.line),
      );
      const slug = `believed-${id}-${at}`;
      await ledger.create({ slug }).expect(201);
      const rest = lines.filter((_, index) => !gone.some(({ line }: { line: number }) => line === index + 1));
      await ledger.upload(slug, rest.join("\n"), { publish: "true" }).expect(201);
      for (const total of totals as Total[]) {
        const { body } = await request(ledger.app)
          .get(total.query.replace("dataset=own", `dataset=${slug}`))
          .expect(200);
        assert.equal(body.rows[0][total.measure] ?? 0, total.would_be, `${id} ${measure} ${total.measure} ${total.period} ${total.province}`);
        checked += 1;
      }
    }
  }
  assert.ok(checked > 20, String(checked));
});

test("not given is not zero; a row without an id is found by its line, and FATA counts in Khyber Pakhtunkhwa", async () => {
  const { incident: whole, parts, alternatives } = await incident("dataset=own&incident_id=u");
  assert.deepEqual([whole.fatalities, whole.province, alternatives], [{ low: null, best: null, high: null }, "PK-TA", []]);
  assert.equal(parts[0].fatalities.how, "None of the two reports gives a number of killed: not known, which is not zero.");
  const { body } = await request(ledger.app).get("/api/incidents?dataset=own&from=2024-09-02&to=2024-09-02");
  const [{ batch, line }] = body.incidents;
  const alone = await incident(`dataset=own&batch=${batch}&line=${line}`);
  assert.deepEqual([alone.incident.incident_id, alone.parts[0].fatalities.how], [null, "One report: its 1 killed. There is nothing to choose."]);
  assert.equal(alone.address, `/incident?dataset=own&batch=${batch}&line=${line}&revision=1`);
});

test("the page of an old revision stays; a rule changed after the import is told, for the totals keep what was chosen", async () => {
  await ledger.create({ slug: "moving", best_rule: "highest" });
  const csv = "incident_id,date,province,killed,source\na,2024-01-01,KP,5,A\na,2024-01-01,KP,7,B\n";
  const { id } = (await ledger.upload("moving", csv).expect(201)).body.import;
  const send = (method: "patch" | "post", path: string) => request(ledger.app)[method](path).set("Authorization", `Bearer ${ledger.token}`);
  await send("patch", "/api/datasets/moving").send({ best_rule: "lowest" }).expect(200);
  await send("post", `/api/imports/${id}/publish`).expect(200);
  const { parts } = await incident("dataset=moving&incident_id=a");
  assert.equal(parts[0].fatalities.best, 7);
  assert.match(parts[0].fatalities.how, /Counted is 7, as chosen when the file was imported; the rule of today \(the lowest value reported\) would choose 5\./);
  await ledger.upload("moving", "incident_id,date,province,killed,source\na,2024-01-01,KP,9,C\n", { mode: "update", publish: "true" }).expect(201);
  assert.equal((await incident("dataset=moving&incident_id=a")).incident.fatalities.best, 9);
  const { headers, body } = await find("dataset=moving&incident_id=a&revision=1");
  assert.deepEqual([body.incident.fatalities.best, body.reports.length], [7, 2]);
  assert.match(headers["cache-control"] ?? "", /immutable/);
  assert.match(body.dataset.citation, /revision 1 of .*\/incident\?dataset=moving&incident_id=a&revision=1$/);
});

test("what is not there, not asked rightly or not to be shown is refused", async () => {
  await ledger.create({ slug: "closed", sharing: "aggregates" });
  await ledger.upload("closed", OWN, { publish: "true" }).expect(201);
  for (const [query, status, code] of [
    ["dataset=closed&incident_id=w", 403, "aggregates_only"],
    ["dataset=own&incident_id=nothing", 404, "no_incident"],
    ["dataset=own&incident_id=w&revision=9", 404, "no_revision"],
    ["dataset=own", 400, "bad_parameter"],
    ["dataset=own&batch=1", 400, "bad_parameter"],
    ["dataset=own&batch=1&line=-1", 400, "bad_parameter"],
    ["dataset=own&incident_id=w&by=year", 400, "bad_parameter"],
    ["dataset=crss&incident_id=w", 400, "wrong_kind"],
    ["dataset=nowhere&incident_id=w", 404, "no_dataset"],
  ] as const) {
    const { status: answered, body } = await find(query);
    assert.deepEqual([answered, body.code], [status, code], query);
  }
  for (const path of ["incidents", "incidents.csv", "incidents/facets"]) {
    assert.equal((await request(ledger.app).get(`/api/${path}?dataset=closed&q=A`)).body.code, "aggregates_only");
  }
});
