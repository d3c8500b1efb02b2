import type { Knex } from "knex";
import { INCIDENT_CELLS } from "../domain/incident";
import { type Query, timeOf } from "../domain/query";
import { countOrdered, type RowOrder } from "../domain/row-order";
import type { Term } from "../domain/search";
import { whereFilters, whereInForce, whereInside, whereTouching } from "./filter";
import { whereFound } from "./search";

/** A row's place in its order: `rank` is the count the order goes by, null where it goes by none. */
export interface Place {
  rank: number | null;
  occurred_on: string;
  batch: number;
  line: number;
  part: number;
}

/** A row as it was uploaded: the file and line it came from, and whether it is the report that is counted. */
export type IncidentRow = Record<string, string | number | boolean | object | null> & Omit<Place, "rank">;

const COLUMNS = [...INCIDENT_CELLS, "counted", "reported", "extra"] as const;

export interface Page {
  terms: readonly Term[];
  /** Only the rows that are counted: one an incident and victim class, not every report of it. */
  counted: boolean;
  order: RowOrder;
  /** The row the page begins after, or, going back, ends before; null at the beginning. */
  from: { place: Place; back: boolean } | null;
  limit: number;
}

/** Narrows to the rows a question is about, by its filters, its days and a search. */
export function restrictIncidents(sql: Knex.QueryBuilder, query: Query, range: { start: string; end: string } | null, terms: readonly Term[]): void {
  whereFilters(sql, query);
  if (timeOf(query) === null) whereTouching(sql, range, "occurred_on", "date_precision");
  else whereInside(sql, range, "occurred_on", "date_precision");
  whereFound(sql, terms);
}

/** The rows behind a cell in the page's order: those counted and, unless it is told otherwise, the other reports of the same incidents. */
export async function readIncidents(
  db: Knex,
  batches: readonly number[],
  query: Query,
  range: { start: string; end: string } | null,
  page: Page,
): Promise<IncidentRow[]> {
  const columns = [...COLUMNS.map((column) => `incident.${column}`), "incident.batch_id as batch", "incident.line", "incident.part", "batch.file_name"];
  const rows: IncidentRow[] = await selectIncidents(db, columns, batches, query, range, page).limit(page.limit);
  return page.from?.back ? rows.reverse() : rows;
}

/** The selection of the rows behind a cell, from the page's beginning on. */
export function selectIncidents(
  db: Knex,
  columns: readonly (string | Knex.Raw)[],
  batches: readonly number[],
  query: Query,
  range: { start: string; end: string } | null,
  page: Omit<Page, "limit">,
): Knex.QueryBuilder {
  const sql = db.from("incident").join("batch", "batch.id", "incident.batch_id").select(columns);
  whereInForce(sql, "incident", batches);
  restrictIncidents(sql, query, range, page.terms);
  if (page.counted) sql.where("incident.counted", true);
  return turnTo(sql, page);
}

/** Orders the rows and takes those after the page's beginning; a page back is read upwards from there. */
function turnTo(sql: Knex.QueryBuilder, { order, from }: Omit<Page, "limit">): Knex.QueryBuilder {
  const count = countOrdered(order);
  const keys = ["incident.batch_id", "incident.line", "incident.part"];
  const casts = ["?::bigint", "?::bigint", "?::bigint"];
  if (order !== "line") {
    keys.unshift("occurred_on");
    casts.unshift("?::date");
  }
  if (count !== null) {
    keys.unshift(`coalesce(incident.${count}, -1)`);
    casts.unshift("?::bigint");
  }
  const downwards = order.startsWith("-") !== (from?.back ?? false);
  if (from !== null) {
    const { rank, occurred_on, batch, line, part } = from.place;
    sql.whereRaw(`(${keys.join(", ")}) ${downwards ? "<" : ">"} (${casts.join(", ")})`, [
      ...(count === null ? [] : [rank ?? -1]),
      ...(order === "line" ? [] : [occurred_on]),
      batch,
      line,
      part,
    ]);
  }
  return sql.orderByRaw(keys.map((key) => `${key} ${downwards ? "desc" : "asc"}`).join(", "));
}

/** How many reports there are of each row's incident and victim class, by `incident_id` and victim; rows without an id stand alone. */
export async function countReports(db: Knex, batches: readonly number[], rows: readonly IncidentRow[]): Promise<Map<string, number>> {
  const ids = [...new Set(rows.map((row) => row.incident_id).filter((id) => id !== null))];
  if (ids.length === 0) return new Map();
  const sql = db("incident")
    .select("incident_id", "victim")
    .count("* as reports")
    .whereRaw("incident_id = any(?::text[])", [ids as string[]]);
  whereInForce(sql, "incident", batches);
  const counts: { incident_id: string; victim: string; reports: number }[] = await sql.groupBy("incident_id", "victim");
  return new Map(counts.map(({ incident_id, victim, reports }) => [JSON.stringify([incident_id, victim]), Number(reports)]));
}

export const reportsKey = (row: IncidentRow): string => JSON.stringify([row.incident_id, row.victim]);
