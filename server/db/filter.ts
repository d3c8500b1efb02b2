import type { Knex } from "knex";
import type { Filter } from "../domain/dimension";
import { HISTORICAL_PROVINCES, todaysProvince } from "../domain/province";
import { NOT_STATED, type Query } from "../domain/query";

/** Units that lie in one of today's. */
const FORMER = HISTORICAL_PROVINCES.filter((code) => todaysProvince(code) !== code);

/** The province as the query counts it: the former FATA inside Khyber Pakhtunkhwa unless asked apart. */
export function provinceColumn(boundaries: Query["boundaries"]): string {
  const cases = FORMER.map((code) => `when '${code}' then '${todaysProvince(code)}'`);
  return boundaries === "historical" ? "province" : `case province ${cases.join(" ")} else province end`;
}

/** The same of one member at hand. */
export function countedProvince(member: string | null, boundaries: Query["boundaries"]): string | null {
  return boundaries === "historical" || member === null ? member : todaysProvince(member);
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

/** What a filter asks a column for: members as they stand in it, and whether rows that state none pass. */
interface Members {
  stated: string[];
  unstated: boolean;
}

/** The members that a filter's values name: sets by each of theirs, today's provinces with the former units they hold, and those under their own code too. */
function membersOf(name: Filter, values: readonly string[], boundaries: Query["boundaries"]): Members {
  const parts = name === "province" || name === "victim" ? values.flatMap((value) => value.split("+")) : values;
  const stated = parts.filter((value) => value !== NOT_STATED);
  const former = name === "province" && boundaries === "today" ? FORMER.filter((code) => stated.includes(todaysProvince(code))) : [];
  return { stated: [...new Set([...stated, ...former])], unstated: stated.length < parts.length };
}

/** One category filter as a condition on the column that holds it; true or null for a row, never anything else. */
export function filterCondition(name: Filter, values: readonly string[], boundaries: Query["boundaries"], column = `${name}`): Condition {
  const { stated, unstated } = membersOf(name, values, boundaries);
  const either = stated.length === 0 ? [] : [`${column} in (${stated.map(() => "?").join(", ")})`];
  if (unstated) either.push(`${column} is null`);
  return { sql: either.length === 0 ? "true" : `(${either.join(" or ")})`, bindings: stated };
}

/** Whether a member passes a filter: the same condition of one member at hand. */
export function passing(name: Filter, values: readonly string[], boundaries: Query["boundaries"]): (member: string | null) => boolean {
  const { stated, unstated } = membersOf(name, values, boundaries);
  const asked = new Set<string | null>(unstated ? [...stated, null] : stated);
  return (member) => asked.size === 0 || asked.has(member);
}

/** Adds the query's category filters. Values of one filter widen it, filters narrow one another. */
export function whereFilters(sql: Knex.QueryBuilder, { filters, boundaries }: Query, columnOf: (name: Filter) => string = (name) => name): void {
  for (const [name, values] of Object.entries(filters) as [Filter, string[]][]) {
    const condition = filterCondition(name, values, boundaries, columnOf(name));
    sql.whereRaw(condition.sql, condition.bindings);
  }
}

/**
 * Narrows incident rows (under the name `table`) to those the batches hold and none of their updates supersedes. The line alone
 * joins, as it must where the table is distributed.
 */
export function whereInForce(sql: Knex.QueryBuilder, table: string, batches: readonly number[]): void {
  sql.whereIn(`${table}.batch_id`, batches);
  // A batch supersedes rows of others only.
  if (batches.length < 2) return;
  const list = batches.map(() => "?").join(", ");
  sql.whereRaw(
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
