import assert from "node:assert/strict";
import { test } from "node:test";
import { changeOf } from "../../server/statistics/change";
import type { Point } from "../../server/statistics/point";

const point = (value: number | null, more: Partial<Point> = {}): Point => ({ value, whole: value !== null, scope: "one", provisional: false, ...more });
const rounded = (value: number | null) => (value === null ? null : Math.round(value * 10) / 10);

test("CRSS 2024-Q3 on 2024-Q2: killed 722 on 380, wounded 615 on 220, incidents 328 on 240", () => {
  for (const [now, base, change, pct] of [
    [722, 380, 342, 90],
    [615, 220, 395, 179.5],
    [328, 240, 88, 36.7],
  ] as const) {
    const found = changeOf(point(now), point(base), "people");
    assert.deepEqual([found.change, rounded(found.pct), found.base, found.flag], [change, pct, base, null]);
  }
});

test("from zero there is no percent (Azad Jammu and Kashmir 0 to 6, 2025-Q2)", () => {
  assert.deepEqual(changeOf(point(6), point(0), "people"), { change: 6, pct: null, base: 0, flag: "zero_base" });
});

test("a base under ten is flagged (Punjab 8 to 21, 162.5 %)", () => {
  assert.deepEqual(changeOf(point(21), point(8), "people"), { change: 13, pct: 162.5, base: 8, flag: "low_base" });
  assert.equal(changeOf(point(21), point(10), "people").flag, null);
});

test("nothing is computed from or to what is missing or partial, nor across scopes", () => {
  assert.equal(changeOf(point(null), point(5), "people").flag, "missing");
  assert.equal(changeOf(point(5), point(null), "people").flag, "no_base");
  assert.equal(changeOf(point(5), null, "people").flag, "no_base");
  assert.equal(changeOf(point(5, { whole: false }), point(4), "people").flag, "partial");
  assert.equal(changeOf(point(5), point(4, { whole: false }), "people").flag, "partial");
  const across = changeOf(point(5, { scope: "other" }), point(4), "people");
  assert.deepEqual([across.change, across.pct, across.flag], [null, null, "scope_change"]);
});

test("shares differ in points and have no percent", () => {
  assert.deepEqual(changeOf(point(98.1), point(97.4), "percent"), { change: 0.7, pct: null, base: 97.4, flag: null });
});
