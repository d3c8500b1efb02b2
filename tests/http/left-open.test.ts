import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import request from "supertest";
import type { Note, Row } from "../../server/domain/table";
import { openLedger, type TestLedger } from "../support/ledger";

/** What rows and figures leave open is not told as known: it is empty, or a note says so. */

let ledger: TestLedger;
before(async () => {
  ledger = await openLedger();
});
after(() => ledger.close());

async function ask(address: string): Promise<{ rows: Row[]; notes: string[]; messages: string }> {
  const { status, body } = await request(ledger.app).get(address);
  assert.equal(status, 200, JSON.stringify(body));
  return { rows: body.rows, notes: body.notes.map((note: Note) => note.code), messages: body.notes.map((note: Note) => note.message).join("\n") };
}
const aggregates = (query: string) => ask(`/api/aggregates?dataset=${query}`);

test("tallies with deaths, and rows that leave the killed blank, do not tell how many incidents were fatal", async () => {
  await ledger.create({ slug: "tallies", coverage: "2024-01/2024-05" });
  const csv = "date,province,fatalities,incidents\n2024-01-03,KP,6,4\n2024-02-03,KP,,1\n2024-03-03,KP,0,3\n2024-04-03,KP,2,1\n2024-04-09,KP,9,5\n";
  await ledger.upload("tallies", csv, { publish: "true" }).expect(201);
  const { rows, notes } = await aggregates("tallies&by=month&measure=fatal_incidents");
  assert.deepEqual(
    rows.map((row) => row.fatal_incidents),
    [null, null, 0, 1, 0],
  );
  assert.deepEqual(notes, ["not_reported", "fatal_unknown"]);
  // Two further dimensions: the rows answer.
  const crossed = await aggregates("tallies&by=month,tactic,target&measure=fatal_incidents");
  assert.deepEqual(
    crossed.rows.map((row) => row.fatal_incidents),
    [null, null, 0, 1, 0],
  );
});

const CUT = `date,province,fatalities
2023-11-01,KP,5
2024-01-03,KP,10
2024-02-03,KP,9
2024-Q1,KP,50
2024-07-03,KP,20
2024-11-03,KP,15
`;

test("no month is the deadliest of a quarter in which rows are dated too coarsely for any", async () => {
  await ledger.create({ slug: "cut", coverage: "2024-01/2024-11" });
  await ledger.upload("cut", CUT, { publish: "true" }).expect(201);
  const { rows, notes } = await aggregates("cut&by=quarter&peak=month&from=2024-Q1&to=2024-Q3");
  assert.deepEqual(
    rows.map((row) => [row.quarter, row.fatalities, row.fatalities_peak, row.fatalities_peak_value, row.fatalities_peak_known]),
    [
      ["2024-Q1", 69, null, null, 0],
      ["2024-Q2", 0, null, null, 3],
      ["2024-Q3", 20, "2024-07", 20, 3],
    ],
  );
  assert.deepEqual(notes, ["not_broken_down"]);
  const { body } = await request(ledger.app).get("/api/brief?dataset=cut&period=2024-Q1").expect(200);
  assert.deepEqual(
    body.statements.filter(({ kind }: { kind: string }) => kind === "deadliest"),
    [],
  );
});

test("a period that is not wholly inside coverage is said to be counted in part, and is kept out of a comparison", async () => {
  const { messages } = await aggregates("cut&by=quarter");
  assert.match(
    messages,
    /^2023-Q4, 2024-Q4: not over, or not wholly inside the dataset's coverage \(2024-01\/2024-11\)\. What is counted there is a lower bound\.$/m,
  );
  assert.match((await aggregates("cut&from=2024-Q4&to=2024-Q4")).messages, /^2024-Q4: not over, or not wholly/m);
  assert.deepEqual((await aggregates("cut&from=2024-Q3&to=2024-Q3")).notes, []);
  await ledger.create({ slug: "other", coverage: "2023/2024" });
  await ledger.upload("other", "date,province,fatalities\n2024-07-03,KP,2\n2024-11-03,KP,4\n", { publish: "true" }).expect(201);
  const { rows } = await ask("/api/compare?datasets=cut,other&by=quarter&from=2024-Q3&to=2024-Q4");
  assert.deepEqual(
    rows.map((row) => [row.cut, row.cut_status, row.other, row.other_status, row.spread_low, row.spread_high]),
    [
      [20, "published", 2, "published", 2, 20],
      [15, "partial", 4, "published", null, null],
    ],
  );
});

test("parts that are known and add up to more than their printed total are told, and no share of both is stated", async () => {
  await ledger.create({ slug: "above", kind: "figures" });
  const csv = "period,region,measure,value,qualifier,published_on\n2024-Q3,PK,fatalities,80,,2024-10-01\n2024-Q3,PK-KP,fatalities,60,,2024-10-01\n";
  await ledger
    .upload("above", `${csv}2024-Q3,PK-BA,fatalities,30,at_least,2024-10-01\n2024-Q4,PK-BA,fatalities,5,,2025-01-02\n`, { publish: "true" })
    .expect(201);
  const { messages } = await aggregates("above&by=quarter,province");
  assert.match(messages, /^Pakistan, 2024-Q3, killed: printed 80, those of its provinces that are known already add up to 90 \(\+10\)\./m);
  const { body } = await request(ledger.app).get("/api/brief?dataset=above&period=2024-Q3").expect(200);
  assert.doesNotMatch(body.text, / bore /);
  const both = await aggregates("above&from=2024-Q3&to=2024-Q4&province=PK-BA");
  assert.deepEqual([both.rows[0]?.fatalities, both.rows[0]?.fatalities_status], [35, "derived"]);
  assert.match(both.messages, /printed with a hedge: .*\(at least\)\.$/m);
});

test("attacks and operations of 2023 add up to one incident less than CRSS printed, broken down or not", async () => {
  const seeded = await openLedger({ seed: true });
  try {
    const split = await request(seeded.app).get("/api/aggregates?dataset=crss&by=year,victim&from=2023&to=2023").expect(200);
    assert.ok(
      split.body.notes.some(({ code, message }: Note) => code === "partial" && message.endsWith("What is not split holds them too: they do not add to it.")),
    );
    const { body } = await request(seeded.app).get("/api/aggregates?dataset=crss&by=year,incident_type&measure=incidents&from=2023&to=2023").expect(200);
    assert.ok(
      body.notes.some(
        ({ code, message }: Note) => code === "conflict" && /2023, incidents: printed 784, its incident types add up to 783 \(−1\)/.test(message),
      ),
    );
  } finally {
    await seeded.close();
  }
});
