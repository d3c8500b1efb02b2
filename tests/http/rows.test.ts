import assert from "node:assert/strict";
import { createServer, type IncomingMessage, get as open, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import Papa from "papaparse";
import request from "supertest";
import { openLedger, type TestLedger } from "../support/ledger";

let ledger: TestLedger;
before(async () => {
  ledger = await openLedger();
  await ledger.create({ slug: "listed" }).expect(201);
  await ledger.upload("listed", MANY, { publish: "true", file_name: "first.csv" }).expect(201);
  await ledger.upload("listed", LATER, { mode: "append", publish: "true", file_name: "second.csv" }).expect(201);
});
after(() => ledger.close());

type Incident = Record<string, string | number | boolean | object | null>;

const HEADER = "incident_id,occurred_on,date_precision,province,district,longitude,tactic,target,victim,killed,source,notes,Weather";
/** 260 rows on 28 days, so that many share a day. */
const MANY = [
  HEADER,
  ...Array.from(
    { length: 260 },
    (_, at) =>
      `i${at},2024-0${1 + (at % 2)}-${String(1 + (at % 28)).padStart(2, "0")},,${at % 3 ? "KP" : "Sindh"},${at % 5 ? "Bannu" : ""},-7${at % 10}.5,${at % 2 ? "IED" : ""},,civilian,${at},Paper ${at},row ${at},`,
  ),
].join("\n");
const LATER = `${HEADER}
x1,2024-01-15,,FATA,,,"=HYPERLINK(""x"")",Police,security,1,Paper A,"two
lines, ""quoted""",rain
x2,2024-02,month,KP,@SUM(A1),,-2+3,-5,civilian,2,+1 (555),=1+1,
x3,2024-Q1,quarter,KP,,,Ambush,Chinese nationals,civilian,3,Paper C,the bazaar of Mir Ali,
r1,2024-03-01,,KP,,,IED,,civilian,5,Paper A,first report,
r1,2024-03-01,,KP,,,IED,,civilian,7,Paper B,second report,
`;

async function page(query: string): Promise<{ incidents: Incident[]; next_cursor: string | null }> {
  const { status, body } = await request(ledger.app).get(`/api/incidents?dataset=listed&${query}`);
  assert.equal(status, 200, JSON.stringify(body));
  return body;
}
async function pages(query: string): Promise<Incident[]> {
  const rows: Incident[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const { incidents, next_cursor }: Awaited<ReturnType<typeof page>> = await page(`${query}&cursor=${cursor}`);
    rows.push(...incidents);
    cursor = next_cursor;
  }
  return rows;
}
const ids = (rows: Incident[]) => rows.map((row) => row.incident_id);
const nameOf = (row: Incident) => `${row.occurred_on} ${row.file_name} ${row.line} ${row.part}`;

test("pages give every row once, oldest first, whatever their size", async () => {
  const all = (await page("limit=1000")).incidents;
  assert.equal(all.length, 265);
  assert.deepEqual(
    all.map((row) => row.occurred_on),
    all.map((row) => row.occurred_on).toSorted(),
  );
  assert.equal(new Set(all.map(nameOf)).size, 265);
  for (const limit of [1, 7, 88, 264, 265, 266]) {
    if (limit === 1) assert.deepEqual((await page("limit=1")).incidents, all.slice(0, 1));
    else assert.deepEqual((await pages(`limit=${limit}`)).map(nameOf), all.map(nameOf), String(limit));
  }
  assert.equal((await page("")).incidents.length, 100);
});

test("a pinned page goes on after a later revision; a row says the file and line it came from", async () => {
  const first = await page("revision=1&limit=200");
  assert.deepEqual(
    ids((await page(`revision=1&limit=200&cursor=${first.next_cursor}`)).incidents).filter((id) => String(id).startsWith("x")),
    [],
  );
  const [row] = (await page("q=%22mir ali%22")).incidents;
  assert.deepEqual([row?.incident_id, row?.file_name, row?.line, row?.part], ["x3", "second.csv", 5, 0]);
  const [multiline] = (await page("q=quoted")).incidents;
  assert.deepEqual([multiline?.notes, multiline?.line, multiline?.extra], ['two\nlines, "quoted"', 2, [["Weather", "rain"]]]);
});

test("filters, also for what is not stated; a cell opens to the rows it sums", async () => {
  assert.deepEqual(ids(await pages("target=Chinese nationals,Police")), ["x3", "x1"]);
  assert.equal((await pages("tactic=(not stated)&province=PK-SD")).length, 44);
  assert.equal((await pages("district=(not stated)&province=PK-KP&from=2024-01&to=2024-01")).length, 19);
  assert.deepEqual(ids(await pages("victim=security")), ["x1"]);
  assert.deepEqual(ids(await pages("from=2024-03-01&to=2024-03-01")), ["x3", "r1", "r1"], "without a breakdown also what touches the range");
  assert.deepEqual(ids(await pages("by=day&from=2024-03-01&to=2024-03-01")), ["r1", "r1"]);
  for (const cell of ["province=PK-KP&tactic=IED&from=2024-02&to=2024-02", "province=PK-SD", "target=Police&victim=security"]) {
    const counted = (await pages(`by=month&${cell}`)).filter((row) => row.counted);
    const { body } = await request(ledger.app).get(`/api/aggregates?dataset=listed&measure=fatalities,incidents&${cell}`);
    assert.deepEqual(body.rows, [{ fatalities: counted.reduce((sum, row) => sum + Number(row.fatalities), 0), incidents: counted.length }], cell);
  }
});

test("all reports of an incident are shown, the one that stands for it with what it said itself", async () => {
  const rows = (await page("q=report")).incidents;
  assert.deepEqual(
    rows.map((row) => [
      row.counted,
      row.fatalities,
      row.fatalities_low,
      row.fatalities_high,
      (row.reported as { fatalities: object } | null)?.fatalities ?? null,
    ]),
    [
      [false, 5, null, null, null],
      [true, 5, 5, 7, { best: 7, low: null, high: null }],
    ],
  );
});

test("the CSV has the rows of the pages, in their order, with formulas defused and negative numbers as they are", async () => {
  const { text, headers } = await request(ledger.app).get("/api/incidents.csv?dataset=listed").expect(200);
  assert.match(headers["content-disposition"] ?? "", /listed-incidents-r2\.csv/);
  const [header = [], ...lines] = Papa.parse<string[]>(text.trimEnd(), { newline: "\n" }).data;
  const rows = await pages("limit=1000");
  const defused = (value: Incident[string] | undefined) => {
    const written = value === null || value === undefined ? "" : String(value);
    return typeof value === "string" && /^[=+@-]/.test(value) && !/^-\d+$/.test(value) ? `'${written}` : written;
  };
  assert.deepEqual(
    lines,
    rows.map((row) => header.map((name) => defused(row[name]))),
  );
  assert.ok(text.includes(",-75.5,") && text.includes(",-5,"));
  for (const live of [/(^|[,"])=/m, /(^|[,"])@/m, /(^|,)\+/m]) assert.doesNotMatch(text, live);
  const some = await request(ledger.app).get("/api/incidents.csv?dataset=listed&target=Police");
  assert.equal(some.text.trimEnd().split("\n").length, 3);
});

test("a cursor or limit that the ledger did not give out is refused", async () => {
  const cursor = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  for (const query of [
    ...[
      "x",
      "",
      cursor([]),
      cursor(null),
      cursor(["2024-01-01", 1, 1, "1"]),
      cursor(["2024-99-99", 1, 1, 1]),
      cursor(["0000-01-01", 1, 1, 1]),
      cursor(["2024-01-01", 1e300, 1, 1]),
    ]
      .slice(2)
      .map((text) => `cursor=${text}`),
    "cursor=x",
    "limit=0",
    "limit=1001",
    "limit=ten",
    "limit=1.5",
    "offset=5",
  ]) {
    const { status, body } = await request(ledger.app).get(`/api/incidents?dataset=listed&${query}`);
    assert.deepEqual([status, body.code], [400, "bad_parameter"], query);
  }
});

test("a large export comes whole to a slow reader, and one who leaves stops it", async () => {
  await ledger.create({ slug: "large" });
  const note = "x".repeat(200);
  const rows = Array.from({ length: 12_500 }, (_, at) => `2024-01-01,KP,1,${at} ${note}`);
  await ledger.upload("large", `date,province,killed,notes\n${rows.join("\n")}\n`, { publish: "true" }).expect(201);
  const server: Server = createServer(ledger.app);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const warnings: string[] = [];
  const hear = (warning: Error) => void warnings.push(warning.message);
  process.on("warning", hear);
  try {
    const { port } = server.address() as AddressInfo;
    const read = () =>
      new Promise<IncomingMessage>((resolve, reject) => open({ port, path: "/api/incidents.csv?dataset=large", agent: false }, resolve).on("error", reject));
    const left = await read();
    await wait(50);
    left.destroy();
    let text = "";
    for await (const chunk of (await read()).setEncoding("utf8")) {
      text += chunk;
      await wait(1);
    }
    assert.equal(text.split("\n").length, 12_502);
    assert.deepEqual(warnings, []);
  } finally {
    process.off("warning", hear);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

test("figures: every printing of a cell, with its file and line; as CSV the same", async () => {
  await ledger.create({ slug: "printed", kind: "figures" });
  const csv =
    "period,region,measure,value,qualifier,published_on,note\n2023,PK,fatalities,1524,exact,2024-01-10,=first\n2023,PK,fatalities,1533,exact,2025-01-10,\n2023,PK,injured,9,over,2024-01-10,\n2024,KP,fatalities,7,exact,2025-01-10,\n";
  await ledger.upload("printed", csv, { publish: "true", file_name: "figures.csv" }).expect(201);
  const figures = async (query: string) => (await request(ledger.app).get(`/api/figures?dataset=printed&${query}`).expect(200)).body.figures;
  const seen = (rows: Incident[]) => rows.map((row) => [row.value, row.published_on, row.file_name, row.line]);
  assert.deepEqual(seen(await figures("measure=fatalities&from=2023&to=2023")), [
    [1524, "2024-01-10", "figures.csv", 2],
    [1533, "2025-01-10", "figures.csv", 3],
  ]);
  assert.deepEqual(seen(await figures("measure=fatalities&from=2023&to=2023&as_of=2024-12-31")), [[1524, "2024-01-10", "figures.csv", 2]]);
  assert.deepEqual(seen(await figures("province=PK-KP")), [[7, "2025-01-10", "figures.csv", 5]]);
  assert.equal((await figures("measure=casualties")).length, 4);
  const { text } = await request(ledger.app).get("/api/figures.csv?dataset=printed");
  const [header = [], ...lines] = Papa.parse<string[]>(text.trimEnd(), { newline: "\n" }).data;
  const rows: Incident[] = await figures("");
  assert.deepEqual(
    lines,
    rows.map((row) => header.map((name) => (row[name] === null ? "" : name === "note" ? `'${row[name]}` : String(row[name])))),
  );
});

test("the wrong kind is told where to ask", async () => {
  assert.match((await request(ledger.app).get("/api/figures?dataset=listed")).body.detail, /api\/incidents/);
  assert.match((await request(ledger.app).get("/api/incidents?dataset=printed")).body.detail, /api\/figures/);
});
