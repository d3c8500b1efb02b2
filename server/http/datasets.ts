import { Router } from "express";
import { z } from "zod";
import { archiveDataset, changeDataset, createDataset, findDataset, listDatasets, type StoredDataset } from "../db/datasets";
import { describeDataset } from "../db/describe";
import { BEST_RULES, KINDS, SHARINGS } from "../domain/dataset";
import { UNSTORABLE } from "../domain/issue";
import { MEASURE_NAMES, MEASURES } from "../domain/measure";
import { parsePeriod } from "../domain/period";
import { dimensionsShown, filtersShown } from "../domain/sharing";
import { actorOf, requireRole } from "./auth";
import { checkBody, readJson } from "./body";
import type { Ledger } from "./ledger";
import { answerOnce, contentOf } from "./once";
import { Problem } from "./problem";
import { see } from "./seen";

const isStorable = (value: string) => !UNSTORABLE.test(value);
const text = (longest: number) => z.string().trim().max(longest).refine(isStorable, "text without NUL or halves of characters");
const line = text(300).min(1);
const SLUG = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/;

/** What a dataset is described by; the README and OpenAPI say the same. */
export const DatasetBody = z.strictObject({
  slug: z.string().regex(SLUG, "lower-case letters, digits and dashes, at most 64"),
  title: line,
  kind: z.enum(KINDS),
  publisher: line,
  licence: text(2000).default("Not stated"),
  sharing: z.enum(SHARINGS).default("rows"),
  methodology: text(10_000).default(""),
  homepage: z
    .url({ protocol: /^https?$/ })
    .refine(isStorable, "an address without NUL")
    .nullable()
    .default(null),
  counts_militants: z.boolean().nullable().default(null),
  counts_operations: z.boolean().nullable().default(null),
  counts_injured: z.boolean().nullable().default(null),
  coverage: z
    .string()
    .refine((text) => parsePeriod(text) !== null, "a period such as 2013/2025 or 2024-Q1/2024-Q4")
    .nullable()
    .default(null),
  best_rule: z.enum(BEST_RULES).default("most_reported"),
});
export const DatasetChange = DatasetBody.omit({ slug: true, kind: true }).partial();

/** `/api/datasets`: what is in the ledger, under which method and licence, and its revisions. */
export function datasetRoutes(ledger: Ledger): Router {
  const router = Router();
  const db = ledger.database.knex;

  router.get("/datasets", async (_request, response) => {
    const datasets = await listDatasets(db);
    see(ledger, datasets);
    response.json({ datasets: datasets.map(shown) });
  });
  router.get("/datasets/:slug", async (request, response) => {
    const dataset = await existing(ledger, request.params.slug);
    response.json({
      dataset: shown(dataset),
      measures: MEASURE_NAMES.filter((name) => MEASURES[name].kinds.includes(dataset.kind)),
      dimensions: dimensionsShown(dataset),
      filters: filtersShown(dataset),
      ...(await describeDataset(db, dataset)),
    });
  });
  router.post("/datasets", async (request, response) => {
    const token = await requireRole(ledger, request, "editor");
    const fields = checkBody(DatasetBody, await readJson(request, response));
    await answerOnce(ledger, request, response, token, contentOf(fields), async () => {
      const made = await db.transaction((trx) => createDataset(trx, fields, actorOf(request, token)));
      if (!made) throw new Problem(409, "slug_taken", `There is a dataset "${fields.slug}" already. Choose another slug.`);
      return { status: 201, location: `/api/datasets/${fields.slug}`, body: { dataset: shown(await existing(ledger, fields.slug)) } };
    });
  });
  router.patch("/datasets/:slug", async (request, response) => {
    const token = await requireRole(ledger, request, "editor");
    const body = await readJson(request, response);
    const dataset = await existing(ledger, request.params.slug);
    const sent = checkBody(DatasetChange, body);
    // Defaults are for new datasets: a change touches only what was sent.
    const fields = Object.fromEntries(Object.entries(sent).filter(([name]) => Object.hasOwn(body as object, name)));
    if (dataset.revision !== null && "best_rule" in fields && fields.best_rule !== dataset.best_rule) {
      throw new Problem(409, "rule_in_use", "The counts published here were chosen by the rule in force. Make a dataset for the other rule.");
    }
    await db.transaction((trx) => changeDataset(trx, dataset.slug, fields, actorOf(request, token)));
    response.json({ dataset: shown(await existing(ledger, dataset.slug)) });
  });
  router.delete("/datasets/:slug", async (request, response) => {
    const token = await requireRole(ledger, request, "admin");
    const dataset = await existing(ledger, request.params.slug);
    await db.transaction((trx) => archiveDataset(trx, dataset.slug, actorOf(request, token)));
    response.status(204).end();
  });
  return router;
}

/** The dataset of a slug, or a 404 that names it. */
export async function existing(ledger: Ledger, slug: string | undefined): Promise<StoredDataset> {
  const dataset = slug !== undefined && SLUG.test(slug) ? await findDataset(ledger.database.knex, slug) : null;
  if (dataset === null) throw new Problem(404, "no_dataset", `There is no dataset "${slug}". /api/datasets lists them.`);
  see(ledger, [dataset]);
  return dataset;
}

function shown({ id: _, ...dataset }: StoredDataset) {
  return dataset;
}
