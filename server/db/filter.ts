import type { Knex } from "knex";
import type { Filter } from "../domain/dimension";
import { NOT_STATED, type Query } from "../domain/query";

/** Former units, by today's province that holds them. */
const FORMER: Record<string, string> = { "PK-TA": "PK-KP", "PK-NW": "PK-KP" };

/** The province as the query counts it: the former FATA inside Khyber Pakhtunkhwa unless asked apart. */
export function provinceColumn(boundaries: Query["boundaries"]): string {
  const cases = Object.entries(FORMER).map(([former, today]) => `when '${former}' then '${today}'`);
  return boundaries === "historical" ? "province" : `case province ${cases.join(" ")} else province end`;
}

/** The same of one member at hand. */
export function countedProvince(member: string | null, boundaries: Query["boundaries"]): string | null {
  return boundaries === "historical" || member === null ? member : (FORMER[member] ?? member);
}

/** The expression a category is grouped and filtered by. `member` is the column that holds it: its own, or the cube's. */
export function categoryColumn(name: Filter, boundaries: Query["boundaries"], member = `${name}`): string {
  return name === "province" ? provinceColumn(boundaries) : member;
}

/** A piece of SQL with what is bound in it. */
export interface Condition {
  sql: string;
  bindings: string[];
}

/** One category filter as a condition; true or null for a row, never anything else. */
export function filterCondition(name: Filter, values: readonly string[], columnOf: (name: Filter) => string): Condition {
  const parts = partsOf(name, values);
  const stated = parts.filter((value) => value !== NOT_STATED);
  // A former unit is found under its own code too, although it counts in today's province.
  const columns = name === "province" ? [columnOf(name), "province"] : [columnOf(name)];
  const list = stated.map(() => "?").join(", ");
  const either = stated.length === 0 ? [] : columns.map((column) => `${column} in (${list})`);
  const bindings = stated.length === 0 ? [] : columns.flatMap(() => stated);
  if (stated.length < parts.length) either.push(`${columnOf(name)} is null`);
  return { sql: either.length === 0 ? "true" : `(${either.join(" or ")})`, bindings };
}

/** Whether a member passes a filter: the same condition of one member at hand. */
export function passes(name: Filter, values: readonly string[], member: string | null, boundaries: Query["boundaries"]): boolean {
  const parts = partsOf(name, values);
  const counted = name === "province" ? countedProvince(member, boundaries) : member;
  if (parts.length === 0) return true;
  if (counted === null) return parts.includes(NOT_STATED);
  return [counted, ...(name === "province" ? [String(member)] : [])].some((own) => own !== NOT_STATED && parts.includes(own));
}

/** The members that a filter's values name: sets of provinces and victim classes by each of theirs. */
function partsOf(name: Filter, values: readonly string[]): readonly string[] {
  return name === "province" || name === "victim" ? values.flatMap((value) => value.split("+")) : values;
}

/** Adds the query's category filters. Values of one filter widen it, filters narrow one another. */
export function whereFilters(sql: Knex.QueryBuilder, query: Query, columnOf: (name: Filter) => string): void {
  for (const [name, values] of Object.entries(query.filters) as [Filter, string[]][]) {
    const condition = filterCondition(name, values, columnOf);
    sql.whereRaw(condition.sql, condition.bindings);
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

/** That a row lies wholly inside [from, to). */
export function insideCondition(range: { start: string; end: string }, start: string, precision: string): Condition {
  return { sql: `(${start} >= ? and ${start} < ? and ${endOfPrecision(start, precision)} <= ?)`, bindings: [range.start, range.end, range.end] };
}

/** That a row touches [from, to): also one too coarsely dated to be inside. */
export function touchingCondition(range: { start: string; end: string }, start: string, precision: string): Condition {
  return { sql: `(${start} < ? and ${endOfPrecision(start, precision)} > ?)`, bindings: [range.end, range.start] };
}

/** Narrows to rows that lie wholly inside [from, to). */
export function whereInside(sql: Knex.QueryBuilder, range: { start: string; end: string } | null, start: string, precision: string): void {
  if (range === null) return;
  const condition = insideCondition(range, start, precision);
  sql.whereRaw(condition.sql, condition.bindings);
}

/** Narrows to rows whose first day lies in [from, to). */
export function whereWithin(sql: Knex.QueryBuilder, range: { start: string; end: string } | null, start: string): void {
  if (range !== null) sql.whereRaw(`${start} >= ? and ${start} < ?`, [range.start, range.end]);
}

/** Narrows to rows that touch [from, to): also those too coarsely dated to be inside. */
export function whereTouching(sql: Knex.QueryBuilder, range: { start: string; end: string } | null, start: string, precision: string): void {
  if (range === null) return;
  const condition = touchingCondition(range, start, precision);
  sql.whereRaw(condition.sql, condition.bindings);
}
