import { nameKey } from "../domain/name";
import {
  COUNTRY,
  findRegion,
  INCIDENT_PROVINCES,
  type Province,
  parseRegion,
  provinceOfPlace,
  type Region,
  regionName,
  regionShort,
  todaysProvince,
  whyUnclear,
} from "../domain/province";
import { type Fault, quote } from "./fault";
import { remembering } from "./remember";

const LIST = INCIDENT_PROVINCES.map(regionName).join(", ");

/** Whether a text is the code of a province, today's or a former one. */
export const isProvinceCode = (text: string) => INCIDENT_PROVINCES.includes(text) || text === "PK-NW";

const regionOf = remembering(findRegion);

/** Whether a cell names the country or a total, whose row holds what the rows of its parts hold. */
export function isTotalWord(cell: string): boolean {
  return regionOf(cell) === COUNTRY;
}

/** The same of a cell that is no place, where "All" or "National" may be a member: a word for a total as such. */
export function isWordTotal(cell: string): boolean {
  return /total|ٹوٹل|میزان/i.test(cell) && isTotalWord(cell);
}

/** Spellings somebody resolved by hand, by their key: asked where nobody else knows the name. */
export type Spellings = ReadonlyMap<string, Province>;
const NONE: Spellings = new Map();

/** Spellings as given, by the key they are compared by. */
export function spellingsOf(given: Record<string, Province> = {}): Spellings {
  return new Map(Object.entries(given).map(([name, province]) => [nameKey(name), province]));
}

/** The province a cell of an incident means, or the country; null where the name is unknown or means several. */
export function provinceOf(cell: string, spellings: Spellings = NONE): Province | null {
  const code = regionOf(cell) ?? (spellings.size > 0 ? spellings.get(nameKey(cell)) : undefined) ?? null;
  // "KP without FATA" is a way to print figures; an incident of that name happened in today's province.
  return code === "PK-NW" ? todaysProvince(code) : code;
}

/** Reads the province of an incident. A place, a set of provinces or an unknown name is a fault: nothing is guessed. */
export function readProvince(cell: string, spellings: Spellings = NONE): Province | Fault {
  if (cell.trim() === "") return { code: "missing_province", message: `The province is blank. Write one of ${LIST}.` };
  const code = provinceOf(cell, spellings);
  if (code !== null && code !== COUNTRY) return code;
  if (parseRegion(cell) !== null) return { code: "unknown_province", message: `${quote(cell)} is more than one province. An incident has one: split the row.` };
  return unknown(cell);
}

const UNTOLD = "does not say which provinces it is the sum of. Name them, joined by + (PK-BA+PK-KP), or leave the row out.";

/** Reads the region of a figure: a province, a set joined by +, or the country, which total words stand for. */
export function readRegion(cell: string, spellings: Spellings = NONE): Region | Fault {
  if (cell.trim() === "")
    return { code: "missing_region", message: "The region is blank. Write a province, several joined by +, or PK for the whole country." };
  const given = spellings.get(nameKey(cell));
  if (given === undefined && /\bsub\W*totals?\b/i.test(cell)) return { code: "unknown_region", message: `${quote(cell)} ${UNTOLD}` };
  return parseRegion(cell) ?? given ?? unknown(cell);
}

function unknown(cell: string): Fault {
  const province = provinceOfPlace(cell);
  const near = nearest(cell);
  const remedy =
    whyUnclear(cell) ??
    (province !== null ? `It lies in ${naming(province)}: write that.` : near !== null ? `Did you mean ${naming(near)}?` : `Write one of ${LIST}.`);
  return { code: "unknown_province", message: `${quote(cell)} is not a known province. ${remedy}` };
}

const naming = (province: Province) => `${regionName(province)} (${province})`;

/** The province whose name differs in at most two letters. */
function nearest(cell: string): Province | null {
  const key = nameKey(cell);
  if (key.length < 4 || key.length > 40) return null;
  return INCIDENT_PROVINCES.find((code) => [regionName(code), regionShort(code)].some((name) => name.length > 4 && distance(key, nameKey(name)) <= 2)) ?? null;
}

/** Levenshtein's distance: letters to add, drop or change to make one text the other. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) next.push(Math.min((row[j] ?? 0) + (letter === other ? 0 : 1), (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    row = next;
  }
  return row[b.length] ?? 0;
}
