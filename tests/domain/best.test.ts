import assert from "node:assert/strict";
import { test } from "node:test";
import { reconcileCounts } from "../../server/domain/best";
import { BEST_RULES } from "../../server/domain/dataset";

const reports = (...given: [best: number | null, published_on: string | null][]) =>
  given.map(([best, published_on], index) => ({ count: { best, low: null, high: null }, published_on, line: index + 2 }));

// Karachi airport, 6 October 2024, killed: Dawn and Pakistan Today 3, MENAFN 2, News.Az 2, ANI 3, moneytreck.com 2, a report of 14 November 3.
const karachi = reports(
  [3, "2024-10-07"],
  [3, "2024-10-07"],
  [2, "2024-10-08"],
  [2, "2024-10-07"],
  [3, "2024-10-14"],
  [2, "2024-10-08"],
  [null, "2024-11-30"],
  [null, null],
  [3, "2024-11-14"],
);
// Dasu, 14 July 2021, killed: Wikipedia 13, Xinhua 12, Daily Pakistan 12, Sputnik 10; two of the pages are undated.
const dasu = reports([13, null], [12, null], [12, "2021-07-14"], [10, "2021-07-14"]);

test("low is the least reported, high the most, best follows the dataset's rule", () => {
  assert.deepEqual(reconcileCounts(karachi, "most_reported"), { best: 3, low: 2, high: 3 });
  assert.deepEqual(reconcileCounts(dasu, "most_reported"), { best: 12, low: 10, high: 13 });
  assert.deepEqual(
    BEST_RULES.map((rule) => reconcileCounts(dasu, rule).best),
    [12, 10, 10, 13],
  );
});

test("of values reported equally often the later report's counts, then the lower", () => {
  assert.equal(reconcileCounts(reports([11, "2024-10-07"], [10, "2024-10-07"], [10, "2024-10-08"], [11, "2024-11-30"]), "most_reported").best, 11);
  // Dasu, wounded: Wikipedia 28, Xinhua 30, neither page dated; the order of the lines decides nothing.
  assert.equal(reconcileCounts(reports([28, null], [30, null]), "most_reported").best, 28);
  assert.equal(reconcileCounts(reports([30, null], [28, null]), "most_reported").best, 28);
});

test("what nobody reports is unknown, and a reported nought is a nought", () => {
  for (const rule of BEST_RULES) {
    assert.deepEqual(reconcileCounts(reports([null, null]), rule), { best: null, low: null, high: null });
    assert.deepEqual(reconcileCounts(reports([null, "2023-08-13"], [0, "2024-03-26"]), rule), { best: 0, low: 0, high: 0 });
  }
});

test("a report's own range widens low and high", () => {
  const ranged = [{ count: { best: 8, low: 5, high: 20 }, published_on: null, line: 2 }, ...reports([9, null])];
  assert.deepEqual(reconcileCounts(ranged, "latest"), { best: 8, low: 5, high: 20 });
});
