import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import request from "supertest";
import { openLedger, type TestLedger } from "../support/ledger";

let ledger: TestLedger;
before(async () => {
  ledger = await openLedger();
  await ledger.create({ slug: "reports", kind: "figures" });
});
after(() => ledger.close());

const HEADER = "period,region,measure,value,published_on\n";
// CRSS annual reports of 30 Dec 2024 and 1 Jan 2026 (data/crss.csv).
const EARLIER = `${HEADER}2023,PK,fatalities,1533,2024-12-30\n2024,PK,fatalities,2546,2024-12-30\n2024,PK-KP,fatalities,1616,2024-12-30\n`;
const LATER = `${HEADER}2024,PK,fatalities,2555,2026-01-01\n2024,PK-KP,fatalities,1620,2026-01-01\n`;
const get = (address: string) => request(ledger.app).get(address).set("Authorization", `Bearer ${ledger.token}`);

test("before publishing, the changes and their headline effect are told, and nothing is visible yet", async () => {
  assert.equal((await ledger.upload("reports", EARLIER, { publish: "true" })).status, 201);
  const staged = await ledger.upload("reports", LATER, { mode: "append" });
  const changes = await get(`/api/imports/${staged.body.import.id}/changes?by=year,province&measure=fatalities`);
  assert.equal(changes.status, 200, changes.text);
  assert.equal(changes.body.headlines[0].text, "2024 fatalities 2,546 → 2,555; growth on 2023 from over 66% to nearly 67%");
  const province = changes.body.rows.find((row: Record<string, unknown>) => row.province === "PK-KP");
  assert.deepEqual([province.fatalities_before, province.fatalities_after, province.fatalities_difference], [1616, 1620, 4]);
  const now = await request(ledger.app).get("/api/aggregates?dataset=reports&by=year&from=2024&to=2024");
  assert.equal(now.body.rows[0].fatalities, 2546);
  assert.equal((await request(ledger.app).get(`/api/imports/${staged.body.import.id}/changes`)).status, 401);
});

test("a year of which only a part was known is said to be a lower bound", async () => {
  await ledger.create({ slug: "parts", kind: "figures" });
  await ledger.upload("parts", `${HEADER}2024-Q2,PK,fatalities,380,2024-07-01\n`, { publish: "true" });
  const staged = await ledger.upload("parts", `${HEADER}2024,PK,fatalities,2546,2024-12-30\n2025-Q1,PK,fatalities,897,2025-04-01\n`, { mode: "append" });
  const changes = await get(`/api/imports/${staged.body.import.id}/changes?by=year&measure=fatalities`);
  assert.deepEqual(
    changes.body.headlines.map(({ text }: { text: string }) => text),
    ["2024 fatalities at least 380 → 2,546", "2025 fatalities unknown → at least 897"],
  );
});

test("a year that is withdrawn is told, and the growth that is lost with it", async () => {
  await ledger.create({ slug: "withdrawn", title: "Reports", kind: "figures" });
  const rest = `${HEADER}2023,PK,fatalities,1533,2024-12-30\n`;
  await ledger.upload("withdrawn", `${rest}2024,PK,fatalities,2555,2026-01-01\n2025,PK,fatalities,2500,2026-01-01\n`, { publish: "true" });
  const told = async (csv: string) => {
    const staged = await ledger.upload("withdrawn", csv);
    const { body } = await get(`/api/imports/${staged.body.import.id}/changes?by=year&measure=fatalities`);
    return body.headlines.map(({ text }: { text: string }) => text);
  };
  assert.deepEqual(await told(`${rest}2025,PK,fatalities,2500,2026-01-01\n`), [
    "2024 fatalities 2,555 → none; growth on 2023 no longer known",
    "2025 fatalities 2,500; growth on 2024 no longer known",
  ]);
  assert.deepEqual(await told(rest), [
    "2024 fatalities 2,555 → none; growth on 2023 no longer known",
    "2025 fatalities 2,500 → none; growth on 2024 no longer known",
  ]);
});

test("a year of incidents that is withdrawn is told, inside coverage as zero", async () => {
  for (const coverage of [null, "2023/2024"]) {
    const slug = coverage === null ? "uncovered" : "covered";
    await ledger.create({ slug, coverage });
    await ledger.upload(slug, "date,province,fatalities\n2023-05-01,KP,10\n2024-05-01,KP,20\n", { publish: "true" });
    const staged = await ledger.upload(slug, "date,province,fatalities\n2023-05-01,KP,10\n");
    const { body } = await get(`/api/imports/${staged.body.import.id}/changes?by=year&measure=fatalities`);
    const killed = body.headlines.filter(({ measure }: { measure: string }) => measure === "fatalities").map(({ text }: { text: string }) => text);
    const zero = "2024 fatalities 20 → 0; growth on 2023 from over 99% to a fall of 100%";
    assert.deepEqual(killed, [coverage === null ? "2024 fatalities 20 → none; growth on 2023 no longer known" : zero.replace("over 99%", "100%")]);
  }
});

test("what was compared with a revision no longer in force is not published before somebody has seen what it changes now", async () => {
  const publish = (id: number, query = "") => request(ledger.app).post(`/api/imports/${id}/publish${query}`).set("Authorization", `Bearer ${ledger.token}`);
  const rows = (killed: number) => `date,province,fatalities\n2024-05-01,KP,${killed}\n`;
  const figure = (value: number) => `${HEADER}2024,PK,fatalities,${value},2024-12-30\n`;
  for (const [slug, kind, mode, text] of [
    ["seen", "incidents", "replace", rows],
    ["seen-figures", "figures", "append", figure],
  ] as const) {
    await ledger.create({ slug, kind });
    await ledger.upload(slug, text(1), { publish: "true" }).expect(201);
    const stage = async (killed: number) => (await ledger.upload(slug, text(killed), { mode }).expect(201)).body.import.id as number;
    const [first, second, third] = [await stage(2), await stage(3), await stage(4)];
    const seen = async (id: number) => (await get(`/api/imports/${id}/changes`)).body.from as number;
    assert.equal(await seen(second), 1);
    assert.equal((await publish(first, "?reviewed=1")).body.import.revision, 2);
    for (const query of ["", "?reviewed=1", "?reviewed=0"]) {
      const { status, body } = await publish(second, query);
      assert.deepEqual([status, body.code, body.in_force, body.changes], [409, "review_outdated", 2, `/api/imports/${second}/changes`]);
      assert.match(body.detail, /revision 2.*Look at .*\/changes.*publish\?reviewed=2/);
    }
    assert.equal(await seen(second), 2);
    assert.equal((await publish(second, "?reviewed=2")).body.import.revision, 3);
    // Pressed again, in whatever way, it is told what it became.
    for (const query of ["", "?reviewed=2", "?reviewed=1"]) assert.equal((await publish(second, query)).body.import.revision, 3);
    // Whoever publishes with the upload itself reviews nothing, and the last one is in force.
    await ledger.upload(slug, text(5), { mode, publish: "true" }).expect(201);
    assert.equal((await publish(third, "?reviewed=3")).body.code, "review_outdated");
    // Staged anew is compared anew.
    assert.equal((await publish(await stage(6))).body.import.revision, 5);
  }
  for (const query of ["?reviewed=x", "?reviewed=-1", "?reviewed=1.5", "?reviewed=1&reviewed=2", "?seen=1"])
    assert.deepEqual([(await publish(999, query)).status, (await publish(999, query)).body.code], [400, "bad_parameter"], query);
});

test("a revision can be taken back; every revision keeps its numbers", async () => {
  await ledger.upload("reports", LATER, { mode: "append", publish: "true" });
  const restored = await request(ledger.app).post("/api/datasets/reports/revisions/1/restore").set("Authorization", `Bearer ${ledger.token}`);
  assert.deepEqual([restored.status, restored.body.revision.revision, restored.body.revision.restored_from], [201, 3, 1]);
  const value = async (revision: string) =>
    (await request(ledger.app).get(`/api/aggregates?dataset=reports&by=year&from=2024&to=2024${revision}`)).body.rows[0].fatalities;
  assert.deepEqual([await value("&revision=1"), await value("&revision=2"), await value("&revision=3"), await value("")], [2546, 2555, 2546, 2546]);
  const diff = await request(ledger.app).get("/api/datasets/reports/diff?from=1&to=2&by=year");
  assert.deepEqual(
    diff.body.rows.map((row: Record<string, unknown>) => [row.year, row.fatalities_before, row.fatalities_after]),
    [["2024", 2546, 2555]],
  );
  const again = await request(ledger.app).post("/api/datasets/reports/revisions/1/restore").set("Authorization", `Bearer ${ledger.token}`);
  assert.deepEqual([again.status, again.body.unchanged], [200, true]);
});

test("a comparison says what it cannot do", async () => {
  for (const [address, status] of [
    ["diff?from=0", 400],
    ["diff?from=1&to=99", 404],
    ["diff?as_of=2024-01-01", 400],
    ["diff?by=nothing", 400],
  ] as const) {
    assert.equal((await request(ledger.app).get(`/api/datasets/reports/${address}`)).status, status, address);
  }
  assert.equal((await request(ledger.app).post("/api/datasets/reports/revisions/1/restore")).status, 401);
  assert.equal((await request(ledger.app).post("/api/datasets/reports/revisions/77/restore").set("Authorization", `Bearer ${ledger.token}`)).status, 404);
});
