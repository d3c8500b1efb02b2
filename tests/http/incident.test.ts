import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import request from "supertest";
import { type Total, written } from "../support/effect";
import { openLedger, type TestLedger } from "../support/ledger";

let ledger: TestLedger;
before(async () => {
  ledger = await openLedger();
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
  await ledger.create({ slug: "printed", kind: "figures" });
  await ledger.upload("printed", "period,region,measure,value,published_on\n2024,PK,fatalities,1,2025-01-01\n", { publish: "true" }).expect(201);
  await ledger.upload("closed", OWN, { publish: "true" }).expect(201);
  for (const [query, status, code] of [
    ["dataset=closed&incident_id=w", 403, "aggregates_only"],
    ["dataset=own&incident_id=nothing", 404, "no_incident"],
    ["dataset=own&incident_id=w&revision=9", 404, "no_revision"],
    ["dataset=own", 400, "bad_parameter"],
    ["dataset=own&batch=1", 400, "bad_parameter"],
    ["dataset=own&batch=1&line=-1", 400, "bad_parameter"],
    ["dataset=own&incident_id=w&by=year", 400, "bad_parameter"],
    ["dataset=printed&incident_id=w", 400, "wrong_kind"],
    ["dataset=nowhere&incident_id=w", 404, "no_dataset"],
  ] as const) {
    const { status: answered, body } = await find(query);
    assert.deepEqual([answered, body.code], [status, code], query);
  }
  for (const path of ["incidents", "incidents.csv", "incidents/facets"]) {
    assert.equal((await request(ledger.app).get(`/api/${path}?dataset=closed&q=A`)).body.code, "aggregates_only");
  }
});
