import { type Column, emptyRow, type Row, type Table } from "../domain/table";

/** How a member is written in a column's name. */
const memberName = (member: unknown): string => (member === null || member === undefined ? "not_stated" : String(member));

/**
 * A tidy table made wide: the members of the last dimension become columns, named `fatalities_PK-KP` and, for what belongs to a
 * value, `fatalities_PK-KP_status`. Rows and members keep the order in which they first appear; a combination that does not
 * occur is null.
 */
export function pivotWide(table: Table): Table {
  const dimensions = table.columns.filter((column) => column.role === "dimension");
  const spread = dimensions.at(-1);
  if (spread === undefined) return table;
  const kept = dimensions.slice(0, -1);
  const values = table.columns.filter((column) => column.role !== "dimension");
  const members = [...new Set(table.rows.map((row) => memberName(row[spread.name])))];
  const columns: Column[] = [...kept];
  for (const column of values.filter(({ role }) => role === "measure")) {
    for (const member of members) {
      for (const belonging of values.filter(({ name }) => ownerOf(name, values) === column.name)) {
        columns.push({ ...belonging, name: wideName(column.name, member, belonging.name), label: `${belonging.label}, ${member}` });
      }
    }
  }
  const rows = new Map<string, Row>();
  for (const row of table.rows) {
    const key = JSON.stringify(kept.map(({ name }) => row[name]));
    let wide = rows.get(key);
    if (wide === undefined) {
      wide = emptyRow();
      for (const column of columns) wide[column.name] = null;
      for (const { name } of kept) wide[name] = row[name] ?? null;
      rows.set(key, wide);
    }
    for (const column of values.filter(({ role }) => role === "measure")) {
      for (const belonging of values.filter(({ name }) => ownerOf(name, values) === column.name)) {
        wide[wideName(column.name, memberName(row[spread.name]), belonging.name)] = row[belonging.name] ?? null;
      }
    }
  }
  return { columns, rows: [...rows.values()], notes: table.notes };
}

/** The measure a column is of or adds to: `fatalities_share_status` belongs to `fatalities_share` where that is a measure. */
export function ownerOf(name: string, columns: readonly Column[]): string | undefined {
  const measures = columns.filter((column) => column.role === "measure").map((column) => column.name);
  return measures.filter((own) => name === own || name.startsWith(`${own}_`)).sort((a, b) => b.length - a.length)[0];
}

function wideName(measure: string, member: string, name: string): string {
  return `${measure}_${member}${name.slice(measure.length)}`;
}
