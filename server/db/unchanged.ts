import type { Knex } from "knex";
import type { ImportMode } from "../domain/report";

/** A file and how it was read: two imports that agree in these would make the same rows. */
export interface Content {
  mode: ImportMode;
  content_hash: string;
  options: Record<string, unknown>;
}

/**
 * The batch of the dataset's current revision that holds this very content already, or null. A replacement is unchanged when the
 * revision is that one batch; an append when the file is among its batches, however it was read, since it would count twice.
 */
export async function findUnchanged(db: Knex, dataset: number, revision: number | null, content: Content): Promise<number | null> {
  // Whether an update changes anything is told by its rows, once they are compared.
  if (content.mode === "update") return null;
  const inForce: { id: number; content_hash: string; same: boolean }[] = await db("revision_batch")
    .join("batch", "batch.id", "revision_batch.batch_id")
    .where({ "revision_batch.dataset_id": dataset, "revision_batch.revision": revision ?? 0 })
    .select("batch.id", "batch.content_hash", db.raw("batch.options = ?::jsonb as same", [JSON.stringify(content.options)]));
  const same = inForce.filter((batch) => batch.content_hash === content.content_hash);
  if (content.mode === "replace") return inForce.length === 1 && same[0]?.same ? same[0].id : null;
  return same[0]?.id ?? null;
}
