import type { Knex } from "knex";
import type { Filter } from "../domain/dimension";
import { NOT_STATED, type Query } from "../domain/query";

/** The province as the query counts it: the former FATA inside Khyber Pakhtunkhwa unless asked apart. */
export function provinceColumn(boundaries: Query["boundaries"]): string {
  return boundaries === "historical" ? "province" : "case when province in ('PK-TA', 'PK-NW') then 'PK-KP' else province end";
}

/** The expression a category is grouped and filtered by. `member` is the column that holds it: its own, or the cube's. */
export function categoryColumn(name: Filter, boundaries: Query["boundaries"], member = `${name}`): string {
  return name === "province" ? provinceColumn(boundaries) : member;
}

/** Adds the query's category filters. Values of one filter widen it, filters narrow one another. */
export function whereFilters(sql: Knex.QueryBuilder, query: Query, columnOf: (name: Filter) => string): void {
  for (const [name, values] of Object.entries(query.filters) as [Filter, string[]][]) {
    const parts = name === "province" || name === "victim" ? values.flatMap((value) => value.split("+")) : values;
    const stated = parts.filter((value) => value !== NOT_STATED);
    // A former unit is found under its own code too, although it counts in today's province.
    const columns = name === "province" ? [columnOf(name), "province"] : [columnOf(name)];
    sql.where((either) => {
      if (stated.length > 0) for (const column of columns) either.orWhereRaw(`${column} in (${stated.map(() => "?").join(", ")})`, stated);
      if (stated.length < parts.length) either.orWhereRaw(`${columnOf(name)} is null`);
    });
  }
}

/**
 * Narrows incident rows (under the name `table`) to those the batches hold and none of their updates supersedes. The line alone
 * joins, as it must where the table is distributed.
 */
export function whereInForce(sql: Knex.QueryBuilder, table: string, batches: readonly number[]): void {
  const list = batches.length > 0 ? batches.map(() => "?").join(", ") : "null";
  sql
    .whereIn(`${table}.batch_id`, batches)
    .whereRaw(
      `not exists (select 1 from supersession where supersession.line = ${table}.line and supersession.old_batch_id = ${table}.batch_id and supersession.batch_id in (${list}))`,
      [...batches],
    );
}

/** The first day after a row's own stretch of time, given its first day: a row is inside a range only with all of it. */
export const endOfPrecision = (start: string, precision: string) =>
  `(${start} + case ${precision} when 'year' then interval '1 year' when 'quarter' then interval '3 months' when 'month' then interval '1 month' else interval '1 day' end)::date`;

/** Narrows to rows that lie wholly inside [from, to). */
export function whereInside(sql: Knex.QueryBuilder, range: { start: string; end: string } | null, start: string, precision: string): void {
  if (range === null) return;
  sql
    .whereRaw(`${start} >= ?`, [range.start])
    .whereRaw(`${start} < ?`, [range.end])
    .whereRaw(`${endOfPrecision(start, precision)} <= ?`, [range.end]);
}

/** Narrows to rows that touch [from, to): also those too coarsely dated to be inside. */
export function whereTouching(sql: Knex.QueryBuilder, range: { start: string; end: string } | null, start: string, precision: string): void {
  if (range === null) return;
  sql.whereRaw(`${start} < ?`, [range.end]).whereRaw(`${endOfPrecision(start, precision)} > ?`, [range.start]);
}
