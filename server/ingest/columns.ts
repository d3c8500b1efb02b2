import { findVictim } from "../domain/victim";
import { remembering } from "./remember";

/** Names of fields by the keys of the headers they are also known under; the name itself always counts. */
export type Aliases = Record<string, readonly string[]>;

/** Parts of a date that stand in columns of their own. Read as one where there is no column with the whole. */
export const DATE_PARTS: Aliases = {
  year: ["iyear"],
  quarter: ["qtr"],
  month: ["imonth"],
  day: ["iday"],
};

/** Columns both kinds of dataset have. */
export const SHARED_ALIASES: Aliases = {
  ...DATE_PARTS,
  victim: ["category", "victims", "victim_class", "victim_category", "victim_type"],
  incident_type: [
    "event_type",
    "type_of_violence",
    "incident_class",
    "type_of_incident",
    "type_of_attack",
    "attack_type",
    "type_of_attack_clash",
    "type_of_attacks",
    "type_of_violence_incident",
    "nature_of_attack",
    "nature_of_incident",
  ],
  incidents: [
    "events",
    "attacks",
    "number_of_incidents",
    "no_of_incidents",
    "incident_count",
    "incidents_count",
    "number_of_attacks",
    "no_of_attacks",
    "total_incidents",
    "total_attacks",
    "number_of_attacks_clashes",
    "no_of_attacks_clashes",
    "number_of_events",
    "event_count",
    "incidents_of_killing",
    "incidents_of_killings",
  ],
  published_on: ["published", "date_published", "publication_date"],
  source: [],
  source_url: ["url", "source_link"],
};

/** The field of the columns that say of which country a row is, and their keys. */
export const COUNTRY_FIELD = "country";
export const COUNTRY_KEYS: ReadonlySet<string> = new Set([
  "country",
  "country_name",
  "country_txt",
  "country_code",
  "country_id",
  "country_iso3",
  "iso",
  "iso2",
  "iso3",
  "iso_2",
  "iso_3",
  "iso_code",
  "iso3_code",
  "location_code",
  "adm0_name",
  "admin0_name",
  "admin0",
  "adm0_code",
  "adm0_pcode",
  "gwno",
]);

/** The field of an incident's killed and wounded together: they are checked by it, and counted by their own columns. */
export const CASUALTIES = "printed_casualties";

/** Headers of the column that says where. */
export const PLACE_ALIASES = [
  "province",
  "region",
  "admin1",
  "adm1",
  "adm_1",
  "provstate",
  "province_name",
  "admin1_name",
  "adm1_name",
  "admin_1",
  "province_region",
  "region_province",
  "province_or_region",
  "province_code",
  "admin1_code",
  "region_code",
];

/** A lookup from header key to field. */
export function byKey(fields: Aliases): ReadonlyMap<string, string> {
  return new Map(Object.entries(fields).flatMap(([field, aliases]) => [field, ...aliases].map((key): [string, string] => [key, field])));
}

const MEASURE_WORDS: Record<string, readonly string[]> = {
  fatalities: ["fatalities", "fatality", "killed", "deaths", "death", "dead", "martyred", "martyrs", "nkill", "kills"],
  injured: ["injured", "injuries", "injury", "wounded", "nwound"],
  casualties: ["casualties", "casualty"],
};
const BOUND_WORDS: Record<string, readonly string[]> = {
  low: ["low", "min", "minimum", "lower", "lowest"],
  high: ["high", "max", "maximum", "upper", "highest"],
  best: ["best", "estimate"],
};
/** Words of a header that say nothing about what it counts. */
const FILLERS = new Set(["number", "no", "num", "of", "the", "count", "persons", "people", "total", "all", "overall", "reported", "victims", "est"]);

const MEASURES = namesByWord(MEASURE_WORDS);
const BOUNDS = namesByWord(BOUND_WORDS);

function namesByWord(words: Record<string, readonly string[]>): ReadonlyMap<string, string> {
  return new Map(Object.entries(words).flatMap(([name, all]) => all.map((word): [string, string] => [word, name])));
}

/** What a column of counts holds. */
export interface CountColumn {
  measure: "fatalities" | "injured" | "casualties";
  victim: string | null;
  bound: "low" | "best" | "high";
}

/**
 * Reads the header of a column of counts in any order of its words: `killed`, `fatalities_civilian`, `min_killed`,
 * `security_personnel_injured`, `deaths_militant_high`; bare `low`, `best`, `high` are fatalities. Null when it is no such column.
 */
export const countColumnOf = remembering((key: string): CountColumn | null => {
  if (key === "low" || key === "best" || key === "high") return { measure: "fatalities", victim: null, bound: key };
  const words = key.replace(/[^\p{L}\p{N}]+/gu, "_").split("_");
  // Most names of columns, and nearly all cells that are looked at for one, end here.
  if (!words.some((word) => MEASURES.has(word))) return null;
  const stated = words.filter((word) => word !== "" && !FILLERS.has(word));
  // "low estimate" is a lower bound; "estimate" alone is the number itself.
  const isBounded = stated.some((word) => word !== "estimate" && BOUNDS.has(word));
  const tokens = isBounded ? stated.filter((word) => word !== "estimate") : stated;
  const measures = tokens.filter((token) => MEASURES.has(token));
  const bounds = tokens.filter((token) => BOUNDS.has(token));
  const measure = MEASURES.get(measures[0] ?? "");
  if (measure === undefined || measures.some((word) => MEASURES.get(word) !== measure) || bounds.length > 1) return null;
  const others = tokens.filter((token) => !measures.includes(token) && !bounds.includes(token)).join(" ");
  const victim = others === "" ? null : findVictim(others);
  if (others !== "" && (victim === null || victim === "all")) return null;
  return { measure, victim, bound: BOUNDS.get(bounds[0] ?? "") ?? "best" } as CountColumn;
});

/** The field of a count column: `fatalities`, `injured_low`, `fatalities_civilian`, `injured_security_high`. */
export function countField({ measure, victim, bound }: CountColumn): string {
  return [measure, victim, bound === "best" ? null : bound].filter((word) => word !== null).join("_");
}

/**
 * The fields of a header with the columns of think tanks' tables, which only their neighbours explain. Victim classes side by side
 * with no word of what is counted (Civilians | Security Forces | Militants | Total) are people killed, as SATP and PICSS print them.
 * A bare Total beside killed and wounded is casualties; beside one of them alone it is the total of that.
 */
export function withTableColumns(keys: readonly string[], fields: readonly (string | null)[]): (string | null)[] {
  const counted = fields.map((field) => (field === null ? null : countColumnOf(field)));
  const measures = new Set(counted.flatMap((column) => (column === null ? [] : [column.measure])));
  const bare = keys.map((key, index) => (fields[index] === null && measures.size === 0 ? findVictim(key) : null));
  const classes = bare.filter((victim) => victim !== null && victim !== "all");
  const isTable = classes.length > 1 && new Set(classes).size === classes.length;
  const whole = isTable ? "fatalities" : measures.has("fatalities") && measures.has("injured") ? "casualties" : [...measures][0];
  const isFree = whole !== undefined && !fields.includes(whole);
  return keys.map((key, index) => {
    const victim = bare[index] ?? null;
    if (isTable && victim !== null && victim !== "all") return `fatalities_${victim}`;
    const isTotal = fields[index] === null && BARE_TOTALS.has(key);
    return isTotal && isFree && (isTable || counted.some((column) => column !== null)) ? whole : (fields[index] ?? null);
  });
}
const BARE_TOTALS = new Set(["total", "totals", "grand_total", "overall", "all", "overall_total", "total_casualties"]);
