import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import request from "supertest";
import { openLedger, type TestLedger } from "../support/ledger";

const LINE = (value: number) => `period,region,measure,value,published_on\n2024-Q1,PK,fatalities,432,2024-04-01\n2024-Q2,PK,fatalities,${value},2024-07-01\n`;
const HOST = "ledger.example";
let ledger: TestLedger;

before(async () => {
  ledger = await openLedger();
  await ledger.create({ slug: "follow", kind: "figures", title: 'Killed <b> & "quoted" \u0008خیبر', publisher: "A & B" }).expect(201);
  for (const value of [380, 381, 381]) {
    const rows = value === 381 ? LINE(value) : LINE(value);
    await ledger.upload("follow", rows, { publish: "true", file_name: `of ${value} & more.csv` });
  }
  await ledger.upload("follow", `${LINE(381)}2024-Q1,PK,injured,9,2024-04-01\n`, { publish: "true" }).expect(201);
  await ledger.create({ slug: "other" }).expect(201);
  await ledger.upload("other", "date,province,killed\n2024-01-01,KP,3\n", { publish: "true" }).expect(201);
});
after(() => ledger.close());

const feed = (path: string) => request(ledger.app).get(path).set("Host", HOST);
interface Item {
  id: string;
  url: string;
  title: string;
  content_text: string;
  date_published: string;
}
const items = async (path: string): Promise<Item[]> => (await feed(path).expect(200)).body.items;

test("new revisions, of all datasets and of one: newest first, each pinned, with an id that stays", async () => {
  const all = await items("/api/feeds/revisions.json");
  assert.deepEqual(
    all.map(({ title }) => title.slice(-10)),
    ["revision 1", "revision 3", "revision 2", "revision 1"],
  );
  const one = await items("/api/feeds/revisions.json?dataset=follow");
  assert.equal(one.length, 3);
  assert.equal(one[0]?.url, `http://${HOST}/explore?dataset=follow&measure=fatalities&by=quarter&revision=3`);
  assert.match(one[2]?.content_text ?? "", /of 380 & more\.csv\); 2 rows in all/);
  assert.equal(new Set(all.map(({ id }) => id)).size, 4);
  const elsewhere = await request(ledger.app).get("/api/feeds/revisions.json?dataset=follow").set("Host", "other.example");
  assert.deepEqual(
    elsewhere.body.items.map(({ id }: Item) => id),
    one.map(({ id }) => id),
  );
  for (const { id, date_published } of all) {
    assert.match(id, /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.ok(Number.isFinite(Date.parse(date_published)));
  }
});

test("changed figures of a question: an entry only where a number changed, with before and after", async () => {
  const killed = await items("/api/feeds/figures.json?dataset=follow&measure=fatalities");
  assert.deepEqual(
    killed.map(({ content_text }) => content_text),
    ["2024-Q2: killed 380 → 381 (+1)", "Killed by quarter, all periods: 2 rows in the first revision."],
  );
  assert.equal(killed[0]?.url, `http://${HOST}/explore?dataset=follow&measure=fatalities&by=quarter&revision=2`);
  const [headline] = await items("/api/feeds/figures.json?dataset=follow");
  assert.equal(headline?.content_text, "2024-Q1: wounded no figure → 9");
  const [byYear] = await items("/api/feeds/figures.json?dataset=follow&measure=fatalities&by=year");
  assert.equal(byYear?.content_text, "2024: killed at least 812 → at least 813 (+1)");
});

test("Atom is well-formed, whatever the texts, and says what the JSON feed says", async () => {
  for (const path of ["revisions.%?dataset=follow", "figures.%?dataset=follow"]) {
    const { text, headers } = await feed(`/api/feeds/${path.replace("%", "atom")}`).expect(200);
    assert.match(headers["content-type"] ?? "", /^application\/atom\+xml/);
    const entries = [...text.matchAll(/<entry>[\s\S]*?<\/entry>/g)].map(([entry]) => entry);
    const json = await items(`/api/feeds/${path.replace("%", "json")}`);
    const of = (entry: string, name: string) => new RegExp(`<${name}[^>]*>([^<]*)</${name}>`).exec(entry)?.[1];
    assert.deepEqual(
      entries.map((entry) => [of(entry, "id"), of(entry, "updated")]),
      json.map(({ id, date_published }) => [id, date_published]),
    );
    assert.equal(of(text, "updated"), json[0]?.date_published);
    assert.ok(text.includes("Killed &lt;b&gt; &amp; &quot;quoted&quot; خیبر"), text);
    assert.ok(!text.includes("\u0008") && !/&(?!amp;|lt;|gt;|quot;)/.test(text));
    // Every tag that is opened is closed.
    const open: string[] = [];
    for (const [, close, name = "", self] of text.replace(/<\?.*?\?>/, "").matchAll(/<(\/?)(\w+)[^>]*?(\/?)>/g)) {
      if (close) assert.equal(open.pop(), name);
      else if (!self) open.push(name);
    }
    assert.deepEqual(open, []);
  }
});

test("a feed that has not changed is answered 304; what cannot be followed is refused", async () => {
  const { headers } = await feed("/api/feeds/figures.atom?dataset=follow").expect(200);
  await feed("/api/feeds/figures.atom?dataset=follow")
    .set("If-None-Match", headers.etag ?? "")
    .expect(304);
  await feed("/api/feeds/figures.atom?dataset=follow&revision=1").expect(400);
  await feed("/api/feeds/figures.atom?dataset=nowhere").expect(404);
  await feed("/api/feeds/revisions.atom?dataset=nowhere").expect(404);
  await feed("/api/feeds/revisions.atom?colour=red").expect(400);
});

test("where reading needs a token a feed does too, and a dataset of aggregates is followed in no finer cells", async () => {
  const closed = await openLedger({ config: { READ_ACCESS: "private" } });
  await request(closed.app).get("/api/feeds/revisions.atom").expect(401);
  await request(closed.app).get("/api/chart.png?dataset=x&by=year").expect(401);
  await closed.close();
  await ledger.create({ slug: "coarse", sharing: "aggregates" }).expect(201);
  await ledger.upload("coarse", "date,province,killed\n2024-01-01,KP,3\n", { publish: "true" }).expect(201);
  const refused = await feed("/api/feeds/figures.atom?dataset=coarse&by=day");
  assert.ok(refused.status >= 400 && refused.status < 500);
  await feed("/api/feeds/figures.atom?dataset=coarse&by=month").expect(200);
});
