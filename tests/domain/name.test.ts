import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { headerKey, nameKey } from "../../server/domain/name";

test("spellings that differ only in dress give one key", () => {
  const same = [
    "Khyber Pakhtunkhwa",
    "KHYBER PAKHTUNKHWA",
    "  khyber   pakhtunkhwa ",
    "Khyber-Pakhtunkhwa",
    "Khyber–Pakhtunkhwa",
    "Khyber\u00a0Pakhtunkhwa",
    "Khyber\u200bPakhtunkhwa",
    "\ufeffKhyber Pakhtunkhwa",
    "Khyber\tPakhtunkhwa\r\n",
    "Khyber.Pakhtunkhwa.",
    "(Khyber Pakhtunkhwa)",
    "Khyber_Pakhtunkhwa",
    "Khyber / Pakhtunkhwa",
    "Khȳber Pakhtūnkhwā",
    "Ｋｈｙｂｅｒ Pakhtunkhwa",
    "Khyber\u00adPakhtunkhwa",
    "'Khyber Pakhtunkhwa'",
  ];
  for (const spelling of same) assert.equal(nameKey(spelling), "khyberpakhtunkhwa", JSON.stringify(spelling));
});

test("an ampersand is the word and; Urdu on an Arabic keyboard is Urdu", () => {
  assert.equal(nameKey("Azad Jammu & Kashmir"), nameKey("Azad Jammu and Kashmir"));
  assert.equal(nameKey("كراچي"), nameKey("کراچی"));
  assert.equal(nameKey("صوبه"), nameKey("صوبہ"));
  assert.notEqual(nameKey("سندھ"), nameKey("سندہ"));
});

test("different letters are different names", () => {
  assert.notEqual(nameKey("Sindh"), nameKey("Sind"));
  assert.notEqual(nameKey("PK2"), nameKey("PK02"));
  assert.equal(nameKey(" -.() "), "");
});

test("a key is its own key", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => assert.equal(nameKey(nameKey(text)), nameKey(text))));
});

test("headers become field names", () => {
  const keys = {
    "Event Date": "event_date",
    "\ufeffprovince": "province",
    " Fatalities ": "fatalities",
    "source-url": "source_url",
    "date.prec": "date_prec",
    Deaths__A: "deaths__a",
  };
  for (const [header, key] of Object.entries(keys)) assert.equal(headerKey(header), key, JSON.stringify(header));
});
