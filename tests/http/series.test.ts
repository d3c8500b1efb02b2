import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import fc from "fast-check";
import readExcelFile from "read-excel-file/node";
import request from "supertest";
import { type Grain, type Period, parsePeriod, periodOf, periodsBetween } from "../../server/domain/period";
import type { Cell, Row } from "../../server/domain/table";
import { history, toCsv } from "../db/random-incidents";
import { openLedger, type TestLedger } from "../support/ledger";

/** Ranks, records and sums over time through the whole program, both kinds of dataset, against the plain table they belong to. */

let ledger: TestLedger;
before(async () => {
  ledger = await openLedger();
});
after(() => ledger.close());

async function rowsOf(query: string): Promise<Row[]> {
  const { status, body } = await request(ledger.app).get(`/api/aggregates?${query}`);
  assert.equal(status, 200, `${query}: ${body.detail}`);
  return body.rows;
}

/** A plain answer over all that is loaded, as a look-up: the value of a group in a period, null where it is not known. */
async function plainValues(slug: string, time: Grain, group: string): Promise<(period: Period, member: Cell) => number | null> {
  const by = [time, group].filter((name) => name !== "").join();
  const rows = await rowsOf(`dataset=${slug}&by=${by}&from=2020&to=2025`);
  const known = new Map(
    rows
      .filter((row) => ["published", "derived", undefined].includes(row.fatalities_status as string))
      .map((row) => [`${row[time]}|${row[group] ?? null}`, row.fatalities]),
  );
  return (period, member) => (known.get(`${period.label}|${member ?? null}`) as number | null | undefined) ?? null;
}

const sum = (values: (number | null)[]) => (values.some((value) => value === null) ? null : values.reduce<number>((total, value) => total + (value ?? 0), 0));

interface Asked {
  time: Exclude<Grain, "day">;
  group: "" | "province";
  from: string;
  to: string;
  rolling: number;
}
const question: fc.Arbitrary<Asked> = fc.record({
  time: fc.constantFrom("quarter", "month", "year"),
  group: fc.constantFrom("", "province"),
  from: fc.constantFrom("2022", "2023-Q2", "2023-10", "2024"),
  to: fc.constantFrom("2023-Q4", "2024-Q3", "2024"),
  rolling: fc.integer({ min: 2, max: 6 }),
});

/** What the answer must hold of one measure, from the plain values alone. */
async function check(slug: string, asked: Asked): Promise<void> {
  const { time, group, rolling } = asked;
  const [from, to] = [parsePeriod(asked.from), parsePeriod(asked.to)].map((period, at) =>
    at === 0 ? periodOf(period?.start ?? "", time).start : (period?.end ?? ""),
  );
  const shown = periodsBetween(from ?? "", to ?? "", time).filter(({ end }) => end <= (to ?? ""));
  const [first, last] = [shown[0], shown.at(-1)];
  if (first === undefined || last === undefined) return;
  const valueAt = await plainValues(slug, time, group);
  const yearAt = await plainValues(slug, "year", group);
  const by = [time, group].filter((name) => name !== "").join();
  const cumulative = time === "year" ? "" : "&cumulative=true";
  const rows = await rowsOf(`dataset=${slug}&by=${by}&from=${first.label}&to=${last.label}&rank=true&per_day=true&rolling=${rolling}${cumulative}`);
  for (const row of rows.filter(({ province }) => province !== "unsplit")) {
    const own = shown.find(({ label }) => label === row[time]);
    assert.ok(own, `${slug}: ${JSON.stringify(row)}`);
    const at = (period: Period) => valueAt(period, row[group] ?? null);
    const value = at(own);
    const others = shown.map(at).filter((other) => other !== null);
    const expected: Row = { fatalities_rank: value === null ? null : 1 + others.filter((other) => other > value).length };
    expected.fatalities_rank_of = value === null ? null : others.length;
    const days = Math.round((Date.parse(own.end) - Date.parse(own.start)) / 86_400_000);
    expected.fatalities_per_day = value === null ? null : Number((value / days).toFixed(4));
    const all = periodsBetween("2015-01-01", own.end, time);
    expected.fatalities_rolling = sum(all.slice(-rolling).map(at));
    // The last period above it, and nothing unknown between.
    const back = all.slice(0, -1).reverse();
    const higher = value === null ? -1 : back.findIndex((period) => (at(period) ?? -1) > value);
    const isUnbroken = higher > 0 && value !== 0 && back.slice(0, higher).every((period) => at(period) !== null);
    expected.fatalities_record_since = isUnbroken ? (back[higher]?.label ?? null) : null;
    if (cumulative !== "") {
      const year = periodOf(own.start, "year");
      const within = periodsBetween(year.start, own.end, time);
      expected.fatalities_year_before = yearAt(periodOf(`${Number(year.label) - 1}-01-01`, "year"), row[group] ?? null);
      const status = row.fatalities_cumulative_status;
      if (status === "partial" || status === "missing") expected.fatalities_cumulative_change = null;
      else if (own.end === year.end) expected.fatalities_cumulative = yearAt(year, row[group] ?? null);
      else if (status === undefined) expected.fatalities_cumulative = sum(within.map(at));
      else if (status === "derived") expected.fatalities_cumulative = sum(within.map(at)) ?? row.fatalities_cumulative ?? null;
    }
    for (const [name, cell] of Object.entries(expected))
      assert.deepEqual(row[name], cell, `${slug} ${JSON.stringify(asked)} ${name} in ${JSON.stringify(row)}`);
  }
}

/** `FUZZ_RUNS=50 FUZZ_SEED=1` before the test command looks longer and elsewhere. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 2);
const SEED = Number(process.env.FUZZ_SEED ?? 20241006);
let made = 0;

test("incidents: whatever was uploaded, ranks and sums over time are those of the plain table", async () => {
  const property = fc.asyncProperty(history, fc.boolean(), fc.array(question, { minLength: 2, maxLength: 2 }), async (files, covered, questions) => {
    const slug = `incidents-${made++}`;
    await ledger.create({ slug, ...(covered ? { coverage: "2022/2024" } : {}) }).expect(201);
    for (const [at, file] of files.entries()) await ledger.upload(slug, toCsv(file, `${slug} ${at}`), { mode: file.mode, publish: "true" }).expect(201);
    for (const asked of questions) await check(slug, asked);
  });
  await fc.assert(property, { seed: SEED, numRuns: RUNS, endOnFailure: true });
});

const figure = fc.record({
  period: fc.constantFrom(
    ...["2021", "2022", "2023", "2024"].flatMap((year) => [
      year,
      ...[1, 2, 3, 4].map((quarter) => `${year}-Q${quarter}`),
      `${year}-02`,
      `${year}-01/${year}-09`,
    ]),
  ),
  region: fc.constantFrom("PK", "PK", "PK", "PK-KP", "PK-BA"),
  value: fc.nat(9),
});

test("figures: whatever was printed, ranks and sums over time are those of the plain table", async () => {
  const figures = fc.uniqueArray(figure, { minLength: 12, maxLength: 40, selector: ({ period, region }) => period + region });
  const property = fc.asyncProperty(figures, fc.array(question, { minLength: 2, maxLength: 2 }), async (printed, questions) => {
    const slug = `figures-${made++}`;
    await ledger.create({ slug, kind: "figures" }).expect(201);
    const lines = printed.map(({ period, region, value }) => `${period},${region},fatalities,${value},exact,2025-01-01`);
    await ledger.upload(slug, ["period,region,measure,value,qualifier,published_on", ...lines].join("\n"), { publish: "true" }).expect(201);
    for (const asked of questions) await check(slug, asked);
  });
  await fc.assert(property, { seed: SEED, numRuns: RUNS, endOnFailure: true });
});

/** Hand-made: four quarters of one province, the last of them unfinished by the coverage. */
const CSV = "date,province,killed\n2023-02-01,KP,4\n2023-05-01,KP,6\n2023-08-01,KP,6\n2023-11-01,KP,9\n2024-01-15,KP,7\n2024-02-15,KP,1\n2024-05-01,KP,2\n";

test("an unfinished period has an average of its days so far, flagged, and neither rank nor record", async () => {
  await ledger.create({ slug: "unfinished", coverage: "2023-01/2024-05" }).expect(201);
  await ledger.upload("unfinished", CSV, { publish: "true" }).expect(201);
  const rows = await rowsOf("dataset=unfinished&by=quarter&rank=true&per_day=true&cumulative=true");
  const cells = rows.map((row) => [row.quarter, row.fatalities, row.fatalities_rank, row.fatalities_record_since, row.fatalities_per_day_flag]);
  assert.deepEqual(cells, [
    ["2023-Q1", 4, 5, null, null],
    ["2023-Q2", 6, 3, null, null],
    ["2023-Q3", 6, 3, null, null],
    ["2023-Q4", 9, 1, null, null],
    ["2024-Q1", 8, 2, null, null],
    ["2024-Q2", 2, null, null, "unfinished"],
  ]);
  // 2 killed in April and May, 61 days.
  assert.equal(rows[5]?.fatalities_per_day, Number((2 / 61).toFixed(4)));
  assert.deepEqual([rows[4]?.fatalities_cumulative, rows[4]?.fatalities_cumulative_base, rows[4]?.fatalities_year_before], [8, 4, 25]);
  assert.equal(rows[5]?.fatalities_cumulative, null);
  const [year] = await rowsOf("dataset=unfinished&by=year&to=2023&peak=month");
  assert.deepEqual([year?.fatalities_peak, year?.fatalities_peak_value, year?.fatalities_peak_known, year?.fatalities_peak_of], ["2023-11", 9, 12, 12]);
});

test("the brief of an unfinished period says so and compares it with nothing", async () => {
  const { body } = await request(ledger.app).get("/api/brief?dataset=unfinished&period=2024-Q2");
  assert.ok(body.text.startsWith("So far 2 people were killed in April–June 2024, which is not over or not covered to its end."), body.text);
  assert.deepEqual([...new Set(body.statements.map(({ kind, status }: { kind: string; status: string }) => `${kind} ${status}`))], ["toll partial"]);
  assert.ok(body.not_stated.some(({ reason }: { reason: string }) => reason.includes("compared with nothing")));
  // Without a period the latest that is over is taken.
  assert.equal((await request(ledger.app).get("/api/brief?dataset=unfinished")).body.period, "2024-Q1");
});

test("killed per incident is null where no incident is known, and where a row left the killed blank", async () => {
  await ledger.create({ slug: "blank", coverage: "2024" }).expect(201);
  await ledger.upload("blank", "date,province,killed\n2024-01-15,KP,7\n2024-02-15,KP,2\n2024-05-01,KP,\n2024-06-01,KP,3\n", { publish: "true" }).expect(201);
  const rows = await rowsOf("dataset=blank&measure=lethality,fatalities,incidents&by=quarter");
  assert.deepEqual(
    rows.map(({ lethality, fatalities, incidents }) => [lethality, fatalities, incidents]),
    [
      [4.5, 9, 2],
      [null, 3, 2],
      [null, 0, 0],
      [null, 0, 0],
    ],
  );
});

test("the CSV and the workbook hold the same columns", async () => {
  const query = "dataset=unfinished&by=year&rank=true&per_day=true&rolling=2&peak=quarter";
  const header = (await request(ledger.app).get(`/api/aggregates.csv?${query}`)).text.split("\n")[0];
  const columns = "rank rank_of record record_since record_from record_years rolling per_day per_day_flag peak peak_value peak_known peak_of";
  assert.equal(header, ["year", "fatalities", ...columns.split(" ").map((name) => `fatalities_${name}`)].join());
  const { body } = await request(ledger.app)
    .get(`/api/aggregates.xlsx?${query}`)
    .buffer(true)
    .parse((response, done) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => done(null, Buffer.concat(chunks)));
    });
  const [sheet] = await readExcelFile(body);
  assert.equal(sheet?.data[0]?.join(), header);
});

test("what cannot be computed is refused by name", async () => {
  for (const [query, word] of [
    ["rank=true", "breakdown"],
    ["by=year&cumulative=true", "quarter, month or day"],
    ["by=quarter&rolling=1", "2 to 120"],
    ["by=quarter&rolling=four", "four"],
    ["by=month&peak=month", "longer period"],
    ["by=quarter&peak=day", "day"],
    ["by=quarter&measure=lethality&cumulative=true", "lethality"],
    ["by=quarter&measure=lethality&share=quarter", "ratio"],
    ["by=quarter&rank=yes", "yes"],
  ] as const) {
    const { status, body } = await request(ledger.app).get(`/api/aggregates?dataset=unfinished&${query}`);
    assert.equal(status, 400, query);
    assert.ok(body.detail.includes(word), `${query}: ${body.detail}`);
  }
});
