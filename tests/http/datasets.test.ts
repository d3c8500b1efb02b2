import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import request from "supertest";
import { openLedger, type TestLedger } from "../support/ledger";

let ledger: TestLedger;
before(async () => {
  ledger = await openLedger();
});
after(() => ledger.close());

const NEW = { title: "Attacks", kind: "incidents", publisher: "A desk" };
const ROWS = "date,province,killed,incident_id\n2024-07-01,KP,3,a\n";
const get = (path: string) => request(ledger.app).get(path);
const write = (method: "post" | "patch" | "delete", path: string) => request(ledger.app)[method](path).set("Authorization", `Bearer ${ledger.token}`);
const make = (fields: object) => write("post", "/api/datasets").send(fields);
const slugs = async () => (await get("/api/datasets")).body.datasets.map((dataset: { slug: string }) => dataset.slug);

test("a dataset is made with its description; what is left out has a default that claims nothing", async () => {
  const { status, body, headers } = await make({ ...NEW, slug: "attacks" });
  assert.deepEqual([status, headers.location], [201, "/api/datasets/attacks"]);
  assert.deepEqual(body.dataset, {
    ...NEW,
    slug: "attacks",
    licence: "Not stated",
    sharing: "rows",
    methodology: "",
    homepage: null,
    counts_militants: null,
    counts_operations: null,
    counts_injured: null,
    coverage: null,
    best_rule: "most_reported",
    revision: null,
    published_at: null,
    archived: false,
  });
  assert.deepEqual((await get("/api/datasets/attacks")).body.dataset, body.dataset);
  assert.deepEqual((await get("/api/datasets/attacks/revisions")).body, { revisions: [] });
  const again = await make({ ...NEW, slug: "attacks", title: "Another" });
  assert.deepEqual([again.status, again.body.code], [409, "slug_taken"]);
  assert.match(again.body.detail, /attacks/);
});

test("of two made at once under one slug one is made", async () => {
  const answers = await Promise.all([1, 2, 3].map(() => make({ ...NEW, slug: "at-once" })));
  assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 409, 409]);
});

test("a description that cannot be used is refused, naming every field at fault", async () => {
  const wrong: [string, unknown][] = [
    ["slug", "Über Uns"],
    ["slug", "-a"],
    ["slug", "a".repeat(65)],
    ["title", " "],
    ["title", "a\0b"],
    ["title", "half \ud800 a character"],
    ["methodology", "a\0b"],
    ["licence", "\ud800"],
    ["kind", "events"],
    ["publisher", undefined],
    ["sharing", "nobody"],
    ["homepage", "javascript:alert(1)"],
    ["homepage", "https://a.example/\0"],
    ["counts_militants", "yes"],
    ["coverage", "2025/2013"],
    ["best_rule", "mean"],
    ["colour", "red"],
  ];
  for (const [field, value] of wrong) {
    const { status, body } = await make({ ...NEW, slug: "wrong", [field]: value });
    assert.deepEqual([status, body.code], [422, "bad_body"], `${field}: ${JSON.stringify(value)}`);
    assert.ok(JSON.stringify(body.fields).includes(field), JSON.stringify(body));
  }
  const both = await make({ slug: "wrong", kind: "x" });
  assert.deepEqual(both.body.fields.map(({ field }: { field: string }) => field).sort(), ["kind", "publisher", "title"]);
  assert.equal((await get("/api/datasets/wrong")).status, 404);
});

test("a body that is no JSON object is refused as what it is", async () => {
  for (const path of ["/api/datasets", "/api/datasets/attacks"]) {
    const send = (type: string, body: string) =>
      write(path === "/api/datasets" ? "post" : "patch", path)
        .set("Content-Type", type)
        .send(body);
    assert.equal((await send("application/json", "{")).status, 400);
    assert.equal((await send("application/json", '"text"')).status, 400);
    assert.equal((await send("application/json", "[]")).status, 422);
    assert.equal((await send("application/json", JSON.stringify({ title: "x".repeat(200_000) }))).status, 413);
    assert.equal((await send("text/plain", '{"title":"x"}')).status, 415);
    assert.equal((await write(path === "/api/datasets" ? "post" : "patch", path)).status, 415);
  }
});

test("writing needs the token; nothing is read or changed without it", async () => {
  for (const [method, path] of [
    ["post", "/api/datasets"],
    ["patch", "/api/datasets/attacks"],
    ["delete", "/api/datasets/attacks"],
    ["post", "/api/imports/1/publish"],
    ["get", "/api/imports/1"],
    ["get", "/api/imports/1/rejected.csv"],
  ] as const) {
    const { status, body } = await request(ledger.app)[method](path);
    assert.deepEqual([status, body.code], [401, "no_token"], `${method} ${path}`);
  }
});

test("a change touches only what was sent; slug and kind stay", async () => {
  await make({ ...NEW, slug: "changed", methodology: "Counted by hand", coverage: "2024" });
  const change = (fields: object) => write("patch", "/api/datasets/changed").send(fields);
  const { body } = await change({ title: "Attacks, revised", coverage: null, counts_injured: true });
  const { title, coverage, counts_injured, methodology, licence } = body.dataset;
  assert.deepEqual([title, coverage, counts_injured, methodology, licence], ["Attacks, revised", null, true, "Counted by hand", "Not stated"]);
  assert.deepEqual((await change({})).body, body);
  for (const fields of [{ slug: "other" }, { kind: "figures" }, { title: "" }, { revision: 7 }]) assert.equal((await change(fields)).status, 422);
  assert.deepEqual((await get("/api/datasets/changed")).body.dataset, body.dataset);
});

test("an answer that a change of the description alters is not the same any more", async () => {
  await make({ ...NEW, slug: "tagged" });
  await ledger.upload("tagged", ROWS, { publish: "true" }).expect(201);
  const tags = () => Promise.all(["/api/aggregates?dataset=tagged", "/api/incidents?dataset=tagged"].map(async (path) => (await get(path)).headers.etag));
  const before = await tags();
  assert.deepEqual(await tags(), before);
  await write("patch", "/api/datasets/tagged").send({ title: "Tagged", publisher: "Another desk" }).expect(200);
  for (const [at, tag] of (await tags()).entries()) assert.notEqual(tag, before[at]);
});

test("the rule for the best count is settled with the first revision: its numbers were chosen by it", async () => {
  await make({ ...NEW, slug: "ruled" });
  const change = (best_rule: string) => write("patch", "/api/datasets/ruled").send({ best_rule, title: "Ruled" });
  assert.equal((await change("lowest")).status, 200);
  await ledger.upload("ruled", `${ROWS}2024-07-01,KP,5,a\n`, { publish: "true" }).expect(201);
  const { status, body } = await change("highest");
  assert.deepEqual([status, body.code], [409, "rule_in_use"]);
  assert.equal((await change("lowest")).status, 200);
  assert.deepEqual((await get("/api/aggregates?dataset=ruled")).body.rows, [{ fatalities: 3 }]);
});

test("an archived dataset leaves the list and takes no imports; its addresses go on answering", async () => {
  await make({ ...NEW, slug: "archived" });
  await ledger.upload("archived", ROWS, { publish: "true" }).expect(201);
  assert.ok((await slugs()).includes("archived"));
  await write("delete", "/api/datasets/archived").expect(204);
  assert.ok(!(await slugs()).includes("archived"));
  assert.equal((await get("/api/datasets/archived")).body.dataset.archived, true);
  assert.deepEqual((await get("/api/aggregates?dataset=archived&revision=1")).body.rows, [{ fatalities: 3 }]);
  assert.equal((await ledger.upload("archived", ROWS)).body.code, "archived");
  assert.equal((await make({ ...NEW, slug: "archived" })).body.code, "slug_taken");
});

test("of a dataset that shares only aggregates no row is shown, by any path", async () => {
  await make({ ...NEW, slug: "closed", sharing: "aggregates" });
  await ledger.upload("closed", ROWS, { publish: "true" }).expect(201);
  for (const path of [
    "/api/incidents?dataset=closed",
    "/api/incidents.csv?dataset=closed",
    "/api/incidents?dataset=closed&q=KP&revision=1",
    "/api/incidents.csv?dataset=closed&limit=1",
  ]) {
    const { status, body } = await get(path);
    assert.deepEqual([status, body.code], [403, "aggregates_only"], path);
  }
  assert.deepEqual((await get("/api/aggregates?dataset=closed")).body.rows, [{ fatalities: 3 }]);
  await make({ ...NEW, slug: "closed-figures", kind: "figures", sharing: "aggregates" });
  await ledger.upload("closed-figures", "period,region,measure,value\n2024,PK,fatalities,7\n", { publish: "true" }).expect(201);
  for (const path of ["/api/figures?dataset=closed-figures", "/api/figures.csv?dataset=closed-figures"]) assert.equal((await get(path)).status, 403, path);
});

test("an address that names no dataset, or cannot, is not found", async () => {
  for (const slug of ["nowhere", "%00", "..%2f..", "a".repeat(5000), "%F0%9F%98%80", "1%20or%201=1"]) {
    for (const path of [`/api/datasets/${slug}`, `/api/datasets/${slug}/revisions`]) assert.equal((await get(path)).body.code, "no_dataset", path);
  }
  assert.equal((await get("/api/datasets/%E0%A4%A")).status, 400);
});
