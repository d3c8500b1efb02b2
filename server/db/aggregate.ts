import type { Knex } from "knex";
import type { Filter } from "../domain/dimension";
import { type Query, timeOf } from "../domain/query";
import { fatalAmong, type Tally } from "../domain/tally";
import { bounded } from "./bound";
import { FINE_ENOUGH } from "./dated";
import { categoryColumn, whereFilters, whereInForce, whereInside, whereTouching, whereWithin } from "./filter";
import { DEADLY, FATAL, INCIDENT, LEADS } from "./lead";
import { byVictim, cubeAnswers, furtherOf, isAll, isFine, neededOf, type Reach, victimsPooled } from "./plan";
import type { Span } from "./span";

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
 * where it can answer, else the rows. What no measure of the query is made of is not summed and stays zero or null. Rows too coarsely dated for the asked grain or range are left out; `countCoarse` says how many.
 */
export async function aggregateIncidents(db: Knex, batches: readonly number[], query: Query, { range, span }: Reach): Promise<Tally[]> {
  const ground = cubeAnswers(query, range) ? cubeGround(query) : rowGround(query);
  const sql = select(db, batches, query, ground, span);
  const time = timeOf(query);
  const fits = isFine(query, range, span);
  if (fits) whereWithin(sql, isAll(range, span) ? null : range, ground.start);
  else whereInside(sql, range, ground.start, ground.precision);
  if (time !== null && !fits) sql.whereRaw(`${ground.precision} in (${FINE_ENOUGH[time].map(() => "?").join(", ")})`, [...FINE_ENOUGH[time]]);
  const keys = query.by.map((name) =>
    name === time ? `date_trunc('${time}', ${ground.start}::timestamp)::date` : categoryColumn(name as Filter, query.boundaries, ground.member(name as Filter)),
  );
  for (const [index, key] of keys.entries()) sql.select(db.raw(`${key} as k${index}`)).groupByRaw(key);
  // Groups whose rows were all superseded are no groups.
  return (await sumUp(db, sql, query, ground, keys.length)).filter((tally) => tally.rows > 0);
}

/** The question for what is dated too coarsely: one number for all victims asked about, as an incident that hit two classes is not two. */
export function coarseOf(query: Query): Query {
  return { ...query, by: query.by.filter((name) => name !== "victim"), measure: ["incidents", "fatalities"] };
}

/** The incidents and counts that touch the range but are dated too coarsely to be broken down or placed inside it. */
export async function countCoarse(db: Knex, batches: readonly number[], asked: Query, { range, span }: Reach): Promise<Tally | null> {
  const query = coarseOf(asked);
  const ground = cubeAnswers(query, range) ? cubeGround(query) : rowGround(query);
  const time = timeOf(query);
  if ((time === null && range === null) || isFine(query, range, span)) return null;
  const sql = select(db, batches, query, ground, span);
  whereTouching(sql, range, ground.start, ground.precision);
  sql.where((either) => {
    if (time !== null) either.orWhereRaw(`${ground.precision} not in (${FINE_ENOUGH[time].map(() => "?").join(", ")})`, [...FINE_ENOUGH[time]]);
    if (range !== null) {
      either.orWhereNot((inside) => whereInside(inside, range, ground.start, ground.precision));
    }
  });
  const [tally] = await sumUp(db, sql, query, ground, 0);
  return tally === undefined || tally.rows <= 0 ? null : tally;
}

function select(db: Knex, batches: readonly number[], query: Query, ground: Ground, span: Span | null): Knex.QueryBuilder {
  const sql = db.from(db.raw(ground.table));
  // Where no row is superseded, none has to be looked for: half the time of a question to the rows.
  if (ground.rows && span?.corrected !== false) whereInForce(sql, "row", batches);
  else sql.whereIn("batch_id", batches);
  whereFilters(sql, query, ground.member);
  return sql;
}

/**
 * Sums the selection by its keys. Where victims are pooled, each incident is put together first, so that it counts once. The sums come as one JSON
 * text: some hundred rows of some columns each are read field by field otherwise, which took longer than all else.
 */
async function sumUp(db: Knex, sql: Knex.QueryBuilder, query: Query, ground: Ground, keys: number): Promise<Tally[]> {
  const needed = neededOf(query);
  const sums = Object.entries(ground.sums).filter(([name]) => needed.has(name.replace("_blank", "")));
  for (const [name, sum] of sums) sql.select(db.raw(`${sum} as ${name}`));
  const names = Array.from({ length: keys }, (_, index) => `k${index}`);
  const found = victimsPooled(query) ? pooled(db, sql, names, sums) : sql;
  const columns = [...names, ...sums.map(([name]) => name)];
  const whole = db.from(found.as("found")).select(db.raw(`json_agg(json_build_array(${columns.join(", ")})) as lines`));
  // Questions to the cube differ little in their text and are planned once; one to the rows is planned for its own values.
  if (!ground.rows) whole.options({ prepared: true });
  const [row]: { lines: (string | number | null)[][] | null }[] = await whole;
  return (row?.lines ?? []).map((line) => toTally(line.slice(0, keys), new Map(sums.map(([name], index) => [name, line[keys + index] ?? null])), query));
}

function pooled(db: Knex, sql: Knex.QueryBuilder, names: readonly string[], sums: readonly [string, string][]): Knex.QueryBuilder {
  const whole = db.from(sql.groupByRaw(INCIDENT).as("incident"));
  for (const name of names) whole.select(name).groupBy(name);
  for (const [name] of sums) whole.sum({ [name]: name });
  return whole;
}

function cubeGround(query: Query): Ground {
  const further = furtherOf(query);
  const victims = byVictim(query) ? "victim <> ''" : "victim = ''";
  const counts = COUNTS.flatMap((measure): [string, string][] => [
    [measure, `sum(${bounded(query.estimate === "best" ? measure : `${measure}_${query.estimate}`)})`],
    [`${measure}_blank`, `sum(${bounded(query.estimate === "high" ? `${measure}_high_blank` : `${measure}_blank`)})`],
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
  const lead = `filter (where ${LEADS})`;
  const counts = COUNTS.flatMap((measure): [string, string][] => {
    const bound = bounded(query.estimate === "best" ? measure : `${measure}_${query.estimate}`);
    return [
      [measure, `sum(${bound})`],
      [`${measure}_blank`, `count(*) filter (where ${bound} is null)`],
    ];
  });
  const incidents = victimsPooled(query)
    ? { incidents: "max(incidents)", fatal_incidents: "case when max(incidents) = 1 and bool_or(fatalities > 0) then 1 else 0 end" }
    : byVictim(query)
      ? { incidents: "sum(incidents)", fatal_incidents: `count(*) filter (where ${DEADLY})` }
      : { incidents: `sum(incidents) ${lead}`, fatal_incidents: `sum(${FATAL}) ${lead}` };
  return {
    rows: true,
    table: "(select * from incident where counted) as row",
    start: "occurred_on",
    precision: "date_precision",
    member: (name) => name,
    sums: { rows: "count(*)", ...incidents, ...Object.fromEntries(counts) },
  };
}

function toTally(members: (string | number | null)[], sums: ReadonlyMap<string, string | number | null>, { estimate }: Query): Tally {
  const number = (name: string) => Number(sums.get(name) ?? 0);
  const sum = (name: "fatalities" | "injured") => {
    const found = sums.get(name) ?? null;
    // A sum over blanks only is blank, also where corrections made it zero.
    return found === null || number("rows") <= number(`${name}_blank`) ? null : Number(found);
  };
  const [incidents, fatalities] = [number("incidents"), sum("fatalities")];
  return {
    members: members as Tally["members"],
    rows: number("rows"),
    incidents,
    fatal_incidents: sums.has("fatal_incidents") ? fatalAmong(number("fatal_incidents"), incidents, fatalities, estimate) : null,
    fatalities,
    injured: sum("injured"),
    fatalities_blank: number("fatalities_blank"),
    injured_blank: number("injured_blank"),
  };
}
