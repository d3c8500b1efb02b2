import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import request from "supertest";
import { figuresOfEdition } from "../../server/db/figures";
import { openLedger, type TestLedger } from "../support/ledger";

let ledger: TestLedger;
before(async () => {
  ledger = await openLedger();
  await ledger.create({ slug: "printed", kind: "figures" }).expect(201);
});
after(() => ledger.close());

const publish = (value: number) =>
  ledger
    .upload("printed", `period,region,measure,value,published_on,source\n2024-Q3,PK,fatalities,${value},2024-10-05,Report\n`, {
      mode: "replace",
      publish: "true",
    })
    .expect(201);
const shown = async () => (await request(ledger.app).get("/api/aggregates?dataset=printed&by=quarter&from=2024-Q3&to=2024-Q3")).body.rows[0].fatalities;

test("figures are read once an edition; a revision has its own", async () => {
  const { knex } = ledger.database;
  await publish(722);
  const first = await ledger.edition("printed");
  const figures = await figuresOfEdition(knex, first);
  assert.deepEqual([figures.map(({ value }) => value), await shown()], [[722], 722]);
  assert.equal(await figuresOfEdition(knex, first), figures);
  await publish(728);
  assert.deepEqual([(await figuresOfEdition(knex, await ledger.edition("printed"))).map(({ value }) => value), await shown()], [[728], 728]);
  assert.equal(await figuresOfEdition(knex, first), figures);
});
