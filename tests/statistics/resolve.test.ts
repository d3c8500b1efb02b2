import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { StoredFigure } from "../../server/domain/figure";
import { parsePeriod } from "../../server/domain/period";
import { type CellKey, resolver } from "../../server/statistics/resolve";
import { readFigureFile } from "../support/figures";

let crss: StoredFigure[];
before(async () => {
  crss = await readFigureFile("crss.csv");
});

/** The value and status of a cell of the CRSS figures, as of a day (null: all printings). */
function at(period: string, cell: Partial<CellKey> = {}, asOf: string | null = null) {
  const found = parsePeriod(period);
  assert.ok(found);
  const { resolve } = resolver(crss, asOf);
  return resolve({ period: found, region: "PK", victim: "", incident_type: "", measure: "fatalities", scope: null, ...cell });
}

test("the latest printing answers: 2023 went 1,524, 1,523, 1,533 (CRSS releases of Dec 2023, Sep 2024, Dec 2024)", () => {
  assert.deepEqual([at("2023").value, at("2023").status, at("2023").first], [1533, "published", 1524]);
  assert.equal(at("2023", {}, "2024-01-15").value, 1524);
  assert.equal(at("2023", {}, "2024-10-05").value, 1523);
});

test("before anything was printed the cell is missing, which is null and not zero", () => {
  assert.deepEqual([at("2024-Q3", {}, "2024-09-29").value, at("2024-Q3", {}, "2024-09-29").status], [null, "missing"]);
});

test("a printed zero is zero: Azad Jammu and Kashmir in 2025-Q1 (Q2 2025 report)", () => {
  assert.deepEqual([at("2025-Q1", { region: "PK-JK" }).value, at("2025-Q1", { region: "PK-JK" }).status], [0, "published"]);
});

test("a quarter without a total is derived from its three months: 2017 (Annual Security Report 2017)", () => {
  const quarter = at("2017-Q1");
  assert.deepEqual([quarter.value, quarter.status, quarter.scope], [132 + 318 + 147, "derived", "all violence"]);
});

test("today's Khyber Pakhtunkhwa is derived from its two former halves: 2017, 192 + 436", () => {
  const region = at("2017", { region: "PK-KP" });
  assert.deepEqual([region.value, region.status], [628, "derived"]);
});

test("a set of provinces is published as such or derived from its members: 2025-Q3, 638 + 230 (Q3 2025 report)", () => {
  const both = at("2025-Q3", { region: "PK-BA+PK-KP" });
  assert.deepEqual([both.value, both.status], [868, "derived"]);
  const share = at("2024-Q3", { region: "PK-BA+PK-KP", measure: "fatalities_share" });
  assert.deepEqual([share.value, share.status, share.qualifier], [97, "published", "nearly"]);
});

test("published shares are never split into provincial counts: 2024-Q3 has none", () => {
  for (const region of ["PK-KP", "PK-BA", "PK-BA+PK-KP"]) assert.equal(at("2024-Q3", { region }).status, "missing");
});

test("known parts of an unknown whole are a lower bound: Sindh, January to September 2025 (8 + 21)", () => {
  const sindh = at("2025-01/2025-09", { region: "PK-SD" });
  assert.deepEqual([sindh.value, sindh.status, sindh.qualifier], [29, "partial", "at_least"]);
});

test("casualties are killed and wounded together: 2024-Q3, 722 + 615", () => {
  const casualties = at("2024-Q3", { measure: "casualties" });
  assert.deepEqual([casualties.value, casualties.status], [1337, "derived"]);
});

test("incidents are not added over the victims they hit: 107 + 91 + 75 would be 273 only by chance", () => {
  const { resolve } = resolver(
    crss.filter((figure) => !(figure.period === "2025-Q2" && figure.victim === "")),
    null,
  );
  const period = parsePeriod("2025-Q2");
  assert.ok(period);
  assert.equal(resolve({ period, region: "PK", victim: "", incident_type: "", measure: "incidents", scope: null }).status, "missing");
});

test("scopes never mix: the year 2018 is known in the later scope only, its all-violence total cannot be derived", () => {
  assert.deepEqual([at("2018").value, at("2018").scope], [980, "terrorism and counter-terrorism"]);
  assert.notEqual(at("2018", { scope: "all violence" }).status, "published");
  assert.notEqual(at("2018", { scope: "all violence" }).status, "derived");
});

test("a total and parts that disagree are both told: the quarters of 2024 add up to 2,562, printed 2,555", () => {
  const period = parsePeriod("2024");
  assert.ok(period);
  const found = resolver(crss, null).conflicts({ period, region: "PK", victim: "", incident_type: "", measure: "fatalities", scope: null });
  assert.deepEqual(
    found.find((conflict) => conflict.by === "calendar parts"),
    { by: "calendar parts", value: 2555, sum: 2562, isComplete: true },
  );
});

test("a figure printed before the last day of its period is provisional: 2024 on 30 December 2024, not 2025-Q2 on 30 June 2025", () => {
  assert.deepEqual([at("2024", {}, "2025-06-01").value, at("2024", {}, "2025-06-01").provisional], [2546, true]);
  assert.equal(at("2024").provisional, false);
  assert.equal(at("2025-Q2", { region: "PK-KP" }).provisional, false);
});

test("people of a class not specified belong to the derived total, and a printed total is in no conflict with them", () => {
  const [first] = crss;
  const period = parsePeriod("2024");
  assert.ok(first && period);
  const printed = (victim: string, value: number): StoredFigure => ({
    ...{ ...first, period_start: period.start, period_end: period.end, region: "PK", incident_type: "", measure: "fatalities", qualifier: "exact" },
    ...{ victim, value, published_on: "2024-12-31" },
  });
  const classes = [printed("civilian", 10), printed("security", 20), printed("militant", 30), printed("unspecified", 40)];
  const cell: CellKey = { period, region: "PK", victim: "", incident_type: "", measure: "fatalities", scope: null };
  const { value, status } = resolver(classes, null).resolve(cell);
  assert.deepEqual([value, status], [100, "derived"]);
  assert.deepEqual(resolver([...classes, printed("", 100)], null).conflicts(cell), []);
  assert.equal(resolver(classes.slice(0, 3), null).resolve(cell).value, 60);
});

test("a year and a quarter after it are the printed year and the printed quarter: 2024 and 2025-Q1, 2,555 + 900", () => {
  const both = at("2024-01/2025-03");
  assert.deepEqual([both.value, both.status], [3455, "derived"]);
});
