import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import request from "supertest";
import { writeBackup } from "../../server/db/backup";
import { restoreBackup } from "../../server/db/restore";
import { sumRevisions } from "../../server/db/revision-sums";
import { lines } from "../bench/rows";
import { address } from "../http/addresses";
import { emptyDatabase, openTestDatabase } from "../support/database";
import { openLedger, type TestLedger } from "../support/ledger";

/**
 * The same life of a ledger on a cluster and on one server: every answer is the same. `CITUS_URL` is a database of the
 * coordinator of a Citus cluster that knows its workers; `QUESTIONS=2000` for the long run.
 */
const { CITUS_URL, TEST_DATABASE_URL } = process.env;
const QUESTIONS = Number(process.env.QUESTIONS ?? 100);
/** Rows of a file that is large: 4 MB and more. */
const LARGE = 25_000;

/** Numbers the database counts up by itself, and moments: they differ between two ledgers without meaning. */
const OWN = /^(?:id|batch|at|published_at|created_at|updated|date_published|next|previous|next_cursor|previous_cursor|secret)$/;
const plain = (text: string) =>
  text
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "(moment)")
    .replaceAll(/urn:uuid:[\w-]+/g, "(made of a moment)")
    .replaceAll(/(imports?[ /-]|cursor=|batch=|"batch":)[\w-]+/g, "$1(own)");
/** Workbooks and packages hold moments inside: what they are made of is compared as CSV. */
const PACKED = /zip|spreadsheet/;
const same = (type: string, text: string): unknown => {
  if (PACKED.test(type)) return type;
  if (!type.includes("json")) return plain(text);
  const isOwn = (key: string, value: unknown) => OWN.test(key) || (key === "import" && typeof value === "number");
  return JSON.parse(text, (key, value) => (isOwn(key, value) ? undefined : typeof value === "string" ? plain(value) : value));
};

const HEAD = "incident_id,date,province,district,victim,tactic,perpetrator,fatalities,injured,published_on,source,notes\n";
const FIRST = `${HEAD}a,2024-01-05,KP,Bannu,civilian,IED,TTP,3,5,2024-01-06,Dawn,
a,2024-01-05,KP,Bannu,civilian,IED,TTP,4,,2024-01-07,The News,a later report
a,2024-01-05,KP,Bannu,security,IED,TTP,1,2,2024-01-06,Dawn,
b,2024-02-11,Sindh,Karachi South,,raid,,2,,,Dawn,"=1+1"
c,2024-02-12,Punjab,Lahore,militant,raid,,,,,Dawn,خیبر
`;

/** What is done to a ledger, step by step; each answers its status and body. */
async function live({ app, token, create, upload }: TestLedger, spread: () => Promise<void>): Promise<unknown[]> {
  const told: unknown[] = [];
  const note = ({ status, text, type }: { status: number; text: string; type: string }) => {
    assert.ok(status < 500, text);
    told.push([status, same(type, text)]);
    return type.includes("json") ? JSON.parse(text) : null;
  };
  const post = (path: string) => request(app).post(path).set("Authorization", `Bearer ${token}`);
  const get = (path: string) => request(app).get(path).set("Authorization", `Bearer ${token}`);
  const large = [...lines(LARGE)].join("");
  note(await create({ slug: "small", coverage: "2024" }));
  for (const slug of ["large", "grown"]) note(await create({ slug, coverage: "2015/2024" }));
  note(await upload("small", FIRST, { publish: "true" }));
  note(await upload("large", large, { publish: "true" }));
  await spread();
  // Rows of equal rank stand in the order of their batches, whose numbers differ where a large one has no partition of its own: so it stays alone.
  note(await upload("grown", large.replaceAll("PK0", "IN0"), { mode: "append", publish: "true" }));
  note(await upload("large", [...lines(600)].join("").replaceAll(",civilian,", ",security,"), { mode: "update", publish: "true" }));
  note(await upload("small", `${HEAD}d,2024-03-01,KP,Swat,civilian,raid,,1,1,,Dawn,\n`, { mode: "append", publish: "true" }));
  // One of its rows is bad, one is taken.
  const more = `${HEAD}d,2024-03-01,KP,Swat,civilian,raid,,1,1,,Dawn,\ne,2024-04-31,KP,Swat,,,,1,1,,Dawn,\nf,2024-05-01,KP,Swat,,,,7,1,,Dawn,\n`;
  note(await upload("small", more, { mode: "append", publish: "true" }));
  const kept = note(await upload("small", more, { mode: "append", publish: "true", on_error: "quarantine" }));
  note(await get(`/api/imports/${kept.import.id}/rejected.csv`));
  const staged = note(await upload("small", FIRST.replace("2,,,Dawn", "6,,,Dawn"), { mode: "update", complete: "true" }));
  note(await get(`/api/imports/${staged.import.id}/changes`));
  note(await post(`/api/imports/${staged.import.id}/publish`));
  const unwanted = note(await upload("small", FIRST, {}));
  note(await request(app).delete(`/api/imports/${unwanted.import.id}`).set("Authorization", `Bearer ${token}`));
  // Two appends of the same incident staged side by side: the second cannot be published, a third one beside them can.
  const beside: number[] = [];
  for (const id of ["g", "g", "h"]) {
    const { body } = await upload("small", `${HEAD}${id},2024-06-01,KP,Tank,,,,${1 + beside.length},,,Dawn,\n`, { mode: "append" });
    beside.push(body.import.id);
  }
  for (const id of beside) note(await post(`/api/imports/${id}/publish`));
  note(await post("/api/datasets/small/revisions/2/restore"));
  note(await post("/api/datasets/large/revisions/1/restore"));
  note(await post("/api/datasets/small/imports?publish=true&mode=append").set("Content-Type", "text/csv").send(`${HEAD}i,2024-07-01,KP,Tank,,,,1,,,Dawn,\n`));
  note(await upload("crss", "period,region,victim,measure,value,published_on\n2024-Q3,PK,,fatalities,723,2025-01-01\n", { mode: "append", publish: "true" }));
  note(await request(app).patch("/api/datasets/small").set("Authorization", `Bearer ${token}`).send({ title: "Small still" }));
  const made = note(await post("/api/tokens").send({ name: "Reader", role: "reader" }).expect(201));
  note(await request(app).delete(`/api/tokens/${made.token.id}`).set("Authorization", `Bearer ${token}`));
  note(await get("/api/audit?limit=200"));
  return told;
}

const REVISIONS = [1, 2, 3, 4, 5, 6, 7, 8].map((revision) => `&revision=${revision}`);
const COUNTS = "measure=fatalities,injured,incidents,fatal_incidents";
const ADDRESSES = [
  ...["", ...REVISIONS].flatMap((revision) => [
    `/api/aggregates?dataset=small&${COUNTS}&by=month,province,victim&change=previous${revision}`,
    `/api/aggregates?dataset=small&${COUNTS}&by=district,perpetrator&estimate=high${revision}`,
    `/api/aggregates?dataset=small&${COUNTS}&victim=civilian,security${revision}`,
    `/api/incidents?dataset=small&limit=1000${revision}`,
  ]),
  ...["&dataset=grown", "&dataset=large", "&dataset=large&revision=1", "&dataset=large&revision=2"].flatMap((revision) => [
    `/api/aggregates?${COUNTS}&by=quarter,province${revision}`,
    `/api/aggregates?${COUNTS}&by=quarter,tactic,perpetrator&from=2017-02-03&to=2019-09-20${revision}`,
    `/api/aggregates?${COUNTS}&by=day&from=2020-01&to=2020-02${revision}`,
    `/api/incidents?limit=500&sort=-fatalities&province=PK-KP${revision}`,
    `/api/incidents?q=checkpost%20-dawn&limit=200${revision}`,
    `/api/incidents.csv?from=2018&to=2018${revision}`,
    `/api/incidents/facets?victim=civilian&from=2018&to=2021${revision}`,
  ]),
  ...["small", "large"].flatMap((slug) => [
    `/api/datasets/${slug}`,
    `/api/datasets/${slug}/revisions`,
    `/api/datasets/${slug}/diff?from=1&to=2&by=quarter`,
    `/api/datasets/${slug}/diff/rows?from=1&to=2&limit=200`,
    `/api/datasets/${slug}/diff/rows?from=2&to=1&limit=200&province=PK-KP&only=changed`,
    `/api/datasets/${slug}/diff/rows.csv?from=2&to=3`,
    `/api/brief.md?dataset=${slug}&period=2024-Q1`,
    `/api/feeds/figures.json?dataset=${slug}`,
  ]),
  "/api/datasets/crss/diff/rows?from=1&to=2",
  "/api/figures.csv?dataset=crss",
  "/api/aggregates.csv?dataset=crss&by=quarter&measure=fatalities,injured,incidents&change=previous&rank=true",
  "/api/compare?datasets=crss,picss&by=year",
  "/api/incident?dataset=small&incident_id=a",
  "/api/incident?dataset=chinese-nationals&incident_id=2024-10-06-karachi-airport",
  "/api/aggregates.csv?dataset=large&by=quarter,province&layout=wide",
  "/api/datasets",
];

const get = (app: TestLedger["app"], asked: string) => request(app).get(asked).set("Host", "ledger.example");

/** Asks both the same and tells what they answer differently. */
async function differences(one: TestLedger, other: TestLedger, addresses: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const asked of addresses) {
    // Files name the host they were asked from.
    const [here, there] = [await get(one.app, asked), await get(other.app, asked)];
    const told = [here, there].map(({ status, type, text }) => [status, same(type, text ?? "")]);
    if (here.status >= 500 || !isDeepStrictEqual(told[0], told[1]))
      found.push(`${asked}\n${told.map((answer) => JSON.stringify(answer).slice(0, 1500)).join("\n")}`);
  }
  return found;
}

test("on a Citus cluster a ledger goes through the same life with the same answers as on one server", {
  skip: !(CITUS_URL && TEST_DATABASE_URL) && "needs CITUS_URL, the address of a Citus coordinator, and TEST_DATABASE_URL, of a server",
}, async (t) => {
  const directory = await mkdtemp(join(tmpdir(), "ledger-citus-"));
  const one = await openLedger({ seed: true });
  const place = await emptyDatabase(CITUS_URL, "later");
  const cluster = await openLedger({ seed: true, place });
  try {
    const [here, there] = [await live(one, async () => undefined), await live(cluster, place.spread)];
    const spread = await cluster.database.knex.raw<{ rows: { table: string; shards: number }[] }>(
      `select logicalrelid::text as "table", count(*) as shards from pg_dist_shard group by 1`,
    );
    const shardsOf = (table: string) => spread.rows.find((row) => row.table === table)?.shards ?? 0;
    assert.ok(shardsOf("incident") > 1 && shardsOf("figure") === shardsOf("incident") && shardsOf("cube") === 1, JSON.stringify(spread.rows));
    for (const [step, answer] of here.entries()) assert.deepEqual(there[step], answer, `step ${step}`);
    const asked = [...ADDRESSES, ...fc.sample(address, { numRuns: QUESTIONS, seed: 20_240_930 }).filter((one) => !one.startsWith("/metrics"))];
    assert.deepEqual(await differences(one, cluster, asked), []);
    const { rows: version } = await cluster.database.knex.raw("select citus_version() as text");
    t.diagnostic(`${version[0].text}: ${here.length} steps and ${asked.length} addresses answer the same`);
    // A backup of the cluster brings back the same sums on a cluster and on one server.
    await writeBackup(cluster.database, join(directory, "backup"));
    for await (const place of [emptyDatabase(CITUS_URL), emptyDatabase()]) {
      const copy = await openTestDatabase("migrated", place);
      try {
        await restoreBackup(copy, join(directory, "backup"));
        assert.deepEqual(await sumRevisions(copy.knex), await sumRevisions(one.database.knex));
      } finally {
        await copy.close();
      }
    }
  } finally {
    await cluster.close();
    await one.close();
    await rm(directory, { recursive: true });
  }
});
