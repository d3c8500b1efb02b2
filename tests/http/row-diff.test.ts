import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import request from "supertest";
import { openLedger, type TestLedger } from "../support/ledger";

let ledger: TestLedger;
before(async () => {
  ledger = await openLedger();
});
after(() => ledger.close());

const get = (address: string) => request(ledger.app).get(address);
/** Each difference in a word: what, of which row, and the cells that differ. */
type Side = Record<string, unknown> | null;
async function told(address: string): Promise<string[]> {
  const answer = await get(address);
  assert.equal(answer.status, 200, answer.text);
  return answer.body.rows.map(({ difference, changed, before: old, after: now }: { difference: string; changed: string[]; before: Side; after: Side }) => {
    const row = now ?? old;
    const cells = changed.map((column) => `${column} ${old?.[column]}>${now?.[column]}`);
    return [difference, row?.incident_id ?? row?.occurred_on ?? row?.period, row?.victim, ...cells, `${old?.line ?? "-"}>${now?.line ?? "-"}`].join(" ");
  });
}

const HEADER = "incident_id,date,province,tactic,victim,fatalities,injured\n";
const FIRST = `${HEADER}a,2024-01-10,KP,IED,civilian,5,1\na,2024-01-10,KP,IED,security,2,\nb,2024-01-11,Sindh,Shooting,civilian,1,0\nc,2024-02-01,Punjab,IED,civilian,4,4\n`;
const SECOND = `${HEADER}a,2024-01-10,KP,IED,civilian,6,1\na,2024-01-10,KP,IED,security,2,\nb,2024-01-11,Sindh,Shooting,civilian,1,0\nd,2024-03-01,KP,IED,militant,9,\n`;

test("rows with an incident_id are compared by it: added, removed, or changed cell by cell, with the line of either file", async () => {
  await ledger.create({ slug: "events" });
  await ledger.upload("events", FIRST, { publish: "true", file_name: "first.csv" });
  await ledger.upload("events", SECOND, { publish: "true", mode: "update", complete: "true", file_name: "second.csv" });
  const expected = ["changed a civilian fatalities 5>6 2>2", "removed c civilian 5>-", "added d militant ->5"];
  assert.deepEqual(await told("/api/datasets/events/diff/rows?from=1&to=2"), expected);
  const { body } = await get("/api/datasets/events/diff/rows?from=1&to=2");
  assert.deepEqual(body.counts, { added: 1, removed: 1, changed: 1 });
  assert.deepEqual([body.rows[0].before.file_name, body.rows[0].after.file_name], ["first.csv", "second.csv"]);
  assert.deepEqual(await told("/api/datasets/events/diff/rows"), expected, "the last two revisions unless said");
  assert.deepEqual(await told("/api/datasets/events/diff/rows?from=2&to=1"), [
    "changed a civilian fatalities 6>5 2>2",
    "added c civilian ->5",
    "removed d militant 5>-",
  ]);
  assert.deepEqual(await told("/api/datasets/events/diff/rows?from=2&to=2"), []);
  // The same rows sent whole, in another order: nothing differs but what does.
  const lines = SECOND.trim().split("\n");
  await ledger.upload("events", `${[lines[0], ...lines.slice(1).reverse()].join("\n")}\n`, { publish: "true" });
  assert.deepEqual(await told("/api/datasets/events/diff/rows?from=2&to=3"), []);
  assert.deepEqual(
    (await told("/api/datasets/events/diff/rows?from=1&to=3")).map((line) => line.replace(/ \S+$/, "")),
    expected.map((line) => line.replace(/ \S+$/, "")),
  );
});

test("a row whose class alone changed is one row; filters keep a pair where either version fulfils them", async () => {
  await ledger.create({ slug: "moved" });
  await ledger.upload("moved", `${HEADER}a,2024-01-10,KP,IED,unspecified,5,1\nb,2024-05-10,KP,IED,civilian,5,1\n`, { publish: "true" });
  await ledger.upload("moved", `${HEADER}a,2024-01-10,KP,IED,civilian,5,1\nb,2024-05-10,Sindh,IED,civilian,5,1\n`, { publish: "true" });
  const moved = "changed b civilian province PK-KP>PK-SD province_raw KP>Sindh 3>3";
  assert.deepEqual(await told("/api/datasets/moved/diff/rows"), ["changed a civilian victim unspecified>civilian 2>2", moved]);
  for (const filter of ["province=PK-KP&period=2024-Q2", "province=Sindh", "period=2024-05"]) {
    assert.deepEqual(await told(`/api/datasets/moved/diff/rows?${filter}`), [moved], filter);
    assert.deepEqual((await get(`/api/datasets/moved/diff/rows?${filter}`)).body.counts, { added: 0, removed: 0, changed: 1 });
  }
  assert.deepEqual(await told("/api/datasets/moved/diff/rows?province=PK-PB"), []);
  assert.deepEqual(await told("/api/datasets/moved/diff/rows?q=IED&only=added,removed"), []);
});

test("rows without an incident_id are compared as a multiset: three equal rows against one are two removed", async () => {
  const header = "date,province,fatalities,notes\n";
  const same = "2024-01-10,KP,5,same\n";
  await ledger.create({ slug: "bare" });
  await ledger.upload("bare", `${header}${same}${same}${same}2024-01-11,KP,1,\n`, { publish: "true" });
  await ledger.upload("bare", `${header}2024-01-11,KP,2,\n${same}2024-02-11,Sindh,,new\n`, { publish: "true" });
  assert.deepEqual(await told("/api/datasets/bare/diff/rows"), [
    "removed 2024-01-10 unspecified 3>-",
    "removed 2024-01-10 unspecified 4>-",
    "removed 2024-01-11 unspecified 5>-",
    "added 2024-01-11 unspecified ->2",
    "added 2024-02-11 unspecified ->4",
  ]);
});

test("figures are compared by their cell and the day they were printed", async () => {
  const header = "period,region,measure,value,qualifier,published_on,report\n";
  await ledger.create({ slug: "reports", kind: "figures" });
  await ledger.upload("reports", `${header}2024,PK,fatalities,2546,exact,2024-12-30,Annual\n2024,PK-KP,fatalities,1616,exact,2024-12-30,Annual\n`, {
    publish: "true",
  });
  await ledger.upload("reports", `${header}2024,PK,fatalities,2555,exact,2026-01-01,Annual\n2024,PK-KP,fatalities,1616,at_least,2024-12-30,Annual\n`, {
    publish: "true",
  });
  const lines = (await told("/api/datasets/reports/diff/rows")).map((line) => line.replace(/ {2,}/g, " "));
  assert.deepEqual(lines, ["removed 2024 2>-", "added 2024 ->2", "changed 2024 qualifier exact>at_least 3>3"]);
  assert.deepEqual((await get("/api/datasets/reports/diff/rows?province=PK-KP")).body.counts, { added: 0, removed: 0, changed: 1 });
  assert.deepEqual((await get("/api/datasets/reports/diff/rows?measure=incidents&period=2024")).body.counts, { added: 0, removed: 0, changed: 0 });
});

test("pages by cursor and the stream of CSV hold every difference once, with the same cells", async () => {
  const rows = (count: number, killed: number) =>
    Array.from({ length: count }, (_, at) => `${at % 2 ? `id${at}` : ""},2024-01-${String((at % 28) + 1).padStart(2, "0")},KP,${killed}\n`);
  await ledger.create({ slug: "many" });
  const header = "incident_id,date,province,fatalities\n";
  await ledger.upload("many", header + rows(60, 1).join(""), { publish: "true" });
  await ledger.upload("many", header + rows(50, 2).join(""), { publish: "true" });
  const whole = await told("/api/datasets/many/diff/rows?limit=1000");
  assert.equal(whole.length, 25 + 5 + 25 + 30);
  const pages: string[] = [];
  for (let cursor = ""; ; ) {
    const address = `/api/datasets/many/diff/rows?limit=7${cursor}`;
    const { body } = await get(address);
    assert.equal(body.counts === null, cursor !== "");
    pages.push(...(await told(address)));
    if (body.next_cursor === null) break;
    cursor = `&cursor=${body.next_cursor}`;
  }
  assert.deepEqual(pages, whole);
  const csv = await get("/api/datasets/many/diff/rows.csv?from=1&to=2&only=changed");
  assert.equal(csv.status, 200);
  const lines = csv.text.trim().split("\n");
  assert.equal(lines.length, 26);
  assert.match(lines[0] ?? "", /^difference,changed,incident_id_before,incident_id_after,.*fatalities_before,fatalities_after,.*line_before,line_after$/);
  assert.match(lines[1] ?? "", /^changed,fatalities,id1,id1,2024-01-02,2024-01-02,/);
});

test("a dataset that shares aggregates shows no row, and what cannot be read is told", async () => {
  await ledger.create({ slug: "closed", sharing: "aggregates" });
  await ledger.upload("closed", FIRST, { publish: "true" });
  await ledger.upload("closed", SECOND, { publish: "true" });
  for (const end of ["", ".csv"]) {
    const refused = await get(`/api/datasets/closed/diff/rows${end}?from=1&to=2`);
    assert.deepEqual([refused.status, refused.body.code], [403, "aggregates_only"]);
  }
  const bad = Buffer.from('[1,"2024-99-99",1,1,0]').toString("base64url");
  for (const query of ["cursor=x", `cursor=${bad}`, "limit=0", "only=some", "period=never", "as_of=2024-01-01", "from=0", "province=Nowhere"]) {
    assert.equal((await get(`/api/datasets/events/diff/rows?${query}`)).status, 400, query);
  }
  assert.equal((await get("/api/datasets/events/diff/rows?to=99")).status, 404);
});
