import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, test } from "node:test";
import request from "supertest";
import { BriefShape } from "../../server/http/schemas";
import { openLedger, type TestLedger } from "../support/ledger";

let ledger: TestLedger;
before(async () => {
  ledger = await openLedger({ seed: true });
});
after(() => ledger.close());

async function brief(query: string, dataset = "crss") {
  const response = await request(ledger.app).get(`/api/brief?dataset=${dataset}&${query}`);
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

// CRSS, Q3 2024 report (1 October 2024): 1,534 in nine months exceed the 1,523 of 2023; 1,527 and 1,533 are printed a year later.
test("nine months of 2024 exceed all of 2023 as of October 2024, and no longer by later printings, which the brief says", async () => {
  const then = await brief("period=2024-Q3&as_of=2024-10-05");
  assert.ok(then.text.includes("1,534 people were killed, more than the 1,523 of all 2023"));
  assert.ok(!then.text.includes("1,527"));
  const { text, statements } = await brief("period=2024-Q3");
  assert.ok(text.includes("1,527 people were killed, fewer than the 1,533 of all 2023"));
  assert.ok(text.includes("By the printings of 1 October 2024 it was at least 1,534, more than the 1,523 of all 2023; by later printings no longer."));
  const statement = statements.find(({ kind, value }) => kind === "year_to_date" && value === 1527);
  assert.deepEqual(
    statement?.vintages.map(({ period, value, published_on, first }) => [period, value, published_on, first]),
    [
      ["2024-01/2024-09", 1527, "2025-10-02", 1534],
      ["2023", 1533, "2024-12-30", 1524],
    ],
  );
});

test("2024-Q3 is not called the highest in a decade: the brief says which shares are missing, and that the scope changed in between", async () => {
  const { text, not_stated, notes } = await brief("period=2024-Q3");
  assert.ok(!text.includes("decade"));
  const reason = not_stated.find(({ kind, reason }) => kind === "record" && reason.includes("decade"))?.reason ?? "";
  for (const words of ["nearly 97%", "the loaded shares do not cover ten years", "4 of the 40 shares since 2014-Q4", "all violence; terrorism"]) {
    assert.ok(reason.includes(words), `${words}: ${reason}`);
  }
  assert.ok(not_stated.some(({ kind, reason }) => kind === "claimants" && reason.includes("not printed")));
  assert.ok(
    notes.some(({ code, message }) => code === "definition" && message.includes("counts militants among the killed, security operations and the wounded")),
  );
  assert.ok(notes.some(({ code, message }) => code === "conflict" && message.includes("printed 1,527, its calendar parts add up to 1,534")));
});

// Nine months of 2024: attacks 1,022 and operations 505 make 1,527; nine months of 2025 are over 58 % above them (Q3 2025 report).
// Q2 2025 report: 282 civilians and security personnel; Q3 2025 report: 153 and 130. The year 2024 was printed as 2,546, later as 2,555.
test("conflicts are told of the cells they are in, by today's printings alone", async () => {
  const told = (await brief("period=2025-Q2")).notes.filter(({ code }) => code === "conflict").map(({ message }) => message);
  assert.ok(told.some((message) => message.startsWith("Pakistan, 2025-Q2, civilians and security personnel, killed: printed 282, its victims add up to 283")));
  assert.ok(told.some((message) => message.includes("2,555")) && !told.some((message) => message.includes("2,546")));
});

// 2,057 killed in 2017 are of all violence, 980 in 2018 of terrorism and counter-terrorism (annual reports of 2017 and 2019).
test("2018 is held against nothing of the scope before", async () => {
  const { text, not_stated } = await brief("period=2018");
  assert.ok(text.includes("980 people were killed in 2018.") && !text.includes("2,057"));
  const reasons = not_stated.map(({ reason }) => reason);
  assert.ok(reasons.includes("Fatalities, change on 2017: the publisher counted something else then."));
  assert.ok(reasons.includes("Fatalities, record: none is told. 2017 is not known in the same scope."));
});

test("attacks stand against operations, the year so far against the same months of the year before", async () => {
  assert.ok((await brief("period=2024-Q3")).text.includes("In January–September 2024 terrorist attacks killed 1,022 and security operations 505."));
  assert.ok((await brief("period=2025-Q3")).text.includes("Against the 1,527 of the same months of 2024 fatalities of the year so far rose over 58%."));
  // Q2 2023 report: 121 attacks and 55 operations of 176 incidents.
  assert.ok((await brief("period=2023-Q2")).text.includes("there were 121 terrorist attacks and 55 security operations"));
});

// Q3 2025 report: 219 civilians, 166 security personnel and 516 outlaws of 901; 153, 130 and 333 the quarter before. 85 and 221 of 329 incidents.
test("2025-Q3: each victim class and province with its change and share", async () => {
  const { text } = await brief("period=2025-Q3");
  for (const words of [
    "At least 901 people were killed",
    "Khyber Pakhtunkhwa and Balochistan bore over 96% of the fatalities, 868 of 901",
    "Khyber Pakhtunkhwa and Balochistan bore 93% of the incidents, 306 of 329",
    "Khyber Pakhtunkhwa: 638 killed, up 64% from 389; nearly 71% of the dead",
    "Sindh: 21 killed, up 13 from 8, a low base; over 2% of the dead",
    "Civilians: 219 killed, up over 43% from 153; over 24% of the dead",
    "Civilians and security personnel together: 385 killed, against 516 militants",
  ]) {
    assert.ok(text.includes(words), words);
  }
});

// Annual report of 2024 (30 December 2024): 2,546 killed, 66 % above 1,533; a year later 2,555, 67 %. November was printed alone, with 450.
test("the year 2024: records no further back than the scope, the first printing, and no deadliest month from one month of twelve", async () => {
  const { text, not_stated } = await brief("period=2024");
  for (const words of [
    "Fatalities rose nearly 67% on the 1,533 of 2023",
    "By the printings of 30 December 2024 it was 2,546 killed, up over 66% on 1,533.",
    "With 2,555 killed 2024 is the highest of any year back to 2018, a 7-year high; before that the publisher counted something else.",
    "On average 7 people were killed a day.",
  ]) {
    assert.ok(text.includes(words), words);
  }
  assert.ok(
    not_stated.some(({ kind, reason }) => kind === "deadliest" && reason.includes("1 of 12 months are known; the highest of them is November 2024 with 450")),
  );
  // All twelve months of 2017 are printed; February has 318 (Annual Security Report 2017).
  assert.ok((await brief("period=2017")).text.includes("The deadliest month was February 2017 with 318 killed."));
});

// Q1 2025 report 897, Q2 2025 report 900, with 567 in Khyber Pakhtunkhwa and 317 in Balochistan; shares over 63 and 35 %.
test("2025-Q1 by vintage: 897 as first printed, 900 revised; Azad Jammu and Kashmir 0 to 6 has no percent", async () => {
  assert.ok((await brief("period=2025-Q1&as_of=2025-04-15")).text.includes("897 people were killed"));
  const later = await brief("period=2025-Q1");
  assert.ok(later.text.includes("900 people were killed") && later.text.includes("Khyber Pakhtunkhwa: 567 killed"));
  for (const words of [
    "over 98% of the fatalities, 884 of 900",
    "Balochistan: 317 killed",
    "Khyber Pakhtunkhwa: over 63% of the fatalities, as the publisher printed it",
    "Balochistan: 35% of the fatalities",
  ])
    assert.ok(later.text.includes(words), words);
  assert.ok(later.text.includes("By the printings of 31 March 2025 it was 897 killed, down nearly 13% on 1,028."));
  assert.ok((await brief("period=2025-Q2")).text.includes("Azad Jammu and Kashmir: 6 killed, up 6 from 0"));
});

test("every statement's address, fetched, gives the number in it", async () => {
  for (const period of ["2015-Q3", "2023-Q2", "2024-Q3", "2025-Q2", "2024", "2024-01/2024-09"]) {
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

// data/chinese-nationals.csv: in 2024 Gwadar (killed not given), Besham 6, Karachi airport 3 and the SITE area 0; claimed by none, none, BLA, none.
test("incidents have a brief of their own: counted, claimed, and what the rows do not say", async () => {
  const { text, statements, not_stated, notes } = await brief("period=2024", "chinese-nationals");
  for (const words of ["9 people were killed in 2024", "There were 4 incidents in 2024", "Khyber Pakhtunkhwa: 6 killed", "BLA claimed 1 incident"])
    assert.ok(text.includes(words), `${words}: ${text}`);
  assert.ok(not_stated.some(({ kind, reason }) => kind === "claimants" && reason.includes("the rows of 3 incidents do not say")));
  assert.ok(notes.some(({ code, message }) => code === "not_reported" && message.includes("1 of 4 rows")));
  assert.ok(statements.every(({ status, vintages }) => status === "derived" && vintages.length === 0));
});

test("a publisher's classes by claimant are quoted: GTI 2024, TTP 558 and BLA or BLF 388 (GTI 2025)", async () => {
  const { text } = await brief("period=2024", "gti");
  assert.ok(text.includes("Terrorist attack by TTP: 558 killed") && text.includes("Terrorist attack by BLA or BLF: 388 killed"));
});

test("what cannot be written is refused by name", async () => {
  for (const [query, status] of [
    ["dataset=crss&period=soon", 400],
    ["dataset=crss&as_of=now", 400],
    ["dataset=crss&by=year", 400],
    ["dataset=nowhere", 404],
    ["dataset=crss&period=2024-Q3&as_of=2013-01-01", 200],
    ["dataset=satp", 404],
  ] as const) {
    assert.equal((await request(ledger.app).get(`/api/brief?${query}`)).status, status, query);
  }
});

test("the printable page holds the words of the JSON, needs nothing beside itself and may run nothing", async () => {
  const found = await brief("period=2024-Q3");
  const page = await request(ledger.app).get("/api/brief.html?dataset=crss&period=2024-Q3");
  assert.equal(page.status, 200);
  const words = page.text.replace(/<sup>.*?<\/sup>| <i>.*?<\/i>/g, "").replace(/<[^>]+>/g, "");
  for (const { text } of found.statements) assert.ok(words.includes(text), text);
  for (const { reason } of found.not_stated) assert.ok(words.includes(reason), reason);
  for (const { query } of found.statements) assert.ok(page.text.includes(query.replaceAll("&", "&amp;")), query);
  assert.ok(!/<script|<link rel="stylesheet|<img| on\w+=/.test(page.text));
  const style = /<style>([\s\S]*?)<\/style>/.exec(page.text)?.[1] ?? "";
  const digest = createHash("sha256").update(style).digest("base64");
  assert.match(page.headers["content-security-policy"] ?? "", /^default-src 'none'/);
  assert.ok(page.headers["content-security-policy"]?.includes(`'sha256-${digest}'`));
  const pinned = await request(ledger.app).get("/api/brief.html?dataset=crss&period=2024-Q3&revision=1");
  assert.match(pinned.headers["cache-control"] ?? "", /immutable/);
});
