import type { Knex } from "knex";
import type { Dataset, Revision } from "../domain/dataset";
import type { Day } from "../domain/day";
import { type Actor, recordAudit } from "./audit";

/** What a dataset is made with; the slug is its address and never changes. */
export type DatasetFields = Omit<Dataset, "revision" | "published_at" | "archived">;

const FIELDS = [
  "slug",
  "title",
  "kind",
  "publisher",
  "licence",
  "sharing",
  "methodology",
  "homepage",
  "counts_militants",
  "counts_operations",
  "counts_injured",
  "coverage",
  "best_rule",
] as const;

const SELECT = ["dataset.id", ...FIELDS.map((field) => `dataset.${field}`), "dataset.current_revision as revision", "revision.published_at"] as const;

/** A dataset with the number its rows are stored under. */
export interface StoredDataset extends Dataset {
  id: number;
}

function datasets(db: Knex): Knex.QueryBuilder {
  return db("dataset")
    .leftJoin("revision", (join) => join.on("revision.dataset_id", "dataset.id").on("revision.revision", "dataset.current_revision"))
    .select([...SELECT, db.raw("dataset.archived_at is not null as archived")]);
}

const withTime = (row: StoredDataset & { published_at: Date | null }): StoredDataset => ({ ...row, published_at: row.published_at?.toISOString() ?? null });

/** All datasets that are not archived, in the order they were made. */
export async function listDatasets(db: Knex): Promise<StoredDataset[]> {
  return (await datasets(db).whereNull("dataset.archived_at").orderBy("dataset.id")).map(withTime);
}

export async function findDataset(db: Knex, slug: string): Promise<StoredDataset | null> {
  const [row] = await datasets(db).where("dataset.slug", slug);
  return row === undefined ? null : withTime(row);
}

/** Makes a dataset. Returns false when the slug is taken. */
export async function createDataset(trx: Knex.Transaction, fields: DatasetFields, actor: Actor): Promise<boolean> {
  const made = await trx("dataset").insert(fields).onConflict("slug").ignore().returning("id");
  if (made.length === 0) return false;
  await recordAudit(trx, { actor, action: "dataset.create", dataset: fields.slug, detail: { title: fields.title, kind: fields.kind } });
  return true;
}

/** Changes descriptions; kind and slug stay. */
export async function changeDataset(trx: Knex.Transaction, slug: string, fields: Partial<DatasetFields>, actor: Actor): Promise<void> {
  if (Object.keys(fields).length > 0) await trx("dataset").where({ slug }).update(fields);
  await recordAudit(trx, { actor, action: "dataset.change", dataset: slug, detail: fields });
}

/** Hides a dataset from lists and closes it for imports. Nothing is erased; its pinned addresses go on answering. */
export async function archiveDataset(trx: Knex.Transaction, slug: string, actor: Actor): Promise<void> {
  await trx("dataset").where({ slug }).update({ archived_at: trx.fn.now() });
  await recordAudit(trx, { actor, action: "dataset.archive", dataset: slug, detail: {} });
}

/** The published revisions, newest first. */
export async function listRevisions(db: Knex, dataset: number): Promise<Revision[]> {
  const held = db("revision_batch")
    .join("batch", "batch.id", "revision_batch.batch_id")
    .where("revision_batch.dataset_id", dataset)
    .groupBy("revision_batch.revision")
    .select("revision_batch.revision")
    .sum("batch.row_count as rows");
  const rows: (Omit<Revision, "published_at"> & { published_at: Date })[] = await db("revision")
    .leftJoin("batch", "batch.id", "revision.batch_id")
    .join(held.as("held"), "held.revision", "revision.revision")
    .where("revision.dataset_id", dataset)
    .orderBy("revision.revision", "desc")
    .select("revision.revision", "revision.action", "revision.published_at", "revision.published_by", "revision.restored_from")
    .select("batch.mode", "batch.file_name", "batch.content_hash", "held.rows");
  return rows.map((row) => ({ ...row, published_at: row.published_at.toISOString() }));
}

/** A revision of a dataset and the batches it is made of: what every read names. */
export interface Edition {
  revision: number;
  published_at: string;
  batches: number[];
}

/**
 * Reads what the batches of an edition hold once, as long as somebody holds the edition: batches never change, and an edition with one that is not published is put together anew each time. Whoever gets
 * it shares it and leaves it as it is.
 */
export function oncePerEdition<T>(read: (db: Knex, batches: readonly number[]) => Promise<T>): (db: Knex, edition: Edition) => Promise<T> {
  const held = new WeakMap<Edition, T>();
  return async (db, edition) => {
    const known = held.get(edition);
    if (known !== undefined) return known;
    const found = await read(db, edition.batches);
    held.set(edition, found);
    return found;
  };
}

/**
 * The edition to read: the named revision, else the one published by the end of the day `on` (UTC), else the current one.
 * Null when there is no such revision.
 */
export async function findEdition(db: Knex, dataset: StoredDataset, wanted: { revision?: number | null; on?: Day | null }): Promise<Edition | null> {
  const query = db("revision").where("revision.dataset_id", dataset.id).orderBy("revision.revision", "desc").limit(1);
  if (wanted.revision != null) query.where("revision.revision", wanted.revision);
  else if (wanted.on != null) query.whereRaw("(published_at at time zone 'UTC')::date <= ?::date", [wanted.on]);
  else query.where("revision.revision", dataset.revision ?? 0);
  const rows: { revision: number; published_at: Date; batch_id: number }[] = await db
    .with("edition", query.select("revision.dataset_id", "revision.revision", "revision.published_at"))
    .from("edition")
    .join("revision_batch", (join) => join.on("revision_batch.dataset_id", "edition.dataset_id").on("revision_batch.revision", "edition.revision"))
    .select("edition.revision", "edition.published_at", "revision_batch.batch_id")
    .orderBy("revision_batch.batch_id");
  const [first] = rows;
  return first === undefined ? null : { revision: first.revision, published_at: first.published_at.toISOString(), batches: rows.map((row) => row.batch_id) };
}
