import type { Database } from "./db/connect";
import { loadCube } from "./db/cube";
import { eraseRows } from "./db/discard";
import { beginLoad } from "./db/load";
import { addRows, holdsTakenIds } from "./db/stage";
import type { Issue } from "./domain/issue";
import type { RowCounts } from "./domain/report";
import { HandOver, SharedIds } from "./ingest/bulk/hand-over";
import { headOf } from "./ingest/bulk/head";
import { openBulk } from "./ingest/bulk/read";
import type { Reading, ReadOptions, Source } from "./ingest/read";

/** A file whose rows are in the ledger, and what is still to be done with them. */
export interface Loaded {
  survey: Reading;
  rows: RowCounts;
  /** Of the file as a whole; those of its rows were told one after the other. */
  issues: Issue[];
  /** Whether its rows may share an incident_id, so that they have to be settled. */
  sharesIds: boolean;
  /** Whether the cube is built. */
  isRolledUp: boolean;
}

/** What a file is loaded for. */
export interface LoadOptions {
  on_error: "reject" | "quarantine";
  /** Batches in force that the file is added to, whose incidents it must not hold. */
  addedTo: readonly number[];
  /** Whether its rows are compared with those in force before they are rolled up for good. */
  isUpdate: boolean;
  /** About how many rows it has. */
  expectedRows: number;
}

/** Files below this size take no time worth saving. */
export const BULK_FROM = 1 << 18;

/**
 * Loads a plain file of incidents in one pass over its bytes (`ingest/bulk`). `survey` tells the columns of the file from its beginning. Null where the file is
 * of another kind, or turns out to be: then nothing of it is left in the batch, and the general reading begins anew.
 */
export async function loadBulk(
  database: Database,
  batch: number,
  source: Source,
  reading: ReadOptions,
  surveyOf: (head: Source) => Promise<{ survey: Reading; reading: ReadOptions }>,
  options: LoadOptions,
  tell: Tell,
): Promise<Loaded | null> {
  const head = reading.kind === "incidents" ? await headOf(source, reading) : null;
  if (head === null) return null;
  const surveyed = await surveyOf(head);
  const attempt = (sharedIds: boolean) => loadOnce(database, batch, source, surveyed, options, sharedIds, tell);
  try {
    return await attempt(false).catch((error) => (error instanceof SharedIds ? attempt(true) : Promise.reject(error)));
  } catch (error) {
    if (error instanceof HandOver) return null;
    throw error;
  }
}

/** The tell of issues begins anew with each attempt: `null` says so. */
export type Tell = (issues: readonly Issue[] | null, rows: number) => void;

async function loadOnce(
  database: Database,
  batch: number,
  source: Source,
  surveyed: { survey: Reading; reading: ReadOptions },
  options: LoadOptions,
  sharedIds: boolean,
  tell: Tell,
): Promise<Loaded | null> {
  tell(null, 0);
  // Which incidents the dataset holds already is asked once, of all rows together.
  const bulk = openBulk(source, surveyed.survey, { ...surveyed.reading, findTaken: undefined }, { rows: options.expectedRows, sharedIds });
  if (bulk === null) return null;
  const db = database.knex;
  const load = await beginLoad(database, batch, bulk.columns);
  let isLoading = true;
  const rows: RowCounts = { read: 0, accepted: 0, rejected: 0, out_of_scope: 0, duplicate: 0, total_rows: 0 };
  try {
    for await (const portion of bulk.portions()) {
      for (const name of Object.keys(rows) as (keyof RowCounts)[]) rows[name] += portion.rows[name];
      if (portion.rejected.length > 0) await addRows(db, batch, { incidents: [], figures: [], rejected: portion.rejected });
      // Once a file will be refused its good rows need not be stored; what is wrong with it is read to the end.
      if (isLoading && options.on_error === "reject" && rows.rejected > 0) {
        isLoading = false;
        await load.abandon();
      }
      if (isLoading && portion.lines.length > 0) await load.write(portion.lines);
      tell(portion.issues, rows.read);
    }
    const issues = bulk.issues();
    const cells = isLoading && !options.isUpdate ? (bulk.rollup?.lines() ?? null) : null;
    if (isLoading) await both(load.end(), cells === null ? Promise.resolve() : loadCube(database, batch, cells));
    isLoading = false;
    if (await holdsTakenIds(db, batch, options.addedTo)) throw new HandOver("the dataset holds some of the incidents");
    return { survey: surveyed.survey, rows, issues, sharesIds: sharedIds, isRolledUp: cells !== null };
  } catch (error) {
    if (isLoading) await load.abandon();
    if (error instanceof HandOver || error instanceof SharedIds) {
      await eraseRows(db, batch);
      await db("rejected_row").where({ batch_id: batch }).delete();
    }
    throw error;
  }
}

/** Waits for both to end, also where one has failed: what is left of the batch is taken away then. */
async function both(one: Promise<void>, other: Promise<void>): Promise<void> {
  for (const ended of await Promise.allSettled([one, other])) if (ended.status === "rejected") throw ended.reason;
}
