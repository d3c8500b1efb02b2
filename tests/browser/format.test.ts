import assert from "node:assert/strict";
import { test } from "node:test";
import { bytes, formOf, inWords, list, plural } from "../../client/format";
import { is, row } from "../../client/words/plurals";

test("a word takes the form of its number, by the rules of the language", () => {
  assert.deepEqual(
    [0, 1, 2, 1234].map((count) => plural(count, row)),
    ["0 rows", "1 row", "2 rows", "1,234 rows"],
  );
  assert.deepEqual(
    [1, 3].map((count) => formOf(count, is)),
    ["is", "are"],
  );
  assert.equal(formOf(3, { one: "dies", other: "die" }), "die");
  assert.equal(formOf(1, { other: "cannot be told" }), "cannot be told", "a word of one form");
  assert.deepEqual([inWords(0), inWords(7), inWords(12)], ["no", "seven", "12"]);
  assert.deepEqual([bytes(1), bytes(999), bytes(1500)], ["1 byte", "999 bytes", "1.5 kB"]);
});

test("a list ends in its language's and, without a comma before it", () => {
  assert.deepEqual([list([]), list(["Punjab"]), list(["Punjab", "Sindh"])], ["", "Punjab", "Punjab and Sindh"]);
  assert.equal(list(["Punjab", "Islamabad", "GB"]), "Punjab, Islamabad and GB");
});
