import assert from "node:assert/strict";
import { test } from "node:test";
import type { Element } from "chart.js";
import { boxOf } from "../../client/charts/box";

const barOf = (props: object) => ({ getProps: () => props }) as unknown as Element;

test("the box of a bar is the same whether it stands or hangs; a point of a line has no extent", () => {
  assert.deepEqual(boxOf(barOf({ x: 50, y: 20, base: 80, width: 10 })), { x: 45, y: 20, width: 10, height: 60 });
  assert.deepEqual(boxOf(barOf({ x: 50, y: 120, base: 80, width: 10 })), { x: 45, y: 80, width: 10, height: 40 });
  assert.deepEqual(boxOf(barOf({ x: 50, y: 20 })), { x: 50, y: 20, width: 0, height: 0 });
});
