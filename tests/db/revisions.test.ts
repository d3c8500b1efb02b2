import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import request from "supertest";
import { openLedger, type TestLedger } from "../support/ledger";

let ledger: TestLedger;
before(async () => {
  ledger = await openLedger();
  await ledger.create({ slug: "steps", coverage: "2024" });
});
after(() => ledger.close());

const STEPS = 200;
const HEADER = "incident_id,date,province,tactic,fatalities\n";

/** Park and Miller's generator, so that every run takes the same steps (Communications of the ACM 31, 1988). */
let state = 20_240_930;
const below = (limit: number) => {
  state = (state * 48_271) % 2_147_483_647;
  return state % limit;
};

interface Event {
  quarter: number;
  killed: number;
}
/** What each revision holds, by incident id; kept apart from the program under test. */
const held: Map<string, Event>[] = [];
let made = 0;

const csvOf = (events: Map<string, Event>) =>
  HEADER +
  [...events]
    .map(([id, { quarter, killed }]) => `${id},2024-${String(quarter * 3 - 1).padStart(2, "0")}-11,${killed % 2 ? "KP" : "Sindh"},IED,${killed}\n`)
    .join("");
const some = (count: number, name: () => string) => new Map(Array.from({ length: count }, () => [name(), { quarter: 1 + below(4), killed: below(30) }]));

async function answersOf(revision: number): Promise<unknown[]> {
  // By quarter the cube answers; crossed by two further dimensions the rows do.
  const ask = async (by: string) =>
    (await request(ledger.app).get(`/api/aggregates?dataset=steps&measure=incidents,fatalities&by=${by}&revision=${revision}`)).body.rows;
  const totals = new Map<string, number[]>();
  const crossed = revision % 5 === 0 ? await ask("quarter,tactic,target") : null;
  for (const row of crossed ?? []) totals.set(row.quarter, [row.incidents, row.fatalities]);
  const byQuarter: { quarter: string; incidents: number; fatalities: number | null }[] = await ask("quarter");
  return byQuarter.map(({ quarter, incidents, fatalities }) => {
    if (crossed !== null)
      assert.deepEqual(totals.get(quarter) ?? [0, 0], [incidents, fatalities ?? 0], `revision ${revision}, ${quarter}: cells and rows differ`);
    return [quarter, incidents, fatalities ?? 0];
  });
}

function expected(events: Map<string, Event>): unknown[] {
  return [1, 2, 3, 4].map((quarter) => {
    const inside = [...events.values()].filter((event) => event.quarter === quarter);
    return [`2024-Q${quarter}`, inside.length, inside.reduce((sum, event) => sum + event.killed, 0)];
  });
}

/** Takes one random step and returns what the dataset holds after it; null where the step changes nothing. */
async function step(now: Map<string, Event>): Promise<Map<string, Event> | null> {
  const kind = held.length === 0 ? "replace" : (["append", "append", "update", "update", "complete", "replace", "restore"][below(7)] ?? "append");
  if (kind === "restore") {
    const earlier = below(held.length);
    const response = await request(ledger.app)
      .post(`/api/datasets/steps/revisions/${earlier + 1}/restore`)
      .set("Authorization", `Bearer ${ledger.token}`);
    assert.ok(response.status === 201 || response.status === 200, response.text);
    return response.body.unchanged ? null : new Map(held[earlier]);
  }
  const known = [...now.keys()];
  const fresh = some(1 + below(4), () => `n${++made}`);
  const changed = known.length === 0 ? new Map<string, Event>() : some(1 + below(3), () => known[below(known.length)] ?? "");
  const events = kind === "append" || kind === "replace" ? fresh : new Map([...fresh, ...changed]);
  const mode: Record<string, string> = kind === "complete" ? { mode: "update", complete: "true" } : { mode: kind };
  const response = await ledger.upload("steps", csvOf(events), { ...mode, publish: "true" });
  assert.equal(response.status, 201, response.text);
  return kind === "replace" || kind === "complete" ? events : new Map([...now, ...events]);
}

test(`append, update, replace and restore in any order over ${STEPS} steps: every revision keeps its answer`, async () => {
  let now = new Map<string, Event>();
  for (let taken = 0; taken < STEPS; taken++) {
    const next = await step(now);
    if (next === null) continue;
    now = next;
    held.push(now);
  }
  const { body } = await request(ledger.app).get("/api/datasets/steps/revisions");
  assert.deepEqual(
    body.revisions.map(({ rows }: { rows: number }) => rows).reverse(),
    held.map((events) => events.size),
    "rows in force in each revision",
  );
  for (const [index, events] of held.entries()) assert.deepEqual(await answersOf(index + 1), expected(events), `revision ${index + 1}`);
  for (let taken = 0; taken < 12; taken++) {
    const [from, to] = [below(held.length), below(held.length)];
    const answer = await request(ledger.app).get(`/api/datasets/steps/diff/rows?from=${from + 1}&to=${to + 1}`);
    assert.deepEqual(answer.body.counts, differences(held[from] ?? new Map(), held[to] ?? new Map()), `rows of revisions ${from + 1} and ${to + 1}`);
  }
});

function differences(before: Map<string, Event>, after: Map<string, Event>): { added: number; removed: number; changed: number } {
  const both = [...after].filter(([id]) => before.has(id));
  const changed = both.filter(([id, event]) => JSON.stringify(event) !== JSON.stringify(before.get(id))).length;
  return { added: after.size - both.length, removed: before.size - both.length, changed };
}
