import assert from "node:assert/strict";
import { test } from "node:test";
import { type Point, readPoint } from "../../client/charts/point";
import type { Series } from "../../client/charts/spec";
import { withinTotal } from "../../client/views/explore/within-total";
import { emptyRow, UNSPLIT } from "../../server/domain/table";

const point = (value: number, status: string, scope: string): Point =>
  readPoint(Object.assign(emptyRow(), { fatalities: value, fatalities_status: status, fatalities_scope: scope }), "fatalities");
const series = (key: string, points: Point[]): Series => ({ key, label: key, short: key, colour: "national", points });

test("on a stack stand the parts that the remainder was taken from, and no others: not a bound, nor what counts something else", () => {
  const stack = [
    series("Terrorist attack", [point(754, "published", "all violence"), point(300, "partial", "terrorism"), point(373, "published", "terrorism")]),
    series(UNSPLIT, [point(980, "derived", "terrorism"), point(679, "derived", "terrorism"), point(227, "derived", "terrorism")]),
  ];
  const totals = [980, 679, 600].map((value) => point(value, "published", "terrorism"));
  const [attacks] = withinTotal(stack, totals);
  assert.deepEqual(
    attacks?.points.map(({ value }) => value),
    [null, null, 373],
  );
});
