import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import fc from "fast-check";
import request from "supertest";
import type { z } from "zod";
import { printNumber, printPercent } from "../../server/domain/print";
import type { Cell, Row } from "../../server/domain/table";
import { BriefShape } from "../../server/http/schemas";
import { history, toCsv } from "../db/random-incidents";
import { openLedger, type TestLedger } from "../support/ledger";

/** Whatever is loaded, every sentence of a brief holds: its address gives its number, and the sentence prints that number. */

let ledger: TestLedger;
before(async () => {
  ledger = await openLedger();
});
after(() => ledger.close());

type Statement = z.infer<typeof BriefShape>["statements"][number];

const answers = new Map<string, Row[]>();
async function rowsOf(address: string): Promise<Row[]> {
  const known = answers.get(address);
  if (known !== undefined) return known;
  const { status, body } = await request(ledger.app).get(address);
  assert.equal(status, 200, `${address}: ${body.detail}`);
  answers.set(address, body.rows);
  return body.rows;
}

/** A number as a sentence may print it: a count, or a percentage with its hedge. */
const spellings = (value: number) => [printNumber(Math.abs(value)), printPercent(value)];

async function prove(statement: Statement, brief: string): Promise<void> {
  const { text, value, base, query } = statement;
  const told = `${brief}: ${text} ${query}`;
  const cells = (await rowsOf(query)).flatMap((row) => Object.values(row) as Cell[]);
  assert.ok(value !== null && cells.includes(value), `the answer has not ${value}. ${told}`);
  const isSaid = (number: number) => spellings(number).some((spelling) => text.includes(spelling)) || (number === 0 && text.includes("did not change"));
  assert.ok(isSaid(value), `the sentence does not print ${value}. ${told}`);
  // A base is proven by the same answer, but for the total of a share and of what stands beside it.
  if (base === null) return;
  assert.ok(
    text.includes(printNumber(base)) || ["types", "province", "victims", "per_day"].includes(statement.kind),
    `the sentence does not print its base ${base}. ${told}`,
  );
  if (["change", "year_to_date", "vintage", "types"].includes(statement.kind)) assert.ok(cells.includes(base), `the answer has not the base ${base}. ${told}`);
}

const PERIODS = ["2023", "2024", "2023-Q1", "2023-Q4", "2024-Q3", "2024-02", "2023-11", "2023-01/2023-09", "2024-05-10"];

async function proveAll(slug: string, periods: string[], more = ""): Promise<number> {
  let proven = 0;
  for (const period of periods) {
    const address = `/api/brief?dataset=${slug}&period=${period}${more}`;
    const response = await request(ledger.app).get(address);
    assert.equal(response.status, 200, `${address}: ${response.text}`);
    const brief = BriefShape.parse(response.body);
    for (const statement of brief.statements) await prove(statement, address);
    proven += brief.statements.length;
    for (const { reason } of brief.not_stated) assert.doesNotMatch(reason, /NaN|undefined|null|Infinity/, address);
    assert.doesNotMatch(brief.text, /NaN|undefined|null|Infinity/, address);
  }
  return proven;
}

/** `FUZZ_RUNS=50 FUZZ_SEED=1` before the test command looks longer and elsewhere. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 2);
const SEED = Number(process.env.FUZZ_SEED ?? 20241006);
const periods = fc.subarray(PERIODS, { minLength: 2, maxLength: 3 });
let made = 0;

test("of incidents", async () => {
  let proven = 0;
  const property = fc.asyncProperty(history, fc.constantFrom(null, "2022/2024", "2022/2024-07"), periods, async (files, coverage, asked) => {
    const slug = `incidents-${made++}`;
    await ledger.create({ slug, ...(coverage === null ? {} : { coverage }) }).expect(201);
    for (const [at, file] of files.entries()) await ledger.upload(slug, toCsv(file, `${slug} ${at}`), { mode: file.mode, publish: "true" }).expect(201);
    proven += await proveAll(slug, asked);
  });
  await fc.assert(property, { seed: SEED, numRuns: RUNS, endOnFailure: true });
  assert.ok(proven > 0);
});

const WITHIN = ["2022", "2023", "2024"].flatMap((year) => [
  year,
  `${year}-01/${year}-09`,
  ...[1, 2, 3, 4].map((quarter) => `${year}-Q${quarter}`),
  `${year}-02`,
  `${year}-11`,
]);
const figure = fc.record({
  period: fc.constantFrom(...WITHIN),
  region: fc.constantFrom("PK", "PK", "PK", "PK-KP", "PK-BA", "PK-SD"),
  victim: fc.constantFrom("", "", "", "civilian", "security", "militant", "civilian+security"),
  type: fc.constantFrom("", "", "", "Terrorist attack", "Security operation", "Terrorist attack by TTP"),
  measure: fc.constantFrom("fatalities", "fatalities", "injured", "incidents"),
  value: fc.oneof(fc.nat(30), fc.nat(2000)),
  qualifier: fc.constantFrom("exact", "exact", "at_least", "about"),
  scope: fc.constantFrom("terrorism", "terrorism", "terrorism", "all violence"),
  published_on: fc.constantFrom("2024-01-10", "2025-01-10", "2025-06-30"),
});
const share = fc.record({ period: fc.constantFrom(...WITHIN), region: fc.constantFrom("PK-BA+PK-KP", "PK-KP"), value: fc.integer({ min: 1, max: 99 }) });

test("of figures, today's and as of a day", async () => {
  let proven = 0;
  const figures = fc.uniqueArray(figure, {
    minLength: 40,
    maxLength: 120,
    selector: ({ period, region, victim, type, measure, scope, published_on }) => [period, region, victim, type, measure, scope, published_on].join("|"),
  });
  const shares = fc.uniqueArray(share, { maxLength: 8, selector: ({ period, region }) => period + region });
  const property = fc.asyncProperty(figures, shares, periods, async (printed, percents, asked) => {
    const slug = `figures-${made++}`;
    await ledger.create({ slug, kind: "figures" }).expect(201);
    const lines = [
      "period,region,victim,incident_type,measure,value,qualifier,scope,published_on",
      ...printed.map((one) => [one.period, one.region, one.victim, one.type, one.measure, one.value, one.qualifier, one.scope, one.published_on].join()),
      ...percents.map(({ period, region, value }) => `${period},${region},,,fatalities_share,${value},nearly,terrorism,2025-01-10`),
    ];
    await ledger.upload(slug, lines.join("\n"), { publish: "true" }).expect(201);
    proven += await proveAll(slug, asked);
    proven += await proveAll(slug, asked.slice(0, 1), "&as_of=2025-02-01");
  });
  await fc.assert(property, { seed: SEED, numRuns: RUNS, endOnFailure: true });
  assert.ok(proven > 0);
});
