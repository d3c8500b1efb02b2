import type { Knex } from "knex";
import type { ImportReport } from "../domain/report";
import { type Actor, recordAudit } from "./audit";
import { oneShardAtATime } from "./cluster";
import { remember } from "./remembered";
import { findTakenIds } from "./stage";
import { findUnchanged } from "./unchanged";

/** A staged batch that cannot be published now, and why. */
export class NotPublishable extends Error {
  constructor(
    readonly code: "not_staged" | "stale" | "archived" | "review_outdated",
    message: string,
    /** What a program needs to go on. */
    readonly more: Record<string, unknown> = {},
  ) {
    super(message);
  }
}

/** Somebody saw what a staged batch changes: compared with this revision, or, where it is not said, with the one it was staged against. 0 is none. */
export interface Review {
  revision: number | null;
}

/** The revision in force after publishing; `unchanged` when another batch with the same content was already in it. */
export interface Published {
  revision: number;
  batch: number;
  unchanged: boolean;
}

/**
 * Publishes a staged batch as the dataset's next revision: replace lists it alone, append adds it to the batches in force.
 * One small transaction under the dataset's row lock, so that publishing is serialised per dataset.
 * Returns the number of the revision; a batch already published answers the revision it became.
 * Throws NotPublishable, also when an append holds incident ids that were published since it was staged, and when what was seen in
 * the review is no longer what publishing would change.
 */
export async function publishBatch(db: Knex, batchId: number, actor: Actor, review?: Review): Promise<Published> {
  return db.transaction(async (trx) => {
    // Nobody holds a dataset for longer than some such steps take.
    await trx.raw("set local statement_timeout = '1min'");
    // Locked first, so that it cannot be discarded between here and the commit; whoever completes and publishes at once has it already.
    // Not its key: another publication may list it as a batch in force meanwhile, and the two would wait for one another.
    const [batch] = await trx("batch").where({ id: batchId }).forNoKeyUpdate();
    if (batch === undefined) throw new NotPublishable("not_staged", `There is no import ${batchId}.`);
    const [dataset] = await trx("dataset").where({ id: batch.dataset_id }).forUpdate();
    if (batch.state === "published") {
      const [revision] = await trx("revision").select("revision").where({ batch_id: batchId, action: "publish" });
      return { revision: revision.revision, batch: batchId, unchanged: false };
    }
    if (batch.state !== "staged") throw new NotPublishable("not_staged", `Import ${batchId} is not staged, so it cannot be published.`);
    if (dataset.archived_at !== null) throw new NotPublishable("archived", `The dataset "${dataset.slug}" is archived.`);
    const same = await findUnchanged(trx, dataset.id, dataset.current_revision, batch);
    if (same !== null) return { revision: dataset.current_revision, batch: same, unchanged: true };
    const inForce: number[] = batch.mode === "replace" ? [] : await batchesOf(trx, dataset.id, dataset.current_revision);
    if (dataset.current_revision !== batch.base_revision) await refuseStale(trx, batch, inForce);
    // An append of incidents adds the same to any revision.
    const isRelative = batch.mode === "replace" || dataset.kind === "figures";
    if (review !== undefined && isRelative) refuseOutdated(batchId, review.revision ?? batch.base_revision ?? 0, dataset.current_revision ?? 0);

    const revision = (dataset.current_revision ?? 0) + 1;
    await trx("revision").insert({ dataset_id: dataset.id, revision, action: "publish", batch_id: batchId, published_by: actor.name });
    await trx("revision_batch").insert([...inForce, batchId].map((batch_id) => ({ dataset_id: dataset.id, revision, batch_id })));
    await trx("dataset").where({ id: dataset.id }).update({ current_revision: revision });
    await remember(trx, dataset.id, batch.options);
    const report: ImportReport = { ...batch.report, state: "published", revision };
    await trx("batch")
      .where({ id: batchId })
      .update({ state: "published", report: JSON.stringify(report) });
    await recordAudit(trx, {
      actor,
      action: "revision.publish",
      dataset: dataset.slug,
      detail: {
        revision,
        batch: batchId,
        mode: batch.mode,
        file_name: batch.file_name,
        content_hash: batch.content_hash,
        rows: report.rows,
        totals: report.totals,
      },
    });
    return { revision, batch: batchId, unchanged: false };
  });
}

/**
 * Publishes the batches of an earlier revision again, as a new revision: undo without erasing. Returns its number, or the current
 * one as `unchanged` when that revision is in force already; null when there is no such revision. Throws NotPublishable for an archived dataset.
 */
export async function restoreRevision(db: Knex, slug: string, earlier: number, actor: Actor): Promise<{ revision: number; unchanged: boolean } | null> {
  return db.transaction(async (trx) => {
    const [dataset] = await trx("dataset").where({ slug }).forUpdate();
    const batches = await batchesOf(trx, dataset?.id ?? 0, earlier);
    if (batches.length === 0) return null;
    if (dataset.archived_at !== null) throw new NotPublishable("archived", `The dataset "${slug}" is archived.`);
    const inForce = await batchesOf(trx, dataset.id, dataset.current_revision);
    if (inForce.join() === batches.join()) return { revision: dataset.current_revision, unchanged: true };
    const revision = dataset.current_revision + 1;
    await trx("revision").insert({ dataset_id: dataset.id, revision, action: "restore", restored_from: earlier, published_by: actor.name });
    await trx("revision_batch").insert(batches.map((batch_id) => ({ dataset_id: dataset.id, revision, batch_id })));
    await trx("dataset").where({ id: dataset.id }).update({ current_revision: revision });
    await recordAudit(trx, { actor, action: "revision.restore", dataset: slug, detail: { revision, restored_from: earlier } });
    return { revision, unchanged: false };
  });
}

async function batchesOf(trx: Knex.Transaction, dataset: number, revision: number | null): Promise<number[]> {
  return trx("revision_batch")
    .where({ dataset_id: dataset, revision: revision ?? 0 })
    .orderBy("batch_id")
    .pluck("batch_id");
}

/** Refuses what was reviewed against another revision than the one in force: it would undo, unseen, what was published in between. */
function refuseOutdated(batch: number, reviewed: number, inForce: number): void {
  if (reviewed === inForce) return;
  const changes = `/api/imports/${batch}/changes`;
  const publish = `/api/imports/${batch}/publish?reviewed=${inForce}`;
  const against = reviewed === 0 ? "before anything was published" : `against revision ${reviewed}`;
  throw new NotPublishable(
    "review_outdated",
    `Import ${batch} was reviewed ${against}, and revision ${inForce} is in force now. Look at what it changes now (GET ${changes}), then publish it (POST ${publish}).`,
    { reviewed, in_force: inForce, changes, publish },
  );
}

/** Refuses a batch that was compared with a revision no longer in force, where that matters. */
async function refuseStale(trx: Knex.Transaction, batch: { id: number; mode: string }, inForce: number[]): Promise<void> {
  const again = "Upload it again to see what it does now.";
  if (batch.mode === "update") throw new NotPublishable("stale", `Since this update was staged, another revision was published. ${again}`);
  await oneShardAtATime(trx);
  const ids: string[] = await trx("incident").distinct("incident_id").where({ batch_id: batch.id }).whereNotNull("incident_id").pluck("incident_id");
  const taken = await findTakenIds(trx, inForce, ids);
  if (taken.size === 0) return;
  const [first] = taken;
  throw new NotPublishable(
    "stale",
    `Since this file was staged, ${taken.size} of its incidents were published by another import (for example "${first}"). ${again}`,
  );
}
