import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import request from "supertest";
import { CompareShape } from "../../server/http/schemas";
import { openLedger, type TestLedger } from "../support/ledger";

let ledger: TestLedger;
before(async () => {
  ledger = await openLedger({ seed: true });
});
after(() => ledger.close());
const compare = (query: string) => request(ledger.app).get(`/api/compare?${query}`);

// PIPS Security Report 2024; PICSS annual assessment of 14 Jan 2025; CRSS Annual Security Report 2024; GTI 2025 (sources in data/).
test("attacks of 2024 by publisher: PIPS 521, PICSS 905, CRSS 909, GTI 1,099, with their spread", async () => {
  const response = await compare("datasets=pips,picss,crss,gti&measure=incidents&incident_type=attack&by=year&from=2024&to=2024");
  const body = CompareShape.parse(response.body);
  const [row] = body.rows;
  assert.deepEqual([row?.pips, row?.picss, row?.crss, row?.gti], [521, 905, 909, 1099]);
  assert.deepEqual([row?.spread_low, row?.spread_high, row?.spread_ratio], [521, 1099, 2.109]);
  // Each side's own address asks in the publisher's own words, and gives the same number.
  for (const { slug, address } of body.datasets) {
    const { body: side } = await request(ledger.app).get(address);
    assert.equal(side.rows[0].incidents, row?.[slug], address);
  }
  const csv = await request(ledger.app).get("/api/compare.csv?datasets=pips,picss,crss,gti&measure=incidents&incident_type=attack&by=year&from=2024&to=2024");
  assert.equal(csv.text.split("\n")[1], "2024,521,published,905,published,909,published,1099,published,521,1099,2.109");
});

test("killed in 2024: what a publisher did not print stays empty, and definitions that differ are named", async () => {
  const response = await compare("datasets=crss,picss,satp&by=year&from=2024&to=2024");
  const [row] = response.body.rows;
  assert.deepEqual([row.crss, row.picss, row.satp, row.satp_status], [2555, 1950, null, "missing"]);
  assert.ok(response.body.notes.every((note: { code: string }) => note.code === "definition"));
});

test("a comparison that makes no sense is refused by name", async () => {
  for (const [query, parameter] of [
    ["datasets=crss", "datasets"],
    ["datasets=crss,picss&by=province", "by"],
    ["datasets=crss,picss&measure=fatalities,injured", "measure"],
    ["datasets=crss,picss&change=previous&by=year", "change"],
  ] as const) {
    const response = await compare(query);
    assert.equal(response.status, 400, query);
    assert.ok(
      response.body.parameters.some((fault: { parameter: string }) => fault.parameter === parameter),
      query,
    );
  }
  assert.equal((await compare("datasets=crss,nowhere")).status, 404);
});
