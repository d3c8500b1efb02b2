import { type Issue, issueAt } from "../domain/issue";
import { headerKey } from "../domain/name";
import type { Mapping } from "../domain/report";
import { CASUALTIES, COUNTRY_FIELD, COUNTRY_KEYS, DATE_PARTS } from "./columns";
import { isFault, quote } from "./fault";
import type { Format } from "./formats/format";
import type { CsvRecord } from "./parse";
import { indexAtPosition, nameOfColumn } from "./position";
import { readWritten } from "./written-date";

/** Where each field stands in a file. */
export interface Columns {
  /** As the file spells it, without blank cells at the end. */
  header: readonly string[];
  /** What the header cells are compared by. */
  keys: readonly string[];
  /** Values given once for the whole file, by field: they stand where a row says nothing. */
  constants: ReadonlyMap<string, string>;
  /** Indexes by field; several where it is put together from columns. */
  at: ReadonlyMap<string, readonly number[]>;
  /** Indexes of the columns no field is read from. */
  extra: readonly number[];
}

const MOST_COLUMNS = 500;
const PARTS = Object.keys(DATE_PARTS);

/** Fields a row is checked by; their cells stay among the extra ones, so that nothing of the file is lost. */
const KEPT = new Set([COUNTRY_FIELD, CASUALTIES]);

/** The header cells of a record: blank ones at its end are no columns, so that a cell below them is one too many. */
export function headerOf(record: CsvRecord): string[] {
  const cells = [...record.cells];
  while (cells.at(-1)?.trim() === "") cells.pop();
  return cells;
}

/** What the uploader settles about the columns of a file. */
export interface Given {
  mapping?: Mapping;
  /** Values for the whole file, by field: `{"period":"2024-Q3"}`. */
  constants?: Record<string, string>;
}

/**
 * Tells which column holds which field: by the mapping given, then by the keys of the headers as the format knows them. Any issue
 * refuses the file. `keys` are the headers' own unless a row of hashtags says more.
 */
export function mapColumns(
  header: string[],
  line: number,
  format: Format,
  given: Given = {},
  keys: readonly string[] = header.map(headerKey),
): { columns: Columns; issues: Issue[] } {
  const issues: Issue[] = [];
  const refuse = (code: string, message: string, column: string | null = null) => void issues.push(issueAt("error", line, column, null, code, message));
  const at = new Map<string, number[]>();
  const constants = new Map(Object.entries(given.constants ?? {}).filter(([, value]) => value.trim() !== ""));
  const answer = () => ({ columns: columnsAt(header, keys, at, constants), issues });

  if (header.length > MOST_COLUMNS) {
    refuse("too_many_columns", `The header has ${header.length} columns; at most ${MOST_COLUMNS} are read. Remove the ones that are not needed.`);
  }
  if (header.some((cell) => cell.includes("\0"))) {
    refuse("nul_character", 'The header holds NUL characters, as in a file saved as UTF-16. Save it as "CSV UTF-8".');
  }
  if (issues.length > 0) return answer();

  for (const field of constants.keys()) {
    if (!format.isField(field) && !PARTS.includes(field)) refuse("unknown_field", `constants names the field ${quote(field)}, which does not exist.`);
  }
  for (const [field, names] of Object.entries(given.mapping ?? {})) {
    if (!format.isField(field) && field !== COUNTRY_FIELD) refuse("unknown_field", `The mapping names the field ${quote(field)}, which does not exist.`);
    const found = [names].flat().map((name) => findColumn(header, name));
    for (const index of found) if (isFault(index)) refuse(index.code, index.message);
    const indexes = found.filter((index) => typeof index === "number");
    at.set(field, inDateOrder(header, indexes));
  }
  const isWhen = (field: string) => format.when.includes(field) || PARTS.includes(field);
  const whenIsGiven = [...at.keys()].some(isWhen);
  const taken = new Set([...at.values()].flat());
  const known = new Map<string, number[]>();
  for (const [index, field] of format.fieldsOf(keys).entries()) {
    if (field === null || taken.has(index) || at.has(field) || (whenIsGiven && isWhen(field))) continue;
    known.set(field, [...(known.get(field) ?? []), index]);
  }
  if (known.size === 0 && taken.size === 0 && header.some(isLikeValue)) {
    refuse("no_header", `Line ${line} holds values and no column names. Begin the file with a header line such as date,province,fatalities.`);
    return answer();
  }
  for (const [field, indexes] of known) {
    at.set(field, indexes);
    const isUnused = PARTS.includes(field) && format.when.some((name) => known.has(name));
    if (indexes.length === 1 || isUnused) continue;
    const names = indexes.map((index) => quote(header[index] ?? "")).join(" and ");
    const example = JSON.stringify({ [field]: nameOfColumn(header, indexes[0] ?? 0) });
    refuse("duplicate_column", `The columns ${names} both say ${field}. Keep one, or say which counts: mapping=${example}.`, header[indexes[1] ?? 0]);
  }
  const countries = keys.flatMap((key, index) => (COUNTRY_KEYS.has(key) && !taken.has(index) ? [index] : []));
  if (!at.has(COUNTRY_FIELD) && countries.length > 0) at.set(COUNTRY_FIELD, countries);
  settleWhen(at, format.when);
  yearOfPeriod(at, constants, keys, format.when);
  for (const [field, indexes] of [...at]) if (indexes.length === 0) at.delete(field);
  const spelled = quote(header.map((cell) => cell.trim()).join(", "));
  const there = [...at.keys(), ...constants.keys()];
  for (const { code, message, isMet } of format.requirements) if (!isMet(there)) refuse(code, `${message} The header reads ${spelled}.`);
  return answer();
}

const isLikeValue = (cell: string) => /^[\d.,\s]+$/.test(cell) || "grain" in readWritten(cell.trim());

/** The index of a column by its header as spelled, else by its key, else by its place. */
function findColumn(header: string[], name: string) {
  const spelled = indexesWhere(header, (cell) => cell === name);
  const found = spelled.length > 0 ? spelled : indexesWhere(header, (cell) => headerKey(cell) === headerKey(name));
  if (found.length > 1) {
    const places = found.map((index) => `"#${index + 1}"`).join(" or ");
    return {
      code: "duplicate_column",
      message: `The mapping names the column ${quote(name)}, which the header has ${found.length} times. Name one by its place: ${places}.`,
    };
  }
  return (
    (found.length === 0 ? indexAtPosition(header, name) : null) ??
    found[0] ?? { code: "unknown_header", message: `The mapping names the column ${quote(name)}, which the header does not have.` }
  );
}

function indexesWhere(header: string[], test: (cell: string, index: number) => boolean): number[] {
  return header.flatMap((cell, index) => (test(cell, index) ? [index] : []));
}

/** Columns of date parts, year first, where all of them are named so; else as given. */
function inDateOrder(header: string[], indexes: number[]): number[] {
  const rank = (index: number) => PARTS.findIndex((part) => headerKey(header[index] ?? "").includes(part));
  return indexes.some((index) => rank(index) === -1) ? indexes : indexes.toSorted((a, b) => rank(a) - rank(b));
}

/** Leaves one field that says when: the best there is, else one put together from its parts. What it does not need is extra. */
function settleWhen(at: Map<string, number[]>, when: readonly string[]): void {
  const best = when.find((field) => at.has(field));
  const fallback = when.at(-1);
  const [year, quarter, month, day] = PARTS.map((part) => at.get(part)?.[0]);
  for (const field of [...PARTS, ...when]) if (field !== best) at.delete(field);
  if (best !== undefined || fallback === undefined) return;
  const parts = month === undefined ? [year, quarter] : year === undefined ? [month] : [year, month, day];
  const there = parts.filter((index) => index !== undefined);
  if (there.length > 0) at.set(fallback, there);
}

/** Where months or quarters have a column and the year is given once as the period, the two together say when. */
function yearOfPeriod(at: Map<string, number[]>, constants: Map<string, string>, keys: readonly string[], when: readonly string[]): void {
  const field = when.find((name) => /^\d{4}$/.test(constants.get(name) ?? ""));
  const index =
    field === undefined
      ? -1
      : keys.findIndex((key) => DATE_PARTS.month?.includes(key) || DATE_PARTS.quarter?.includes(key) || key === "month" || key === "quarter");
  if (field === undefined || index === -1) return;
  if (!at.has(field)) at.set(field, [index]);
  if (at.get(field)?.[0] !== index) return;
  constants.set("year", constants.get(field) ?? "");
  constants.delete(field);
}

function columnsAt(header: string[], keys: readonly string[], at: ReadonlyMap<string, readonly number[]>, constants: ReadonlyMap<string, string>): Columns {
  const used = new Set([...at].flatMap(([field, indexes]) => (KEPT.has(field) ? [] : indexes)));
  return { header, keys, constants, at, extra: indexesWhere(header, (_, index) => !used.has(index)) };
}

/** The mapping as the report tells it and as a later import may send it. */
export function mappingOf({ header, at }: Columns): Mapping {
  const named = [...at].map(([field, indexes]): [string, string | string[]] => {
    const names = indexes.map((index) => nameOfColumn(header, index));
    return [field, names.length === 1 ? (names[0] ?? "") : names];
  });
  return Object.fromEntries(named);
}
