import { type Figure, QUALIFIERS, type Qualifier } from "../../domain/figure";
import { nameKey } from "../../domain/name";
import type { Period } from "../../domain/period";
import { findVictim, isBesideClasses } from "../../domain/victim";
import { withTableColumns } from "../columns";
import { isFault, quote } from "../fault";
import { isTotalWord, readRegion } from "../place";
import { cellOf, extraOf, hasColumn, isBad, note, type Row, textOf } from "../row";
import { columnOf, FIELDS, fieldOf, isLong, printedOver, valuesIn } from "./figure-values";
import type { Context, Format, Made } from "./format";
import { halvesCensus, withoutFata } from "./halves";
import { besideClasses, WIDE_AND_LONG } from "./victims";
import { periodAt, publishedAt, writtenAt } from "./when";

/** The house format for figures: long, a row a value; or wide, a row a period and region with a column a measure. */
export const houseFigures: Format = {
  name: "house",
  kind: "figures",
  signatures: [],
  fieldOf,
  fieldsOf: (keys) => withTableColumns(keys, keys.map(fieldOf)),
  isField: (name) => Object.hasOwn(FIELDS, name) || columnOf(name) !== null,
  when: ["period"],
  dates: ["period", "published_on"],
  requirements: [
    {
      code: "missing_column",
      message: "No column says which period. Name one period.",
      isMet: (fields) => fields.includes("period"),
      offers: ["period"],
    },
    {
      code: "missing_column",
      message: "No column says where. Name one region (or province).",
      isMet: (fields) => fields.includes("region"),
      offers: ["region"],
    },
    {
      code: "missing_column",
      message: "No columns have values. Name two measure and value, or one a measure: fatalities (or killed), injured (or wounded), incidents.",
      isMet: (fields) => isLong(fields) || fields.some((field) => columnOf(field) !== null),
      offers: ["fatalities", "injured", "incidents"],
    },
    {
      code: "missing_column",
      message: "The file has a column value but none that says of which measure. Name it measure.",
      isMet: (fields) => !fields.includes("value") || fields.includes("measure"),
    },
    {
      code: "missing_column",
      message: "The file has a column measure but none with its values. Name it value.",
      isMet: (fields) => !fields.includes("measure") || fields.includes("value"),
    },
    {
      code: "two_forms",
      message: "The file has a column value beside columns of counts. Keep the one or the others.",
      isMet: (fields) => !isLong(fields) || !fields.some((field) => columnOf(field) !== null),
    },
    WIDE_AND_LONG,
  ],
  isVital: (field) => ["period", "region", "value", "measure"].includes(field) || columnOf(field) !== null,
  members: new Map(),
  assumesPublication: true,
  census: halvesCensus,
  reader: (_columns, context) => {
    const printed = new Map<string, { line: number; value: number }>();
    return (row) => readRow(row, context, printed);
  },
};

/** Values by what was printed when and where, to tell a contradiction in one report. */
type Printed = Map<string, { line: number; value: number }>;

function readRow(row: Row, context: Context, printed: Printed): Made {
  const written = writtenAt(row, "period");
  // The sum of the months or quarters above it, which the months and quarters themselves give.
  if (!/\d/.test(written) && isTotalWord(written)) return { total: written, printed: printedOver(row) };
  const period = readPeriod(row, context);
  const region = withoutFata(row, context) ?? readRegion(cellOf(row, "region"), context.spellings);
  if (isFault(region)) note(row, "error", "region", region);
  const qualifier = qualifierAt(row);
  const victim = victimAt(row);
  const type = cellOf(row, "incident_type").trim();
  const published_on = publishedAt(row, context) ?? context.published_on ?? context.today;
  const values = valuesIn(row);
  if (isBad(row) || period === null || isFault(region)) return {};
  const common = {
    line: row.line,
    period: period.label,
    period_start: period.start,
    period_end: period.end,
    region,
    incident_type: ["all", "total", "alltypes"].includes(nameKey(type)) ? "" : type,
    qualifier,
    scope: cellOf(row, "scope").trim(),
    published_on,
    report: textOf(row, "report"),
    source: textOf(row, "source"),
    source_url: textOf(row, "source_url"),
    note: textOf(row, "note"),
    extra: extraOf(row),
  };
  const entries = values.map((value, part): Figure => ({ ...common, part, measure: value.measure, value: value.value, victim: value.victim ?? victim }));
  return compare(row, entries, printed);
}

/** Tells a figure printed before in the same report: again with the same value, or contradicted by another. */
function compare(row: Row, entries: Figure[], printed: Printed): Made {
  let repeatOf: number | undefined;
  for (const { period, region, victim, incident_type, measure, scope, published_on, report, value, line } of entries) {
    const cell = JSON.stringify([period, region, victim, incident_type, measure, scope, published_on, report]);
    const earlier = printed.get(cell);
    if (earlier === undefined) printed.set(cell, { line, value });
    else if (earlier.value === value) repeatOf = earlier.line;
    else {
      const message = `Line ${earlier.line} gives ${earlier.value} for this ${measure}, this line ${value}, printed on the same day in the same report. Keep the right one, or tell the two apart by published_on, report or scope.`;
      note(row, "error", hasColumn(row, "value") ? "value" : measure, { code: "conflicting_values", message });
    }
  }
  return { figures: isBad(row) ? [] : entries, repeatOf };
}

function readPeriod(row: Row, context: Context): Period | null {
  const period = periodAt(row, "period", context);
  if (period === null && writtenAt(row, "period").trim() === "")
    note(row, "error", "period", { code: "missing_date", message: "The period is blank. Write 2024, 2024-Q3, 2024-09 or 2024-01/2024-09." });
  return period;
}

const QUALIFIER_WORDS: Record<Qualifier, readonly string[]> = {
  exact: ["", "exactly", "as many as"],
  at_least: ["minimum", "no fewer than", "no less than"],
  about: ["around", "approximately", "approx", "close to", "some", "circa"],
  nearly: ["almost", "just under"],
  over: ["more than", "above", "just over"],
};

function qualifierAt(row: Row): Qualifier {
  const key = nameKey(cellOf(row, "qualifier"));
  const qualifier = QUALIFIERS.find((name) => [name, ...QUALIFIER_WORDS[name]].some((word) => nameKey(word) === key));
  if (qualifier === undefined)
    note(row, "error", "qualifier", {
      code: "unknown_qualifier",
      message: `${quote(cellOf(row, "qualifier"))} is not a qualifier. Write one of ${QUALIFIERS.join(", ")}.`,
    });
  return qualifier ?? "exact";
}

/** A class, several joined by + in alphabetical order, or `` for all victims. */
function victimAt(row: Row): string {
  const cell = cellOf(row, "victim");
  if (cell.trim() === "" || findVictim(cell) === "all") return "";
  if (isBesideClasses(cell)) note(row, "warning", "victim", besideClasses(cell));
  const classes = cell.split("+").map(findVictim);
  if (!classes.includes(null) && !classes.includes("all")) return [...new Set(classes)].sort().join("+");
  note(row, "error", "victim", {
    code: "unknown_victim",
    message: `${quote(cell)} is not a known victim class. Write civilian, security, militant or unspecified, several joined by +, or leave the cell blank for all.`,
  });
  return "";
}
