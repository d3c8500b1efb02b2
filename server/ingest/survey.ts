import type { Day } from "../domain/day";
import { type Issue, issueAt } from "../domain/issue";
import { type DateOrder, type OrderEvidence, settleOrder, weigh } from "./date-order";
import type { Format } from "./formats/format";
import type { Columns } from "./header";
import type { CsvRecord } from "./parse";
import { cellOf, checkShape, isBad, rowOf } from "./row";
import { countryElsewhere, sayElsewhere } from "./scope";

/** What only the whole file tells, gathered a record at a time. */
export interface Survey {
  add: (record: CsvRecord) => void;
  end: () => Findings;
}

export interface Findings {
  /** Order of day and month by field. */
  orders: Map<string, DateOrder>;
  /** Fields that name real members somewhere, so that a total in them is a total of other rows. */
  brokenDown: Set<string>;
  /** What the format's census settled. */
  settled: Record<string, string>;
  issues: Issue[];
}

/** What the survey must know of what the uploader said. */
export interface SurveyOptions {
  today: Day;
  date_order?: DateOrder;
  published_on?: Day;
  classes?: readonly string[];
}

/** Begins the survey of a file's rows. */
export function beginSurvey(columns: Columns, format: Format, given: SurveyOptions): Survey {
  const isDated = (field: string) => columns.at.get(field)?.length === 1 || (columns.constants.has(field) && !columns.at.has(field));
  const evidence = new Map<string, OrderEvidence>(format.dates.filter(isDated).map((field) => [field, {}]));
  const census = format.census?.(columns, given);
  const elsewhere = new Map<string, number>();
  const brokenDown = new Set<string>();
  let records = 0;
  let undated = 0;

  const add = (record: CsvRecord) => {
    records += 1;
    const row = rowOf(record, columns);
    const country = countryElsewhere(row);
    if (country !== null) elsewhere.set(country, (elsewhere.get(country) ?? 0) + 1);
    else census?.add(row);
    if (country === null && format.assumesPublication && cellOf(row, "published_on").trim() === "") undated += 1;
    for (const [field, isMember] of format.members) if (!brokenDown.has(field) && isMember(cellOf(row, field))) brokenDown.add(field);
    checkShape(row, format.isVital);
    // A row whose cells are shifted says nothing about a column.
    if (!isBad(row)) for (const [field, found] of evidence) weigh(found, record.line, cellOf(row, field));
  };

  const end = (): Findings => {
    const issues: Issue[] = [];
    const orders = new Map<string, DateOrder>();
    if (records === 0) issues.push(issueAt("error", null, null, null, "no_rows", "The file has a header and no rows. Add at least one row."));
    for (const [field, found] of evidence) {
      const column = columns.header[columns.at.get(field)?.[0] ?? 0] ?? field;
      const order = settleOrder(found, given.date_order, column);
      if (typeof order === "string") orders.set(field, order);
      else if (order !== null) issues.push(order);
    }
    if (undated > 0 && given.published_on === undefined) {
      const message = `Rows that do not say when they were published: ${undated}. Today, ${given.today}, is taken for them. Fill in the column published_on, or repeat the import with published_on=2024-10-01.`;
      issues.push(issueAt("warning", null, null, null, "published_on_assumed", message));
    }
    if (elsewhere.size > 0) issues.push(scopeIssue(elsewhere, records));
    const counted = census?.end() ?? { issues: [], settled: {} };
    // Where no row is left the scope has said so; the census has seen nothing.
    if (issues.some(({ code }) => code === "out_of_scope" || code === "no_rows") && issues.some(({ level }) => level === "error")) counted.issues = [];
    return { orders, brokenDown, settled: counted.settled, issues: [...issues, ...counted.issues] };
  };

  return { add, end };
}

/** Says once which rows are of other countries; a file with no other rows is refused. */
function scopeIssue(elsewhere: ReadonlyMap<string, number>, records: number): Issue {
  const said = sayElsewhere(elsewhere);
  const rows = [...elsewhere.values()].reduce((sum, count) => sum + count, 0);
  if (rows < records) return issueAt("warning", null, null, null, "out_of_scope", `${said}. They are left out.`);
  const remedy = 'Nothing is left to import. Choose a file about Pakistan; if the column does not mean a country, leave it out by mapping={"country":[]}.';
  return issueAt("error", null, null, null, "out_of_scope", `${said}. ${remedy}`);
}
