import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import request from "supertest";
import { download } from "../support/files";
import { openLedger, type TestLedger } from "../support/ledger";
import { readSvg } from "../support/picture";

/** What stands in the plot of a picture: marks of several measures, names and numbers that keep off each other. */

let ledger: TestLedger;
before(async () => {
  ledger = await openLedger({ seed: true });
});
after(() => ledger.close());

test("several measures of one unit stand side by side on one scale, each under its number and named in the key", async () => {
  const query = "dataset=crss&measure=fatalities,injured&by=quarter&from=2025-Q1&to=2025-Q3";
  const { rects, texts } = readSvg((await download(ledger.app, `/api/chart.svg?${query}`)).body.toString());
  // As CRSS printed them: 900, 616 and 901 killed, 542, 388 and 599 wounded.
  for (const text of ["Killed", "Wounded", "900", "616", "901", "542", "388", "599", "901 killed and 599 wounded in 2025-Q3"])
    assert.ok(texts.includes(text), text);
  const bars = rects.filter(({ width, height }) => width > 20 && height > 50);
  const unit = Math.max(...bars.map(({ height }) => height)) / 901;
  const heights = bars.map(({ height }) => height / unit).sort((a, b) => a - b);
  assert.equal(heights.length, 6);
  [388, 542, 599, 616, 900, 901].forEach((value, at) => {
    assert.ok(Math.abs((heights[at] ?? 0) - value) < 5, `${value} is ${heights[at]} high`);
  });
  assert.ok(new Set(bars.map(({ y, height }) => Math.round(y + height))).size === 1, "none stands on another");
});

test("measures of other units have panels of their own, named with what they count; a ranking and a map are of one measure", async () => {
  const texts = async (query: string) => readSvg((await download(ledger.app, `/api/chart.svg?dataset=crss&${query}`)).body.toString()).texts;
  const panels = await texts("measure=fatalities,incidents&by=quarter&from=2024-Q1&to=2025-Q3");
  for (const text of ["People killed", "Incidents", "901", "329"]) assert.ok(panels.includes(text), text);
  const parts = await texts("measure=fatalities,injured&by=quarter,victim&from=2025-Q1&to=2025-Q3");
  for (const text of ["People killed", "People wounded", "901", "599"]) assert.ok(parts.includes(text), text);
  assert.equal(parts.filter((text) => text === "Security personnel").length, 1, "the parts are named once for all panels");
  for (const query of ["by=province", "by=province&view=map"])
    await request(ledger.app).get(`/api/chart.png?dataset=crss&measure=fatalities,injured&from=2025-Q3&to=2025-Q3&${query}`).expect(400);
});

// CRSS, 2025: Punjab 8 and 21, then nothing; AJK 0 and 6, then nothing; Sindh 8 and 21 a quarter later. On a scale to 700 they lie on each other.
test("names of lines lie on no line and on no other name; grey lines that end at one place are named together", async () => {
  const query = "dataset=crss&by=quarter,province&from=2025-Q1&to=2025-Q4&view=line";
  const svg = (await download(ledger.app, `/api/chart.svg?${query}`)).body.toString();
  const names = ["Khyber Pakhtunkhwa", "Balochistan", "Sindh", "Punjab, AJK"].map((name) => {
    const [, x, y] = new RegExp(`<text x="([\\d.]+)" y="([\\d.]+)"[^>]*>${name}</text>`).exec(svg) ?? assert.fail(name);
    return { name, left: Number(x), right: Number(x) + name.length * 5, middle: Number(y) };
  });
  for (const one of names)
    for (const other of names)
      if (one !== other)
        assert.ok(Math.abs(one.middle - other.middle) >= 14 || one.left > other.right || other.left > one.right, `${one.name} on ${other.name}`);
  const lines = [...svg.matchAll(/<path d="(M[^"]*L[^"]*)" fill="none" stroke="#(?:85898e|bf8600|8a57c0)"/g)].map(([, path = ""]) =>
    [...path.matchAll(/([\d.]+)[ ,]([\d.]+)/g)].map(([, x, y]) => ({ x: Number(x), y: Number(y) })),
  );
  assert.ok(lines.length >= 4, `${lines.length} lines`);
  for (const { name, left, right, middle } of names)
    for (const points of lines)
      for (const [at, to] of points.entries()) {
        const from = points[at - 1];
        if (from === undefined || to.x === from.x) continue;
        for (let x = Math.max(left, from.x); x <= Math.min(right, to.x); x += 2)
          assert.ok(Math.abs(from.y + ((x - from.x) / (to.x - from.x)) * (to.y - from.y) - middle) > 5, `${name} on a line at ${x}`);
      }
});

/** The arrows of lower bounds, by colour: where each stands, from its bar and stem. */
const boundsOf = (svg: string) =>
  [...svg.matchAll(/<path d="M([\d.]+) ([\d.]+)L([\d.]+) \2M([\d.]+) \2L\4 [\d.]+" fill="none" stroke="(#\w+)"/g)].map(([, left, y, right, x, hue]) => {
    assert.ok(Math.abs((Number(left) + Number(right)) / 2 - Number(x)) < 0.02, "the stem stands on the middle of the bar");
    return { x: Number(x), y: Number(y), hue };
  });

// PIPS, 2024, of the killed of each province only some parts: at least 509 in Khyber Pakhtunkhwa, 322 in Balochistan.
test("on lines what is known only in part is an arrow from the bound, named and told in the key, on the page's chart and in every picture", async () => {
  const query = "dataset=pips&measure=fatalities&by=year,province&view=line";
  const svg = (await download(ledger.app, `/api/chart.svg?${query}`)).body.toString();
  const { texts } = readSvg(svg);
  for (const text of ["Khyber Pakhtunkhwa", "Balochistan", "Known in part: at least", "A gap: no figure found"]) assert.ok(texts.includes(text), text);
  // The last is that of the key.
  const [first, second] = boundsOf(svg).sort((a, b) => b.x - a.x || a.y - b.y);
  assert.ok(first && second && first.hue !== second.hue);
  const baseline = Number(/<text x="[\d.]+" y="([\d.]+)"[^>]*>0<\/text>/.exec(svg)?.[1]) - 12 * 0.34;
  assert.ok(Math.abs((baseline - first.y) / (baseline - second.y) - 509 / 322) < 0.02, `${first.y} and ${second.y} over ${baseline}`);
});

// CRSS, 2022-Q4 and 2023-Q4: some months only, at least 42 and 91 killed; 358, 284 and 445 between them.
test("no line leads to or from a lower bound", async () => {
  const svg = (await download(ledger.app, "/api/chart.svg?dataset=crss&by=quarter&from=2022-Q4&to=2024-Q1&view=line")).body.toString();
  const plot = svg.slice(svg.indexOf('<g transform="translate('));
  const bounds = boundsOf(plot);
  assert.equal(bounds.length, 2);
  const lines = [...plot.matchAll(/<path d="(M[\d. ]+(?:L[\d. ]+){2,})" fill="none" stroke="(#\w+)"/g)].filter(([, , hue]) => hue === bounds[0]?.hue);
  const xs = lines.flatMap(([, path = ""]) => [...path.matchAll(/([\d.]+) [\d.]+/g)].map(([, x]) => Number(x)));
  assert.equal(new Set(xs).size, 3, "the three quarters that are known");
  assert.ok(xs.every((x) => bounds.every((bound) => Math.abs(bound.x - x) > 20)));
});

// CRSS, 2013-Q3 and 2014-Q3: months of killed are known, at least 493 and 690 together, and nothing of whom.
test("in a stack the number of a total known in part stands over a bar as high as it is, and no part is invented", async () => {
  const svg = (await download(ledger.app, "/api/chart.svg?dataset=crss&by=quarter,victim&from=2013-Q3&to=2014-Q3")).body.toString();
  const { rects, texts } = readSvg(svg);
  assert.ok(texts.includes("≥493") && texts.includes("≥690"));
  const bars = rects.filter(({ width, height, fill }) => width > 20 && height > 20 && fill.startsWith("url(#hatch-"));
  assert.equal(bars.length, 2);
  const [first = 0, second = 0] = bars.map(({ height }) => height);
  assert.ok(Math.abs(first / second - 493 / 690) < 0.01, `${first} and ${second}`);
  assert.ok(texts.includes("Known in part: at least"));
});

test("in a narrow picture no number lies on another, and the highest is written", async () => {
  const query = "dataset=crss&by=quarter,victim&from=2013-Q1&to=2016-Q4&width=320&height=300";
  const svg = (await download(ledger.app, `/api/chart.svg?${query}`)).body.toString();
  const numbers = [...svg.matchAll(/<text (?![^>]*aria-hidden)[^>]*?x="([\d.]+)" y="([\d.]+)"[^>]*text-anchor="middle"[^>]*>(≥?[\d,]+)<\/text>/g)]
    .map(([, x, y, text = ""]) => ({ x: Number(x), y: Number(y), text }))
    .filter(({ text }) => !text.startsWith("20"));
  assert.ok(numbers.length > 3 && numbers.some(({ text }) => text === "1,360"), JSON.stringify(numbers));
  for (const one of numbers)
    for (const other of numbers)
      if (one !== other)
        assert.ok(Math.abs(one.y - other.y) >= 12 || Math.abs(one.x - other.x) >= 3 * (one.text.length + other.text.length), `${one.text} on ${other.text}`);
});

test("in a narrow chart of changes no number lies on a column of another period, nor on the scale", async () => {
  for (const query of ["from=2022-Q1&to=2025-Q3&change=previous", "from=2014-Q1&to=2025-Q3&change=year_ago"]) {
    const svg = (await download(ledger.app, `/api/chart.svg?dataset=crss&by=quarter&${query}&view=change&width=360&height=400`)).body.toString();
    const plot = svg.slice(svg.indexOf('<g transform="translate('));
    const grid = [...plot.matchAll(/<path d="M[\d.]+ ([\d.]+)L([\d.]+) \1" fill="none" stroke="#e7e5e0"/g)];
    const right = Math.max(...grid.map(([, , x]) => Number(x)));
    const numbers = [
      ...plot.matchAll(/<text (?![^>]*aria-hidden)x="([\d.]+)" y="([\d.]+)"[^>]*font-size="12"[^>]*text-anchor="middle"[^>]*>([+−][\d,]+)<\/text>/g),
    ];
    assert.ok(numbers.length >= 2, `${numbers.length} numbers`);
    const rects = [...plot.matchAll(/<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/g)]
      .map(([, ...sides]) => sides.map(Number))
      .filter(([, , width = 0, height = 0]) => width < 30 && height > 1);
    for (const [, x = "", y = "", text = ""] of numbers) {
      const [middle, foot, half] = [Number(x), Number(y), text.length * 3];
      assert.ok(middle + half < right + 2, `${text} at ${x} on the scale`);
      for (const [left = 0, top = 0, width = 0, height = 0] of rects)
        if (left + width > middle - half && left < middle + half && Math.abs(left + width / 2 - middle) > 4)
          assert.ok(top > foot || top + height < foot - 10, `${text} on a column at ${left}`);
    }
  }
});

// CRSS: +342 killed in 2024-Q3 and +306 in the quarter after; −284 in 2025-Q2.
test("in a narrow chart of changes the largest rise and the largest fall are written, also beside another column as high", async () => {
  for (const width of [320, 360])
    for (const [span, ...most] of [
      ["from=2013-Q1&to=2024-Q4", "+342", "−178"],
      ["from=2015-Q1&to=2025-Q4", "+342", "−284"],
      ["from=2022-Q1&to=2024-Q4", "+342", "−74"],
    ] as const) {
      const query = `dataset=crss&by=quarter&${span}&change=previous&view=change&width=${width}&height=400`;
      const { texts } = readSvg((await download(ledger.app, `/api/chart.svg?${query}`)).body.toString());
      for (const text of most) assert.ok(texts.includes(text), `${text} in ${query}`);
    }
});

// CRSS counted all violence until 2018: 1,360 killed in 2015-Q1, 7,622 in 2014.
test("in a narrow picture no number touches the words that name the scope, and these are whole", async () => {
  const touching: string[] = [];
  for (const grain of ["quarter", "year"])
    for (const from of [2013, 2014, 2015, 2016])
      for (const to of [2018, 2020, 2022]) {
        const query = `dataset=crss&by=${grain}&from=${from}&to=${to}&width=360&height=400`;
        const svg = (await download(ledger.app, `/api/chart.svg?${query}`)).body.toString();
        const plot = svg.slice(svg.indexOf('<g transform="translate('));
        const texts = [
          ...plot.matchAll(
            /<text (?![^>]*aria-hidden)x="([\d.]+)" y="([\d.]+)"[^>]*font-size="(?:12|13)"(?: font-weight="\d+")?([^>]*)>((?:≥?[\d,]+)|[^<]*[←→][^<]*)<\/text>/g,
          ),
        ].map(([, x, y, how = "", text = ""]) => {
          const width = text.length * 5.2;
          const left = Number(x) - (how.includes("middle") ? width / 2 : how.includes("end") ? width : 0);
          return { text, left, right: left + width, y: Number(y) };
        });
        const [words, numbers] = [texts.filter(({ text }) => /[←→]/.test(text)), texts.filter(({ text }) => /^≥?[\d,]+$/.test(text))];
        assert.ok(to === 2018 || words.length > 0, query);
        for (const one of words) {
          if (one.right > 320) touching.push(`${query}: ${one.text} to ${one.right}`);
          for (const other of numbers)
            if (one.left < other.right + 2 && other.left < one.right + 2 && Math.abs(one.y - other.y) < 14)
              touching.push(`${query}: ${other.text} at ${one.text}`);
        }
      }
  assert.deepEqual(touching, []);
});

// CRSS: 900 and 616 killed in 2025-Q1 and Q2 are revised, and are neither the highest nor the latest.
test("a letter is explained only where it stands beside a number", async () => {
  const textsOf = async (query: string) =>
    readSvg((await download(ledger.app, `/api/chart.svg?dataset=crss&by=quarter,victim&measure=fatalities${query}`)).body.toString()).texts;
  assert.ok((await textsOf("&from=2025-Q1&to=2025-Q3")).includes("r revised"));
  assert.ok(!(await textsOf(",incidents&from=2024-Q1&to=2025-Q3")).includes("r revised"));
});

test("days are told on the axis by months or by weeks, on a phone too, and a finding names its day", async () => {
  const days = Array.from({ length: 91 }, (_, at) => new Date(Date.UTC(2024, 0, 1 + at)).toISOString().slice(0, 10));
  await ledger.create({ slug: "days", coverage: "2024-01/2024-03" }).expect(201);
  await ledger
    .upload("days", ["date,province,killed", ...days.map((day, at) => `${day},KP,${at === 20 ? 15 : at % 9}`), ""].join("\n"), { publish: "true" })
    .expect(201);
  const textsOf = async (query: string) => readSvg((await download(ledger.app, `/api/chart.svg?dataset=days&by=day&${query}`)).body.toString()).texts;
  const quarter = await textsOf("from=2024-01&to=2024-03");
  assert.ok(quarter.includes("The highest day: 15 people killed on 21 Jan 2024"), quarter.join("|"));
  assert.deepEqual(
    quarter.filter((text) => /^(Jan|Feb|Mar|2024|\d+-.*)$/.test(text)),
    ["Jan", "2024", "Feb", "Mar"],
  );
  assert.equal((await textsOf("from=2024&to=2024&width=320")).filter((text) => text === "2024").length, 1);
  const month = await textsOf("from=2024-03&to=2024-03&width=320");
  assert.deepEqual(
    ["1", "8", "15", "22", "Mar 2024"].filter((text) => !month.includes(text)),
    [],
  );
  assert.ok(!month.some((text) => /^\d{4}-\d\d-\d\d$/.test(text)));
});

test("in a picture of middle width the names of twelve quarters stand apart", async () => {
  const svg = (await download(ledger.app, "/api/chart.svg?dataset=crss&by=quarter&from=2023-Q1&to=2025-Q4&width=620&height=420")).body.toString();
  const names = [...svg.matchAll(/<text x="([\d.]+)"[^>]*>((?:\d{4}-)?Q\d)<\/text>/g)].map(([, x, words = ""]) => ({ x: Number(x), width: words.length * 7 }));
  assert.equal(names.length, 12);
  const touching = names.filter(({ x, width }, at) => at > 0 && x - (names[at - 1]?.x ?? 0) < width + 2);
  assert.deepEqual(touching, []);

  // Beside the names of lines there is room for the years alone.
  const lines = await download(ledger.app, "/api/chart.svg?dataset=crss&by=quarter,victim&from=2023-Q1&to=2025-Q3&view=line&width=620&height=420");
  const named = [...lines.body.toString().matchAll(/<text [^>]*>((?:\d{4}-)?Q\d|\d{4})<\/text>/g)].map(([, words]) => words);
  assert.deepEqual(named, ["2023", "2024", "2025"]);
});
