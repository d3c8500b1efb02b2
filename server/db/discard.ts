import type { Knex } from "knex";
import type { ImportReport } from "../domain/report";
import { type Actor, programActor, recordAudit } from "./audit";
import type { Database } from "./connect";
import { dropLeftPartitions, emptyPartition, isLarge } from "./partition";
import { completeBatch } from "./stage";

/** How staging ends without a publication: staged for review, refused, discarded, or swept after a process that died. */

/** What the audit keeps of an import: the file by its hash, and the counts. Its name is only a label. */
const recorded = (actor: Actor, action: string, batch: { content_hash: string }, report: ImportReport) => ({
  actor,
  action,
  dataset: report.dataset,
  detail: {
    batch: report.id,
    mode: report.mode,
    file_name: report.file_name,
    content_hash: batch.content_hash,
    rows: report.rows,
    totals: report.totals,
  },
});

/** Ends staging of a file nobody asked to publish: it waits for review. */
export async function stageBatch(trx: Knex.Transaction, batch: number, report: ImportReport, actor: Actor, lines: number): Promise<void> {
  await completeBatch(trx, batch, report, lines);
  const [stored] = await trx("batch").select("content_hash").where({ id: batch });
  await recordAudit(trx, recorded(actor, "import.stage", stored, report));
}

/** Ends staging of a refused file: its rows go, what was wrong with it stays readable. */
export async function refuseBatch(db: Knex, batch: number, report: ImportReport, actor: Actor): Promise<void> {
  await eraseRows(db, batch);
  await db.transaction(async (trx) => {
    const [stored] = await trx("batch")
      .where({ id: batch })
      .update({ state: "invalid", report: JSON.stringify(report) })
      .returning("content_hash");
    if (stored !== undefined) await recordAudit(trx, recorded(actor, "import.refuse", stored, report));
  });
}

/**
 * Removes a batch that was never published; where somebody asked for it, the audit says who. Returns false when it is published or
 * unknown. It is claimed in a transaction of its own, and whatever a killed process leaves of a claimed one is swept at the next start.
 */
export async function discardBatch(db: Knex, batch: number, actor?: Actor): Promise<boolean> {
  const claimed = await db.transaction(async (trx) => {
    const [row] = await trx("batch")
      .where({ id: batch })
      .whereIn("state", ["staged", "invalid", "staging"])
      .update({ state: "staging", owner: "" })
      .returning(["dataset_id", "file_name", "content_hash"]);
    if (row === undefined || actor === undefined) return row !== undefined;
    const [dataset] = await trx("dataset").select("slug").where({ id: row.dataset_id });
    const { file_name, content_hash } = row;
    await recordAudit(trx, { actor, action: "import.discard", dataset: dataset.slug, detail: { batch, file_name, content_hash } });
    return true;
  });
  if (!claimed) return false;
  await eraseRows(db, batch);
  await db("rejected_row").where({ batch_id: batch }).delete();
  await db("batch").where({ id: batch }).delete();
  return true;
}

/** Takes away what a batch holds, but for the rows it kept out. */
export async function eraseRows(db: Knex, batch: number): Promise<void> {
  if (isLarge(batch)) await emptyPartition(db, batch);
  for (const table of [...(isLarge(batch) ? [] : ["incident"]), "figure", "cube", "supersession"]) await db(table).where({ batch_id: batch }).delete();
}

/** The owners that live: this process, and on a server every process with a connection. Nobody is none: the server's own workers have no name, and a batch that is being discarded has no owner. */
export async function liveOwners({ knex, engine, owner }: Database): Promise<Set<string>> {
  if (engine === "embedded") return new Set([owner]);
  const { rows } = await knex.raw<{ rows: { application_name: string }[] }>(
    "select distinct application_name from pg_stat_activity where application_name <> ''",
  );
  return new Set([owner, ...rows.map(({ application_name }) => application_name)]);
}

/** The batches that imports of this process are filling. */
const running = new Set<string>();
const nameOf = (owner: string, batch: number) => `${owner} ${batch}`;

/** Says that a batch is being filled, until the function it gives back is called. */
export function holdBatch({ owner }: Database, batch: number): () => void {
  running.add(nameOf(owner, batch));
  return () => void running.delete(nameOf(owner, batch));
}

/** Removes the staging batches of processes that no longer live, and tables they made. Returns how many batches. */
export async function sweepStaging(database: Database): Promise<number> {
  const db = database.knex;
  const left: { id: number; owner: string }[] = await db("batch").select("id", "owner").where({ state: "staging" });
  const live = await liveOwners(database);
  const dead = left.filter((batch) => !live.has(batch.owner));
  for (const batch of dead) await discardBatch(db, batch.id);
  if (database.engine === "server") await dropLeftPartitions(db);
  return dead.length;
}

/** How long a staged import waits for somebody to publish it, and a refused one to be looked at. */
const WAITS: Record<string, string> = { staged: "1 day", invalid: "30 days" };

/** Removes imports nobody came back to, whatever closed tab they were staged by. The audit keeps that they were there. Returns how many. */
export async function sweepExpired({ knex: db, owner }: Database): Promise<number> {
  let swept = 0;
  // What failed imports and discards of this process left behind when the database went away under them.
  const left: { id: number; owner: string }[] = await db("batch")
    .select("id", "owner")
    .where({ state: "staging" })
    .whereIn("owner", [owner, ""])
    .whereRaw("created_at < now() - interval '1 minute'");
  for (const batch of left) if (!running.has(nameOf(owner, batch.id))) await discardBatch(db, batch.id);
  for (const [state, wait] of Object.entries(WAITS)) {
    const expired: number[] = await db("batch").where({ state }).whereRaw("created_at < now() - ?::interval", [wait]).orderBy("id").pluck("id");
    for (const id of expired) if (await discardBatch(db, id, programActor("expiry"))) swept += 1;
  }
  return swept;
}
