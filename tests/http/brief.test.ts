import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import request from "supertest";
import { BriefShape } from "../../server/http/schemas";
import { openLedger, type TestLedger } from "../support/ledger";

let ledger: TestLedger;
before(async () => {
  ledger = await openLedger({ seed: true });
});
after(() => ledger.close());

async function brief(query: string) {
  const response = await request(ledger.app).get(`/api/brief?dataset=crss&${query}`);
  assert.equal(response.status, 200, response.text);
  return BriefShape.parse(response.body);
}

// CRSS Q3 2024 report as carried by the press of 1 October 2024 (data/crss.csv); the base of 2024-Q2 is 380.
test("2024-Q3: the toll, its change with the base named, shares quoted as published", async () => {
  const { text, statements, not_stated } = await brief("period=2024-Q3");
  for (const words of [
    "722 people were killed",
    "615 people were wounded",
    "328 incidents",
    "Fatalities rose 90% on the 380 of April–June 2024",
    "nearly 97% of the fatalities",
    "over 92% of the incidents",
  ]) {
    assert.ok(text.includes(words), words);
  }
  assert.deepEqual(statements.find(({ kind }) => kind === "change")?.base, 380);
  assert.ok(not_stated.some(({ kind, reason }) => kind === "province" && reason.includes("722 killed in them together")));
});

test("nine months of 2024 exceed all of 2023 as of October 2024 (1,534 on 1,523), and no longer by later printings (1,527 on 1,533)", async () => {
  assert.ok((await brief("period=2024-Q3&as_of=2024-10-05")).text.includes("1,534 people were killed, more than the 1,523 of all 2023"));
  assert.ok((await brief("period=2024-Q3")).text.includes("1,527 people were killed, fewer than the 1,533 of all 2023"));
});

test("2025-Q1 by vintage: 897 as first printed, 900 revised; Azad Jammu and Kashmir 0 to 6 has no percent", async () => {
  assert.ok((await brief("period=2025-Q1&as_of=2025-04-15")).text.includes("897 people were killed"));
  const later = await brief("period=2025-Q1");
  assert.ok(later.text.includes("900 people were killed") && later.text.includes("Khyber Pakhtunkhwa: 567 killed"));
  assert.ok((await brief("period=2025-Q2")).text.includes("Azad Jammu and Kashmir: 6 killed, up 6 from 0"));
});

test("every statement's address, fetched, gives the number in it", async () => {
  for (const period of ["2015-Q3", "2023-Q2", "2024-Q3", "2025-Q2", "2025-Q3", "2024"]) {
    for (const statement of (await brief(`period=${period}`)).statements) {
      const answer = await request(ledger.app).get(statement.query);
      assert.equal(answer.status, 200, statement.query);
      const numbers = answer.body.rows.flatMap((row: Record<string, unknown>) => Object.values(row));
      assert.ok(numbers.includes(statement.value), `${statement.text} ${statement.query}`);
    }
  }
});

test("without a period the latest printed quarter is taken; the same data give the same words; Markdown carries the proofs", async () => {
  const [first, second] = [await brief(""), await brief("")];
  assert.equal(first.period, "2025-Q3");
  assert.deepEqual(first, second);
  const markdown = await request(ledger.app).get("/api/brief.md?dataset=crss&period=2024-Q3");
  assert.match(markdown.text, /^# Pakistan, July–September 2024\n/);
  assert.ok(markdown.text.includes("([proof](/api/aggregates?dataset=crss"));
});

test("what cannot be written is refused by name", async () => {
  for (const [query, status] of [
    ["dataset=crss&period=soon", 400],
    ["dataset=crss&as_of=now", 400],
    ["dataset=crss&by=year", 400],
    ["dataset=nowhere", 404],
    ["dataset=chinese-nationals", 400],
  ] as const) {
    assert.equal((await request(ledger.app).get(`/api/brief?${query}`)).status, status, query);
  }
});
