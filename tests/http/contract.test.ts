import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import request from "supertest";
import { z } from "zod";
import { ChangesShape, DiffShape, RowDiffShape } from "../../server/http/diff-shapes";
import { IMPORT_OPTIONS } from "../../server/http/import-options";
import { ImportShape } from "../../server/http/import-shape";
import { FacetsShape, IncidentShape, IncidentsShape } from "../../server/http/incident-shapes";
import type { Operation } from "../../server/http/operation";
import { OPERATIONS } from "../../server/http/operations";
import {
  AnswerShape,
  BriefShape,
  CompareShape,
  DatasetDetail,
  DatasetShape,
  FiguresShape,
  ProblemShape,
  RememberedShape,
  RestoredShape,
  RevisionShape,
} from "../../server/http/schemas";
import { openLedger, type TestLedger } from "../support/ledger";

let ledger: TestLedger;
before(async () => {
  ledger = await openLedger({ seed: true });
  await ledger.create({ slug: "own" }).expect(201);
});
after(() => ledger.close());

const ROWS = "incident_id,date,province,victim,killed,injured\na,2024-07-01,KP,civilian,3,1\na,2024-07-01,KP,security,2,\nb,2024-10-01,Sindh,,4,\n";
const ask = (method: Operation["method"], path: string) => request(ledger.app)[method](path).set("Authorization", `Bearer ${ledger.token}`);

/** Reads an answer as the shape has it: a name more, a name less or another type is an error. */
async function reads(shape: z.ZodType, path: string): Promise<void> {
  const { status, body } = await ask("get", path);
  assert.equal(status, 200, `${path}: ${JSON.stringify(body)}`);
  const read = shape.safeParse(body);
  assert.ok(read.success, `${path}: ${JSON.stringify(read.error?.issues)}`);
}

test("answers about datasets have the shape the description gives them", async () => {
  await reads(z.strictObject({ datasets: z.array(DatasetShape).min(7) }), "/api/datasets");
  for (const slug of ["crss", "picss", "pips", "satp", "gti", "interior-ministry", "chinese-nationals", "own"]) {
    await reads(DatasetDetail, `/api/datasets/${slug}`);
    await reads(z.strictObject({ revisions: z.array(RevisionShape) }), `/api/datasets/${slug}/revisions`);
    await reads(RememberedShape, `/api/datasets/${slug}/mapping`);
  }
});

test("tables and rows do, of either kind and in any form", async () => {
  for (const query of [
    "crss&measure=fatalities,injured,incidents,casualties,fatalities_share&by=quarter&change=previous&detail=true",
    "crss&by=year,province,victim&change=year_ago&share=province",
    "picss&by=month,incident_type&layout=wide",
    "gti&from=1999&to=1999",
    "chinese-nationals&measure=incidents,fatal_incidents,fatalities,injured,casualties&by=month,province&change=previous&share=province",
    "chinese-nationals&by=target,claimed_by,source,district,place&estimate=high&boundaries=historical",
    "chinese-nationals&by=day&from=2024&to=2024&layout=wide",
    "chinese-nationals",
  ]) {
    await reads(AnswerShape, `/api/aggregates?dataset=${query}`);
  }
  await reads(FiguresShape, "/api/figures?dataset=crss");
  await reads(IncidentsShape, "/api/incidents?dataset=chinese-nationals&limit=1000");
  await reads(IncidentsShape, "/api/incidents?dataset=chinese-nationals&limit=2&q=Karachi");
  await reads(FacetsShape, "/api/incidents/facets?dataset=chinese-nationals&province=PK-SD&from=2024&to=2024&q=Karachi&counted=true");
  await reads(IncidentShape, "/api/incident?dataset=chinese-nationals&incident_id=2021-07-14-dasu");
  await reads(CompareShape, "/api/compare?datasets=crss,picss&by=year");
  await reads(BriefShape, "/api/brief?dataset=crss&period=2024-Q3");
});

test("imports do, staged, refused, published, unchanged and restored", async () => {
  const report = async (csv: string, options: Record<string, string>, status: number) => {
    const answer = await ledger.upload("own", csv, options);
    assert.equal(answer.status, status, answer.text);
    const read = ImportShape.safeParse(answer.body);
    assert.ok(read.success, JSON.stringify([answer.body, read.error?.issues]));
    return answer.body.import.id as number;
  };
  const first = await report(ROWS, {}, 201);
  await reads(ImportShape, `/api/imports/${first}`);
  await reads(ChangesShape, `/api/imports/${first}/changes`);
  const published = ImportShape.safeParse((await ask("post", `/api/imports/${first}/publish`)).body);
  assert.ok(published.success, JSON.stringify(published.error?.issues));
  await report(ROWS, {}, 200);
  await report("date,province,killed\n2024-07-01,Atlantis,-3\n", {}, 422);
  await report("date,province,killed\n2024-07-01,Atlantis,-3\n2024-07-01,KP,3\n", { on_error: "quarantine", publish: "true", mode: "append" }, 201);
  await report(`${ROWS}b,2024-10-01,Sindh,militant,1,\n`, { mode: "update", publish: "true" }, 201);
  await reads(DiffShape, "/api/datasets/own/diff?from=1&to=3&by=quarter,province");
  await reads(RowDiffShape, "/api/datasets/own/diff/rows?from=1&to=3");
  for (const status of [201, 200]) {
    const answer = await ask("post", "/api/datasets/own/revisions/1/restore");
    assert.equal(answer.status, status);
    const read = RestoredShape.safeParse(answer.body);
    assert.ok(read.success, JSON.stringify(read.error?.issues));
  }
  await reads(z.strictObject({ revisions: z.array(RevisionShape).length(4) }), "/api/datasets/own/revisions");
});

test("whatever goes wrong is told in one shape", async () => {
  for (const [method, path, status] of [
    ["get", "/api/aggregates?dataset=crss&colour=red", 400],
    ["get", "/api/datasets/nowhere", 404],
    ["get", "/nowhere", 404],
    ["get", "/api/nowhere", 404],
    ["post", "/api/aggregates", 405],
    ["get", "/api/datasets/%E0%A4%A", 400],
    ["get", "/api/figures?dataset=chinese-nationals", 400],
    ["post", "/api/datasets", 415],
    ["post", "/api/datasets/own/revisions/99/restore", 404],
    ["post", "/api/datasets/own/imports?mode=x", 400],
    ["get", "/api/imports/999999", 404],
  ] as const) {
    const answer = await ask(method, path);
    assert.equal(answer.status, status, `${method} ${path}: ${answer.text}`);
    assert.match(answer.headers["content-type"] ?? "", /^application\/problem\+json/);
    const read = ProblemShape.safeParse(answer.body);
    assert.ok(read.success && read.data.status === status, `${method} ${path}: ${answer.text}`);
  }
});

test("every address of the description is served, and answers as it says", async () => {
  const { id } = (await ledger.upload("own", `${ROWS}c,2024-11-01,KP,,1,1\n`)).body.import;
  const token = (await ask("post", "/api/tokens").send({ name: "To be revoked", role: "reader" })).body.token.id;
  const queries: Record<string, string> = {
    "/api/brief": "dataset=crss&period=2024-Q3",
    "/api/brief.md": "dataset=crss&period=2024-Q3",
    "/api/brief.html": "dataset=crss&period=2024-Q3",
    "/api/incidents": "dataset=own",
    "/api/incidents.csv": "dataset=own",
    "/api/incidents/facets": "dataset=own",
    "/api/incident": "dataset=own&incident_id=a",
  };
  const bodies: Record<string, object | string> = {
    "/api/datasets": { slug: "made", title: "Made", kind: "figures", publisher: "Test" },
    "/api/datasets/{slug}": { title: "Own" },
    "/api/tokens": { name: "Made", role: "reader" },
    "/api/datasets/{slug}/imports": ROWS,
  };
  // What takes something away comes last.
  const order = OPERATIONS.toSorted((a, b) => Number(a.method === "delete") - Number(b.method === "delete"));
  for (const { method, path, answers } of order) {
    const slug = method === "delete" ? "made" : "own";
    const number = String(path.startsWith("/api/tokens") ? token : id);
    const address = path.replace("{slug}", slug).replace("{revision}", "1").replace("{id}", number);
    const { status, body, text } = await ask(
      method,
      `${address}?${queries[path] ?? (path.startsWith("/api/compare") ? "datasets=crss,picss&by=year" : /\/(aggregates|figures)/.test(path) ? "dataset=crss" : "")}`,
    )
      .set("Content-Type", path.endsWith("/imports") ? "text/csv" : "application/json")
      .send(method === "get" ? undefined : bodies[path]);
    const allowed = path.endsWith("/publish") || path === "/api/imports/{id}" ? [...Object.keys(answers), "409"] : Object.keys(answers);
    assert.ok(allowed.includes(String(status)) && body.code !== "no_address", `${method} ${address}: ${status} ${text?.slice(0, 300)}`);
  }
});

test("an address asked by a method it does not take answers 405 and names those it takes", async () => {
  const taken = (path: string) => OPERATIONS.filter((operation) => operation.path === path).map(({ method }) => method);
  for (const path of new Set(OPERATIONS.map((operation) => operation.path))) {
    const address = path.replace("{slug}", "own").replace(/\{\w+\}/g, "1");
    const others = (["get", "post", "patch", "delete"] as const).filter((method) => !taken(path).includes(method));
    for (const method of others) {
      const { status, body, headers } = await ask(method, address);
      assert.deepEqual([status, body.code, body.title], [405, "wrong_method", "Method not allowed"], `${method} ${address}`);
      assert.deepEqual(
        headers.allow?.split(", ").filter((name: string) => name !== "HEAD"),
        taken(path).map((method) => method.toUpperCase()),
      );
    }
  }
  assert.equal((await ask("post", "/api/nowhere")).body.code, "no_address");
});

test("every option of an upload is described", () => {
  const upload = OPERATIONS.find(({ method, path }) => method === "post" && path.endsWith("/imports"));
  const described = (upload?.parameters ?? []).flatMap(({ name, in: place }) => (place === "query" ? [String(name)] : []));
  assert.deepEqual(described.sort(), [...IMPORT_OPTIONS].sort());
});
