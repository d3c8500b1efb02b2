import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createCanvas, loadImage } from "@napi-rs/canvas";
import request from "supertest";
import type { Drawing } from "../../server/domain/drawing";
import type { Answer } from "../../server/domain/table";
import type { Problem } from "../../server/http/problem";
import { studio } from "../../server/http/studio";
import { download } from "../support/files";
import { openLedger, type TestLedger } from "../support/ledger";
import { type Rect, readSvg } from "../support/picture";

let ledger: TestLedger;
before(async () => {
  ledger = await openLedger({ seed: true });
});
after(() => ledger.close());

const json = async (query: string): Promise<Answer> => (await request(ledger.app).get(`/api/aggregates?${query}`).expect(200)).body;

/** The pixels of a PNG. */
async function pixelsOf(body: Buffer): Promise<{ width: number; height: number; at(x: number, y: number): string }> {
  const image = await loadImage(body);
  const context = createCanvas(image.width, image.height).getContext("2d");
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  const hex = (value = 0) => value.toString(16).padStart(2, "0");
  return {
    width: image.width,
    height: image.height,
    at: (x, y) => {
      const offset = (Math.round(y) * image.width + Math.round(x)) * 4;
      return `#${hex(data[offset])}${hex(data[offset + 1])}${hex(data[offset + 2])}`;
    },
  };
}

const GREEN = "#0b6a66";

test("PNG and SVG of a question show the values of its answer", async () => {
  const query = "dataset=crss&by=quarter&from=2024-Q1&to=2025-Q4";
  const { rows } = await json(query);
  const values = rows.map(({ fatalities }) => fatalities as number | null);
  assert.deepEqual(values.slice(0, 4), [432, 380, 722, 1028]);
  const { rects, texts } = readSvg((await download(ledger.app, `/api/chart.svg?${query}`)).body.toString());
  for (const value of values) if (value !== null) assert.ok(texts.includes(value.toLocaleString("en")), `${value} is written`);
  assert.ok(texts.some((text) => text.startsWith("The highest known quarter: 1,028")));
  assert.ok(texts.some((text) => text.startsWith("Source: Centre for Research and Security Studies")));
  assert.ok(texts.some((text) => text.includes("/explore?dataset=crss&measure=fatalities&by=quarter&from=2024-Q1&to=2025-Q4&revision=1")));
  assert.ok(texts.includes("No figure found"), "the key explains the gap");
  const bars = rects.filter(({ fill }) => fill === GREEN);
  const known = values.filter((value) => value !== null);
  assert.equal(bars.length, known.length);
  const unit = Math.max(...bars.map(({ height }) => height)) / 1028;
  bars.forEach((bar, at) => {
    assert.ok(Math.abs(bar.height - (known[at] ?? 0) * unit) < 1, `${known[at]} is ${bar.height} high`);
  });

  const png = await pixelsOf((await download(ledger.app, `/api/chart.png?${query}&scale=1`)).body);
  assert.deepEqual([png.width, png.height], [1200, 675]);
  const base = Math.max(...bars.map(({ y, height }) => y + height));
  bars.forEach((bar, at) => {
    const x = bar.x + bar.width / 2;
    let top = Math.floor(base) - 3;
    while (png.at(x, top) === GREEN) top -= 1;
    assert.ok(Math.abs((base - top - 1) / unit - (known[at] ?? 0)) < 2 / unit, `${known[at]} in pixels`);
  });
});

test("lines are named where they end; what nothing is known of has no panel, and the key says so", async () => {
  const query = "dataset=crss&by=quarter,province&from=2025-Q1&to=2025-Q3";
  const read = async (look: string) => readSvg((await download(ledger.app, `/api/chart.svg?${query}&view=${look}`)).body.toString()).texts;
  const named = await read("line");
  for (const name of ["Khyber Pakhtunkhwa", "Balochistan", "Sindh", "Punjab, AJK"]) assert.equal(named.filter((text) => text === name).length, 1, name);
  const panels = await read("panels");
  assert.ok(panels.includes("Nothing known: Islamabad and Gilgit-Baltistan"));
  assert.ok(!panels.includes("Gilgit-Baltistan"));
});

/** How high each column of a stack stands, in the unit in which the last is its printed total. */
async function stackHeights(query: string, last: number): Promise<{ heights: number[]; texts: string[] }> {
  const { rects, texts } = readSvg((await download(ledger.app, `/api/chart.svg?${query}`)).body.toString());
  const bars = rects.filter(({ width, height }) => width > 20 && height > 0);
  const base = Math.max(...bars.map(({ y, height }) => y + height));
  const columns = new Map<number, Rect[]>();
  for (const bar of bars) columns.set(Math.round(bar.x / 40), [...(columns.get(Math.round(bar.x / 40)) ?? []), bar]);
  const heights = [...columns.values()].map((column) => base - Math.min(...column.map(({ y }) => y)));
  return { heights: heights.map((height) => (height / (heights.at(-1) ?? 0)) * last), texts };
}

for (const [what, query, totals] of [
  ["a stack", "dataset=crss&by=year,victim&from=2023&to=2025", [1533, 2555, 3417]],
  ["a stack of years to date", "dataset=crss&by=quarter,province&from=2025-Q1&to=2025-Q4&cumulative=true", [900, 1516, 2414, 3417]],
  ["a stack of sums over two quarters", "dataset=crss&by=quarter,province&from=2025-Q2&to=2025-Q3&rolling=2", [1516, 1517]],
] as const)
  test(`${what} reaches the printed total, and what is known only in part does not lift it`, async () => {
    const name = query.includes("cumulative") ? "fatalities_cumulative" : query.includes("rolling") ? "fatalities_rolling" : "fatalities";
    const answered = (await json(query.replace(/,(victim|province)/, ""))).rows.map((row) => row[name]);
    assert.deepEqual(answered, totals);
    const { heights, texts } = await stackHeights(query, totals.at(-1) ?? 0);
    for (const total of totals) assert.ok(texts.includes(total.toLocaleString("en")), String(total));
    assert.equal(heights.length, totals.length);
    // A pixel and a half of a plot some 400 high.
    heights.forEach((height, at) => {
      assert.ok(Math.abs(height - (totals[at] ?? 0)) < 14, `${totals[at]}: ${height}`);
    });
  });

test("where the title is the question itself, the line under it says what is counted", async () => {
  const { texts } = readSvg((await download(ledger.app, "/api/chart.svg?dataset=chinese-nationals&measure=incidents&by=year,province")).body.toString());
  assert.equal(texts[0], "Incidents by year and province, 2004 to 2024");
  assert.ok(texts.includes("Attacks, clashes and operations; several reports of one incident count once"), texts.slice(0, 4).join("\n"));
});

test("pictures have an ETag, and are drawn dark, small or as lines where asked", async () => {
  const query = "dataset=crss&by=quarter&revision=1";
  const ask = () => request(ledger.app).get(`/api/chart.png?${query}`).set("Host", "ledger.example");
  const { headers } = await ask().expect(200);
  assert.equal(headers["content-type"], "image/png");
  assert.match(headers["cache-control"] ?? "", /immutable/);
  await ask()
    .set("If-None-Match", headers.etag ?? "")
    .expect(304);
  const dark = await pixelsOf((await download(ledger.app, `/api/chart.png?${query}&theme=dark&width=600&height=400&scale=2`)).body);
  assert.equal(dark.width, 1200);
  assert.equal(dark.at(4, 4), "#15181b");
  const line = (await download(ledger.app, `/api/chart.svg?${query}&view=line`)).body.toString();
  assert.equal(readSvg(line).rects.filter(({ fill }) => fill === GREEN).length, 0);
  assert.match(line, /<path d="M[^"]*L[^"]*" fill="none" stroke="#0b6a66"/);
});

test("a map is drawn with its numbers, its hatch, what lies in no unit and what its boundaries are", async () => {
  const query = "dataset=crss&by=province&from=2025-Q3&to=2025-Q3";
  const answer = await json(query);
  const svg = (await download(ledger.app, `/api/chart.svg?${query}&view=map`)).body.toString();
  const { texts } = readSvg(svg);
  for (const { province, fatalities, fatalities_status: status } of answer.rows) {
    if (province === "unsplit") assert.ok(texts.some((text) => text.includes(`${fatalities} not split by province`)));
    else if (fatalities !== null) assert.ok(texts.includes(`${status === "partial" ? "≥" : ""}${fatalities}`), `${province} is written`);
  }
  assert.ok(texts.includes("Not printed apart") && svg.includes("url(#hatch-"));
  assert.ok(texts.some((text) => text.includes("along the Line of Control; no position implied")));
  const dark = await pixelsOf((await download(ledger.app, `/api/chart.png?${query}&view=map&theme=dark&scale=1`)).body);
  assert.deepEqual([dark.width, dark.height, dark.at(4, 4)], [1200, 675, "#15181b"]);
});

test("without periods members are ranked: a bar each as long as its number, none for zero and for what is not known", async () => {
  const query = "dataset=crss&by=province&from=2025-Q1&to=2025-Q1";
  const { rows } = await json(query);
  const svg = (await download(ledger.app, `/api/chart.svg?${query}`)).body.toString();
  const { texts } = readSvg(svg);
  const most = Math.max(...rows.map(({ fatalities }) => Number(fatalities)));
  assert.equal(most, 567);
  const bars = [...svg.matchAll(/<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="([\d.]+)" fill="(?!none)/g)]
    .map(([, x, width, height]) => ({ x: Number(x), width: Number(width), height: Number(height) }))
    .filter(({ x, height }) => x > 32 && height > 13);
  const known = rows.flatMap(({ fatalities }) => (typeof fatalities === "number" && fatalities > 0 ? fatalities : []));
  const longest = Math.max(...bars.map(({ width }) => width));
  assert.deepEqual(
    bars.map(({ width }) => Math.round((width / longest) * most)).sort((a, b) => a - b),
    known.sort((a, b) => a - b),
  );
  const written = texts.filter((text) => /^≥?[\d,]+$|^⋯$/.test(text)).sort();
  const [whole] = (await json("dataset=crss&from=2025-Q1&to=2025-Q1")).rows;
  const asked = [
    ...rows.map(({ fatalities, fatalities_status: status }) => (fatalities === null ? "⋯" : `${status === "partial" ? "≥" : ""}${fatalities}`)),
    String(whole?.fatalities),
  ];
  assert.deepEqual(written, asked.sort());
  assert.ok(texts.includes("Khyber Pakhtunkhwa") && texts.includes("Pakistan"));
  const png = await pixelsOf((await download(ledger.app, `/api/chart.png?${query}&scale=1&width=400&height=240`)).body);
  assert.ok(png.width === 400 && png.height > 240, "a height too small for the names grows");
});

test("of more members than a picture has room for the first are drawn, and how many more there are is said", async () => {
  const rows = Array.from({ length: 60 }, (_, at) => `2024-01-01,KP,Place ${at},${at + 1}`);
  await ledger.create({ slug: "places", coverage: "2024" }).expect(201);
  await ledger.upload("places", ["date,province,place,killed", ...rows, ""].join("\n"), { publish: "true" }).expect(201);
  const { texts } = readSvg((await download(ledger.app, "/api/chart.svg?dataset=places&by=place")).body.toString());
  assert.ok(texts.includes("Place 59") && texts.includes("Place 20") && !texts.includes("Place 19"));
  assert.ok(texts.includes("and 20 more, in the table"));
});

test("hostile texts stay texts in an SVG", async () => {
  await ledger.create({ slug: "hostile", title: "</text><script>alert(1)</script> & \u0001خیبر", publisher: '"><x y="' }).expect(201);
  await ledger.upload("hostile", "date,province,killed\n2024-01-01,KP,3\n2024-04-01,KP,5\n", { publish: "true" }).expect(201);
  const svg = (await download(ledger.app, "/api/chart.svg?dataset=hostile&by=quarter")).body.toString();
  assert.ok(!svg.includes("<script") && !svg.includes("<x ") && !svg.includes("\u0001"));
  assert.ok(svg.includes("&lt;script&gt;"));
  assert.ok(svg.includes("خیبر"));
});

test("what has no chart, is too large or cannot be read is refused with what to do", async () => {
  for (const [query, code] of [
    ["dataset=crss", "no_chart"],
    ["dataset=crss&by=province,victim", "no_chart"],
    ["dataset=crss&by=province&view=table", "no_chart"],
    ["dataset=crss&by=year,province,victim", "no_chart"],
    ["dataset=crss&by=year&width=10", "bad_parameter"],
    ["dataset=crss&by=year&width=2000&height=1600&scale=3", "bad_parameter"],
    ["dataset=crss&by=year&theme=pink", "bad_parameter"],
    ["dataset=crss&by=year&colour=red", "bad_parameter"],
  ] as const) {
    const { status, body } = await request(ledger.app).get(`/api/chart.png?${query}`);
    assert.deepEqual([status, body.code], [400, code], query);
  }
  await request(ledger.app).get("/api/chart.png?dataset=nowhere").expect(404);
});

test("a picture that takes too long is told to be asked for again, with those that wait behind it", async () => {
  const hasty = studio(1);
  const drawing = { view: "columns" } as unknown as Drawing;
  for (const drawn of await Promise.allSettled([hasty.draw(drawing), hasty.draw(drawing)])) {
    const { status, code, more } = (drawn as PromiseRejectedResult).reason as Problem;
    assert.deepEqual([status, code, more.retry_after], [503, "too_slow", 30]);
  }
});
