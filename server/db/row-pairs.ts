import type { Knex } from "knex";
import type { Kind } from "../domain/dataset";
import type { Difference } from "../domain/row-difference";
import { whereInForce } from "./filter";
import { SAID } from "./said";

/** Rows of one table that are compared in the same way. */
export interface Family {
  table: "incident" | "figure";
  /** The column the comparison walks along, in stretches; rows that may belong together have the same value in it. */
  at: string;
  type: "text" | "date";
  /** By what the two versions of a row know each other; null: by nothing, so that a row is the same or another. */
  key: string | null;
  /** What tells rows of one key apart, where it has several. */
  apart: string;
  /** Everything else a row says, as one number. */
  said: string;
  narrow: (sql: Knex.QueryBuilder) => void;
}

const CELL = "jsonb_build_array(period, region, victim, incident_type, measure, scope, published_on)::text";

/** Incidents are known by their incident_id, and without one by nothing but what they say; figures by their cell and the day they were printed. */
export const FAMILIES: Record<Kind, readonly Family[]> = {
  incidents: [
    {
      table: "incident",
      at: "incident_id",
      type: "text",
      key: "incident_id",
      apart: "victim",
      said: SAID,
      narrow: (sql) => void sql.whereNotNull("incident_id"),
    },
    { table: "incident", at: "occurred_on", type: "date", key: null, apart: "''", said: SAID, narrow: (sql) => void sql.whereNull("incident_id") },
  ],
  figures: [
    {
      table: "figure",
      at: "period_start",
      type: "date",
      key: CELL,
      apart: "''",
      said: "hash_record_extended(row(value, qualifier, report, source, source_url, note, extra), 0)",
      narrow: () => undefined,
    },
  ],
};

/** The batches of two revisions. */
export interface Editions {
  before: readonly number[];
  after: readonly number[];
}

/** A stretch along a family's column: from a value (inside) or after one (outside), up to one (inside). Null is no end. */
export interface Stretch {
  from: string | null;
  after: string | null;
  upTo: string | null;
}

/** A row of a batch. */
export interface Address {
  batch: number;
  line: number;
  part: number;
}

/** Two versions of a row, of which one may be missing. */
export interface Pair {
  at: string;
  difference: Difference;
  before: Address | null;
  after: Address | null;
}

function whereWithin(sql: Knex.QueryBuilder, { at, type }: Family, { from, after, upTo }: Stretch): void {
  if (from !== null) sql.whereRaw(`${at} >= ?::${type}`, [from]);
  if (after !== null) sql.whereRaw(`${at} > ?::${type}`, [after]);
  if (upTo !== null) sql.whereRaw(`${at} <= ?::${type}`, [upTo]);
}

/**
 * The rows one revision holds in force and the other does not, of a family. A batch both hold is the same in both, but for rows
 * that an update only one of them has supersedes.
 */
export function rowsOfOne(db: Knex, family: Family, mine: readonly number[], theirs: readonly number[], columns: Knex.Raw): Knex.QueryBuilder {
  const { table } = family;
  const own = mine.filter((batch) => !theirs.includes(batch));
  const shared = mine.filter((batch) => theirs.includes(batch));
  const lifted = theirs.filter((batch) => !mine.includes(batch));
  const held = (batches: readonly number[]) => {
    const sql = db(table).select(columns).whereIn(`${table}.batch_id`, batches);
    whereInForce(sql, table, mine);
    family.narrow(sql);
    return sql;
  };
  const rows = held(own);
  if (shared.length === 0 || lifted.length === 0 || table === "figure") return rows;
  const superseded = held(shared).whereExists((sql) =>
    sql
      .from("supersession")
      .select(db.raw("1"))
      .whereRaw(`supersession.line = ${table}.line and supersession.old_batch_id = ${table}.batch_id`)
      .whereIn("supersession.batch_id", lifted),
  );
  return rows.unionAll(superseded);
}

/**
 * The rows of a stretch that differ between two revisions. Rows that say the same on both sides pass away one against one; of the rest those
 * of one key and class are two versions of a row, in the order of their lines; what is left over was added or removed.
 * `restrict`, where given, leaves the pairs of which either version fulfils it. The CTEs are materialised, so that a distributed
 * database gathers the rows before it compares them.
 */
export function pairsWithin(
  db: Knex,
  family: Family,
  editions: Editions,
  stretch: Stretch,
  restrict: ((sql: Knex.QueryBuilder) => void) | null,
): Knex.QueryBuilder {
  const { table, at, key, apart, said } = family;
  const side = (number: 0 | 1, mine: readonly number[], theirs: readonly number[]) => {
    const columns = `${number} as side, ${at} as at, ${table}.batch_id, ${table}.line, ${table}.part, ${key ?? "null::text"} as key, ${apart} as apart, ${said} as said`;
    const rows = db.from(rowsOfOne(db, family, mine, theirs, db.raw(`${table}.*`)).as(table)).select(db.raw(columns));
    whereWithin(rows, family, stretch);
    return rows;
  };
  const address = (number: 0 | 1, name: string) => `max(${name}) filter (where side = ${number})`;
  const base = db
    .withMaterialized("sides", side(0, editions.before, editions.after).unionAll(side(1, editions.after, editions.before)))
    .with("copies", db.from("sides").select("*", db.raw("row_number() over (partition by side, key, said order by batch_id, line, part) as copy")))
    .with("met", db.from("copies").select("*", db.raw("count(*) over (partition by key, said, copy) as met")))
    .with("alone", db.from("met").where("met", 1).select("*", db.raw("count(*) over (partition by side, key) as several")))
    .with("named", db.from("alone").select("*", db.raw("case when max(several) over (partition by key) > 1 then apart else '' end as name")))
    .with("told", db.from("named").select("*", db.raw("case when key is null then side || ' ' || batch_id || ' ' || line || ' ' || part else '' end as own")))
    .with("versions", db.from("told").select("*", db.raw("row_number() over (partition by side, key, name, own order by batch_id, line, part) as version")))
    .from("versions");
  if (restrict !== null) {
    const matching = db(table)
      .select("batch_id", "line", "part")
      .whereIn("batch_id", [...new Set([...editions.before, ...editions.after])]);
    whereWithin(matching, family, stretch);
    restrict(matching);
    base
      .withMaterialized("matching", matching)
      .leftJoin("matching", (join) =>
        join.on("matching.line", "versions.line").on("matching.batch_id", "versions.batch_id").on("matching.part", "versions.part"),
      );
    base.havingRaw("count(matching.line) > 0");
  }
  const paired = base
    .groupBy("key", "name", "own", "version")
    .select(
      db.raw(
        `min(at)::text as at, ${["batch_id", "line", "part"].map((name) => `${address(0, `versions.${name}`)} as old_${name}, ${address(1, `versions.${name}`)} as new_${name}`).join(", ")}`,
      ),
    );
  return db
    .from(paired.as("pairs"))
    .select("*", db.raw("case when old_line is null then 'added' when new_line is null then 'removed' else 'changed' end as difference"));
}
