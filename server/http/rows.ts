import { type Request, Router } from "express";
import type { Cursor, IncidentRow } from "../db/incidents";
import { readIncidents } from "../db/incidents";
import { parseDay } from "../domain/day";
import type { StoredFigure } from "../domain/figure";
import { formatQuery, parseQuery, type Query } from "../domain/query";
import type { Cell } from "../domain/table";
import { csvLine } from "../export/csv";
import { selectFigures } from "../statistics/select-figures";
import { type Asked, ask, figuresOf } from "./answer";
import type { Ledger } from "./ledger";
import { badParameters, Problem } from "./problem";
import { asDownload, parametersOf, sendPages, sendVersioned } from "./reply";

/** Rows of a page unless `limit` says otherwise, and the most it may say. */
const PAGE = { usual: 100, most: 1000 };

/** `/api/incidents` and `/api/figures`: what is behind a cell, with the file and line each row came from. */
export function rowRoutes(ledger: Ledger): Router {
  const router = Router();
  router.get(["/incidents", "/incidents.csv"], async (request, response) => {
    const { asked, page } = await askRows(ledger, request, "incidents");
    const range = rangeOf(asked.query);
    const read = (cursor: Cursor | null, limit: number) =>
      readIncidents(ledger.database.knex, asked.edition.batches, asked.query, range, { q: page.q, cursor, limit });
    if (request.path.endsWith(".csv")) {
      const name = `${asked.dataset.slug}-incidents-r${asked.edition.revision}.csv`;
      return sendPages(
        response,
        name,
        csvLine(INCIDENT_COLUMNS),
        csvPages((cursor) => read(cursor, PAGE.most), page.cursor),
      );
    }
    const rows = await read(page.cursor, page.limit + 1);
    const shown = rows.slice(0, page.limit);
    const last = shown.at(-1);
    const body = { dataset: shownDataset(asked), incidents: shown, next_cursor: rows.length > shown.length && last ? writeCursor(last) : null };
    const version = {
      key: `rows|${asked.dataset.id}|${asked.edition.revision}|${asked.dataset.title}|${request.originalUrl}`,
      pinned: asked.query.revision !== null,
    };
    sendVersioned(request, response, version, "application/json", JSON.stringify(body));
  });
  router.get(["/figures", "/figures.csv"], async (request, response) => {
    const { asked } = await askRows(ledger, request, "figures");
    const figures = selectFigures(asked.query, await figuresOf(ledger, asked));
    const version = {
      key: `rows|${asked.dataset.id}|${asked.edition.revision}|${asked.dataset.title}|${request.path}|${formatQuery(asked.query)}`,
      pinned: asked.query.revision !== null,
    };
    if (!request.path.endsWith(".csv")) {
      sendVersioned(request, response, version, "application/json", JSON.stringify({ dataset: shownDataset(asked), figures }));
      return;
    }
    asDownload(response, `${asked.dataset.slug}-figures-r${asked.edition.revision}.csv`);
    const lines = figures.map((figure) => csvLine(FIGURE_COLUMNS.map((name) => figure[name as keyof StoredFigure] as Cell)));
    sendVersioned(request, response, version, "text/csv; charset=utf-8", [csvLine(FIGURE_COLUMNS), ...lines].join(""));
  });
  return router;
}

const FIGURE_COLUMNS = [
  "period",
  "region",
  "victim",
  "incident_type",
  "measure",
  "value",
  "qualifier",
  "scope",
  "published_on",
  "report",
  "source",
  "source_url",
  "note",
  "file_name",
  "line",
];
const INCIDENT_COLUMNS = [
  "incident_id",
  "occurred_on",
  "ended_on",
  "date_precision",
  "province",
  "province_raw",
  "district",
  "place",
  "latitude",
  "longitude",
  "incident_type",
  "tactic",
  "perpetrator",
  "claimed_by",
  "target",
  "victim",
  "incidents",
  "fatalities",
  "fatalities_low",
  "fatalities_high",
  "injured",
  "injured_low",
  "injured_high",
  "source",
  "source_url",
  "published_on",
  "notes",
  "counted",
  "file_name",
  "line",
];

/** Reads the query and what belongs to paging; refuses the wrong kind, and rows of a dataset that shares only aggregates. */
async function askRows(ledger: Ledger, request: Request, kind: "incidents" | "figures") {
  const params = parametersOf(request);
  const own = (name: string) => {
    const value = params.get(name);
    params.delete(name);
    return value === "" ? null : value;
  };
  const q = kind === "incidents" ? own("q") : null;
  const cursor = kind === "incidents" ? readCursor(own("cursor")) : null;
  const limit = Number((kind === "incidents" ? own("limit") : null) ?? PAGE.usual);
  if (!Number.isInteger(limit) || limit < 1 || limit > PAGE.most)
    throw badParameters([{ parameter: "limit", message: `limit is a whole number from 1 to ${PAGE.most}.` }]);
  const { query, faults } = parseQuery(params);
  const asked = await ask(
    ledger,
    query,
    faults.filter((fault) => fault.parameter !== "measure" || params.has("measure")),
  );
  if (asked.dataset.kind !== kind) {
    throw new Problem(400, "wrong_kind", `"${asked.dataset.slug}" holds ${asked.dataset.kind}: ask /api/${asked.dataset.kind}.`);
  }
  if (asked.dataset.sharing === "aggregates") {
    throw new Problem(403, "aggregates_only", `The licence of "${asked.dataset.slug}" allows showing aggregates only, not its rows.`);
  }
  // Without a measure in the address every measure's figures are asked for.
  const every: Query = params.has("measure") ? asked.query : { ...asked.query, measure: [] };
  return { asked: { ...asked, query: every }, page: { q, cursor, limit } };
}

function rangeOf(query: Query): { start: string; end: string } | null {
  if (query.from === null && query.to === null) return null;
  return { start: query.from?.start ?? "0001-01-01", end: query.to?.end ?? "9999-12-31" };
}

const shownDataset = ({ dataset, edition }: Asked) => ({
  slug: dataset.slug,
  title: dataset.title,
  kind: dataset.kind,
  revision: edition.revision,
  published_at: edition.published_at,
});

function writeCursor(row: IncidentRow): string {
  return Buffer.from(JSON.stringify([row.occurred_on, row.batch, row.line, row.part])).toString("base64url");
}

function readCursor(text: string | null): Cursor | null {
  if (text === null) return null;
  try {
    const [occurred_on, batch, line, part] = JSON.parse(Buffer.from(text, "base64url").toString());
    if (parseDay(String(occurred_on)) !== null && [batch, line, part].every(Number.isSafeInteger)) return { occurred_on, batch, line, part };
  } catch {
    // Falls through to the same answer as a cursor of the wrong shape.
  }
  throw badParameters([{ parameter: "cursor", message: "This cursor is not one the ledger gave out: use next_cursor of the page before." }]);
}

/** The rows as CSV, a page at a time. */
async function* csvPages(read: (cursor: Cursor | null) => Promise<IncidentRow[]>, from: Cursor | null): AsyncGenerator<string> {
  for (let cursor = from; ; ) {
    const rows = await read(cursor);
    yield rows.map((row) => csvLine(INCIDENT_COLUMNS.map((name) => (row[name] ?? null) as Cell))).join("");
    cursor = rows.at(-1) ?? null;
    if (rows.length < PAGE.most) return;
  }
}
