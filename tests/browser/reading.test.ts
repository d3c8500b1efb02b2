import assert from "node:assert/strict";
import { test } from "node:test";
import { groupIssues, KEPT_LINES, KEPT_REASONS } from "../../client/upload/issue-groups";
import { LONGEST_LISTING, makeListing } from "../../client/upload/listing";
import { leftWords, paceOf } from "../../client/upload/pace";
import { saidHere } from "../../client/words/said";
import { issueAt } from "../../server/domain/issue";

test("the time left is told after a second, at the pace so far, and anew when another phase begins", () => {
  const pace = paceOf();
  assert.deepEqual([pace.left(0, 0), pace.left(0.05, 500)], [null, null], "a moment tells nothing");
  assert.equal(pace.left(0.1, 2000), "about 20 s left");
  assert.equal(pace.left(0.12, 2100), "about 20 s left", "what was said stays for a second");
  assert.equal(pace.left(0.5, 4000), "a few seconds left");
  assert.equal(pace.left(0, 5000), null, "another phase counts from 0");
  assert.equal(pace.left(null, 9000), null);
  assert.deepEqual([4999, 5000, 5001, 89_000, 90_000, 150_000].map(leftWords), [
    "a few seconds left",
    "about 5 s left",
    "about 10 s left",
    "about 90 s left",
    "about 2 min left",
    "about 3 min left",
  ]);
});

test("faults are sorted by kind and wording, all counted, the first of each kept", () => {
  const issue = (line: number, code: string, message: string) => issueAt(code === "repeat" ? "warning" : "error", line, "killed", "x", code, message);
  const groups = groupIssues([
    issue(9, "repeat", "again"),
    ...Array.from({ length: 50 }, (_, at) => issue(at + 2, "bad_count", "not a number")),
    ...Array.from({ length: 300 }, (_, at) => issue(at + 60, "bad_date", `${at} is not a date`)),
  ]);
  assert.deepEqual(
    groups.map(({ level, code, count, reasons }) => [level, code, count, reasons.length]),
    [
      ["error", "bad_count", 50, 1],
      ["error", "bad_date", 300, KEPT_REASONS],
      ["warning", "repeat", 1, 1],
    ],
  );
  const [counts] = groups[0]?.reasons ?? [];
  assert.deepEqual([counts?.count, counts?.issues.length, counts?.issues[0]?.line], [50, KEPT_LINES, 2]);
});

test("a listing of faults is a CSV no spreadsheet runs, and ends where nobody would read on", async () => {
  const listing = makeListing(["line", "value"]);
  listing.add([2, '=cmd|"x"']);
  listing.add([3, "-5"]);
  listing.add([4, "a,b\nc"]);
  const { file, rows } = listing.end();
  assert.equal(rows, 3);
  assert.equal(await file.text(), 'line,value\r\n2,"\'=cmd|""x"""\r\n3,-5\r\n4,"a,b\nc"\r\n');
  const long = makeListing(["line"]);
  for (let line = 0; line < LONGEST_LISTING + 5; line += 1) long.add([line]);
  assert.equal(long.end().rows, LONGEST_LISTING);
});

test("what a program would send is not told to a person who can click", () => {
  assert.equal(saidHere("The classes overlap. One is read. Repeat the import with classes= to read another."), "The classes overlap. One is read.");
  assert.equal(saidHere("Say so by mapping={...}."), "Say so by mapping={...}.", "a message is never emptied");
});
