import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import request from "supertest";
import { readExploration } from "../../client/views/explore/address";
import { chartOf } from "../../client/views/explore/chart-of";
import { drawable } from "../../client/views/explore/drawable";
import type { Look } from "../../server/domain/drawing";
import { formatQuery } from "../../server/domain/query";
import { questionsOf } from "../../server/domain/question";
import { type Answer, OTHERS } from "../../server/domain/table";
import { download, entriesOf, parquetOf, sheetsOf } from "../support/files";
import { openLedger, type TestLedger } from "../support/ledger";
import { readSvg } from "../support/picture";

let ledger: TestLedger;
before(async () => {
  ledger = await openLedger({ seed: true });
});
after(() => ledger.close());

const json = async (query: string): Promise<Answer> => (await request(ledger.app).get(`/api/aggregates?${query}`).expect(200)).body;
const column = ({ rows }: Answer, name: string) => rows.map((row) => row[name] ?? null);
const number = (cell: unknown) => (cell === null || cell === undefined || cell === "" ? null : Number(cell));

/** Each look, with the columns of the answer that it draws and the numbers written on its picture. */
const LOOKS: [name: string, query: string, look: Look, columns: string[], written: (value: number) => string][] = [
  ["columns", "dataset=crss&by=quarter&from=2024-Q1&to=2025-Q4", "columns", ["fatalities"], (value) => value.toLocaleString("en")],
  ["stack", "dataset=crss&by=year,victim&from=2023&to=2025", "columns", ["fatalities"], (value) => value.toLocaleString("en")],
  ["shares", "dataset=crss&by=quarter,victim&from=2025-Q1&to=2025-Q3", "share", ["fatalities_share"], (value) => `${value.toFixed(1)}%`],
  ["panels", "dataset=crss&by=quarter,victim&from=2025-Q1&to=2025-Q3", "panels", ["fatalities"], (value) => value.toLocaleString("en")],
  ["change", "dataset=crss&by=quarter&from=2024-Q1&to=2024-Q4", "change", ["fatalities_change"], (value) => `${value < 0 ? "−" : "+"}${Math.abs(value)}`],
  ["range", "dataset=chinese-nationals&by=year&from=2021&to=2024", "range", ["fatalities", "fatalities_low", "fatalities_high"], (value) => String(value)],
  [
    "two prints",
    "dataset=crss&by=year&from=2022&to=2024&earlier=2024-10-05",
    "columns",
    ["fatalities", "fatalities_earlier"],
    (value) => value.toLocaleString("en"),
  ],
  [
    "year to date",
    "dataset=crss&by=quarter&from=2024-Q1&to=2025-Q3&cumulative=true",
    "columns",
    ["fatalities_cumulative"],
    (value) => value.toLocaleString("en"),
  ],
  [
    "measures of one unit",
    "dataset=crss&measure=fatalities,injured,casualties&by=quarter&from=2024-Q1&to=2025-Q3",
    "columns",
    ["fatalities", "injured", "casualties"],
    (value) => value.toLocaleString("en"),
  ],
  ["measures of two units", "dataset=crss&measure=incidents,fatalities&by=quarter&from=2024-Q1&to=2025-Q3", "line", ["incidents", "fatalities"], String],
  [
    "measures of parts",
    "dataset=crss&measure=fatalities,injured&by=quarter,victim&from=2025-Q1&to=2025-Q3",
    "columns",
    ["fatalities", "injured"],
    (value) => value.toLocaleString("en"),
  ],
  ["largest apart", "dataset=chinese-nationals&by=year,place&from=2021&to=2024&top=3", "columns", ["fatalities"], (value) => String(value)],
];

for (const [name, address, look, columns, written] of LOOKS) {
  test(`${name}: chart, JSON, CSV, XLSX, Parquet, package and picture hold the same numbers`, async () => {
    const { query } = readExploration(new URLSearchParams(`${address}${look === "columns" ? "" : `&view=${look}`}`));
    const { parts, totals } = questionsOf(query, look, address.includes("crss") ? "figures" : "incidents");
    const asked = formatQuery({ ...parts, detail: false });
    const answer = await json(asked);
    const found = drawable({ query, look }, await json(formatQuery(parts)), totals === null ? null : await json(formatQuery(totals)));
    const spec = chartOf(found);
    assert.ok(spec !== null);
    const drawn = [
      ...found.series.flatMap(({ points }) => points),
      ...(spec.bounds ? [...spec.bounds.low, ...spec.bounds.high] : []),
      ...(spec.earlier?.points ?? []),
    ];
    const sorted = (values: (number | null)[]) => values.filter((value) => value !== null).sort((a, b) => Number(a) - Number(b));
    const values = columns.map((one) => column(answer, one).map(number));
    assert.ok(values.flat().some((value) => value !== null));
    assert.deepEqual(sorted(drawn.map(({ value }) => value)), sorted(values.flat()));

    const file = (form: string) => download(ledger.app, `/api/aggregates.${form}?${asked}`).then(({ body }) => body);
    const csv = (await file("csv")).toString();
    const names = csv.split("\n")[0]?.split(",") ?? [];
    const cells = csv
      .trimEnd()
      .split("\n")
      .slice(1)
      .map((line) => line.match(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)?.map((cell) => cell.replace(/,$/, "")) ?? []);
    const [head = [], ...lines] = (await sheetsOf(await file("xlsx"))).Data ?? [];
    const { rows } = await parquetOf(await file("parquet"));
    for (const [at, one] of columns.entries()) {
      const wanted = values[at];
      assert.deepEqual(
        cells.map((line) => number(line[names.indexOf(one)])),
        wanted,
        `CSV ${one}`,
      );
      assert.deepEqual(
        lines.map((line) => number(line[head.indexOf(one)])),
        wanted,
        `XLSX ${one}`,
      );
      assert.deepEqual(
        rows.map((row) => number(row[one])),
        wanted,
        `Parquet ${one}`,
      );
    }
    assert.equal(entriesOf(await file("zip"))["data.csv"], csv);

    const { texts } = readSvg((await download(ledger.app, `/api/chart.svg?${address}${look === "columns" ? "" : `&view=${look}`}`)).body.toString());
    const onPicture = spec.panels === undefined && spec.totals === null && look !== "share" ? (spec.series[0]?.points ?? []) : (spec.totals ?? []);
    for (const { value } of onPicture)
      if (value !== null)
        assert.ok(
          texts.some((text) => text === written(value) || text === `≥${written(value)}`),
          `${value} is written as ${written(value)}`,
        );
    const isIn = (value: number) => texts.some((text) => text === written(value) || text === `${Math.round(value)}%`);
    if (look === "share") for (const value of values.flat()) if (value !== null && value > 15) assert.ok(isIn(value), `${value} %`);
  });
}

test("the others are a sum only where it is a true one, and say how many they are", async () => {
  const all = await json("dataset=chinese-nationals&by=place");
  const folded = await json("dataset=chinese-nationals&by=place&top=2");
  const others = folded.rows.find(({ place }) => place === OTHERS);
  const apart = new Set(folded.rows.map(({ place }) => place));
  const left = all.rows.filter(({ place }) => place !== null && !apart.has(place));
  assert.equal(others?.place_members, left.length);
  assert.equal(
    others?.fatalities,
    left.reduce((sum, { fatalities }) => sum + Number(fatalities ?? 0), 0),
  );
  assert.ok(folded.notes.some(({ code, message }) => code === "others" && message.includes(`stands for ${left.length} `)));

  // CRSS printed no number for GB and Islamabad in 2025-Q2: with Sindh, Punjab and AJK they are at least what these were.
  const known = await json("dataset=crss&by=province&from=2025-Q2&to=2025-Q2&top=2");
  const rest = known.rows.find(({ province }) => province === OTHERS);
  assert.deepEqual([rest?.fatalities, rest?.fatalities_status, rest?.province_members], [8 + 21 + 6, "partial", 5]);
  // CRSS printed the lethality of none: ratios of several are not added.
  const ratio = await json("dataset=crss&measure=lethality&by=province&from=2025-Q2&to=2025-Q2&top=2");
  assert.equal(ratio.rows.find(({ province }) => province === OTHERS)?.lethality, null);
  assert.ok(ratio.notes.some(({ code }) => code === "others_not_added"));
});

test("changes, shares and sums over time of the others are those of their sum", async () => {
  const query = "dataset=chinese-nationals&by=year,place&from=2021&to=2024&change=previous&share=place&rolling=2";
  const [all, folded] = [await json(query), await json(`${query}&top=2`)];
  const others = folded.rows.filter(({ place }) => place === OTHERS);
  const apart = new Set(folded.rows.map(({ place }) => place));
  for (const row of others) {
    const left = all.rows.filter(({ year, place }) => year === row.year && place !== null && !apart.has(place));
    const sum = left.reduce<number | null>((total, { fatalities }) => (fatalities === null ? total : (total ?? 0) + Number(fatalities)), null);
    assert.equal(row.fatalities, sum);
    const whole = all.rows.filter(({ year }) => year === row.year).reduce((total, { fatalities }) => total + Number(fatalities ?? 0), 0);
    if (sum !== null && whole > 0) assert.ok(Math.abs(Number(row.fatalities_share) - (100 * sum) / whole) < 0.0001);
    if (row.fatalities_change !== null) assert.equal(row.fatalities_change, Number(row.fatalities) - Number(row.fatalities_base));
  }
});

test("members come by name, by size or by the latest; combinations without sense are refused with a reason", async () => {
  const members = async (order: string) => [...new Set(column(await json(`dataset=crss&by=quarter,province&from=2025-Q1&to=2025-Q3${order}`), "province"))];
  assert.deepEqual((await members("&order=value")).slice(0, 2), ["PK-KP", "PK-BA"]);
  assert.equal((await members("&order=name"))[0], "PK-JK", "Azad Jammu and Kashmir");
  for (const [query, parameter] of [
    ["dataset=crss&by=year&estimate=low,best,high", "estimate"],
    ["dataset=chinese-nationals&by=year&earlier=2024-01-01", "earlier"],
    ["dataset=crss&by=year&top=3", "top"],
    ["dataset=crss&by=year,province&order=size", "order"],
  ]) {
    const { status, body } = await request(ledger.app).get(`/api/aggregates?${query}`);
    assert.equal(status, 400, query);
    assert.match(JSON.stringify(body), new RegExp(String(parameter)));
  }
});
