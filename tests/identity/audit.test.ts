import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, test } from "node:test";
import request from "supertest";
import type { StoredAuditEntry } from "../../server/db/audit";
import { openLedger, type TestLedger } from "../support/ledger";

let ledger: TestLedger;
let editor: string;
let editorId: number;
before(async () => {
  ledger = await openLedger({ config: { TRUST_PROXY: "1" } });
  const made = await as(ledger.token).post("/api/tokens").send({ name: "Aisha Khan", role: "editor" });
  [editor, editorId] = [made.body.secret, made.body.token.id];
});
after(() => ledger.close());

const FROM = "203.0.113.7";
const as = (secret: string) => {
  const dress = (call: request.Test) => call.set({ Authorization: `Bearer ${secret}`, "X-Forwarded-For": FROM });
  return {
    get: (path: string) => dress(request(ledger.app).get(path)),
    post: (path: string) => dress(request(ledger.app).post(path)),
    patch: (path: string) => dress(request(ledger.app).patch(path)),
    delete: (path: string) => dress(request(ledger.app).delete(path)),
  };
};
const read = async (query = ""): Promise<{ entries: StoredAuditEntry[]; next_cursor: string | null }> =>
  (await as(ledger.token).get(`/api/audit${query}`).expect(200)).body;
const CSV = "date,province,killed\n2024-01-05,KP,3\n2024-02-05,KP,4\n";
const send = (slug: string, csv: string, options = "") => as(editor).post(`/api/datasets/${slug}/imports?${options}`).set("Content-Type", "text/csv").send(csv);

test("every change has its entry: who, what, which file, how much, from where", async () => {
  await as(editor).post("/api/datasets").send({ slug: "told", title: "Told", kind: "incidents", publisher: "Test" }).expect(201);
  await as(editor).patch("/api/datasets/told").send({ title: "Told again" }).expect(200);
  await send("told", CSV, "publish=true&file_name=january.csv").expect(201);
  const { body } = await send("told", CSV.replace(",3", ",5")).expect(201);
  await as(editor).post(`/api/imports/${body.import.id}/publish`).expect(200);
  await as(editor).post("/api/datasets/told/revisions/1/restore").expect(201);
  const discarded = (await send("told", CSV.replace(",3", ",6")).expect(201)).body.import.id;
  await as(editor).delete(`/api/imports/${discarded}`).expect(204);
  await send("told", "date,province,killed\n2024-01-05,Atlantis,3\n").expect(422);
  await as(ledger.token).delete("/api/datasets/told").expect(204);
  // What changes nothing has no entry.
  await as(editor).get("/api/datasets/told").expect(200);
  await send("told", CSV).expect(409);

  const { entries } = await read("?dataset=told");
  assert.deepEqual(entries.map(({ action }) => action).reverse(), [
    "dataset.create",
    "dataset.change",
    "revision.publish",
    "import.stage",
    "revision.publish",
    "revision.restore",
    "import.stage",
    "import.discard",
    "import.refuse",
    "dataset.archive",
  ]);
  const last = entries[0];
  assert.deepEqual([last?.actor, last?.action], ["first start", "dataset.archive"]);
  for (const { actor, token_id, address } of entries.slice(1)) assert.deepEqual([actor, token_id, address], ["Aisha Khan", editorId, FROM]);
  const published = entries.find(({ action, detail }) => action === "revision.publish" && detail.revision === 1);
  assert.deepEqual(published?.detail, {
    revision: 1,
    batch: published?.detail.batch,
    mode: "replace",
    file_name: "january.csv",
    content_hash: createHash("sha256").update(CSV).digest("hex"),
    rows: { read: 2, accepted: 2, rejected: 0, out_of_scope: 0, duplicate: 0, total_rows: 0 },
    totals: { incidents: 2, fatalities: 7, injured: null },
  });
});

test("the entry and its change are one: where the entry cannot be written, nothing is changed", async () => {
  await as(editor).post("/api/datasets").send({ slug: "one", title: "One", kind: "incidents", publisher: "Test" }).expect(201);
  const { body } = await send("one", CSV).expect(201);
  const db = ledger.database.knex;
  await db.raw("alter table audit_entry rename to audit_away");
  try {
    for (const call of [
      as(editor).post(`/api/imports/${body.import.id}/publish`),
      as(editor).delete(`/api/imports/${body.import.id}`),
      as(editor).patch("/api/datasets/one").send({ title: "Two" }),
    ]) {
      assert.equal((await call).status, 500);
    }
  } finally {
    await db.raw("alter table audit_away rename to audit_entry");
  }
  const { dataset } = (await as(editor).get("/api/datasets/one")).body;
  assert.deepEqual([dataset.title, dataset.revision], ["One", null]);
  assert.equal((await as(editor).get(`/api/imports/${body.import.id}`)).body.import.state, "staged");
});

test("an entry can be neither changed nor removed, by SQL either", async () => {
  const db = ledger.database.knex;
  const before = await db("audit_entry").orderBy("id");
  for (const sql of ["update audit_entry set actor = 'nobody'", "delete from audit_entry", "truncate audit_entry", "delete from audit_entry where id = 1"]) {
    await assert.rejects(db.raw(sql), /audit_entry only grows/, sql);
  }
  assert.deepEqual(await db("audit_entry").orderBy("id"), before);
});

test("admins read it page by page and as a file; nobody else does", async () => {
  const all = (await read("?limit=1000")).entries;
  const paged: StoredAuditEntry[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const page = await read(`?limit=4${cursor === "" ? "" : `&cursor=${cursor}`}`);
    assert.ok(page.entries.length <= 4);
    paged.push(...page.entries);
    cursor = page.next_cursor;
  }
  assert.deepEqual(paged, all);
  assert.deepEqual(
    (await read("?action=token.create")).entries.map(({ actor }) => actor),
    ["first start", "first start"],
  );
  assert.deepEqual(new Set((await read("?actor=Aisha%20Khan")).entries.map(({ actor }) => actor)), new Set(["Aisha Khan"]));
  for (const query of ["?limit=0", "?limit=x", "?cursor=-1", "?colour=red"])
    assert.equal((await as(ledger.token).get(`/api/audit${query}`)).body.code, "bad_parameter", query);
  for (const path of ["/api/audit", "/api/audit.csv"]) {
    assert.equal((await request(ledger.app).get(path)).status, 401);
    assert.equal((await as(editor).get(path)).status, 403);
  }
});

test("signs that cannot be seen are spelt out in the file, and a formula stays text", async () => {
  await as(editor).post("/api/datasets").send({ slug: "odd", title: "=1+1 \u202egnp\u0007", kind: "figures", publisher: "Test" }).expect(201);
  const { text } = await as(ledger.token).get("/api/audit.csv?dataset=odd").expect(200);
  const [header, line] = text.split("\n");
  assert.equal(header, "id,at,actor,token_id,address,action,dataset,detail");
  assert.match(line ?? "", /Aisha Khan,\d+,203\.0\.113\.7,dataset\.create,odd,/);
  assert.match(line ?? "", /=1\+1 \\u202egnp\\u0007/);
  assert.doesNotMatch(text, /[^\P{C}\n]/u);
});
