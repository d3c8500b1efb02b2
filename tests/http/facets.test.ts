import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import request from "supertest";
import { openLedger, type TestLedger } from "../support/ledger";

let ledger: TestLedger;
before(async () => {
  ledger = await openLedger({ seed: true });
  await ledger.create({ slug: "placed" }).expect(201);
  await ledger.upload("placed", PLACED, { publish: "true" }).expect(201);
});
after(() => ledger.close());

const PLACED = `incident_id,occurred_on,province,place,latitude,longitude,tactic,fatalities_civilian,fatalities_security,injured,notes
a,2023-05-01,KP,Bannu,32.99,70.60,Suicide bombing,2,3,7,"Bombing at the check-post, 10:30"
b,2023-06-01,KP,Bannu,32.99,70.60,IED,1,,,bomb
c,2024-02-01,Sindh,کراچی،  صدر,24.86,67.01,IED,,4,1,دھماکہ
d,2024-Q1,Balochistan,,,,,0,,,Mir Ali bazaar of Naïma
e,2024-03-05,FATA,Ali Mir,,,"Armed, by night",5,,2,bazaar
`;

interface Facets {
  totals: Record<string, number | null>;
  facets: { name: string; members: { value: string; rows: number }[] }[];
  places: Record<string, number | string | null>[];
  unplaced: number;
}
async function facets(query: string): Promise<Facets & { of: (name: string) => [string, number][] }> {
  const { status, body } = await request(ledger.app).get(`/api/incidents/facets?${query}`);
  assert.equal(status, 200, JSON.stringify(body));
  return {
    ...body,
    of: (name) =>
      body.facets.find((one: { name: string }) => one.name === name).members.map(({ value, rows }: { value: string; rows: number }) => [value, rows]),
  };
}
async function found(query: string): Promise<string[]> {
  const { status, body } = await request(ledger.app).get(`/api/incidents?dataset=placed&counted=true&${query}`);
  assert.equal(status, 200, JSON.stringify(body));
  return [...new Set<string>(body.incidents.map((row: { incident_id: string }) => row.incident_id))];
}
const search = (q: string) => found(`q=${encodeURIComponent(q)}`);

test("18 attacks on Chinese nationals in 31 reports; the sums are those of the aggregates", async () => {
  const every = await facets("dataset=chinese-nationals");
  assert.deepEqual([every.totals.rows, every.totals.incidents], [31, 18]);
  const { totals, of, unplaced } = await facets("dataset=chinese-nationals&counted=true");
  const { body } = await request(ledger.app).get("/api/aggregates?dataset=chinese-nationals&measure=incidents,fatalities,injured");
  assert.deepEqual(
    [totals.rows, totals.incidents, totals.fatalities, totals.injured],
    [18, ...["incidents", "fatalities", "injured"].map((name) => body.rows[0][name])],
  );
  assert.deepEqual([totals.fatalities_blank, unplaced], [2, 18]);
  assert.deepEqual(of("province"), [
    ["PK-SD", 9],
    ["PK-BA", 7],
    ["PK-KP", 2],
  ]);
  assert.deepEqual(of("year").at(-1), ["2024", 4]);
  assert.deepEqual(of("victim"), [["unspecified", 18]]);
});

test("a facet counts what each of its members would leave under all other filters", async () => {
  const query = "dataset=placed&counted=true";
  const { of, totals } = await facets(`${query}&tactic=IED&from=2024&to=2024`);
  assert.deepEqual(totals, { rows: 2, incidents: 1, fatalities: 4, injured: 1, fatalities_blank: 1, injured_blank: 1 });
  assert.deepEqual(of("tactic"), [
    ["Armed, by night", 2],
    ["IED", 2],
    ["(not stated)", 1],
  ]);
  assert.deepEqual(of("year"), [
    ["2023", 1],
    ["2024", 2],
  ]);
  assert.deepEqual(of("province"), [["PK-SD", 2]]);
  for (const [member, rows] of of("province")) {
    const { body } = await request(ledger.app).get(`/api/incidents?${query}&tactic=IED&from=2024&to=2024&province=${member}`);
    assert.equal(body.incidents.length, rows);
  }
  assert.deepEqual(
    (await facets(`${query}&boundaries=historical`))
      .of("province")
      .map(([code]) => code)
      .sort(),
    ["PK-BA", "PK-KP", "PK-SD", "PK-TA"],
  );
});

test("places are given with how many rows lie there; rows without one are counted apart", async () => {
  const { places, unplaced, totals } = await facets("dataset=placed&counted=true");
  assert.deepEqual(
    places.map(({ place, rows, fatalities }) => [place, rows, fatalities]),
    [
      ["Bannu", 4, 6],
      ["کراچی،  صدر", 2, 4],
    ],
  );
  assert.equal(unplaced, Number(totals.rows) - 6);
});

test("a search needs every word, also as a beginning; phrases and numbers are taken as they are; a minus excludes", async () => {
  assert.deepEqual(await search("bomb"), ["a", "b"]);
  assert.deepEqual(await search("BOMB Suicide"), ["a"]);
  assert.deepEqual(await search('"bomb"'), ["b"]);
  assert.deepEqual(await search("bomb -suicide"), ["b"]);
  assert.deepEqual(await search('"mir ali"'), ["d"]);
  assert.deepEqual(await search("ali mir"), ["d", "e"]);
  assert.deepEqual(await search('-"mir ali" bazaar'), ["e"]);
  assert.deepEqual(await search("check-post"), ["a"]);
  assert.deepEqual(await search("10:30"), ["a"]);
  assert.deepEqual(await search("1"), [], "a number is whole");
  assert.deepEqual(await search("omb"), [], "no middle of a word");
  assert.deepEqual(await search("naïma"), ["d"]);
  assert.deepEqual(await search("NAÏMA"), ["d"]);
});

test("Urdu is found in either keyboard's letters and beside Urdu punctuation", async () => {
  assert.deepEqual(await search("کراچی"), ["c"]);
  assert.deepEqual(await search("كراچي"), ["c"]);
  assert.deepEqual(await search('"کراچی صدر"'), ["c"]);
  assert.deepEqual(await search("دھماکہ کراچی"), ["c"]);
});

test("a search that holds no word, or too much, is told so", async () => {
  for (const q of ["-", '""', "،", "x ".repeat(13), "x".repeat(201)]) {
    const { status, body } = await request(ledger.app).get(`/api/incidents?dataset=placed&q=${encodeURIComponent(q)}`);
    assert.deepEqual([status, body.code, body.parameters[0].parameter], [400, "bad_parameter", "q"], q);
  }
});

test("rows come in the order asked for, in pages that lead there and back", async () => {
  const page = async (query: string) => (await request(ledger.app).get(`/api/incidents?dataset=chinese-nationals&counted=true&${query}`).expect(200)).body;
  const ids = ({ incidents }: { incidents: { incident_id: string }[] }) => incidents.map((row) => row.incident_id);
  const days = ({ incidents }: { incidents: { occurred_on: string }[] }) => incidents.map((row) => row.occurred_on);
  // Dasu 12, Besham 6, Gwadar hotel 5, Karachi consulate 4, Karachi university 4.
  const deadliest = await page("sort=-fatalities&limit=5");
  assert.deepEqual(
    deadliest.incidents.map((row: { fatalities: number }) => row.fatalities),
    [12, 6, 5, 4, 4],
  );
  assert.deepEqual(ids(deadliest).at(0), "2021-07-14-dasu");
  assert.equal(deadliest.incidents[0].reports, 4);
  for (const sort of ["occurred_on", "-occurred_on", "-fatalities", "-injured"]) {
    const all = await page(`sort=${sort}`);
    assert.equal(all.incidents.length, 18);
    if (sort.endsWith("occurred_on")) assert.deepEqual(days(all), sort === "occurred_on" ? days(all).toSorted() : days(all).toSorted().reverse());
    const forth: { first: number; ids: string[]; back: string | null }[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const next: { first: number; next_cursor: string | null; previous_cursor: string | null; incidents: { incident_id: string }[] } = await page(
        `sort=${sort}&limit=7&cursor=${cursor}`,
      );
      forth.push({ first: next.first, ids: ids(next), back: next.previous_cursor });
      cursor = next.next_cursor;
    }
    assert.deepEqual(
      forth.map(({ first }) => first),
      [1, 8, 15],
      sort,
    );
    assert.deepEqual(
      forth.flatMap((one) => one.ids),
      ids(all),
      sort,
    );
    const second = await page(`sort=${sort}&limit=7&cursor=${forth[2]?.back}`);
    assert.deepEqual([ids(second), second.first], [forth[1]?.ids, 8]);
    const first = await page(`sort=${sort}&limit=7&cursor=${second.previous_cursor}`);
    assert.deepEqual([ids(first), first.first, first.previous_cursor], [forth[0]?.ids, 1, null]);
    assert.deepEqual(ids(await page(`sort=${sort}&limit=7&cursor=${first.next_cursor}`)), forth[1]?.ids);
  }
  const { next_cursor } = await page("limit=7");
  for (const query of [`sort=-fatalities&cursor=${next_cursor}`, "sort=deaths", "counted=yes"]) {
    assert.equal((await request(ledger.app).get(`/api/incidents?dataset=chinese-nationals&${query}`)).body.code, "bad_parameter", query);
  }
});

test("the CSV has the rows that are listed, in their order", async () => {
  const { text } = await request(ledger.app).get("/api/incidents.csv?dataset=chinese-nationals&counted=true&sort=-fatalities&q=karachi").expect(200);
  const { body } = await request(ledger.app).get("/api/incidents?dataset=chinese-nationals&counted=true&sort=-fatalities&q=karachi").expect(200);
  assert.deepEqual(
    text
      .trimEnd()
      .split("\n")
      .slice(1)
      .map((line) => line.split(",")[0]),
    body.incidents.map((row: { incident_id: string }) => row.incident_id),
  );
});
