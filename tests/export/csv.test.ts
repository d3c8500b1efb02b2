import assert from "node:assert/strict";
import { test } from "node:test";
import Papa from "papaparse";
import { csvLine, defuse } from "../../server/export/csv";

test("texts a spreadsheet would run are neutralised, numbers are not touched", () => {
  for (const text of ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", " =HYPERLINK(1)", "＝1", "\r=1", "|x", "%y"])
    assert.equal(defuse(text), `'${text}`);
  for (const cell of [-5, 0, null, true, "-5", "+3.5", "Lahore", "a=b", ""]) assert.equal(defuse(cell), cell);
});

test("quotes, commas and newlines survive a round trip; null is empty", () => {
  const cells = ['say "hi"', "a,b", "line\r\nbreak", "اردو", null, -3];
  assert.deepEqual(Papa.parse(csvLine(cells)).data[0], ['say "hi"', "a,b", "line\r\nbreak", "اردو", "", "-3"]);
});
