import type { Day } from "../domain/day";
import { isTime } from "../domain/dimension";
import { ESTIMATES } from "../domain/measure";
import { parsePeriod } from "../domain/period";
import { PLAIN, type Query } from "../domain/query";
import { type Column, emptyRow, type Row, type Table } from "../domain/table";
import { ownerOf } from "./pivot";

/** The same cells by another estimate or printing, to stand beside a query's own. */
export interface Beside {
  query: Query;
  role: "bound" | "earlier";
  /** What its columns are called after the measure: `fatalities_low`. */
  suffix: string;
  words: string;
}

/** The questions a query asks for beside its own: the least and the most that reports give, what was in print by an earlier day. */
export function besides(query: Query): Beside[] {
  const plain = { ...query, ...PLAIN };
  const bounds = ESTIMATES.filter((estimate) => query.bounds && estimate !== query.estimate);
  return [
    ...bounds.map(
      (estimate): Beside => ({ query: { ...plain, estimate }, role: "bound", suffix: `_${estimate}`, words: estimate === "low" ? "least" : "most" }),
    ),
    ...(query.earlier === null ? [] : [printedBy(plain, query.earlier)]),
  ];
}

const printedBy = (plain: Query, day: Day): Beside => ({
  query: { ...plain, as_of: day },
  role: "earlier",
  suffix: "_earlier",
  words: `as printed by ${day}`,
});

/** A table with the cells of others beside its own, each after the measure it is of; a cell that only one of them has is empty in the rest. */
export function withBeside(table: Table, others: readonly { beside: Beside; table: Table }[]): Table {
  if (others.length === 0) return table;
  const dimensions = table.columns.filter(({ role }) => role === "dimension").map(({ name }) => name);
  const keyOf = (row: Row) => JSON.stringify(dimensions.map((name) => row[name]));
  const own = byKey(table.rows, keyOf);
  const parts = others.map(({ beside, table: { columns, rows } }) => ({ beside, columns, rows: byKey(rows, keyOf) }));
  const rows = [...new Set([...own.keys(), ...parts.flatMap((part) => [...part.rows.keys()])])].map((key) => {
    const row = own.get(key) ?? unknown(table.columns, dimensions, parts.map((part) => part.rows.get(key)).find(Boolean));
    for (const { beside, columns, rows } of parts) {
      for (const { name, measure } of plainOf(columns)) row[nameBeside(name, measure, beside)] = rows.get(key)?.[name] ?? null;
    }
    return row;
  });
  const columns = table.columns.filter((column) => ownerOf(column.name, table.columns) === undefined);
  for (const { name: measure } of table.columns.filter(({ role }) => role === "measure")) {
    const of = table.columns.filter(({ name }) => ownerOf(name, table.columns) === measure);
    const beside = parts.flatMap((part) =>
      plainOf(part.columns)
        .filter((column) => column.measure === measure)
        .map((column) => renamed(column, part.beside)),
    );
    columns.push(...of.filter(isPlain), ...beside, ...of.filter((column) => !isPlain(column)));
  }
  return { columns, rows: inOrder(rows, dimensions), notes: table.notes };
}

const byKey = (rows: readonly Row[], keyOf: (row: Row) => string) => new Map(rows.map((row) => [keyOf(row), row]));

/** A row of members that only another printing has. */
function unknown(columns: readonly Column[], dimensions: readonly string[], known: Row | undefined): Row {
  const row = emptyRow();
  for (const { name } of columns) row[name] = dimensions.includes(name) ? (known?.[name] ?? null) : name.endsWith("_status") ? "missing" : null;
  return row;
}

/** The value, its status and details, not what a query adds. */
const isPlain = ({ role }: Column) => role === "measure" || role === "status" || role === "detail";

const plainOf = (columns: readonly Column[]) =>
  columns.filter(isPlain).flatMap((column) => {
    const measure = ownerOf(column.name, columns);
    return measure === undefined ? [] : [{ ...column, measure }];
  });

const nameBeside = (name: string, measure: string, { suffix }: Beside) => `${measure}${suffix}${name.slice(measure.length)}`;

function renamed({ measure, ...column }: Column & { measure: string }, beside: Beside): Column {
  return { ...column, name: nameBeside(column.name, measure, beside), role: beside.role, label: `${column.label}, ${beside.words}` };
}

/** Rows that were added stand among those of their period. */
function inOrder(rows: Row[], dimensions: readonly string[]): Row[] {
  const time = dimensions.find(isTime);
  if (time === undefined) return rows;
  const startOf = (row: Row) => parsePeriod(String(row[time]))?.start ?? "";
  return rows.toSorted((a, b) => startOf(a).localeCompare(startOf(b)));
}
