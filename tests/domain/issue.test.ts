import assert from "node:assert/strict";
import { test } from "node:test";
import { issueAt } from "../../server/domain/issue";

const shown = (value: string | null) => issueAt("error", 2, "notes", value, "x", "x").value;

test("a long cell is cut for the report, a short one is not", () => {
  assert.equal(shown("x".repeat(200)), "x".repeat(200));
  assert.equal(shown("x".repeat(201)), `${"x".repeat(200)}…`);
  assert.equal(shown(""), "");
  assert.equal(shown(null), null);
});

test("an issue can always be stored as jsonb: no half characters, no NUL", () => {
  const cut = shown(`${"x".repeat(199)}😀😀`) ?? "";
  assert.equal(cut, `${"x".repeat(199)}…`);
  const issue = issueAt("error", 2, "a\0b", "1\0\ud83d", "x", "no\0, \ude00 neither");
  assert.doesNotMatch(JSON.stringify(issue), /\\u(?:0000|d[89a-f])/);
});
