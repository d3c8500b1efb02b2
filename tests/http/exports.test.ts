import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, test } from "node:test";
import Papa from "papaparse";
import request from "supertest";
import type { Answer, Cell } from "../../server/domain/table";
import { download, entriesOf, parquetOf, sheetsOf } from "../support/files";
import { openLedger, type TestLedger } from "../support/ledger";

/** Every form of an answer, read back by another library, equals the API's JSON. */

let ledger: TestLedger;
before(async () => {
  ledger = await openLedger({ seed: true });
  await ledger
    .create({ slug: "hostile", title: 'Tëst | "quoted" {brace} & 50% خیبر', licence: "CC BY 4.0", homepage: "https://example.org/a?b=1&c=2" })
    .expect(201);
  const rows = 'date,province,district,killed\n2024-01-01,KP,=1+1,3\n2024-04-01,KP,,\n2024-07-01,Sindh,"a,b",0\n';
  await ledger.upload("hostile", rows, { publish: "true" }).expect(201);
});
after(() => ledger.close());

const QUESTIONS = [
  // Published, derived, partial and missing figures, provisional ones, changes from a named base, gaps.
  "dataset=crss&measure=fatalities,injured,incidents&by=quarter,province&from=2024-Q1&to=2025-Q4&change=previous&detail=true",
  "dataset=crss&by=year,victim&share=victim",
  "dataset=crss&measure=fatalities_share&by=quarter&province=PK-BA%2BPK-KP",
  "dataset=crss&by=quarter,province&from=2025-Q1&layout=wide&detail=true",
  "dataset=chinese-nationals&measure=fatalities,incidents&by=year,target",
  "dataset=hostile&measure=fatalities,incidents&by=district",
];

const json = async (query: string): Promise<Answer> => (await request(ledger.app).get(`/api/aggregates?${query}`).expect(200)).body;
const cells = ({ columns, rows }: Answer): Cell[][] => rows.map((row) => columns.map(({ name }) => row[name] ?? null));

for (const query of QUESTIONS) {
  test(`CSV, workbook, Parquet and data package equal the JSON: ${query}`, async () => {
    const answer = await json(query);
    const names = answer.columns.map(({ name }) => name);
    const expected = cells(answer);
    assert.ok(expected.length > 0);

    const csv = (await download(ledger.app, `/api/aggregates.csv?${query}`)).body.toString();
    const [header, ...lines] = Papa.parse<string[]>(csv.trimEnd()).data;
    assert.deepEqual(header, names);
    const printed = (cell: Cell) => (cell === null ? "" : cell === "=1+1" ? "'=1+1" : String(cell));
    assert.deepEqual(
      lines,
      expected.map((row) => row.map(printed)),
    );

    const { Data = [], About = [] } = await sheetsOf((await download(ledger.app, `/api/aggregates.xlsx?${query}`)).body);
    assert.deepEqual(Data, [names, ...expected]);
    const about = Object.fromEntries(About as [string, string][]);
    assert.equal(about.Dataset, answer.dataset.title);
    assert.match(String(about.Citation), /revision 1 of \d{4}-\d\d-\d\d\. Incident Ledger, http:\/\/[\w.:]+\/api\/aggregates\?.*revision=1/);
    assert.equal(JSON.parse(String(about.Query)).dataset, answer.dataset.slug);
    for (const { code } of answer.notes) assert.ok(about[`Note: ${code}`], code);

    const parquet = await parquetOf((await download(ledger.app, `/api/aggregates.parquet?${query}`)).body);
    const plain = (value: unknown) => (typeof value === "bigint" ? Number(value) : value instanceof Date ? value.toISOString().slice(0, 10) : (value ?? null));
    assert.deepEqual(
      parquet.rows.map((row) => names.map((name) => plain(row[name]))),
      expected,
    );
    for (const { name, unit } of answer.columns) {
      if (unit === "people" || unit === "incidents") assert.equal(parquet.types[name], "INT64", name);
      if (unit === "date") assert.equal(parquet.types[name], "DATE", name);
    }
    assert.deepEqual(JSON.parse(parquet.about.notes ?? ""), answer.notes);
    assert.match(parquet.about.citation ?? "", /revision 1 of/);

    const entries = entriesOf((await download(ledger.app, `/api/aggregates.zip?${query}`)).body);
    assert.deepEqual(Object.keys(entries), ["data.csv", "datapackage.json", "README.md"]);
    assert.equal(entries["data.csv"], csv);
    const descriptor = JSON.parse(entries["datapackage.json"] ?? "");
    const [resource] = descriptor.resources;
    assert.deepEqual(
      resource.schema.fields.map((field: { name: string }) => field.name),
      names,
    );
    assert.equal(resource.hash, `sha256:${createHash("sha256").update(csv).digest("hex")}`);
    assert.equal(resource.bytes, Buffer.byteLength(csv));
    assert.match(descriptor.name, /^[-a-z0-9._/]+$/);
    assert.ok(entries["README.md"]?.includes("@misc{"));
  });
}

test("a package names its licence by identifier where it has one, else by its words", async () => {
  const of = async (query: string) => JSON.parse(entriesOf((await download(ledger.app, `/api/aggregates.zip?${query}`)).body)["datapackage.json"] ?? "");
  const hostile = await of("dataset=hostile&by=province");
  assert.deepEqual(hostile.licenses, [{ name: "CC-BY-4.0", title: "CC BY 4.0", path: "https://creativecommons.org/licenses/by/4.0/" }]);
  assert.equal(hostile.sources[0].path, "https://example.org/a?b=1&c=2");
  const [crss] = (await of("dataset=crss&by=year")).licenses;
  assert.match(crss.title, /^Facts as printed/);
  assert.equal(crss.name, undefined);
});

test("a citation for BibTeX escapes what TeX would run", async () => {
  const { body, type } = await download(ledger.app, "/api/aggregates.bib?dataset=hostile&by=province");
  assert.match(type, /^application\/x-bibtex/);
  const text = body.toString();
  assert.match(text, /^@misc\{hostile-r1,\n/);
  assert.ok(text.includes('title = {{Tëst | "quoted" \\{brace\\} \\& 50\\% خیبر}}'), text);
  assert.match(text, /url = \{http:\/\/[\w.:]+\/explore\?dataset=hostile&measure=fatalities&by=province&revision=1\}/);
});

test("publishers side by side are taken away in the same forms", async () => {
  const query = "datasets=crss,picss&by=year&from=2023&to=2025";
  const { body } = await request(ledger.app).get(`/api/compare?${query}`).expect(200);
  const { rows, types } = await parquetOf((await download(ledger.app, `/api/compare.parquet?${query}`)).body);
  assert.deepEqual(
    rows.map((row) => [row.year, row.crss === null ? null : Number(row.crss), row.crss_status, row.spread_ratio]),
    body.rows.map((row: Record<string, Cell>) => [row.year, row.crss, row.crss_status, row.spread_ratio]),
  );
  assert.equal(types.spread_ratio, "DOUBLE");
  const { About = [], Data } = await sheetsOf((await download(ledger.app, `/api/compare.xlsx?${query}`)).body);
  assert.equal(Data?.length, body.rows.length + 1);
  assert.equal(About.filter(([name]) => name === "Citation").length, 2);
  assert.equal((await download(ledger.app, `/api/compare.bib?${query}`)).body.toString().match(/@misc/g)?.length, 2);
});

test("a download has a name, a type and an ETag of its own form; a pinned one never changes", async () => {
  const query = "dataset=crss&by=quarter&revision=1";
  const tags = new Set<string>();
  for (const [form, type] of [
    ["csv", "text/csv; charset=utf-8"],
    ["parquet", "application/vnd.apache.parquet"],
    ["zip", "application/zip"],
  ]) {
    const ask = () => request(ledger.app).get(`/api/aggregates.${form}?${query}`).set("Host", "ledger.example");
    const { headers } = await ask().expect(200);
    assert.equal(headers["content-type"], type);
    assert.equal(headers["content-disposition"], `attachment; filename=crss-fatalities-by-quarter-r1.${form}`);
    assert.match(headers["cache-control"] ?? "", /immutable/);
    tags.add(headers.etag ?? "");
    await ask()
      .set("If-None-Match", headers.etag ?? "")
      .expect(304);
  }
  assert.equal(tags.size, 3);
});
