import gazetteer from "../../data/gazetteer.json";
import { nameKey } from "./name";

/** ISO 3166-2 code of a first-level unit, `PK-KP`; also the withdrawn `PK-TA` (FATA) and `PK-NW` (KP without it). */
export type Province = string;

/** A province, several joined by `+` in code order (`PK-BA+PK-KP`), or the country (`PK`). */
export type Region = string;

export const COUNTRY = gazetteer.country.code;
/** The seven units of today, in the order the gazetteer lists them. */
export const PROVINCES: readonly Province[] = gazetteer.units.map((unit) => unit.code);
/** The eight units as they were counted before FATA was merged into Khyber Pakhtunkhwa in 2018. */
export const HISTORICAL_PROVINCES: readonly Province[] = ["PK-NW", "PK-TA", ...PROVINCES.filter((code) => code !== "PK-KP")];
/** The units an incident is kept under: those of today and the former FATA, which is counted in Khyber Pakhtunkhwa unless it is asked for apart. */
export const INCIDENT_PROVINCES: readonly Province[] = [...PROVINCES, "PK-TA"];
const FORMER = new Map(gazetteer.former.map((unit) => [unit.code, unit]));

/** The parts that exactly fill a region: provinces of the country, the former two halves of Khyber Pakhtunkhwa. */
export const REGION_PARTS: ReadonlyMap<Region, readonly Province[]> = new Map([
  [COUNTRY, PROVINCES],
  ["PK-KP", ["PK-NW", "PK-TA"]],
]);

const NAMES = new Map<Region, string>([
  [COUNTRY, gazetteer.country.name],
  ...[...gazetteer.units, ...gazetteer.former].map((unit): [Region, string] => [unit.code, unit.name]),
]);
const SHORT = new Map<Region, string>([...gazetteer.units, ...gazetteer.former].map((unit) => [unit.code, unit.short]));

interface Spelled {
  code: Region;
  name: string;
  short?: string;
  pcode?: string;
  /** Codes ISO 3166-2 has withdrawn. */
  former_codes?: string[];
  aliases: string[];
}

const BY_KEY = new Map<string, Region>();
for (const unit of [gazetteer.country, ...gazetteer.units, ...gazetteer.former] as Spelled[]) {
  for (const spelling of [unit.code, unit.name, unit.short ?? "", unit.pcode ?? "", ...(unit.former_codes ?? []), ...unit.aliases])
    BY_KEY.set(nameKey(spelling), unit.code);
}
BY_KEY.delete("");
const PLACES = new Map<string, Province>();
for (const [code, names] of Object.entries(gazetteer.places)) for (const name of names) PLACES.set(nameKey(name), code);
const UNCLEAR = new Map(Object.entries(gazetteer.unclear).map(([name, remedy]) => [nameKey(name), remedy]));

/**
 * The unit a written name stands for, by code, P-code, name or any known spelling; `PK` for the country and for words
 * such as "Total" or "All provinces". Null when the name is unknown.
 */
export function findRegion(text: string): Region | null {
  return BY_KEY.get(nameKey(text)) ?? null;
}

/** Reads a region: one known name or several joined by `+`, returned in code order without repeats. */
export function parseRegion(text: string): Region | null {
  const whole = findRegion(text);
  if (whole !== null) return whole;
  const parts = text.split("+").map(findRegion);
  if (parts.length < 2 || parts.includes(null) || parts.includes(COUNTRY)) return null;
  return joinRegion(parts as Region[]);
}

/**
 * One name for one set: in code order, no repeats, no unit beside the unit it lies in (`PK-KP+PK-TA` is `PK-KP`: its people
 * must not count twice), and the two former halves of Khyber Pakhtunkhwa as the whole they make.
 */
export function joinRegion(parts: readonly Region[]): Region {
  const members = new Set(parts);
  const halves = REGION_PARTS.get("PK-KP") ?? [];
  if (halves.every((half) => members.has(half))) members.add("PK-KP");
  return [...members]
    .filter((code) => !members.has(FORMER.get(code)?.inside ?? ""))
    .sort()
    .join("+");
}

/** The province a well-known city or district lies in, for the remedy of an error; the import never uses it to guess. */
export function provinceOfPlace(text: string): Province | null {
  return PLACES.get(nameKey(text)) ?? null;
}

/** Why a name that looks like a province is none (`Kashmir`, `KP/FATA`), and what to write instead; null for any other text. */
export function whyUnclear(text: string): string | null {
  return UNCLEAR.get(nameKey(text)) ?? null;
}

/** Today's province: the former FATA and the former KP count as Khyber Pakhtunkhwa. */
export function todaysProvince(province: Province): Province {
  return FORMER.get(province)?.inside ?? province;
}

/** A region's name for people: `Balochistan + Khyber Pakhtunkhwa`. */
export function regionName(region: Region): string {
  return region
    .split("+")
    .map((code) => NAMES.get(code) ?? code)
    .join(" + ");
}

/** A region's short name, for axes and labels: `Balochistan + KP`. */
export function regionShort(region: Region): string {
  return region
    .split("+")
    .map((code) => SHORT.get(code) ?? NAMES.get(code) ?? code)
    .join(" + ");
}
