import type { Kind } from "../domain/dataset";
import type { Day } from "../domain/day";
import { type Issue, issueAt } from "../domain/issue";
import type { Province } from "../domain/province";
import type { Mapping } from "../domain/report";
import type { DateOrder } from "./date-order";
import type { Source } from "./decode";
import { Refusal } from "./fault";
import { type FooterKeeper, footerIssue, keepFooter } from "./footer";
import type { Context, Format, Made } from "./formats/format";
import { gedHeaderIssue, withGedHeader } from "./formats/ged-header";
import { formatsOf } from "./formats/known";
import { type Columns, mappingOf } from "./header";
import { knowsFields } from "./knows";
import { type OpenOptions, openFile, readRecords, type Structure } from "./open";
import type { CsvRecord } from "./parse";
import { spellingsOf } from "./place";
import { emptyPortion, noteTaken, type Portion, portionOf, type ReadRow, type RejectedRow } from "./portion";
import { fromHeader, preambleIssue } from "./preamble";
import { recogniseFormat } from "./recognise";
import { rememberRows } from "./repeats";
import { cellOf, checkShape, isBad, note, rowOf } from "./row";
import { countryElsewhere } from "./scope";
import { type Epoch, serialsAsDays } from "./serial";
import { beginSurvey, type Survey } from "./survey";
import { openTable } from "./table";
import { compareTotals } from "./totals";

export type { Portion, RejectedRow, Source };

/** What the uploader says about a file. */
export interface ReadOptions extends OpenOptions {
  kind: Kind;
  today: Day;
  mapping?: Mapping;
  /** Name of a known format; unset: recognised by the header. */
  format?: string;
  /** Values for the whole file, by field, where its rows do not say: `{"period":"2024-Q3"}`. */
  constants?: Record<string, string>;
  /** Which of a format's overlapping classes are read. */
  classes?: string[];
  /** Provinces by spellings that somebody resolved by hand. */
  spellings?: Record<string, Province>;
  date_order?: DateOrder;
  /** Numbers of five digits in columns of dates are a spreadsheet's day numbers. */
  dates?: "serial";
  /** The line the header stands on, where it is not to be told from the file. */
  header_line?: number;
  /** The day figures were published on, where their rows do not say. */
  published_on?: Day;
  /** Which of these incident ids the dataset holds already, where rows are added to it: a row with one of them is kept out. */
  findTaken?: (ids: string[]) => Promise<ReadonlySet<string>>;
  /** Fields every row must fill, beside those of its format: an update knows an incident by its incident_id. */
  required?: string[];
}

/** What an uploader may say of how a file is written. */
export type Overrides = Pick<ReadOptions, "encoding" | "delimiter" | "sheet" | "header_line" | "dates">;

/** What was understood of a file before its rows are read. Any issue of level error refuses the file. */
export interface Reading {
  format: string;
  /** `xlsx` for a workbook. */
  encoding: string;
  /** `` in a workbook. */
  delimiter: string;
  /** Of a workbook: the sheet read. */
  sheet?: string;
  /** How the file is written; null where it was refused before that was told. */
  structure: Structure | null;
  header: string[];
  /** Physical line the header starts on. */
  header_line: number;
  /** Physical line on which notes below the rows begin; null where there are none. */
  footer_line: number | null;
  mapping: Mapping;
  /** Where each field stands; null where the file was refused before that was told. */
  columns: Columns | null;
  /** Physical line after which the rows begin: below the header there may be hashtags. */
  last_header_line: number;
  /** Order of day and month in the column that says when; null where no date needs one. */
  date_order: DateOrder | null;
  issues: Issue[];
  /** The same for every column of dates, by field. */
  date_orders?: Record<string, DateOrder>;
  /** Fields that name real members somewhere in the file, so that "Total" in them is the total of other rows. */
  broken_down?: string[];
  /** What the format settled by a look at all rows. */
  settled?: Record<string, string>;
}

/** Portions hold at most this many records: each is staged in a short transaction of its own. */
const PORTION = 2000;

/** Reads the whole file once: its structure, its header, and what only all rows together tell. */
export async function surveyFile(source: Source, options: ReadOptions): Promise<Reading> {
  const reading: Reading = {
    format: options.format ?? "house",
    encoding: "",
    delimiter: "",
    structure: null,
    header: [],
    header_line: 0,
    footer_line: null,
    mapping: {},
    columns: null,
    last_header_line: 0,
    date_order: null,
    issues: [],
  };
  try {
    return await surveyRecords(source, reading, options);
  } catch (error) {
    if (error instanceof Refusal) return { ...reading, issues: [...reading.issues, error.issue] };
    throw error;
  }
}

async function surveyRecords(source: Source, reading: Reading, options: ReadOptions): Promise<Reading> {
  const named = recogniseFormat([], options.kind, options.format);
  if (!("name" in named)) return { ...reading, issues: [named] };
  const knows = knowsFields(options.kind, options.mapping);
  const { structure, issues: told, workbook } = await openFile(source, options, knows);
  Object.assign(reading, written(structure), { structure, issues: told });
  let survey: Survey | null = null;
  let format: Format = named;
  let columns: Columns | null = null;
  let footer: FooterKeeper | null = null;
  let days = (record: CsvRecord) => record;
  const all = readRecords(source, structure, workbook);
  const mayLackHeader = options.kind === "incidents" && options.header_line === undefined && [undefined, "ucdp-ged"].includes(options.format);
  for await (const { header: first, skipped, records } of fromHeader(mayLackHeader ? withGedHeader(all) : all, knows, options.header_line)) {
    if (columns === null) {
      const table = openTable(first, records, options);
      columns = table.columns;
      format = table.format ?? named;
      const above = preambleIssue(skipped, first.line);
      told.push(...(above === null ? [] : [above]), ...(first.line === 0 ? [gedHeaderIssue()] : []), ...table.issues);
      const { header } = columns;
      Object.assign(reading, {
        header,
        header_line: first.line,
        last_header_line: table.last_header_line,
        mapping: mappingOf(columns),
        format: format.name,
        columns,
      });
      for (const field of options.required ?? []) {
        const message = `No column is ${field}, which this import needs in every row. Name one ${field}.`;
        if (!columns.at.has(field)) told.push(issueAt("error", first.line, null, null, "missing_column", message));
      }
      if (told.some((issue) => issue.level === "error")) return reading;
      survey = beginSurvey(columns, format, options);
      footer = keepFooter(columns, format);
      if (options.dates === "serial") days = serialsAsDays(columns, format.dates, epochOf(structure));
    }
    for (const record of records) {
      if (record.line <= reading.last_header_line) continue;
      for (const row of footer?.pass(record) ?? []) survey?.add(days(row));
    }
  }
  if (survey === null || columns === null || footer === null) {
    return {
      ...reading,
      issues: [...told, issueAt("error", null, null, null, "empty_file", "The file is empty. Upload a CSV file with a header and at least one row.")],
    };
  }
  const below = footer.end();
  const note = footerIssue(below);
  const { orders, brokenDown, settled, issues } = survey.end();
  return {
    ...reading,
    date_order: format.when.map((field) => orders.get(field)).find((order) => order !== undefined) ?? null,
    date_orders: Object.fromEntries(orders),
    broken_down: [...brokenDown],
    settled,
    footer_line: below[0]?.line ?? null,
    issues: [...told, ...(note === null ? [] : [note]), ...issues],
  };
}

function written(structure: Structure): Pick<Reading, "encoding" | "delimiter" | "sheet"> {
  if (structure.kind === "workbook") return { encoding: "xlsx", delimiter: "", sheet: structure.sheet };
  return { encoding: structure.encoding, delimiter: structure.dialect.delimiter };
}

const epochOf = (structure: Structure): Epoch => (structure.kind === "workbook" ? structure.epoch : 1900);

/** What the reader of a row knows beside it, once the file is surveyed. */
export function contextOf(reading: Reading, options: ReadOptions): Context {
  return {
    today: options.today,
    published_on: options.published_on ?? null,
    orders: new Map(Object.entries(reading.date_orders ?? {})),
    brokenDown: new Set(reading.broken_down),
    spellings: spellingsOf(options.spellings),
    settled: reading.settled ?? {},
  };
}

/** Makes the reader of one record of a file. */
export function recordReader(format: Format, columns: Columns, context: Context, options: ReadOptions, structure: Structure): (record: CsvRecord) => ReadRow {
  const readRow = format.reader(columns, context);
  const days = options.dates === "serial" ? serialsAsDays(columns, format.dates, epochOf(structure)) : (record: CsvRecord) => record;
  return (record) => {
    const row = rowOf(days(record), columns);
    checkShape(row, format.isVital);
    const isElsewhere = countryElsewhere(row) !== null && !isBad(row);
    const made: Made = isElsewhere ? { outside: true } : readRow(row);
    for (const field of isElsewhere ? [] : (options.required ?? [])) {
      if (cellOf(row, field).trim() !== "") continue;
      note(row, "error", field, { code: "missing_cell", message: `The cell is blank, and this import needs a ${field} in every row. Fill it in.` });
    }
    return { record, row, made };
  };
}

/** Reads the rows of a file whose survey refused nothing, in portions. */
export async function* readPortions(source: Source, reading: Reading, options: ReadOptions): AsyncGenerator<Portion> {
  const format = formatsOf(options.kind).find((known) => known.name === reading.format);
  const { structure, columns, last_header_line, footer_line } = reading;
  if (format === undefined || structure === null || columns === null) throw new Error(`No format ${reading.format}: the file was not surveyed, or refused.`);
  const readRecord = recordReader(format, columns, contextOf(reading, options), options, structure);
  const firstLine = rememberRows();
  const totals = compareTotals(columns);

  for await (const records of readRecords(source, structure)) {
    const rows = records.filter(({ line }) => line > last_header_line && (footer_line === null || line < footer_line));
    for (let start = 0; start < rows.length; start += PORTION) {
      const read = rows.slice(start, start + PORTION).map(readRecord);
      if (options.findTaken) await noteTaken(read, options.findTaken);
      for (const entry of read) if (!isBad(entry.row)) totals.add(entry.row, entry.made);
      yield portionOf(read, firstLine);
    }
  }
  const differing = totals.end();
  if (differing.length > 0) yield { ...emptyPortion(), issues: differing };
}
