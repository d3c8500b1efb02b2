import type { Database } from "./db/connect";
import { loadCube } from "./db/cube";
import { eraseRows } from "./db/discard";
import { beginLoad } from "./db/load";
import { addRows, holdsTakenIds } from "./db/stage";
import type { Issue } from "./domain/issue";
import type { RowCounts } from "./domain/report";
import type { Expectation } from "./ingest/bulk/hand-over";
import type { Told } from "./ingest/bulk/tell";
import type { Reading } from "./ingest/read";

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
}

/** Rejected rows kept of a file that is refused; more would only fill the disk, for whoever sent it has it. */
const KEPT = 20_000;

/** How many of so many rejected rows are kept for download. Of a file whose good rows go in all are: it is the only place that tells what was left out. */
export const countKept = (rejected: number, on_error: LoadOptions["on_error"]) => (on_error === "reject" ? Math.min(rejected, KEPT) : rejected);

/** The rejected rows of a portion that are kept, where so many were rejected with it and before. */
export function keptOf<T>(rejected: T[], soFar: number, on_error: LoadOptions["on_error"]): T[] {
  return rejected.slice(0, countKept(soFar, on_error) - countKept(soFar - rejected.length, on_error));
}

/** The tell of issues begins anew with each attempt: `null` says so. */
export type Tell = (issues: readonly Issue[] | null, rows: number) => void;

/**
 * Loads a plain file of incidents in one pass over its bytes (`ingest/bulk`), which `read` begins. Null where the file is of another kind, or turns
 * out to be: then nothing of it is left in the batch, and the general reading begins anew.
 */
export async function loadBulk(
  database: Database,
  batch: number,
  read: (expected: Expectation) => AsyncGenerator<Told>,
  options: LoadOptions,
  tell: Tell,
): Promise<Loaded | null> {
  // Ids are in order, else each there once, else shared; rows are by day, or not all: each is true of more files than the one before, and the last of any.
  for (let expected: Expectation = { ids: "ordered", isByDay: true }; ; ) {
    const told = read(expected);
    const ended = await loadOnce(database, batch, told, options, tell).finally(() => told.return(undefined));
    if (ended === "handed_over") return null;
    if ("survey" in ended) return ended;
    expected = { ...expected, ...ended };
  }
}

/** What became of a reading; else what the file turned out to be, and with that it has to begin anew. */
type Ended = Loaded | "handed_over" | Partial<Expectation>;

async function loadOnce(database: Database, batch: number, told: AsyncGenerator<Told>, options: LoadOptions, tell: Tell): Promise<Ended> {
  tell(null, 0);
  const db = database.knex;
  const first = await told.next();
  if (first.value?.step !== "begun") return first.value?.step === "otherwise" ? first.value.found : "handed_over";
  const { survey, columns, cellColumns } = first.value;
  const sharesIds = first.value.ids === "shared";
  const rows: RowCounts = { read: 0, accepted: 0, rejected: 0, out_of_scope: 0, duplicate: 0, total_rows: 0 };
  const load = await beginLoad(database, batch, columns);
  let isLoading = true;
  const giveUp = async () => {
    await eraseRows(db, batch);
    await db("rejected_row").where({ batch_id: batch }).delete();
  };
  try {
    for await (const each of told) {
      if (each.step === "portion") {
        const { portion } = each;
        for (const name of Object.keys(rows) as (keyof RowCounts)[]) rows[name] += portion.rows[name];
        const rejected = keptOf(portion.rejected, rows.rejected, options.on_error);
        if (rejected.length > 0) await addRows(db, batch, { incidents: [], figures: [], rejected });
        // Once a file will be refused its good rows need not be stored; what is wrong with it is read to the end.
        if (isLoading && options.on_error === "reject" && rows.rejected > 0) {
          isLoading = false;
          await load.abandon();
        }
        if (isLoading && portion.copied.length > 0) await load.write(portion.copied);
        tell(portion.issues, rows.read);
      } else if (each.step === "read") {
        if (!isLoading) return { survey, rows, issues: each.issues, sharesIds, isRolledUp: false };
        isLoading = false;
        const cells = cellsOf(told);
        const pieces = cells.pieces();
        await load.end(() => loadCube(database, cellColumns, pieces));
        if (!(await holdsTakenIds(db, batch, options.addedTo))) return { survey, rows, issues: each.issues, sharesIds, isRolledUp: cells.isWhole() };
        await giveUp();
        return "handed_over";
      } else if (each.step === "handed_over" || each.step === "otherwise") {
        if (isLoading) await load.abandon();
        isLoading = false;
        await giveUp();
        return each.step === "otherwise" ? each.found : each.step;
      }
    }
    throw new Error("The reading of a file stopped before its end.");
  } catch (error) {
    if (isLoading) await load.abandon();
    throw error;
  }
}

/** What is told of the cube, and when all of it was, whether there is one. */
function cellsOf(told: AsyncGenerator<Told>): { pieces: () => AsyncGenerator<Uint8Array>; isWhole: () => boolean } {
  let isWhole = false;
  return {
    pieces: async function* () {
      for (;;) {
        const { value, done } = await told.next();
        if (done) return;
        if (value.step === "cells") yield value.copied;
        else if (value.step === "end") isWhole = value.isRolledUp;
      }
    },
    isWhole: () => isWhole,
  };
}
