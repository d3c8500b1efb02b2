import type { Kind } from "../domain/dataset";
import type { Issue } from "../domain/issue";
import { headerKey } from "../domain/name";
import { COUNTRY, findRegion } from "../domain/province";
import { findVictim } from "../domain/victim";
import { readCount, readDegrees } from "./count";
import { isFault, quote } from "./fault";
import type { Format } from "./formats/format";
import { formatsOf } from "./formats/known";
import type { Columns } from "./header";
import type { CsvRecord } from "./parse";
import { nameOfColumn } from "./position";
import { readWritten } from "./written-date";

/** A column that may hold a field, how sure that is from 0 to 1, and why. */
export interface Suggestion {
  field: string;
  column: string;
  confidence: number;
  reason: string;
}

/** Rows looked at, and below this confidence nothing is said. */
const SAMPLE = 200;
const LEAST = 0.3;

/** Words of headers that hint at a field without naming it. */
const HINTS: [field: string, words: RegExp][] = [
  ["fatalities", /kill|dead|death|died|fatal|martyr|shaheed|loss of life|lives/],
  ["injured", /injur|wound|hurt/],
  ["when", /date|day|when|time|month|year|quarter|period/],
  ["place_of", /province|region|area|admin|state|zone|territory|division|where/],
  ["district", /district|admin.?2|agency/],
  ["place", /location|city|town|village|place|site/],
  ["victim", /victim|categor|who|class|status/],
  ["incident_type", /type|nature|kind/],
  ["tactic", /tactic|method|weapon|mode/],
  ["perpetrator", /perpetrator|group|attacker|outfit|organi[sz]ation|responsible/],
  ["target", /target/],
  ["incidents", /incident|attack|event|number of/],
  ["source", /source|newspaper|reference/],
  ["source_url", /url|link|http/],
  ["notes", /note|remark|detail|description|comment|summary/],
];

interface Looks {
  field: string;
  /** What the values look like. */
  as: string;
  weight: number;
  is: (cell: string) => boolean;
}

const isDate = (cell: string) => {
  const written = readWritten(cell);
  return !isFault(written) && !/^\d{4}$/.test(cell);
};
const isProvince = (cell: string) => ![null, COUNTRY].includes(findRegion(cell));
const isSmall = (cell: string) => typeof readCount(cell) === "number" && Number(readCount(cell)) <= 2000 && !/^(?:19|20)\d\d$/.test(cell);

/** What the values of a column may look like, the more telling first. */
const LOOKS: Looks[] = [
  { field: "when", as: "a date", weight: 0.9, is: isDate },
  { field: "place_of", as: "a province", weight: 0.95, is: isProvince },
  { field: "victim", as: "a victim class", weight: 0.9, is: (cell) => findVictim(cell) !== null && !/^killed$/i.test(cell) },
  { field: "source_url", as: "an address", weight: 0.9, is: (cell) => /^https?:\/\//i.test(cell) },
  { field: "latitude", as: "a latitude of Pakistan", weight: 0.6, is: (cell) => isBetween(cell, 23, 38) },
  { field: "longitude", as: "a longitude of Pakistan", weight: 0.6, is: (cell) => isBetween(cell, 60, 78.5) },
  { field: "count", as: "a small whole number", weight: 0.35, is: isSmall },
];

function isBetween(cell: string, least: number, most: number): boolean {
  const degrees = readDegrees(cell, 180);
  return typeof degrees === "number" && cell.includes(".") && degrees >= least && degrees <= most;
}

/**
 * Suggests which column holds which field of a file nobody knows the format of, by the words of its header and by what its values
 * look like. Each field and each column is named once, the surest first; nothing is mapped by it, somebody chooses.
 */
export function suggestMapping(header: readonly string[], sampleRows: readonly (readonly string[])[], kind: Kind): Suggestion[] {
  const house = formatsOf(kind).find(({ name }) => name === "house");
  const named = house?.fieldsOf(header.map(headerKey)) ?? [];
  const all = header.flatMap((spelled, index) => {
    const field = named[index];
    const column = nameOfColumn(header, index);
    // Of columns of one name none is certain.
    if (field && column === spelled) return [{ field, column, confidence: 1, reason: `The header ${quote(column)} is a name of ${field}.` }];
    const cells = sampleRows
      .slice(0, SAMPLE)
      .map((cells) => (cells[index] ?? "").trim())
      .filter((cell) => cell !== "");
    return guesses(column, spelled, cells, kind);
  });
  all.sort((a, b) => b.confidence - a.confidence);
  const [fields, columns] = [new Set<string>(), new Set<string>()];
  return all.filter(({ field, column, confidence }) => {
    if (confidence < LEAST || fields.has(field) || columns.has(column)) return false;
    fields.add(field);
    columns.add(column);
    return true;
  });
}

/** Every field a column may hold, by its content and the words of its header together. */
function guesses(column: string, spelled: string, cells: readonly string[], kind: Kind): Suggestion[] {
  const words = headerKey(spelled).replaceAll("_", " ");
  const hinted = HINTS.filter(([, pattern]) => pattern.test(words)).map(([field]) => field);
  const looks = LOOKS.map(({ field, as, weight, is }) => {
    const alike = cells.filter(is).length;
    return {
      field,
      weight: cells.length === 0 ? 0 : (weight * alike) / cells.length,
      reason: `${quote(column)} looks like ${as} (${alike} of ${cells.length} values are)`,
    };
  }).filter(({ weight }) => weight > 0.2);
  const said = (field: string) => `${quote(column)} has a word for ${field}`;
  const counts = looks.find(({ field }) => field === "count");
  const byContent = looks
    .filter(({ field }) => field !== "count")
    .map(({ field, weight, reason }) => ({
      field: fieldName(field, kind),
      column,
      confidence: Math.min(0.98, weight + (hinted.includes(field) ? 0.1 : 0)),
      reason,
    }));
  const byWord = hinted.map((field): Suggestion => {
    const isCounted = ["fatalities", "injured", "incidents"].includes(field);
    const confidence = isCounted ? (counts === undefined ? 0.1 : 0.5 + counts.weight) : 0.45;
    return {
      field: fieldName(field, kind),
      column,
      confidence,
      reason:
        isCounted && counts !== undefined
          ? `${said(field)} and ${counts.reason.replace(quote(column), "its values").replace("values looks like", "values look like")}`
          : said(field),
    };
  });
  const unnamed = counts !== undefined && hinted.length === 0 ? [{ field: "fatalities", column, confidence: counts.weight, reason: counts.reason }] : [];
  return [...byContent, ...byWord, ...unnamed].map((guess) => ({ ...guess, confidence: Math.round(guess.confidence * 100) / 100, reason: `${guess.reason}.` }));
}

function fieldName(field: string, kind: Kind): string {
  if (field === "when") return kind === "incidents" ? "occurred_on" : "period";
  if (field === "place_of") return kind === "incidents" ? "province" : "region";
  return kind === "figures" && field === "notes" ? "note" : field;
}

/** Adds to each refusal for a missing column the columns that look like it, and how to name them. */
export function suggestMissing(issues: readonly Issue[], format: Format, columns: Columns, rows: readonly CsvRecord[]): void {
  if (!issues.some(({ code }) => code === "missing_column")) return;
  const taken = new Set([...columns.at.values()].flat());
  const free = columns.header.map((column, index) => (taken.has(index) ? "" : column));
  const cells = rows.map((row) => row.cells.map((cell, index) => (taken.has(index) ? "" : cell)));
  const found = suggestMapping(free, cells, format.kind);
  for (const requirement of format.requirements) {
    const issue = issues.find(({ message }) => message.startsWith(requirement.message));
    const fits = found.filter(({ field }) => requirement.offers?.includes(field)).slice(0, 2);
    if (issue === undefined) continue;
    for (const { field, column, reason } of fits) issue.message += ` ${reason.slice(0, -1)}: name it by mapping={"${field}":${JSON.stringify(column)}}.`;
    const constant = requirement.offers?.find((field) => CONSTANTS[field] !== undefined);
    if (fits.length === 0 && constant !== undefined)
      issue.message += ` If it is the same for the whole file, give it by constants={"${constant}":"${CONSTANTS[constant]}"}.`;
  }
}

/** Fields a whole table may have one value of, with an example. */
const CONSTANTS: Record<string, string> = { period: "2024-Q3", region: "PK", province: "PK-KP" };
