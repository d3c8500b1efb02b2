import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import fc from "fast-check";
import request from "supertest";
import { CheckShape } from "../../server/http/schemas";
import { openLedger, type TestLedger } from "../support/ledger";

let ledger: TestLedger;
before(async () => {
  ledger = await openLedger({ seed: true });
});
after(() => ledger.close());

const post = (body: unknown) =>
  request(ledger.app)
    .post("/api/check")
    .send(body as object);

async function check(body: { text: string; dataset?: string; as_of?: string }) {
  const response = await post(body);
  assert.equal(response.status, 200, response.text);
  return CheckShape.parse(response.body).claims;
}

test("without a token: the claims of a paragraph in its order, quoted as written", async () => {
  const text = "722 people were killed in the third quarter of 2024, a 90 % surge; incidents surged 90 %.";
  const claims = await check({ text });
  assert.deepEqual(
    claims.map(({ value, period, region, measure, verdict, nearest }) => [value, period, region, measure, verdict, nearest]),
    [
      [722, "2024-Q3", "PK", "fatalities", "holds", 722],
      [90, "2024-Q3", "PK", "fatalities", "holds", 90],
      [90, "2024-Q3", "PK", "incidents", "does_not_hold", 36.7],
    ],
  );
  for (const { quote } of claims) assert.ok(text.includes(quote), quote);
});

test("the ledger's own value says what it is given in, which the words of the claim need not", async () => {
  const text =
    "Fatalities more than tripled in the third quarter of 2024. KP bore 40 per cent of the fatalities in the third quarter of 2025. In the third quarter of 2025 900 people were killed in 300 incidents. Fatalities rose by 342 in the third quarter of 2024.";
  const claims = await check({ text });
  // 380 to 722 killed is +90 %; 638 of 901 is 70.8 %.
  assert.deepEqual(
    claims.map(({ nearest, nearest_unit }) => [nearest, nearest_unit]),
    [
      [90, "percent"],
      [70.8, "percent"],
      [901, "people"],
      [329, "incidents"],
      [342, "people"],
    ],
  );
  const [average] = await check({ text: "On average 5 people were killed a day in the third quarter of 2025." });
  assert.deepEqual([average?.nearest, average?.nearest_unit], [9.8, "ratio"]);
  const [unknown] = await check({ text: "In 1995 1,234 people were killed." });
  assert.deepEqual([unknown?.nearest, unknown?.nearest_unit], [null, null]);
});

test("as of a day, and against another dataset", async () => {
  const text = "In 2023, 1,524 people were killed.";
  assert.equal((await check({ text }))[0]?.verdict, "holds_as_of");
  assert.equal((await check({ text, as_of: "2024-02-01" }))[0]?.verdict, "holds");
  assert.equal((await check({ text: "PIPS counted 521 terrorist attacks in 2024.", dataset: "pips" }))[0]?.verdict, "holds");
});

test("every address, fetched, gives the value it proves", async () => {
  const text = `In Q3 2024 722 people were killed and 615 wounded, up from 380, a 90% surge. KP and Balochistan bore nearly 97% of the fatalities.
KP lost 638 and Balochistan 230 lives in the third quarter of 2025; 57% of the fatalities were outlaws. In 2023 1,524 people were killed in 789 incidents. Fatalities rose 66% in 2024.`;
  const claims = await check({ text });
  assert.ok(claims.length >= 10);
  for (const claim of claims) {
    assert.match(claim.verdict, /^holds/, `${claim.quote}: ${claim.reason}`);
    const answer = await request(ledger.app).get(claim.query ?? "");
    assert.equal(answer.status, 200, claim.query ?? claim.quote);
    const numbers: unknown[] = answer.body.rows.flatMap((row: Record<string, unknown>) => Object.values(row));
    const proved = numbers.some((number) => typeof number === "number" && Math.abs(number - (claim.value ?? Number.NaN)) <= 0.5);
    assert.ok(proved, `${claim.quote} ${claim.query} ${numbers}`);
  }
});

test("what cannot be checked is refused by name", async () => {
  for (const [body, status, words] of [
    [{}, 422, "text"],
    [{ text: 5 }, 422, "text"],
    [{ text: "x".repeat(20_001) }, 422, "20000"],
    [{ text: "", dataset: "Bad Slug\0" }, 422, "dataset"],
    [{ text: "", as_of: "soon" }, 422, "as_of"],
    [{ text: "", more: 1 }, 422, "more"],
    [[], 422, "body"],
    [{ text: "", dataset: "nowhere" }, 404, "nowhere"],
    [{ text: "", dataset: "chinese-nationals" }, 400, "incidents"],
  ] as const) {
    const response = await post(body);
    assert.equal(response.status, status, response.text);
    assert.match(response.headers["content-type"] ?? "", /problem\+json/);
    assert.ok(response.text.includes(words), response.text);
  }
  const broken = await request(ledger.app).post("/api/check").set("Content-Type", "application/json").send("{");
  assert.equal(broken.status, 400);
  assert.deepEqual(await check({ text: "" }), []);
});

test("hostile texts are answered, and soon", async () => {
  const long = (piece: string) => piece.repeat(Math.ceil(20_000 / piece.length)).slice(0, 20_000);
  const texts = [
    "1,",
    "(",
    "first ",
    "the same ",
    "killed 1 ",
    "KP and ",
    "highest in a ",
    "\u0000",
    "😀",
    "1".repeat(40),
    "from 380 to 722 killed in Q3 2024 and ",
    "33% more in Q1 2020. ",
  ].map(long);
  for (const text of texts) {
    const start = process.cpuUsage();
    assert.ok(Array.isArray(await check({ text })));
    const milliseconds = process.cpuUsage(start).user / 1000;
    // Generous: a pattern that backtracks takes minutes, not seconds.
    assert.ok(milliseconds < 3000, `${JSON.stringify(text.slice(0, 20))}: ${milliseconds} ms`);
  }
});

test("no text makes it fail: fuzzed from words of the field and from anything", async () => {
  const words =
    "722 killed 90% in Q3 2024 from to KP and Balochistan surge , . ( ) of the fatalities first nine months doubled highest since 2017 compared per cent - third quarter last year none respectively".split(
      " ",
    );
  const sentence = fc.array(fc.oneof(fc.constantFrom(...words), fc.string(), fc.string({ unit: "binary" })), { maxLength: 60 }).map((parts) => parts.join(" "));
  await fc.assert(
    fc.asyncProperty(sentence, async (text) => {
      const claims = await check({ text: text.slice(0, 20_000) });
      for (const { quote } of claims) assert.ok(text.includes(quote), JSON.stringify([quote, text]));
    }),
    { numRuns: 150 },
  );
});
