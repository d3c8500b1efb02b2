import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import Papa from "papaparse";
import request from "supertest";
import { findDataset, findEdition, type StoredDataset } from "../../server/db/datasets";
import { lieInOrder } from "../../server/db/partition";
import { HEADER, lines } from "../bench/rows";
import { openLedger, type TestLedger } from "../support/ledger";

let ledger: TestLedger;
before(async () => {
  ledger = await openLedger();
});
after(() => ledger.close());

type Place = [file: string, line: number];

async function inPages(slug: string, more = "", limit = 1000): Promise<Place[]> {
  const places: Place[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const { body }: { body: { incidents: { file_name: string; line: number }[]; next_cursor: string | null } } = await request(ledger.app)
      .get(`/api/incidents?dataset=${slug}&sort=line&limit=${limit}&cursor=${cursor}${more}`)
      .expect(200);
    for (const { file_name, line } of body.incidents) places.push([file_name, line]);
    cursor = body.next_cursor;
  }
  return places;
}

async function inCsv(slug: string, more = ""): Promise<Place[]> {
  const { text } = await request(ledger.app).get(`/api/incidents.csv?dataset=${slug}&sort=line${more}`).expect(200);
  return Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true }).data.map((row) => [row.file_name ?? "", Number(row.line)]);
}

const days = (ids: readonly string[]) => `incident_id,date,province,killed\n${ids.map((id, at) => `${id},2024-0${9 - (at % 9)}-01,KP,${at}\n`).join("")}`;
const names = (prefix: string, count: number) => Array.from({ length: count }, (_, at) => `${prefix}${at}`);

test("sort=line gives the rows as they stand in their files, one file after the other", async () => {
  await ledger.create({ slug: "files" }).expect(201);
  await ledger.upload("files", days(names("a", 30)), { publish: "true", file_name: "first.csv" }).expect(201);
  await ledger.upload("files", days(names("b", 7)), { publish: "true", mode: "append", file_name: "second.csv" }).expect(201);
  await ledger.upload("files", days(["a3", "c1"]), { publish: "true", mode: "update", file_name: "third.csv" }).expect(201);
  const expected: Place[] = [
    ...names("a", 30).flatMap((name, at): Place[] => (name === "a3" ? [] : [["first.csv", at + 2]])),
    ...names("b", 7).map((_, at): Place => ["second.csv", at + 2]),
    ...([2, 3] as const).map((line): Place => ["third.csv", line]),
  ];
  assert.deepEqual(await inPages("files"), expected);
  assert.deepEqual(await inPages("files", "", 4), expected);
  assert.deepEqual(await inCsv("files"), expected);
  assert.deepEqual(
    await inCsv("files", "&from=2024-01&to=2024-03"),
    expected.filter(([file, line]) => file !== "third.csv" && 9 - ((line - 2) % 9) <= 3),
  );
});

test("so it does of large batches, whose rows are not put in order where they lie in it", {
  skip: !process.env.TEST_DATABASE_URL && "the embedded engine has no large batches",
}, async () => {
  const rows = [...lines(24_000)].slice(1);
  const lying = async (slug: string) => {
    const { knex } = ledger.database;
    const { batches } = (await findEdition(knex, (await findDataset(knex, slug)) as StoredDataset, {})) ?? { batches: [] };
    return { batches: batches.length, lying: (await lieInOrder(knex, batches)).length };
  };
  const check = async (slug: string, more = "") => {
    const places = await inCsv(slug, more);
    assert.deepEqual(places, await inPages(slug, more));
    return places;
  };
  await ledger.create({ slug: "plain" }).expect(201);
  await ledger.upload("plain", `${HEADER}\n${rows.join("")}`, { publish: "true", file_name: "large.csv" }).expect(201);
  assert.deepEqual(await lying("plain"), { batches: 1, lying: 1 });
  assert.equal((await check("plain")).length, 24_000);
  assert.ok((await check("plain", "&counted=true&victim=civilian")).length > 1000);
  await ledger
    .upload("plain", `${HEADER}\n${rows.slice(0, 9).join("")}`.replaceAll(",civilian,", ",militant,"), {
      mode: "update",
      publish: "true",
      file_name: "few.csv",
    })
    .expect(201);
  const corrected = await check("plain");
  assert.equal(corrected.length, 24_000);
  assert.deepEqual(
    corrected
      .map(([file]) => file)
      .filter((file, at, files) => file !== files[at - 1])
      .sort(),
    ["few.csv", "large.csv"],
  );

  await ledger.create({ slug: "shared" }).expect(201);
  const shared = rows.map((row, at) => row.replace(/^\w+/, `id ${at < 2000 ? at % 1000 : at}`));
  await ledger.upload("shared", `${HEADER}\n${shared.join("")}`, { publish: "true", file_name: "shared.csv" }).expect(201);
  assert.deepEqual(await lying("shared"), { batches: 1, lying: 0 });
  assert.equal((await check("shared")).length, 24_000);
});
