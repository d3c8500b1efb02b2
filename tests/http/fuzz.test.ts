import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import fc from "fast-check";
import request from "supertest";
import { openLedger, type TestLedger } from "../support/ledger";
import { address, valueFor } from "./addresses";

/** `FUZZ_RUNS=5000 FUZZ_SEED=1 node --import tsx --test tests/http/fuzz.test.ts` looks longer and elsewhere. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 150);
const SEED = Number(process.env.FUZZ_SEED ?? 20241006);

let ledger: TestLedger;
before(async () => {
  ledger = await openLedger({ seed: true });
  await ledger.upload("chinese-nationals", "date,province,killed\n2024-01-01,KP,1\n").expect(201);
});
after(() => ledger.close());

test("no question is answered with an error of the server", async () => {
  const questions = fc.asyncProperty(address, async (path) => {
    const { status, headers } = await request(ledger.app).get(path).set("Authorization", `Bearer ${ledger.token}`);
    assert.ok(status < 500, `${status} ${path}`);
    if (status >= 400) assert.match(headers["content-type"] ?? "", /^application\/problem\+json/, path);
  });
  await fc.assert(questions, { seed: SEED, numRuns: RUNS, endOnFailure: true });
});

const OPTIONS: Record<string, string[]> = {
  mode: ["replace", "append", "update"],
  on_error: ["quarantine"],
  publish: ["true"],
  published_on: ["2024-01-01", "0001-01-01"],
  date_order: ["dmy", "mdy"],
  mapping: ['{"province":"province"}', '{"province":["date","killed"]}', '{"__proto__":"date"}', '{"occurred_on":[]}'],
  format: ["house", "acled", "ucdp"],
  file_name: ["a.csv", `${"x".repeat(199)}😀`],
  complete: ["true"],
  constants: ['{"period":"2024-Q3"}', '{"province":"KP"}'],
  classes: [`${"x".repeat(99)}😀`, "political_violence"],
  spellings: ['{"Atlantis":"PK-KP"}'],
  encoding: ["utf-16le", "windows-1256"],
  delimiter: ["semicolon", "tab"],
  sheet: ["1", `${"x".repeat(99)}😀`],
  header_line: ["1", "2", "9999"],
  dates: ["serial"],
};

test("no option of an upload is", async () => {
  const json = fc.json({ maxDepth: 2 });
  const option = fc
    .constantFrom(...Object.keys(OPTIONS))
    .chain((name) =>
      fc.tuple(
        fc.constant(name),
        fc.oneof({ arbitrary: fc.constantFrom(...(OPTIONS[name] ?? [])), weight: 6 }, { arbitrary: valueFor(name), weight: 1 }, { arbitrary: json, weight: 1 }),
      ),
    );
  const csv = fc.constantFrom(
    "date,province,killed,incident_id\n2024-01-01,KP,1,a\n01/02/2024,Atlantis,x,b\n",
    "date,province,killed\n2024-01-01,KP,1",
    "\n\n",
    "a;b\n1;2\n",
    "\ufeffdate\tprovince\tkilled\n2024\tPK-TA\t5\n",
  );
  const uploads = fc.asyncProperty(fc.array(option, { maxLength: 3 }), csv, async (options, text) => {
    const { status, body } = await ledger.upload("chinese-nationals", text, Object.fromEntries(options));
    assert.ok(status < 500, `${status} ${JSON.stringify(options)} ${JSON.stringify(text)} ${JSON.stringify(body)}`);
  });
  await fc.assert(uploads, { seed: SEED, numRuns: Math.ceil(RUNS / 4), endOnFailure: true });
});
