import assert from "node:assert/strict";
import { test } from "node:test";
import { linesOf, printed } from "./published";

const crss = linesOf("crss");
const values = (cell: Parameters<typeof printed>[1]) => printed(crss, cell).map((figure) => figure.value);
const asOf = (day: string, cell: Parameters<typeof printed>[1]) =>
  printed(crss, cell)
    .filter((figure) => figure.published_on <= day)
    .at(-1)?.value;

test("CRSS: a year's killed as first printed and as revised", () => {
  // Report of 2014 (Dawn, 1156146); press release and executive summary of the report of 2015 (Dawn 2 Jan 2016, The News 6 Jan 2016).
  assert.deepEqual(values({ period: "2014" }), [7655, 7611, 7622]);
  // The same two, and the report of 2016 (Pakistan Today, 3 Jan 2017).
  assert.deepEqual(values({ period: "2015" }), [4654, 4612, 4647]);
  // Reports of 2016 and 2017 (Pakistan Today, 3 Jan 2017; CRSS, 8 Jan 2018).
  assert.deepEqual(values({ period: "2016" }), [2610, 2613]);
  // Reports of 2021 and 2022.
  assert.deepEqual(values({ period: "2021" }), [853, 850]);
  // Press release of 2022 (2 Jan 2023), final report, report of 2023.
  assert.deepEqual(values({ period: "2022" }), [973, 980, 980]);
  assert.deepEqual(values({ period: "2022", measure: "incidents" }), [506, 512]);
  // Reports of 2024 and 2025 (Dawn, 30 Dec 2024; HTN World, 1 Jan 2026).
  assert.deepEqual(values({ period: "2024" }), [2546, 2555]);
  assert.deepEqual(values({ period: "2024", region: "PK-KP" }), [1616, 1620]);
  assert.deepEqual(values({ period: "2024", region: "PK-BA" }), [782, 787]);
});

test("CRSS: 2023 answers 1,524, then 1,523, then 1,533, by the day asked", () => {
  // Annual report (Dawn, 1 Jan 2024); report of Q3 2024 (The News, 1 Oct 2024); annual report of 2024 (30 Dec 2024).
  assert.deepEqual(values({ period: "2023" }), [1524, 1523, 1533]);
  assert.equal(asOf("2023-12-30", { period: "2023" }), undefined);
  assert.equal(asOf("2024-01-15", { period: "2023" }), 1524);
  assert.equal(asOf("2024-10-05", { period: "2023" }), 1523);
  assert.equal(asOf("2025-01-01", { period: "2023" }), 1533);
  assert.deepEqual(values({ period: "2023", measure: "injured" }), [1463, 1462]);
  assert.deepEqual(values({ period: "2023", measure: "incidents" }), [789, 784]);
});

test("CRSS: quarters and nine months revised", () => {
  // Reports of Q3 2024 (1 Oct 2024) and Q3 2025 (2 Oct 2025).
  assert.deepEqual(values({ period: "2024-01/2024-09" }), [1534, 1527]);
  // Reports of Q1 and Q2 2025 (31 Mar, 30 Jun 2025).
  assert.deepEqual(values({ period: "2025-Q1" }), [897, 900]);
  // Reports of Q2 and Q3 2025.
  assert.deepEqual(values({ period: "2025-Q2" }), [615, 616]);
  // Reports of Q1 and Q2 2019.
  assert.deepEqual(values({ period: "2019-Q1", measure: "injured" }), [189, 185]);
});

test("CRSS: the quarter of the worked case", () => {
  // Report of Q2 2024 (The News, 2 Jul 2024): 380 killed, 220 wounded, 240 incidents.
  assert.deepEqual(
    ["fatalities", "injured", "incidents"].flatMap((measure) => values({ period: "2024-Q2", measure })),
    [380, 220, 240],
  );
  // Report of Q3 2024 (The News, 1 Oct 2024): 722 killed, 615 wounded, 328 incidents; KP and Balochistan "nearly 97%" and "over 92%".
  assert.deepEqual(
    ["fatalities", "injured", "incidents"].flatMap((measure) => values({ period: "2024-Q3", measure })),
    [722, 615, 328],
  );
  const share = (measure: string) => printed(crss, { period: "2024-Q3", region: "PK-BA+PK-KP", measure }).map(({ value, qualifier }) => [value, qualifier]);
  assert.deepEqual(share("fatalities_share"), [[97, "nearly"]]);
  assert.deepEqual(share("incidents_share"), [[92, "over"]]);
  // The counts behind those shares were not printed, so none may be here.
  for (const region of ["PK-KP", "PK-BA", "PK-BA+PK-KP"]) assert.deepEqual(values({ period: "2024-Q3", region }), []);
});

test("PICSS: the year 2025 as first and later released", () => {
  // 28 December 2025, and ThePrint of a few days later.
  const picss = linesOf("picss");
  assert.deepEqual(
    printed(picss, { period: "2025" }).map((figure) => figure.value),
    [3387, 3413],
  );
  assert.deepEqual(
    printed(picss, { period: "2025", victim: "security" }).map((figure) => figure.value),
    [664, 667],
  );
});

test("2024 attacks: four publishers, four numbers", () => {
  // PIPS 521 and PICSS 905 (annual reports of 2024), CRSS 909 (annual report of 2024), Global Terrorism Index 2025 1,099.
  const attacks = (file: string, incident_type: string) => printed(linesOf(file), { period: "2024", incident_type, measure: "incidents" }).at(-1)?.value;
  assert.deepEqual(
    [attacks("pips", "Terrorist attack"), attacks("picss", "Militant attack"), attacks("crss", "Terrorist attack"), attacks("gti", "Terrorist attack")],
    [521, 905, 909, 1099],
  );
});
