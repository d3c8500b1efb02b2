import type { Knex } from "knex";
import { type Query, timeOf } from "../domain/query";
import { categoryColumn, whereFilters, whereInForce, whereInside, whereTouching } from "./filter";

/** Where a page of rows ended: the next one begins after it. */
export interface Cursor {
  occurred_on: string;
  batch: number;
  line: number;
  part: number;
}

/** A row as it was uploaded: the file and line it came from, and whether it is the report that is counted. */
export type IncidentRow = Record<string, string | number | boolean | object | null> & Cursor;

const COLUMNS = [
  "occurred_on",
  "ended_on",
  "date_precision",
  "province",
  "province_raw",
  "district",
  "place",
  "latitude",
  "longitude",
  "incident_type",
  "tactic",
  "perpetrator",
  "claimed_by",
  "target",
  "victim",
  "incidents",
  "fatalities",
  "fatalities_low",
  "fatalities_high",
  "injured",
  "injured_low",
  "injured_high",
  "incident_id",
  "source",
  "source_url",
  "published_on",
  "notes",
  "counted",
  "reported",
  "extra",
] as const;

/**
 * What is searched by `q`, in the plain way of a web search: words, "phrases", -without. Cut, since the words of one row must not
 * fill more than a megabyte (PostgreSQL manual, "Text Search Limitations"): one endless note would make every search fail.
 */
const SEARCHED = "left(concat_ws(' ', place, district, province_raw, incident_type, tactic, perpetrator, claimed_by, target, notes, source), 100000)";

export interface Page {
  q: string | null;
  cursor: Cursor | null;
  limit: number;
}

/** The rows behind a cell, oldest first: those counted and the other reports of the same incidents. */
export async function readIncidents(
  db: Knex,
  batches: readonly number[],
  query: Query,
  range: { start: string; end: string } | null,
  page: Page,
): Promise<IncidentRow[]> {
  const sql = db
    .from("incident")
    .join("batch", "batch.id", "incident.batch_id")
    .select([...COLUMNS.map((column) => `incident.${column}`), "incident.batch_id as batch", "incident.line", "incident.part", "batch.file_name"])
    .orderBy(["occurred_on", "incident.batch_id", "incident.line", "incident.part"])
    .limit(page.limit);
  whereInForce(sql, "incident", batches);
  whereFilters(sql, query, (name) => categoryColumn(name, query.boundaries));
  if (timeOf(query) === null) whereTouching(sql, range, "occurred_on", "date_precision");
  else whereInside(sql, range, "occurred_on", "date_precision");
  if (page.q !== null) sql.whereRaw(`to_tsvector('simple', ${SEARCHED}) @@ websearch_to_tsquery('simple', ?)`, [page.q]);
  if (page.cursor !== null) {
    const { occurred_on, batch, line, part } = page.cursor;
    sql.whereRaw("(occurred_on, incident.batch_id, incident.line, incident.part) > (?::date, ?::bigint, ?::bigint, ?::bigint)", [
      occurred_on,
      batch,
      line,
      part,
    ]);
  }
  return sql;
}
