import assert from "node:assert/strict";
import { test } from "node:test";
import gazetteer from "../../data/gazetteer.json";
import { nameKey } from "../../server/domain/name";
import {
  findRegion,
  HISTORICAL_PROVINCES,
  joinRegion,
  PROVINCES,
  parseRegion,
  provinceOfPlace,
  regionName,
  regionShort,
  todaysProvince,
  whyUnclear,
} from "../../server/domain/province";
import { KNOWN, UNKNOWN } from "./spellings";

type Unit = { code: string; name: string; short?: string; pcode?: string; former_codes?: string[]; aliases: string[] };
const units: Unit[] = [gazetteer.country, ...gazetteer.units, ...gazetteer.former];
const spellingsOf = (unit: Unit) =>
  [unit.code, unit.name, unit.short ?? "", unit.pcode ?? "", ...(unit.former_codes ?? []), ...unit.aliases].filter((text) => text !== "");

test("seven units with the codes of ISO 3166-2 and OCHA", () => {
  // ISO 3166-2:PK; OCHA P-codes of the global list valid from 9 September 2022.
  const codes = { "PK-BA": "PK2", "PK-GB": "PK3", "PK-IS": "PK4", "PK-JK": "PK1", "PK-KP": "PK5", "PK-PB": "PK6", "PK-SD": "PK7" };
  assert.deepEqual(Object.fromEntries(gazetteer.units.map((unit) => [unit.code, unit.pcode])), codes);
  assert.deepEqual([...HISTORICAL_PROVINCES].sort(), ["PK-BA", "PK-GB", "PK-IS", "PK-JK", "PK-NW", "PK-PB", "PK-SD", "PK-TA"]);
  for (const unit of gazetteer.former) assert.equal(unit.inside, "PK-KP");
});

for (const [code, spellings] of Object.entries(KNOWN)) {
  test(`${code} is found by ${spellings.length} spellings of the field`, () => {
    for (const spelling of spellings) assert.equal(findRegion(spelling), code, JSON.stringify(spelling));
  });
}

test("false friends, places, remainders and subtotals are unknown, never guessed", () => {
  for (const name of UNKNOWN) assert.equal(findRegion(name), null, JSON.stringify(name));
});

test("no spelling stands for two units, and none is listed twice", () => {
  const owners = new Map<string, string>();
  for (const unit of units) {
    const keys = spellingsOf(unit).map(nameKey);
    const aliases = unit.aliases.map(nameKey);
    assert.equal(new Set(aliases).size, aliases.length, unit.code);
    for (const key of keys) {
      assert.notEqual(key, "", unit.code);
      assert.equal(owners.get(key) ?? unit.code, unit.code, key);
      owners.set(key, unit.code);
    }
  }
});

test("a place is in one province and is no province's name; an unclear name is neither", () => {
  const owners = new Map<string, string>();
  for (const [code, names] of Object.entries(gazetteer.places)) {
    assert.ok(PROVINCES.includes(code) || code === "PK-TA", code);
    for (const name of names) {
      assert.equal(findRegion(name), null, name);
      assert.equal(owners.get(nameKey(name)), undefined, name);
      owners.set(nameKey(name), code);
      assert.equal(provinceOfPlace(name.toUpperCase()), code);
    }
  }
  assert.ok(owners.size > 250);
  for (const name of Object.keys(gazetteer.unclear)) {
    assert.equal(findRegion(name), null, name);
    assert.equal(provinceOfPlace(name), null, name);
    assert.ok(whyUnclear(name.toUpperCase()));
  }
  assert.equal(whyUnclear("Punjab"), null);
});

test("the former FATA lies in Khyber Pakhtunkhwa today", () => {
  assert.deepEqual(["PK-TA", "PK-NW", "PK-KP", "PK-BA"].map(todaysProvince), ["PK-KP", "PK-KP", "PK-KP", "PK-BA"]);
  assert.equal(provinceOfPlace("North Waziristan"), "PK-TA");
});

test("a set of provinces has one name, and never holds a unit beside the whole it lies in", () => {
  const sets = {
    "PK-KP+PK-BA": "PK-BA+PK-KP",
    "KP + Balochistan": "PK-BA+PK-KP",
    "Balochistan+Khyber Pakhtunkhwa+Balochistan": "PK-BA+PK-KP",
    "PK-KP+PK-TA": "PK-KP",
    "PK-NW+PK-TA": "PK-KP",
    "PK-TA+PK-BA": "PK-BA+PK-TA",
    "PK-NW+PK-BA+PK-TA": "PK-BA+PK-KP",
    "K+P": "PK-KP",
  };
  for (const [text, region] of Object.entries(sets)) assert.equal(parseRegion(text), region, text);
  for (const text of ["", "+", "PK-KP+Karachi", "PK+PK-KP", "PK-KP,PK-BA", "KP and Balochistan"]) assert.equal(parseRegion(text), null, text);
  assert.equal(joinRegion(["PK-SD"]), "PK-SD");
  assert.equal(regionName("PK-BA+PK-KP"), "Balochistan + Khyber Pakhtunkhwa");
  assert.equal(regionShort("PK-BA+PK-KP"), "Balochistan + KP");
});
