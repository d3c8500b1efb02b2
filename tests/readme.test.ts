import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import request from "supertest";
import { OPERATIONS } from "../server/http/operations";
import { openLedger, type TestLedger } from "./support/ledger";
import { readTop } from "./support/sources";

/** The README is held true: its files can be uploaded, its question has its answer, its addresses exist. */

const README = readTop("README.md");

/** The blocks of code in one language, in the order of the page. */
function blocks(language: string): string[] {
  return [...README.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, "gm"))].map(([, text = ""]) => text);
}

let ledger: TestLedger;
before(async () => {
  ledger = await openLedger({ seed: true });
  await ledger.create({ slug: "my-incidents", coverage: "2025-10/2025-12" });
  await ledger.create({ slug: "my-figures", kind: "figures" });
});
after(() => ledger.close());

test("the files it shows are read as it says", async () => {
  const [incidents = "", long = "", wide = ""] = blocks("csv");
  const said = JSON.parse(blocks("json").find((text) => text.includes('"import"')) ?? "{}").import;
  const made = await ledger.upload("my-incidents", incidents, { publish: "true", file_name: "incidents.csv" });
  // The number of the import depends on what was imported before, and the page leaves the mapping out.
  assert.deepEqual({ ...made.body.import, id: 0, mapping: {} }, { ...said, id: 0, mapping: {} });
  for (const [text, rows] of [
    [long, 2],
    [wide, 2],
  ] as const) {
    const { body } = await ledger.upload("my-figures", text, { publish: "true" });
    assert.deepEqual([body.import.state, body.import.rows.accepted, body.import.issue_count], ["published", rows, 0]);
  }
});

test("the fault it shows is told so", async () => {
  const [incidents = ""] = blocks("csv");
  const said = JSON.parse(blocks("json").find((text) => text.includes('"level"')) ?? "{}");
  const refused = await ledger.upload("my-incidents", incidents.replace(",4,7,", ",four,7,"), { publish: "true" });
  assert.equal(refused.status, 422);
  assert.deepEqual(refused.body.import.issues, [said]);
});

test("its question has its answer", async () => {
  const [, address = ""] = /curl "\$URL(\/api\/aggregates\.csv[^"]*)"/.exec(README) ?? [];
  const { text } = await request(ledger.app).get(address);
  assert.ok(blocks("csv").includes(text), text);
});

test("every number it quotes is answered", async () => {
  const value = async (query: string, measure = "fatalities") => {
    const { body } = await request(ledger.app).get(`/api/aggregates?${query}`);
    return body.rows.map((row: Record<string, unknown>) => row[measure]);
  };
  const vintages = ["", "&as_of=2024-01-15", "&as_of=2024-10-05"].map((asOf) => value(`dataset=crss&by=year&from=2023&to=2023${asOf}`));
  assert.deepEqual((await Promise.all(vintages)).flat(), [1533, 1524, 1523]);
  assert.deepEqual(await value("dataset=crss&by=quarter,province&from=2024-Q3&to=2024-Q3"), [null, null, null, null, null, null, null, 722]);
  assert.deepEqual(await value("dataset=crss&by=quarter,province&from=2025-Q3&to=2025-Q3"), [638, 230, 21, null, null, null, null, 12]);
  assert.deepEqual(await value("dataset=crss&from=2017&to=2017&province=PK-KP"), [628]);
  assert.deepEqual(await value("dataset=crss&by=province&from=2017&to=2017&province=PK-NW,PK-TA&boundaries=historical"), [192, 436]);
  const karachi = "dataset=chinese-nationals&measure=fatalities,injured&from=2024-10-06&to=2024-10-06&province=PK-SD";
  for (const [estimate, killed, wounded] of [
    ["low", 2, 8],
    ["best", 3, 11],
    ["high", 3, 17],
  ] as const) {
    assert.deepEqual([await value(`${karachi}&estimate=${estimate}`), await value(`${karachi}&estimate=${estimate}`, "injured")], [[killed], [wounded]]);
  }
});

test("every address it names exists", () => {
  const known = OPERATIONS.map(({ path }) => path.replace(/\{\w+\}/g, "*"));
  const named = [...README.matchAll(/\/api(?:\/[\w{}.-]+)*/g)].map(([path]) => path.replace(/\.$/, "").replace(/\{\w+\}|\b\d+\b|my-incidents/g, "*"));
  const unknown = named.filter(
    (path) => path !== "/api" && path !== "/api/openapi.json" && !known.includes(path) && !known.some((other) => other.startsWith(`${path}.`)),
  );
  assert.deepEqual([...new Set(unknown)], []);
});
