import { type Request, Router } from "express";
import { READ_AT_ONCE, readyThread } from "../bulk/threads";
import { discardBatch, sweepExpired } from "../db/discard";
import { readRejected, readReport } from "../db/imports";
import type { Issue } from "../domain/issue";
import type { ImportReport } from "../domain/report";
import { csvLine } from "../export/csv";
import { importFile, type Progress, publishImport } from "../import";
import { BULK_FROM } from "../ingest/bulk/tell";
import { actorOf, requireRole } from "./auth";
import { existing } from "./datasets";
import { refuseFullDisk } from "./disk";
import { readOptions, readReview } from "./import-options";
import type { Ledger } from "./ledger";
import { answerOnce, type Reply } from "./once";
import { asConflict, Problem } from "./problem";
import { sendPages } from "./reply";
import { spoolBody } from "./spool";
import { turns } from "./turns";

/** Kinds of body an upload may declare. */
const BODY_TYPES = [
  "text/csv",
  "text/plain",
  "application/csv",
  "application/vnd.ms-excel",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  "text/tab-separated-values",
  "application/gzip",
  "application/x-gzip",
  "application/octet-stream",
];

/** How long an import begun with Prefer: respond-async can be asked for when it left nothing behind, in milliseconds. */
const REMEMBERED = 600_000;

/** Uploads, their reports, publishing and discarding. */
export function importRoutes(ledger: Ledger): Router {
  const router = Router();
  const db = ledger.database.knex;
  const underWay = new Map<number, Progress & { bytes: number; publish: boolean }>();
  /** Imports under way that somebody discarded: their next step is their last. */
  const unwanted = new Set<number>();
  const endings = new Map<number, Promise<ImportReport>>();
  /** Others wait, their files on the disk. */
  const inTurn = turns(READ_AT_ONCE);

  router.post("/datasets/:slug/imports", async (request, response) => {
    const token = await requireRole(ledger, request, "editor");
    const { options, file_name } = readOptions(request, actorOf(request, token));
    const dataset = await existing(ledger, request.params.slug);
    if (dataset.archived) throw new Problem(409, "archived", `The dataset "${dataset.slug}" is archived and takes no imports.`);
    if (options.mode === "update" && dataset.kind === "figures") {
      throw new Problem(400, "wrong_mode", "Published figures are not updated in place: append the later printing, and as_of tells the two apart.");
    }
    refuseBodyType(request);
    if (dataset.kind === "incidents" && Number(request.headers["content-length"] ?? 0) >= BULK_FROM) readyThread();
    const spooled = await spoolBody(request, ledger.config.MAX_UPLOAD_BYTES, file_name);
    if (spooled.bytes === 0) {
      await spooled.remove();
      throw new Problem(400, "empty_body", "The request has no body. Send the CSV file as the body.");
    }
    await refuseFullDisk(ledger, spooled.bytes).catch((error) => spooled.remove().then(() => Promise.reject(error)));
    const run = async (tell: (progress: Progress) => void) => {
      let begun: number | undefined;
      const track = (progress: Progress) => {
        begun = progress.id;
        underWay.set(progress.id, { ...progress, bytes: spooled.bytes, publish: options.publish });
        tell(progress);
        if (unwanted.has(progress.id)) throw discarded(progress.id);
      };
      try {
        await sweepExpired(ledger.database);
        const report = await importFile(ledger.database, dataset, spooled.file, options, track, inTurn).catch(asConflict);
        if (unwanted.has(report.id) && (await discardBatch(db, report.id))) throw discarded(report.id);
        return report;
      } finally {
        if (begun !== undefined) {
          underWay.delete(begun);
          unwanted.delete(begun);
        }
        await spooled.remove();
      }
    };
    const isAsync = /\brespond-async\b/.test(request.get("prefer") ?? "");
    let isRun = false;
    const reply = async (): Promise<Reply> => {
      isRun = true;
      const ended = isAsync ? await begin(run) : await run(() => undefined);
      if (typeof ended !== "number") return replyOf(ended);
      return { status: 202, location: `/api/imports/${ended}`, body: { import: await existingReport(ledger, String(ended)) } };
    };
    try {
      await answerOnce(ledger, request, response, token, spooled.file.content_hash, reply);
    } finally {
      if (!isRun) await spooled.remove();
    }
  });

  router.get("/imports/:id", async (request, response) => {
    await requireRole(ledger, request, "editor");
    const id = Number(request.params.id);
    const progress = underWay.get(id);
    const report = await existingReport(ledger, request.params.id).catch((error) => endings.get(id) ?? Promise.reject(error));
    if (progress === undefined) return void response.json({ import: report, ...flags(report) });
    // Until it has ended it is under way, whatever step the database shows.
    const { phase, rows, bytes } = progress;
    response.json({ import: { ...report, state: "staging", progress: { phase, rows, bytes } } });
  });
  router.get("/imports/:id/rejected.csv", async (request, response) => {
    await requireRole(ledger, request, "editor");
    const report = await existingReport(ledger, request.params.id);
    await sendPages(response, `import-${report.id}-rejected.csv`, csvLine(["line", "codes", "reasons", "cells"]), rejectedPages(ledger, report));
  });
  router.post("/imports/:id/publish", async (request, response) => {
    const token = await requireRole(ledger, request, "editor");
    const review = readReview(request);
    await answerOnce(ledger, request, response, token, "", async () => {
      const report = await existingReport(ledger, request.params.id);
      const published = await publishImport(ledger.database, report, actorOf(request, token), review).catch(asConflict);
      return { status: 200, body: { import: published, ...flags(published) } };
    });
  });
  router.delete("/imports/:id", async (request, response) => {
    const token = await requireRole(ledger, request, "editor");
    const report = await existingReport(ledger, request.params.id);
    const progress = underWay.get(report.id);
    if (progress !== undefined && !progress.publish) {
      unwanted.add(report.id);
      return void response.status(204).end();
    }
    if (report.state === "staging") throw new Problem(409, "under_way", `Import ${report.id} is still being read and will be published; wait for it.`);
    if (!(await discardBatch(db, report.id, actorOf(request, token))))
      throw new Problem(409, "published", `Import ${report.id} is published and stays; restore another revision instead.`);
    endings.delete(report.id);
    response.status(204).end();
  });
  return router;

  /**
   * Starts an import and answers its number as soon as it has one, or its report if it ends before. How it ended is remembered for
   * a while: what leaves no import behind, a conflict or nothing new, is still told to whoever asks for it.
   */
  function begin(run: (tell: (progress: Progress) => void) => Promise<ImportReport>): Promise<number | ImportReport> {
    return new Promise((resolve, reject) => {
      const ending = run(({ id }) => {
        if (endings.has(id)) return;
        endings.set(id, ending);
        setTimeout(() => endings.delete(id), REMEMBERED).unref();
        resolve(id);
      });
      ending.then(resolve, (error) => {
        if (!(error instanceof Problem)) ledger.log.error({ err: error }, "import failed");
        reject(error);
      });
    });
  }
}

const replyOf = (report: ImportReport): Reply => ({
  status: statusOf(report),
  location: `/api/imports/${report.id}`,
  body: { import: report, ...flags(report) },
});

/** The rows an import kept out, a page at a time, each with why and its cells; a last line says how many are not among them. */
async function* rejectedPages(ledger: Ledger, { id, rows: { rejected }, rejected_kept = rejected }: ImportReport): AsyncGenerator<string> {
  for (let after = 0; ; ) {
    const rows = await readRejected(ledger.database.knex, id, after, 1000);
    const reasons = (issues: Issue[]) => [issues.map(({ code }) => code).join(" "), issues.map(({ message }) => message).join(" ")];
    yield rows.map((row) => csvLine([row.line, ...reasons(row.issues), ...row.cells])).join("");
    after = rows.at(-1)?.line ?? 0;
    if (rows.length < 1000) break;
  }
  if (rejected_kept < rejected) yield csvLine([null, "more_rejected", moreRejected(rejected_kept, rejected)]);
}

const moreRejected = (kept: number, all: number) =>
  `${all - kept} more rows were rejected and are not listed here: of a refused file the first ${kept} are kept. Correct these and send the file again, or with on_error=quarantine, which keeps all of them.`;

const flags = (report: ImportReport) => (report.unchanged ? { unchanged: true } : {});

function statusOf(report: ImportReport): number {
  return report.state === "invalid" ? 422 : report.unchanged ? 200 : 201;
}

export async function existingReport(ledger: Ledger, id: string | undefined): Promise<ImportReport> {
  const report = /^\d{1,15}$/.test(id ?? "") ? await readReport(ledger.database.knex, Number(id)) : null;
  if (report === null) throw new Problem(404, "no_import", `There is no import ${id}.`);
  return report;
}

const discarded = (id: number) => new Problem(409, "discarded", `Import ${id} was discarded while it was read. Nothing of it is left.`);

function refuseBodyType(request: Request): void {
  const type = request.headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  if (type === undefined || BODY_TYPES.includes(type)) return;
  throw new Problem(
    415,
    "body_type",
    `An upload is the file itself as the body, with Content-Type: text/csv, or application/octet-stream for any kind; "${type}" is not read.`,
  );
}
