import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { unzipSync } from "fflate";
import request from "supertest";
import { CATEGORY_DIMENSIONS } from "../../server/domain/dimension";
import type { Operation } from "../../server/http/operation";
import { OPERATIONS } from "../../server/http/operations";
import { openLedger, type TestLedger } from "../support/ledger";

/**
 * A dataset whose licence allows aggregates only. Every field of its rows that is no dimension of an aggregate carries a mark that is
 * nowhere else; whoever is not an editor must not find one in any answer of any address.
 */
const MARK = /zq[a-z]+7391\d*/gi;
const ROWS = `incident_id,date,ended_on,province,district,place,latitude,longitude,incident_type,tactic,perpetrator,claimed_by,target,victim,killed,killed_low,killed_high,source,source_url,notes,desk
zqid7391,2024-01-05,2024-01-06,KP,Bannu,Zqplace7391,33.7391,70.7391,Terrorist attack,Bombing,Group A,Zqclaim7391,Police,civilian,4,3,5,Zqsource7391,https://example.org/zqlink7391,Zqnote7391 said,Zqdesk7391
zqid73912,2024-02-09,,KP,Bannu,Zqplace73912,,,Terrorist attack,Bombing,Group A,,Police,civilian,2,,,Zqsource7391,,Zqnote73912,
zqid73913,2024-02-10,,Sindh,Karachi,Zqplace73913,,,Security operation,,,,,militant,1,,,Zqsource73913,,Zqnote73913,
`;
const FIGURES = `period,region,measure,value,published_on,report,source,source_url,note
2024-Q3,PK,fatalities,722,2024-10-01,Zqreport7391,Zqsource7391,https://example.org/zqlink7391,Zqnote7391
2024-Q2,PK,fatalities,380,2024-07-01,Zqreport7391,Zqsource7391,https://example.org/zqlink7391,Zqnote7391
`;

let ledger: TestLedger;
let reader: string;
let staged: number;
before(async () => {
  ledger = await openLedger();
  await ledger.create({ slug: "shut", sharing: "aggregates", coverage: "2024" }).expect(201);
  await ledger.create({ slug: "shut-figures", sharing: "aggregates", kind: "figures" }).expect(201);
  await ledger.create({ slug: "open-figures", kind: "figures" }).expect(201);
  await ledger.upload("shut", ROWS, { publish: "true", file_name: "first.csv" }).expect(201);
  await ledger.upload("shut", ROWS.replace(",4,3,5,", ",6,5,7,"), { publish: "true" }).expect(201);
  await ledger.upload("shut-figures", FIGURES, { publish: "true" }).expect(201);
  await ledger.upload("open-figures", "period,region,measure,value,published_on\n2024-Q3,PK,fatalities,722,2024-10-01\n", { publish: "true" }).expect(201);
  const waiting = await ledger.upload("shut", `${ROWS}zqid73914,2024-03-01,,Atlantis,,Zqplace73914,,,,,,,,,1,,,,,,\n`, { on_error: "quarantine" }).expect(201);
  staged = waiting.body.import.id;
  const made = await request(ledger.app).post("/api/tokens").set("Authorization", `Bearer ${ledger.token}`).send({ name: "Reads", role: "reader" });
  reader = made.body.secret;
});
after(() => ledger.close());

const ask = (path: string, token?: string) => {
  const call = request(ledger.app).get(path).buffer(true).parse(asBytes);
  return token === undefined ? call : call.set("Authorization", `Bearer ${token}`);
};
function asBytes(answer: request.Response, done: (error: Error | null, body: Buffer) => void): void {
  const response = answer as unknown as NodeJS.ReadableStream;
  const pieces: Buffer[] = [];
  response.on("data", (piece: Buffer) => pieces.push(piece));
  response.on("end", () => done(null, Buffer.concat(pieces)));
}

/** Everything an answer says, also inside of what is packed. */
function textOf(body: Buffer): string {
  if (body.subarray(0, 2).toString("latin1") !== "PK") return body.toString();
  return Object.entries(unzipSync(body))
    .map(([name, content]) => `${name} ${Buffer.from(content).toString()}`)
    .join("\n");
}

/** Values to ask with: none holds a whole mark, so that an echo of the question is no find. */
const VALUES: Record<string, string[]> = {
  by: ["month,province,victim", "quarter,district", "year,target", ...CATEGORY_DIMENSIONS.slice(1), "day,place", "district,target,perpetrator"],
  measure: ["fatalities,injured,incidents,casualties,fatal_incidents"],
  from: ["2024-01-05", "2024-01"],
  to: ["2024-01-05", "2024-02"],
  revision: ["1"],
  q: ["Zqnote", "zq", "*"],
  sort: ["-fatalities"],
  counted: ["false"],
  detail: ["true"],
  layout: ["wide"],
  estimate: ["high"],
  peak: ["month"],
  datasets: ["shut,shut-figures", "shut-figures,open-figures"],
  period: ["2024-Q3", "2024-Q1"],
  as_of: ["2199-01-01"],
  rank: ["true"],
  cumulative: ["true"],
  rolling: ["2"],
  per_day: ["true"],
  id: ["zqid", "zqid%"],
};

function addressesOf({ path, parameters = [] }: Operation): string[] {
  return ["shut", "shut-figures"].flatMap((slug) => {
    const at = path.replace("{slug}", slug).replace("{revision}", "1").replace("{id}", String(staged));
    const names = parameters.filter((parameter) => parameter.in === "query").map(({ name }) => String(name));
    const base: Record<string, string> = {};
    if (names.includes("dataset")) base.dataset = slug;
    if (names.includes("datasets")) base.datasets = `${slug},open-figures`;
    // The other forms of a table are packed from the same one, and are asked with less.
    if (/\.\w+$/.test(path) || (slug === "shut-figures" && !/figures|brief|aggregates$/.test(path)))
      return [base, { ...base, by: "month,province" }].map((query) => `${at}?${new URLSearchParams(query)}`);
    const asked = names.filter((name) => name !== "dataset").flatMap((name) => (VALUES[name] ?? ["Zq"]).map((value) => ({ ...base, [name]: value })));
    return [base, ...asked].map((query) => `${at}?${new URLSearchParams(query)}`);
  });
}

test("no address of the API gives a row away, whole or in part, to anybody but editors", async () => {
  const asked = OPERATIONS.filter(({ method }) => method === "get").flatMap(addressesOf);
  assert.ok(asked.length > 150);
  let answered = 0;
  for (const [at, path] of asked.entries()) {
    const { status, body, headers } = await ask(path, at % 2 === 0 ? undefined : reader);
    assert.ok(status < 500, `${status} ${path}`);
    answered += status === 200 ? 1 : 0;
    assert.deepEqual(textOf(body).match(MARK), null, path);
    assert.deepEqual(JSON.stringify(headers).match(MARK), null, path);
  }
  assert.ok(answered > 60, `${answered} were answered`);
  const check = await request(ledger.app)
    .post("/api/check")
    .send({ text: "In the third quarter of 2024, 722 people were killed, up from 380.", dataset: "shut-figures" });
  assert.equal(check.status, 200);
  assert.equal(check.text.match(MARK), null);
});

test("rows are refused to everybody, by any address and for any question, and an editor reviews only what is uploaded", async () => {
  for (const path of ["/api/incidents", "/api/incidents.csv", "/api/incidents/facets", "/api/figures", "/api/figures.csv"]) {
    const slug = path.includes("figures") ? "shut-figures" : "shut";
    for (const more of ["", "&province=PK-SD", "&revision=1", ...(slug === "shut" ? ["&q=Zqnote73913", "&q=nowhere"] : [])]) {
      for (const token of [undefined, ledger.token]) {
        const { status, body } = await ask(`${path}?dataset=${slug}${more}`, token);
        assert.deepEqual([status, JSON.parse(body.toString()).code], [403, "aggregates_only"], `${path}${more}`);
      }
    }
  }
  for (const path of [`/api/imports/${staged}`, `/api/imports/${staged}/changes`, `/api/imports/${staged}/rejected.csv`, "/api/datasets/shut/mapping"]) {
    assert.equal((await ask(path)).status, 401, path);
    assert.equal((await ask(path, reader)).status, 403, path);
    assert.equal((await ask(path, ledger.token)).status, 200, path);
  }
});

test("a cell is never so fine that it is a row", async () => {
  const status = async (query: string, path = "/api/aggregates") => (await ask(`${path}?dataset=shut&${query}`)).status;
  for (const fine of [
    ...["by=day", "by=place", "by=source", "by=claimed_by", "place=Zqplace7391", "source=x", "claimed_by=(not stated)"],
    ...["by=district,target", "by=target&district=Bannu", "district=Bannu&tactic=Bombing", "by=month,incident_type&perpetrator=Group A"],
    ...["from=2024-01-05&to=2024-01-05", "from=2024-01-05", "to=2024-01-30"],
  ]) {
    for (const path of ["/api/aggregates", "/api/aggregates.csv", "/api/aggregates.xlsx"]) assert.equal(await status(fine, path), 403, fine);
    assert.equal((await ask(`/api/datasets/shut/diff?${fine}`)).status >= 400, true, fine);
  }
  // Whether a value occurs is not told either.
  const [there, nowhere] = await Promise.all(["Zqplace7391", "Zqplace0000"].map((place) => ask(`/api/aggregates?dataset=shut&place=${place}`)));
  assert.deepEqual([there?.status, there?.body.toString()], [nowhere?.status, nowhere?.body.toString()]);
  for (const coarse of ["by=month,province,victim", "by=quarter,district&province=PK-KP", "by=year&target=Police", "from=2024-01&to=2024-02&by=tactic"]) {
    assert.equal(await status(coarse), 200, coarse);
  }
  const { body } = await request(ledger.app).get("/api/datasets/shut");
  assert.deepEqual(body.dimensions, ["year", "quarter", "month", "province", "district", "victim", "incident_type", "tactic", "perpetrator", "target"]);
  assert.deepEqual(body.filters, ["province", "district", "victim", "incident_type", "tactic", "perpetrator", "target"]);
  const rows = (await request(ledger.app).get("/api/aggregates?dataset=shut&by=month&from=2024-01&to=2024-02")).body.rows;
  assert.deepEqual(rows, [
    { month: "2024-01", fatalities: 6 },
    { month: "2024-02", fatalities: 3 },
  ]);
});
