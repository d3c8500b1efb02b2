import { type Column, emptyRow, type Row, type Table } from "../domain/table";

/**
 * What differs between two answers to one question: a row for each combination of members whose value or status is not the same in
 * both, with the value before, after and the difference (null where either is not known). Rows come in the order of `after`,
 * then those that only `before` has.
 */
export function diffTables(before: Table, after: Table): Table {
  const dimensions = after.columns.filter((column) => column.role === "dimension");
  const measures = after.columns.filter((column) => column.role === "measure");
  const statuses = new Set(after.columns.filter((column) => column.role === "status").map((column) => column.name));
  const keyOf = (row: Row) => JSON.stringify(dimensions.map(({ name }) => row[name]));
  const earlier = new Map(before.rows.map((row) => [keyOf(row), row]));
  const later = new Map(after.rows.map((row) => [keyOf(row), row]));
  const pairs = [
    ...after.rows.map((row): [Row | undefined, Row | undefined] => [earlier.get(keyOf(row)), row]),
    ...before.rows.filter((row) => !later.has(keyOf(row))).map((row): [Row | undefined, Row | undefined] => [row, undefined]),
  ];
  const rows = pairs.map(([old, now]) => diffRow(dimensions, measures, statuses, old, now)).filter((row) => row !== null);
  const columns = [
    ...dimensions,
    ...measures.flatMap((column): Column[] => [
      { ...column, name: `${column.name}_before`, label: `${column.label}, before` },
      { ...column, name: `${column.name}_after`, label: `${column.label}, after` },
      {
        ...column,
        name: `${column.name}_difference`,
        role: "change",
        unit: column.unit === "percent" ? "points" : column.unit,
        label: `${column.label}, difference`,
      },
      ...(statuses.has(`${column.name}_status`)
        ? ["before", "after"].map(
            (side): Column => ({ name: `${column.name}_status_${side}`, role: "status", unit: "flag", label: `${column.label}: status ${side}` }),
          )
        : []),
    ]),
  ];
  return { columns, rows, notes: [] };
}

function diffRow(
  dimensions: readonly Column[],
  measures: readonly Column[],
  statuses: ReadonlySet<string>,
  old: Row | undefined,
  now: Row | undefined,
): Row | null {
  const row = emptyRow();
  let differs = false;
  for (const { name } of dimensions) row[name] = (now ?? old)?.[name] ?? null;
  for (const { name } of measures) {
    const [before, after] = [old?.[name] ?? null, now?.[name] ?? null];
    row[`${name}_before`] = before;
    row[`${name}_after`] = after;
    row[`${name}_difference`] = typeof before === "number" && typeof after === "number" ? Number((after - before).toFixed(6)) : null;
    differs ||= before !== after;
    const status = `${name}_status`;
    if (!statuses.has(status)) continue;
    row[`${status}_before`] = old?.[status] ?? "missing";
    row[`${status}_after`] = now?.[status] ?? "missing";
    differs ||= row[`${status}_before`] !== row[`${status}_after`];
  }
  return differs ? row : null;
}
