import assert from "node:assert/strict";
import { test } from "node:test";
import { findTerms, parseSearch, type Term, wordsOf } from "../../server/domain/search";

const read = (text: string): Term[] => {
  const terms = parseSearch(text);
  if ("fault" in terms) throw new Error(terms.fault);
  return terms;
};
const found = (text: string, q: string) => findTerms(text, read(q)).map(([from, to]) => text.slice(from, to));

test("words are runs of letters and digits of any script; signs only part them", () => {
  assert.deepEqual(wordsOf("Mir Ali, N. Waziristan: 10,000"), ["Mir", "Ali", "N", "Waziristan", "10", "000"]);
  assert.deepEqual(wordsOf("کراچی، صدر۔"), ["کراچی", "صدر"]);
});

test("a search is words, phrases and exclusions; an open quotation mark closes at the end", () => {
  assert.deepEqual(read('bomb "mir ali" -army -"check post" 2024'), [
    { words: ["bomb"], whole: false, without: false },
    { words: ["mir", "ali"], whole: true, without: false },
    { words: ["army"], whole: false, without: true },
    { words: ["check", "post"], whole: true, without: true },
    { words: ["2024"], whole: true, without: false },
  ]);
  assert.deepEqual(read('"mir ali'), [{ words: ["mir", "ali"], whole: true, without: false }]);
  assert.deepEqual(read("check-post"), [{ words: ["check", "post"], whole: false, without: false }]);
  for (const nothing of ["", " - ", '""', "&|!"]) assert.ok("fault" in parseSearch(nothing), nothing);
});

test("what was found in a text is told with its place, in any case and spelling of Urdu", () => {
  assert.deepEqual(found("Bombing: the bomb and the bombers", "bomb"), ["Bombing", "bomb", "bombers"]);
  assert.deepEqual(found("Bombing: the bomb and the bombers", '"bomb"'), ["bomb"]);
  assert.deepEqual(found("Mir Ali, Mir-Ali, Mir Alim", '"mir ali"'), ["Mir Ali", "Mir-Ali"]);
  assert.deepEqual(found("کراچی اور كراچي", "کراچی"), ["کراچی", "كراچي"]);
  assert.deepEqual(found("army and bomb", "-army bomb"), ["bomb"]);
  assert.deepEqual(found("army", "-army"), []);
});
