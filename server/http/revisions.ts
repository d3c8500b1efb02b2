import { Router } from "express";
import { type Edition, findEdition, listRevisions, type StoredDataset } from "../db/datasets";
import { restoreRevision } from "../db/publish";
import { type Fault, parseQuery, type Query } from "../domain/query";
import type { Table } from "../domain/table";
import { diffTables } from "../statistics/diff";
import { ask, tableOf } from "./answer";
import { actorOf, requireRole } from "./auth";
import { existing } from "./datasets";
import type { Ledger } from "./ledger";
import { answerOnce } from "./once";
import { asConflict, badParameters, Problem } from "./problem";
import { parametersOf } from "./reply";

/** The published states of a dataset: listed, compared, and published again. */
export function revisionRoutes(ledger: Ledger): Router {
  const router = Router();
  const db = ledger.database.knex;
  router.get("/datasets/:slug/revisions", async (request, response) => {
    const dataset = await existing(ledger, request.params.slug);
    response.json({ revisions: await listRevisions(db, dataset.id) });
  });
  router.get("/datasets/:slug/diff", async (request, response) => {
    const dataset = await existing(ledger, request.params.slug);
    const { from, to, query, faults } = readDiff(parametersOf(request), dataset);
    const asked = await ask(ledger, query, faults);
    const table = async (revision: number): Promise<Table> => tableOf(ledger, { ...asked, edition: await existingEdition(ledger, dataset, revision) });
    response.json({ dataset: { slug: dataset.slug, title: dataset.title }, from, to, ...diffTables(await table(from), await table(to)) });
  });
  router.post("/datasets/:slug/revisions/:revision/restore", async (request, response) => {
    const token = await requireRole(ledger, request, "editor");
    const dataset = await existing(ledger, request.params.slug);
    await answerOnce(ledger, request, response, token, "", async () => {
      const wanted = revisionNumber(request.params.revision ?? "");
      const restored = wanted === null ? null : await restoreRevision(db, dataset.slug, wanted, actorOf(request, token)).catch(asConflict);
      if (restored === null) throw new Problem(404, "no_revision", `The dataset "${dataset.slug}" has no revision ${request.params.revision}.`);
      const made = (await listRevisions(db, dataset.id)).find(({ revision }) => revision === restored.revision);
      return { status: restored.unchanged ? 200 : 201, body: { revision: made, unchanged: restored.unchanged } };
    });
  });
  return router;
}

const revisionNumber = (text: string): number | null => (/^[1-9]\d{0,8}$/.test(text) ? Number(text) : null);

/** The edition of a revision, or a 404 that names it. */
export async function existingEdition(ledger: Ledger, dataset: StoredDataset, revision: number): Promise<Edition> {
  const edition = await findEdition(ledger.database.knex, dataset, { revision });
  if (edition === null) throw new Problem(404, "no_revision", `The dataset "${dataset.slug}" has no revision ${revision}.`);
  return edition;
}

/** `from` and `to` are revisions here (by default the last two); everything else is a query without a range. */
export function readDiff(params: URLSearchParams, dataset: StoredDataset): { from: number; to: number; query: Query; faults: Fault[] } {
  const faults: Fault[] = [];
  const number = (name: string, usual: number) => {
    const text = params.get(name);
    params.delete(name);
    const found = text === null || text === "" ? usual : revisionNumber(text);
    if (found === null) faults.push({ parameter: name, message: `"${text}" is not a revision number.` });
    return found ?? usual;
  };
  const to = number("to", dataset.revision ?? 1);
  const from = number("from", Math.max(1, to - 1));
  for (const name of ["as_of", "revision", "layout", "change", "share", "rank", "cumulative", "rolling", "per_day", "peak", "detail"]) {
    if (params.has(name)) throw badParameters([{ parameter: name, message: `A comparison of revisions takes no ${name}.` }]);
  }
  params.set("dataset", dataset.slug);
  const { query, faults: more } = parseQuery(params);
  return { from, to, query, faults: [...faults, ...more] };
}
