import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import request from "supertest";
import type { ImportReport } from "../../server/domain/report";
import { openLedger, type TestLedger } from "../support/ledger";

let ledger: TestLedger;
before(async () => {
  ledger = await openLedger();
});
after(() => ledger.close());

const HEADER = "incident_id,occurred_on,province,incident_type,fatalities,injured";
/** Three provinces, two quarters: 2024-Q3 has 30 killed (20, 6, 4), 2024-Q4 has 9 (8, 1, not reported). */
const SMALL = `${HEADER}
K1,2024-07-05,KP,Terrorist attack,12,30
K2,2024-09-30,Khyber Pakhtunkhwa,Security operation,8,
B1,2024-08-14,Balochistan,Terrorist attack,6,1
S1,2024-08-01,Sindh,Terrorist attack,4,0
K3,2024-10-01,PK-KP,Terrorist attack,8,2
B2,2024-12-31,balochistan,Terrorist attack,1,0
S2,2024-11-11,Sindh,Terrorist attack,,5
`;
const SUMS = { "2024-Q3 PK-KP": 20, "2024-Q3 PK-BA": 6, "2024-Q3 PK-SD": 4, "2024-Q4 PK-KP": 8, "2024-Q4 PK-BA": 1, "2024-Q4 PK-SD": null };

/** Killed by quarter and province as the API answers them, or its status when it refuses. */
async function killed(slug: string, more = ""): Promise<number | Record<string, unknown>> {
  const { status, body } = await request(ledger.app).get(`/api/aggregates?dataset=${slug}&by=quarter,province${more}`);
  if (status !== 200) return status;
  return Object.fromEntries(body.rows.map((row: Record<string, unknown>) => [`${row.quarter} ${row.province}`, row.fatalities]));
}
async function send(slug: string, csv: string, options: Record<string, string> = {}, status = 201): Promise<ImportReport> {
  const response = await ledger.upload(slug, csv, options);
  assert.equal(response.status, status, response.text);
  return response.body.import;
}
const publish = (id: number) => request(ledger.app).post(`/api/imports/${id}/publish`).set("Authorization", `Bearer ${ledger.token}`);
const revisions = async (slug: string) => (await request(ledger.app).get(`/api/datasets/${slug}/revisions`)).body.revisions;
/** What a later test must not find: every batch of a dataset, by state. */
const batches = async (slug: string): Promise<string[]> =>
  ledger.database.knex("batch").join("dataset", "dataset.id", "batch.dataset_id").where({ slug }).orderBy("batch.id").pluck("state");

test("a staged upload changes nothing anyone sees; publishing shows it in one step; publishing again answers the same", async () => {
  await ledger.create({ slug: "staged" }).expect(201);
  const staged = await send("staged", SMALL, { file_name: "q3.csv" });
  assert.equal(staged.state, "staged");
  assert.deepEqual(staged.rows, { read: 7, accepted: 7, rejected: 0, out_of_scope: 0, duplicate: 0, total_rows: 0 });
  assert.deepEqual(staged.totals, { incidents: 7, fatalities: 39, injured: 38 });
  assert.equal(await killed("staged"), 404);
  assert.deepEqual(await revisions("staged"), []);
  const first = await publish(staged.id).expect(200);
  assert.deepEqual([first.body.import.state, first.body.import.revision], ["published", 1]);
  assert.deepEqual(await killed("staged"), SUMS);
  const again = await publish(staged.id).expect(200);
  assert.deepEqual(again.body, first.body);
  const [revision, ...others] = await revisions("staged");
  assert.deepEqual(others, []);
  assert.deepEqual(
    [revision.revision, revision.action, revision.mode, revision.file_name, revision.rows, revision.published_by],
    [1, "publish", "replace", "q3.csv", 7, "first start"],
  );
});

test("replace and append count revisions; a pinned revision goes on answering its numbers", async () => {
  await ledger.create({ slug: "revised" }).expect(201);
  assert.equal((await send("revised", SMALL, { publish: "true" })).revision, 1);
  const more = await send("revised", `${HEADER}\nK9,2024-07-20,KP,Terrorist attack,100,\n`, { mode: "append", publish: "true" });
  assert.equal(more.revision, 2);
  assert.deepEqual(await killed("revised"), { ...SUMS, "2024-Q3 PK-KP": 120 });
  assert.equal((await send("revised", `${HEADER}\nP1,2024-07-20,Punjab,Terrorist attack,3,\n`, { publish: "true" })).revision, 3);
  assert.deepEqual(await killed("revised"), { "2024-Q3 PK-PB": 3 });
  assert.deepEqual(await killed("revised", "&revision=1"), SUMS);
  assert.deepEqual(await killed("revised", "&revision=2"), { ...SUMS, "2024-Q3 PK-KP": 120 });
  assert.equal(await killed("revised", "&revision=4"), 404);
  assert.deepEqual(
    (await revisions("revised")).map((row: { revision: number; mode: string }) => [row.revision, row.mode]),
    [
      [3, "replace"],
      [2, "append"],
      [1, "replace"],
    ],
  );
});

test("as_of reads the revision published by the end of that day, in UTC", async () => {
  await ledger.create({ slug: "dated" }).expect(201);
  await send("dated", SMALL, { publish: "true" });
  await send("dated", `${HEADER}\nP1,2024-07-20,Punjab,Terrorist attack,3,\n`, { publish: "true" });
  for (const [revision, at] of [
    [1, "2025-03-01T23:59:59Z"],
    [2, "2025-03-05T00:00:00Z"],
  ] as const) {
    await ledger.database
      .knex("revision")
      .whereIn("dataset_id", ledger.database.knex("dataset").select("id").where({ slug: "dated" }))
      .where({ revision })
      .update({ published_at: at });
  }
  // Wherever the database stands.
  await ledger.database.knex.raw("set time zone 'Asia/Karachi'");
  assert.equal(await killed("dated", "&as_of=2025-02-28"), 404);
  assert.deepEqual(await killed("dated", "&as_of=2025-03-01"), SUMS);
  assert.deepEqual(await killed("dated", "&as_of=2025-03-04"), SUMS);
  assert.deepEqual(await killed("dated", "&as_of=2025-03-05"), { "2024-Q3 PK-PB": 3 });
  await ledger.database.knex.raw("reset time zone");
});

test("the same file again is unchanged: 200, no revision, nothing left behind", async () => {
  await ledger.create({ slug: "same" }).expect(201);
  const first = await send("same", SMALL, { publish: "true" });
  for (const options of [{ publish: "true" }, {}, { mode: "append", publish: "true" }, { mode: "append", date_order: "dmy" }] as Record<string, string>[]) {
    const { status, body } = await ledger.upload("same", SMALL, options);
    assert.deepEqual(
      [status, body.unchanged, body.import.unchanged, body.import.id, body.import.revision],
      [200, true, true, first.id, 1],
      JSON.stringify(options),
    );
  }
  assert.deepEqual(await batches("same"), ["published"]);
  assert.equal((await revisions("same")).length, 1);
  // Read another way it is another content.
  assert.equal((await send("same", SMALL, { mapping: JSON.stringify({ fatalities: "injured" }), publish: "true" })).revision, 2);
});

test("an import staged before the same file was published answers unchanged when it is published itself", async () => {
  await ledger.create({ slug: "twice-staged" }).expect(201);
  const [one, two] = [await send("twice-staged", SMALL), await send("twice-staged", SMALL)];
  assert.equal((await publish(one.id)).body.import.revision, 1);
  const { status, body } = await publish(two.id);
  assert.deepEqual([status, body.unchanged, body.import.id, body.import.revision], [200, true, one.id, 1]);
  assert.deepEqual(await batches("twice-staged"), ["published"]);
});

test("an appended incident_id that the dataset holds is an error row naming it", async () => {
  await ledger.create({ slug: "taken" }).expect(201);
  await send("taken", SMALL, { publish: "true" });
  const extended = `${HEADER}\nN1,2024-07-06,KP,Terrorist attack,5,\nB1,2024-08-14,Balochistan,Terrorist attack,7,1\nK2 ,2024-08-14,Balochistan,Terrorist attack,7,2\n`;
  const refused = await send("taken", extended, { mode: "append", publish: "true" }, 422);
  assert.equal(refused.state, "invalid");
  const faults = refused.issues.filter((issue) => issue.code === "incident_exists");
  assert.deepEqual(
    faults.map(({ line, column, value, level }) => [line, column, value?.trim(), level]),
    [
      [3, "incident_id", "B1", "error"],
      [4, "incident_id", "K2", "error"],
    ],
  );
  assert.match(faults[0]?.message ?? "", /B1/);
  assert.deepEqual(await killed("taken"), SUMS);
  const kept = await send("taken", extended, { mode: "append", publish: "true", on_error: "quarantine" });
  assert.deepEqual([kept.rows.accepted, kept.rows.rejected, kept.revision], [1, 2, 2]);
  assert.deepEqual(await killed("taken"), { ...SUMS, "2024-Q3 PK-KP": 25 });
  // Replacing takes the same ids anew.
  assert.equal((await send("taken", extended.replace("K2 ", "K2"), { publish: "true" })).revision, 3);
});

test("an import can be discarded until it is published", async () => {
  await ledger.create({ slug: "discarded" }).expect(201);
  const discard = (id: number | string) => request(ledger.app).delete(`/api/imports/${id}`).set("Authorization", `Bearer ${ledger.token}`);
  const staged = await send("discarded", SMALL);
  await discard(staged.id).expect(204);
  assert.deepEqual(await batches("discarded"), []);
  for (const table of ["incident", "cube", "rejected_row"]) assert.deepEqual(await ledger.database.knex(table).where({ batch_id: staged.id }), []);
  for (const id of [staged.id, "0", "abc", "9".repeat(15), "1e3"]) assert.equal((await discard(id)).body.code, "no_import", String(id));
  assert.equal((await publish(staged.id)).status, 404);
  const { id } = await send("discarded", SMALL, { publish: "true" });
  assert.equal((await discard(id)).body.code, "published");
  assert.deepEqual(await killed("discarded"), SUMS);
});

test("of two appends staged against one revision with the same incidents the second is refused when published", async () => {
  await ledger.create({ slug: "stale" }).expect(201);
  await send("stale", SMALL, { publish: "true" });
  const [one, two, three] = [
    await send("stale", `${HEADER}\nN1,2024-07-06,KP,,5,\n`, { mode: "append" }),
    await send("stale", `${HEADER}\nN1,2024-07-06,KP,,6,\n`, { mode: "append" }),
    await send("stale", `${HEADER}\nN2,2024-07-06,KP,,1,\n`, { mode: "append" }),
  ];
  assert.equal((await publish(one.id)).body.import.revision, 2);
  const { status, body } = await publish(two.id);
  assert.deepEqual([status, body.code], [409, "stale"]);
  assert.match(body.detail, /N1/);
  assert.equal((await publish(three.id)).body.import.revision, 3);
  assert.deepEqual(await killed("stale"), { ...SUMS, "2024-Q3 PK-KP": 26 });
});

test("of a thousand issues and more a refused file lists its errors before its warnings", async () => {
  await ledger.create({ slug: "warned" });
  const csv = `date,province,fatalities\n${"2024-09-14,Sindh,1\n".repeat(1100)}2024-09-14,Sindh,x\n2024-09-15,Sindh,y\n`;
  const { status, body } = await ledger.upload("warned", csv);
  assert.equal(status, 422);
  const { issues, issue_count } = body.import;
  assert.deepEqual([issues.length, issue_count], [1000, 1101]);
  assert.deepEqual(
    issues.slice(-3).map(({ line, code }: { line: number; code: string }) => [line, code]),
    [
      [1000, "repeat"],
      [1102, "bad_count"],
      [1103, "bad_count"],
    ],
  );
});
