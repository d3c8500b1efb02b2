import { type Request, type Response, Router } from "express";
import { findEdition, listDatasets, listRevisions, type StoredDataset } from "../db/datasets";
import type { Revision } from "../domain/dataset";
import { formatQuery, type Query } from "../domain/query";
import { inWords } from "../domain/question";
import type { Table } from "../domain/table";
import { type Feed, type FeedEntry, toAtom, toJsonFeed } from "../export/feed";
import { diffTables } from "../statistics/diff";
import { ask, tableOf } from "./answer";
import { changeWords, readFeedQuery } from "./feed-words";
import { versionOf } from "./forms";
import type { Ledger } from "./ledger";
import { badParameters, Problem } from "./problem";
import { originOf, parametersOf, sendMade } from "./reply";

/** Entries of a feed of revisions, and the revisions a feed of figures compares. */
const MOST_ENTRIES = 50;
const MOST_COMPARED = 12;
const MOST_ROWS = 5_000;

/** `/api/feeds/revisions` and `/api/feeds/figures`, as `.atom` and `.json`: what was published, and which numbers it changed. */
export function feedRoutes(ledger: Ledger): Router {
  const router = Router();
  router.get(["/feeds/revisions.atom", "/feeds/revisions.json"], async (request, response) => {
    const datasets = await datasetsOf(ledger, request);
    const listed = await Promise.all(datasets.map(async (dataset) => ({ dataset, revisions: await listRevisions(ledger.database.knex, dataset.id) })));
    const origin = originOf(request);
    const entries = listed
      .flatMap(({ dataset, revisions }) => revisions.map((revision) => publishedEntry(origin, dataset, revision)))
      .toSorted((a, b) => b.updated.localeCompare(a.updated))
      .slice(0, MOST_ENTRIES);
    const [one] = parametersOf(request).has("dataset") ? datasets : [];
    await sendFeed(request, response, {
      key: `revisions ${one?.slug ?? ""}`,
      title: `${one?.title ?? "Incident Ledger"}: new revisions`,
      home: one === undefined ? `${origin}/datasets` : `${origin}/datasets/${encodeURIComponent(one.slug)}`,
      address: `${origin}${request.originalUrl}`,
      entries,
    });
  });
  router.get(["/feeds/figures.atom", "/feeds/figures.json"], async (request, response) => {
    const { query, faults } = readFeedQuery(parametersOf(request));
    const asked = await ask(ledger, query, faults);
    const origin = originOf(request);
    const words = inWords(asked.query);
    await sendFeed(
      request,
      response,
      {
        key: `figures ${formatQuery(asked.query)}`,
        title: `${asked.dataset.title}: changes of ${words}`,
        home: `${origin}/explore?${formatQuery(asked.query)}`,
        address: `${origin}${request.originalUrl}`,
      },
      async () => {
        const revisions = await listRevisions(ledger.database.knex, asked.dataset.id);
        const compared = revisions.slice(0, MOST_COMPARED);
        const tables: Table[] = [];
        for (const { revision } of compared) {
          const edition = await findEdition(ledger.database.knex, asked.dataset, { revision });
          const table = edition === null ? null : await tableOf(ledger, { ...asked, edition });
          if (table === null) break;
          if (table.rows.length > MOST_ROWS)
            throw new Problem(400, "too_many_rows", `A feed follows at most ${MOST_ROWS} cells; this question has ${table.rows.length}. Ask for fewer.`);
          tables.push(table);
        }
        return changedEntries(origin, asked.dataset, asked.query, compared, tables);
      },
      versionOf(asked).key,
    );
  });
  return router;
}

/** All datasets that are not archived, or the one named. */
async function datasetsOf(ledger: Ledger, request: Request): Promise<StoredDataset[]> {
  const params = parametersOf(request);
  const unknown = [...new Set(params.keys())].filter((name) => name !== "dataset");
  if (unknown.length > 0)
    throw badParameters(unknown.map((parameter) => ({ parameter, message: `There is no parameter "${parameter}" here. Known: dataset.` })));
  const all = await listDatasets(ledger.database.knex);
  const wanted = params.getAll("dataset");
  if (wanted.length === 0) return all;
  const found = all.filter(({ slug }) => wanted.includes(slug));
  if (wanted.length > 1 || found.length === 0) throw new Problem(404, "no_dataset", `There is no dataset "${wanted.join(", ")}". /api/datasets lists them.`);
  return found;
}

function publishedEntry(origin: string, dataset: StoredDataset, { revision, action, mode, restored_from, rows, file_name, published_at }: Revision): FeedEntry {
  const how =
    action === "restore"
      ? `the content of revision ${restored_from}, published again`
      : { replace: "a new file in place of the earlier ones", append: "rows added", update: "incidents updated" }[mode ?? "replace"];
  const by = dataset.kind === "figures" ? "quarter" : "year";
  return {
    key: `revision ${dataset.slug} ${revision} ${published_at}`,
    title: `${dataset.title}: revision ${revision}`,
    text: `${how.charAt(0).toUpperCase()}${how.slice(1)}${file_name === null ? "" : ` (${file_name})`}; ${rows} rows in all.`,
    author: dataset.publisher,
    address: `${origin}/explore?dataset=${encodeURIComponent(dataset.slug)}&measure=fatalities&by=${by}&revision=${revision}`,
    updated: published_at,
  };
}

/** An entry for each revision that changed a cell; the first one has nothing before it. `tables` are those of `revisions`, newest first. */
function changedEntries(origin: string, dataset: StoredDataset, query: Query, revisions: readonly Revision[], tables: readonly Table[]): FeedEntry[] {
  return revisions.flatMap(({ revision, published_at }, at): FeedEntry[] => {
    const [after, before] = [tables[at], tables[at + 1]];
    if (after === undefined) return [];
    const isFirst = revision === 1;
    if (before === undefined && !isFirst) return [];
    const { rows } = diffTables(before ?? { columns: after.columns, rows: [], notes: [] }, after);
    if (rows.length === 0) return [];
    return [
      {
        key: `figures ${dataset.slug} ${formatQuery(query)} ${revision} ${published_at}`,
        title: `${dataset.title}: ${isFirst ? "first published" : `${rows.length} ${rows.length === 1 ? "number" : "numbers"} changed in revision ${revision}`}`,
        text: isFirst ? `${inWords(query)}: ${after.rows.length} rows in the first revision.` : changeWords(query, rows),
        author: dataset.publisher,
        address: `${origin}/explore?${formatQuery({ ...query, revision })}`,
        updated: published_at,
      },
    ];
  });
}

async function sendFeed(
  request: Request,
  response: Response,
  feed: Omit<Feed, "entries"> & { entries?: FeedEntry[] },
  entriesOf: () => Promise<FeedEntry[]> = async () => feed.entries ?? [],
  depends = JSON.stringify(feed.entries),
): Promise<void> {
  const isAtom = request.path.endsWith(".atom");
  const type = isAtom ? "application/atom+xml; charset=utf-8" : "application/feed+json; charset=utf-8";
  const version = { key: ["feed", isAtom, feed.address, feed.title, depends].join("|"), pinned: false };
  await sendMade(request, response, version, type, async () => (isAtom ? toAtom : toJsonFeed)({ ...feed, entries: await entriesOf() }));
}
