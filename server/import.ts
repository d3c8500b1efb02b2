import type { Actor } from "./db/audit";
import type { Database } from "./db/connect";
import { buildCube, rebuildCube } from "./db/cube";
import { findEdition, type StoredDataset } from "./db/datasets";
import { discardBatch, holdBatch, refuseBatch, stageBatch } from "./db/discard";
import { readReport } from "./db/imports";
import { type Published, publishBatch, type Review } from "./db/publish";
import { settleSharedIds } from "./db/reconcile";
import { readRemembered } from "./db/remembered";
import { beginBatch, completeBatch, findTakenIds } from "./db/stage";
import { supersedeRows } from "./db/supersede";
import { sumBatch } from "./db/totals";
import { findUnchanged } from "./db/unchanged";
import { today } from "./domain/day";
import type { Issue } from "./domain/issue";
import type { ImportReport, RowCounts, UpdateCounts } from "./domain/report";
import { leftOutOfUpdate } from "./import-left-out";
import { type ImportFile, type ImportOptions, type Progress, readFile } from "./import-read";
import type { ReadOptions } from "./ingest/read";

export type { ImportFile, ImportOptions, Progress };

/** Does the work when it is its turn. */
export type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * The river, from bytes to a published revision: survey, read, stage, settle, roll up, publish if asked. Nothing is visible
 * before the last step. Returns the report; `state` is `invalid` when the file is refused, and then no row of it is kept but the
 * rejected ones. The same content as the revision in force is answered `unchanged`. Failures of the database are thrown, and the
 * batch is removed. Its number is told before it waits for its turn.
 */
export async function importFile(
  database: Database,
  dataset: StoredDataset,
  file: ImportFile,
  options: ImportOptions,
  tell: (progress: Progress) => void = () => undefined,
  inTurn: InTurn = (work) => work(),
): Promise<ImportReport> {
  const { mode, on_error, publish, actor, ...reading } = options;
  const content = { mode, content_hash: file.content_hash, options: reading };
  const same = await findUnchanged(database.knex, dataset.id, dataset.revision, content);
  if (same !== null) return unchanged(database, same, dataset.revision);

  const made = { ...content, dataset_id: dataset.id, base_revision: dataset.revision, file_name: file.file_name };
  const id = await beginBatch(database, made, dataset.kind === "incidents" ? file.bytes : 0);
  const letGo = holdBatch(database, id);
  try {
    tell({ id, phase: "waiting", rows: 0 });
    return await inTurn(async () => {
      const { report, lines } = await stage(database, id, dataset, file, options, tell);
      tell({ id, phase: "done", rows: report.rows.read });
      if (report.state === "invalid") return report;
      if (report.update !== undefined && changesNothing(report.update)) return await unchangedUpdate(database, report, dataset.revision);
      // Completed and published in one step, so that an import that dies on the way leaves nothing staged that nobody asked for.
      const published = await database.knex.transaction(async (trx) => {
        if (!publish) return stageBatch(trx, id, report, actor, lines);
        await completeBatch(trx, id, report, lines);
        return publishBatch(trx, id, actor);
      });
      return published === undefined ? report : await reportAfter(database, report, published);
    });
  } catch (error) {
    await discardBatch(database.knex, id).catch(() => undefined);
    throw error;
  } finally {
    letGo();
  }
}

/** Publishes a staged import that somebody has reviewed, and returns its report as it is then. */
export async function publishImport(database: Database, report: ImportReport, actor: Actor, review: Review): Promise<ImportReport> {
  return reportAfter(database, report, await publishBatch(database.knex, report.id, actor, review));
}

async function reportAfter(database: Database, report: ImportReport, published: Published): Promise<ImportReport> {
  if (!published.unchanged) return { ...report, state: "published", revision: published.revision };
  await discardBatch(database.knex, report.id);
  return unchanged(database, published.batch, published.revision);
}

async function unchanged(database: Database, batch: number, revision: number | null): Promise<ImportReport> {
  const report = await readReport(database.knex, batch);
  if (report === null) throw new Error(`Batch ${batch} is published but has no report.`);
  return { ...report, ...(revision === null ? {} : { revision }), unchanged: true };
}

const changesNothing = (counts: UpdateCounts) => counts.new + counts.changed + counts.withdrawn === 0;

/** An update that says only what the revision in force says already: it leaves no trace but its report. */
async function unchangedUpdate(database: Database, report: ImportReport, revision: number | null): Promise<ImportReport> {
  await discardBatch(database.knex, report.id);
  return { ...report, state: "published", ...(revision === null ? {} : { revision }), unchanged: true };
}

async function stage(
  database: Database,
  id: number,
  dataset: StoredDataset,
  file: ImportFile,
  options: ImportOptions,
  tell: (progress: Progress) => void,
): Promise<{ report: ImportReport; lines: number }> {
  const db = database.knex;
  const inForce = (await findEdition(db, dataset, {}))?.batches ?? [];
  const remembered = await readRemembered(db, dataset.id);
  const given: ReadOptions = {
    ...options,
    kind: dataset.kind,
    today: today(),
    spellings: { ...remembered.spellings, ...options.spellings },
    ...(options.mode === "append" ? { findTaken: (ids: string[]) => findTakenIds(db, inForce, ids) } : {}),
    ...(options.mode === "update" ? { required: ["incident_id"] } : {}),
  };
  tell({ id, phase: "survey", rows: 0 });
  const { survey, issues, rows, kept, sharesIds, isRolledUp } = await readFile(database, { id, file, given, remembered, inForce, options, tell });
  if (!issues.refuses && rows.accepted === 0) issues.add([noRows(rows)]);
  const leftOut = rows.accepted === 0 ? [] : await leftOutOfUpdate(database, id, survey, rows.rejected, options);
  issues.add(leftOut);
  const refused = issues.refuses || rows.accepted === 0 || leftOut.length > 0 || (options.on_error === "reject" && rows.rejected > 0);
  const report: ImportReport = {
    id,
    dataset: dataset.slug,
    mode: options.mode,
    state: refused ? "invalid" : "staged",
    file_name: file.file_name,
    format: survey.format,
    encoding: survey.encoding,
    delimiter: survey.delimiter,
    ...(survey.sheet === undefined ? {} : { sheet: survey.sheet }),
    header_line: survey.header_line,
    mapping: survey.mapping,
    rows,
    totals: { incidents: null, fatalities: null, injured: null },
    issues: issues.listed,
    issue_count: issues.count,
    ...(kept < rows.rejected ? { rejected_kept: kept } : {}),
  };
  if (refused) {
    await refuseBatch(db, id, report, options.actor);
    return { report, lines: 0 };
  }
  tell({ id, phase: "rollup", rows: rows.read });
  if (dataset.kind === "incidents") {
    if (sharesIds) await settleSharedIds(db, id, dataset.best_rule);
    if (!isRolledUp) await buildCube(db, id);
    report.totals = await sumBatch(db, id);
    if (options.mode === "update") {
      const { counts, lines } = await supersedeRows(db, id, inForce, options.complete ?? false);
      report.update = counts;
      await rebuildCube(db, id);
      return { report, lines };
    }
  }
  return { report, lines: rows.accepted };
}

function noRows(rows: RowCounts): Issue {
  const message =
    rows.read === 0
      ? "The file has a header but no rows. Add rows below it."
      : "Not one row of the file can be used, so nothing is imported. Correct the rows listed here.";
  return { level: "error", line: null, column: null, value: null, code: "no_rows", message };
}
