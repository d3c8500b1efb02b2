import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";
import { readTop } from "./support/sources";

/**
 * Sides that stay where they are in every language: the corners of printed paper, the arrow of a select, which CSS can place by left and right
 * only and which therefore has a rule for either direction, and the arrow of the menu, a corner turned to point down.
 */
const FIXED = [/^@(bottom|top)-(left|right)( \{)?$/, /^(left|right) \d+px top \d+px[,;]$/, /^border-width: 0 0 2px 2px;$/];

/** Declarations that name a physical side, or give the right and the left of a box different values. */
const PHYSICAL = /\b(left|right)\b/;
const UNEVEN = /^(?:margin|padding|inset|border-width|border-color|border-style): \S+ (\S+) \S+ (\S+);$/;

const sheets = readdirSync(new URL("../client/styles", import.meta.url)).filter((name) => name.endsWith(".css"));
const linesOf = (name: string) =>
  readTop(`client/styles/${name}`)
    .replace(/\/\*.*?\*\//gs, "")
    .split("\n")
    .map((line) => line.trim());

test("the styles name the start and the end of a line, never its left and right, so that a page can be read from right to left", () => {
  const found = sheets.flatMap((name) =>
    linesOf(name)
      .filter((line) => !FIXED.some((one) => one.test(line)))
      .filter((line) => PHYSICAL.test(line) || (([, right, left]) => right !== left)(UNEVEN.exec(line) ?? ["", "", ""]))
      .map((line) => `${name}: ${line}`),
  );
  assert.ok(sheets.length > 10);
  assert.deepEqual(found, []);
});
