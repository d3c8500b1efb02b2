import type { Knex } from "knex";
import { whereInForce } from "./filter";

/** What one revision adds up to: enough to tell that a copy answers what the original did. Sums are texts, so that none is rounded. */
export interface RevisionSum {
  dataset: string;
  revision: number;
  rows: string;
  incidents: string;
  fatalities: string;
  injured: string;
  figures: string;
  value: string;
}

/** The sums of every revision of every dataset, from the rows themselves and not from the cube, in a fixed order. */
export async function sumRevisions(db: Knex): Promise<RevisionSum[]> {
  const revisions: { id: number; slug: string; revision: number }[] = await db("revision")
    .join("dataset", "dataset.id", "revision.dataset_id")
    .select("dataset.id", "dataset.slug", "revision.revision")
    .orderBy(["dataset.slug", "revision.revision"]);
  const sums: RevisionSum[] = [];
  for (const { id, slug, revision } of revisions) {
    const batches: number[] = await db("revision_batch").where({ dataset_id: id, revision }).orderBy("batch_id").pluck("batch_id");
    const sql = db("incident").where({ counted: true });
    whereInForce(sql, "incident", batches);
    const [rows, incidents, fatalities, injured] = await one(db, sql, ["count(*)::text", sum("incidents"), sum("fatalities"), sum("injured")]);
    const [figures, value] = await one(db, db("figure").whereIn("batch_id", batches), ["count(*)::text", sum("value")]);
    sums.push({ dataset: slug, revision, rows, incidents, fatalities, injured, figures, value });
  }
  return sums;
}

const sum = (column: string) => `coalesce(sum(${column}), 0)::text`;

async function one<const T extends readonly string[]>(db: Knex, sql: Knex.QueryBuilder, expressions: T): Promise<{ [K in keyof T]: string }> {
  const [row] = await sql.select(db.raw(`array[${expressions.join(", ")}] as sums`));
  return row.sums;
}
