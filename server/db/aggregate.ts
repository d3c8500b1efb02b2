import type { Knex } from "knex";
import type { Filter } from "../domain/dimension";
import { categoriesOf, type Query, timeOf } from "../domain/query";
import type { Tally } from "../domain/tally";
import { CUBE_DIMENSIONS } from "./cube";
import { categoryColumn, whereFilters, whereInForce, whereInside, whereTouching } from "./filter";

/** Where the groups come from: cells of the cube, or rows of `incident`, with the names each uses. */
interface Ground {
  /** Whether they are rows, of which updates supersede some; the cube holds such corrections itself. */
  rows: boolean;
  table: string;
  start: string;
  precision: string;
  member: (name: Filter) => string;
  /** By the name of the sum. */
  sums: Record<string, string>;
}

const COUNTS = ["fatalities", "injured"] as const;

/**
 * Groups the counted rows of an edition by the query's dimensions. Time members are the first day of their period. Reads the cube
 * where it can answer, else the rows. Rows too coarsely dated for the asked grain or range are left out; `countCoarse` says how many.
 */
export async function aggregateIncidents(db: Knex, batches: readonly number[], query: Query, range: { start: string; end: string } | null): Promise<Tally[]> {
  const ground = cubeAnswers(query, range) ? cubeGround(query) : rowGround(query);
  const sql = select(db, batches, query, ground);
  whereInside(sql, range, ground.start, ground.precision);
  const time = timeOf(query);
  if (time !== null) sql.whereRaw(`${ground.precision} in (${FINE_ENOUGH[time].map(() => "?").join(", ")})`, [...FINE_ENOUGH[time]]);
  const keys = query.by.map((name) =>
    name === time ? `date_trunc('${time}', ${ground.start}::timestamp)::date` : categoryColumn(name as Filter, query.boundaries, ground.member(name as Filter)),
  );
  for (const [index, key] of keys.entries()) sql.select(db.raw(`${key} as k${index}`)).groupByRaw(key);
  const rows = await sumUp(db, sql, query, ground, keys.length);
  // Groups whose rows were all superseded are no groups.
  return rows.map((row) => toTally(row, query.by.length)).filter((tally) => tally.rows > 0);
}

/** The incidents and counts that touch the range but are dated too coarsely to be broken down or placed inside it. */
export async function countCoarse(db: Knex, batches: readonly number[], asked: Query, range: { start: string; end: string } | null): Promise<Tally | null> {
  // One number for all victims asked about: an incident that hit two classes is not two.
  const query = { ...asked, by: asked.by.filter((name) => name !== "victim") };
  const ground = cubeAnswers(query, range) ? cubeGround(query) : rowGround(query);
  const time = timeOf(query);
  if (time === null && range === null) return null;
  const sql = select(db, batches, query, ground);
  whereTouching(sql, range, ground.start, ground.precision);
  sql.where((either) => {
    if (time !== null) either.orWhereRaw(`${ground.precision} not in (${FINE_ENOUGH[time].map(() => "?").join(", ")})`, [...FINE_ENOUGH[time]]);
    if (range !== null) {
      either.orWhereNot((inside) => whereInside(inside, range, ground.start, ground.precision));
    }
  });
  const [row] = await sumUp(db, sql, query, ground, 0);
  return row === undefined || Number(row.rows) <= 0 ? null : toTally(row, 0);
}

/** Precisions whose rows may enter a breakdown by the grain. A week counts where it begins. */
const FINE_ENOUGH = {
  day: ["day"],
  month: ["day", "week", "month"],
  quarter: ["day", "week", "month", "quarter"],
  year: ["day", "week", "month", "quarter", "year"],
} as const;

function select(db: Knex, batches: readonly number[], query: Query, ground: Ground): Knex.QueryBuilder {
  const sql = db.from(db.raw(ground.table));
  if (ground.rows) whereInForce(sql, "row", batches);
  else sql.whereIn("batch_id", batches);
  whereFilters(sql, query, (name) => categoryColumn(name, query.boundaries, ground.member(name)));
  return sql;
}

type SumRow = Record<string, string | number | null>;

/** Sums the selection by its keys. Where victims are pooled, each incident is put together first, so that it counts once. */
async function sumUp(db: Knex, sql: Knex.QueryBuilder, query: Query, ground: Ground, keys: number): Promise<SumRow[]> {
  for (const [name, sum] of Object.entries(ground.sums)) sql.select(db.raw(`${sum} as ${name}`));
  if (!victimsPooled(query)) return sql;
  const names = Array.from({ length: keys }, (_, index) => `k${index}`);
  const incidents = sql.groupByRaw("batch_id, lead_line, lead_part").as("incident");
  const whole = db.from(incidents);
  for (const name of names) whole.select(name).groupBy(name);
  for (const name of Object.keys(ground.sums)) whole.sum({ [name]: name });
  return whole;
}

/** The cube answers months and coarser, over whole months, with at most one dimension beside province and victim. */
function cubeAnswers(query: Query, range: { start: string; end: string } | null): boolean {
  const named = new Set([...categoriesOf(query), ...Object.keys(query.filters)] as Filter[]);
  const further = [...named].filter((name) => name !== "province" && name !== "victim");
  const wholeMonths = range === null || (range.start.endsWith("-01") && range.end.endsWith("-01"));
  return (
    timeOf(query) !== "day" &&
    wholeMonths &&
    further.length <= 1 &&
    further.every((name) => (CUBE_DIMENSIONS as readonly string[]).includes(name)) &&
    !victimsPooled(query)
  );
}

/** Several victim classes asked for as one: an incident that hit two of them must not count twice, so rows have to tell. */
function victimsPooled(query: Query): boolean {
  const asked = (query.filters.victim ?? []).flatMap((value) => value.split("+"));
  return asked.length > 1 && !query.by.includes("victim");
}

function byVictim(query: Query): boolean {
  return query.by.includes("victim") || query.filters.victim !== undefined;
}

function cubeGround(query: Query): Ground {
  const further = [...categoriesOf(query), ...Object.keys(query.filters)].find((name) => (CUBE_DIMENSIONS as readonly string[]).includes(name)) ?? "";
  const victims = byVictim(query) ? "victim <> ''" : "victim = ''";
  const counts = COUNTS.flatMap((measure): [string, string][] => [
    [measure, `sum(${query.estimate === "best" ? measure : `${measure}_${query.estimate}`})`],
    [`${measure}_blank`, `sum(${query.estimate === "high" ? `${measure}_high_blank` : `${measure}_blank`})`],
  ]);
  return {
    rows: false,
    table: `(select * from cube where dimension = '${further}' and ${victims}) as cell`,
    start: "period_start",
    precision: "precision",
    member: (name) => (name === further ? "member" : name),
    sums: { rows: "sum(row_count)", incidents: "sum(incidents)", fatal_incidents: "sum(fatal_incidents)", ...Object.fromEntries(counts) },
  };
}

function rowGround(query: Query): Ground {
  const lead = "filter (where line = lead_line and part = lead_part)";
  const counts = COUNTS.flatMap((measure): [string, string][] => {
    const bound = query.estimate === "best" ? measure : `coalesce(${measure}_${query.estimate}, ${measure})`;
    return [
      [measure, `sum(${bound})`],
      [`${measure}_blank`, `count(*) filter (where ${bound} is null)`],
    ];
  });
  const incidents = victimsPooled(query)
    ? { incidents: "max(incidents)", fatal_incidents: "case when max(incidents) = 1 and bool_or(fatalities > 0) then 1 else 0 end" }
    : byVictim(query)
      ? { incidents: "sum(incidents)", fatal_incidents: "count(*) filter (where fatalities > 0 and incidents = 1)" }
      : { incidents: `sum(incidents) ${lead}`, fatal_incidents: `sum(fatal) ${lead}` };
  return {
    rows: true,
    table: "(select * from incident where counted) as row",
    start: "occurred_on",
    precision: "date_precision",
    member: (name) => name,
    sums: { rows: "count(*)", ...incidents, ...Object.fromEntries(counts) },
  };
}

function toTally(row: SumRow, keys: number): Tally {
  const number = (name: string) => Number(row[name] ?? 0);
  // A sum over blanks only is blank, also where corrections made it zero.
  const sum = (name: "fatalities" | "injured") => (number("rows") > number(`${name}_blank`) ? number(name) : null);
  return {
    members: Array.from({ length: keys }, (_, index) => (row[`k${index}`] ?? null) as string | null),
    rows: number("rows"),
    incidents: number("incidents"),
    fatal_incidents: number("fatal_incidents"),
    fatalities: sum("fatalities"),
    injured: sum("injured"),
    fatalities_blank: number("fatalities_blank"),
    injured_blank: number("injured_blank"),
  };
}
