import assert from "node:assert/strict";
import { test } from "node:test";
import { paragraphsOf, piecesOf } from "../../server/domain/prose";

const numbers = (text: string) => piecesOf(text).flatMap((piece) => (piece.number ? piece.text : []));

test("the numbers of a sentence with their hedges; years, codes and days are words", () => {
  assert.deepEqual(numbers("At least 901 people were killed in July–September 2025."), ["At least 901"]);
  assert.deepEqual(numbers("Fatalities rose over 46% on the 616 of April–June 2025."), ["over 46%", "616"]);
  assert.deepEqual(numbers("From January to September 2025 2,414 people were killed, fewer than the 2,555 of all 2024."), ["2,414", "2,555"]);
  assert.deepEqual(numbers("The highest since 2014-Q4, printed on 2 October 2025."), []);
  assert.deepEqual(numbers("868 of 901, nearly 8.5%."), ["868", "901", "nearly 8.5%"]);
  for (const text of ["", "No number.", "2,414, 5"])
    assert.equal(
      piecesOf(text)
        .map((piece) => piece.text)
        .join(""),
      text,
    );
});

test("what is said of a number stays in its paragraph, whatever kinds there are", () => {
  const kinds = ["toll", "change", "vintage", "toll", "record", "share", "share", "unheard_of"].map((kind) => ({ kind }));
  assert.deepEqual(
    paragraphsOf(kinds).map((some) => some.map(({ kind }) => kind)),
    [["toll", "change", "vintage", "toll"], ["record"], ["share", "share"], ["unheard_of"]],
  );
});
