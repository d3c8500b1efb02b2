import { type Request, Router } from "express";
import { copyIncidents } from "../db/incident-copy";
import { countReports, type IncidentRow, type Page, readIncidents, reportsKey } from "../db/incidents";
import type { StoredFigure } from "../domain/figure";
import { INCIDENT_CELLS } from "../domain/incident";
import { formatQuery, parseQuery, type Query } from "../domain/query";
import type { RowOrder } from "../domain/row-order";
import { parseSearch, type Term } from "../domain/search";
import type { Cell } from "../domain/table";
import { csvLine } from "../export/csv";
import { selectFigures } from "../statistics/select-figures";
import { type Asked, ask, figuresOf } from "./answer";
import { pageFrom, paginate, placeOf, readCursor, readOrder } from "./cursor";
import type { Ledger } from "./ledger";
import { badParameters, Problem } from "./problem";
import { asDownload, JSON_TYPE, parametersOf, sendPages, sendVersioned } from "./reply";

/** Rows of a page unless `limit` says otherwise, and the most it may say. */
const PAGE = { usual: 100, most: 1000 };

/** `/api/incidents` and `/api/figures`: what is behind a cell, with the file and line each row came from. */
export function rowRoutes(ledger: Ledger): Router {
  const router = Router();
  router.get(["/incidents", "/incidents.csv"], async (request, response) => {
    const { asked, page } = await askRows(ledger, request, "incidents");
    const range = rangeOf(asked.query);
    const { batches } = asked.edition;
    const { terms, counted, order, cursor, limit } = page;
    const read = (from: Page["from"], most: number) =>
      readIncidents(ledger.database.knex, batches, asked.query, range, { terms, counted, order, from, limit: most });
    if (request.path.endsWith(".csv")) {
      const name = `${asked.dataset.slug}-incidents-r${asked.edition.revision}.csv`;
      const begin = pageFrom(cursor);
      const copied = begin?.back ? null : copyIncidents(ledger.database, INCIDENT_COLUMNS, batches, asked.query, range, { terms, counted, order, from: begin });
      return sendPages(response, name, csvLine(INCIDENT_COLUMNS), copied ?? csvPages((from) => read(from, PAGE.most), order, begin));
    }
    const { shown, ...places } = paginate(await read(pageFrom(cursor), limit + 1), limit, order, cursor);
    const reports = await countReports(ledger.database.knex, batches, shown);
    const incidents = shown.map((row) => ({ ...row, reports: reports.get(reportsKey(row)) ?? 1 }));
    const body = { dataset: shownDataset(asked), incidents, ...places };
    const version = {
      key: `rows|${asked.dataset.id}|${asked.edition.revision}|${asked.dataset.title}|${request.originalUrl}`,
      pinned: asked.query.revision !== null,
    };
    sendVersioned(request, response, version, JSON_TYPE, JSON.stringify(body));
  });
  router.get(["/figures", "/figures.csv"], async (request, response) => {
    const { asked } = await askRows(ledger, request, "figures");
    const figures = selectFigures(asked.query, await figuresOf(ledger, asked));
    const version = {
      key: `rows|${asked.dataset.id}|${asked.edition.revision}|${asked.dataset.title}|${request.path}|${formatQuery(asked.query)}`,
      pinned: asked.query.revision !== null,
    };
    if (!request.path.endsWith(".csv")) {
      sendVersioned(request, response, version, JSON_TYPE, JSON.stringify({ dataset: shownDataset(asked), figures }));
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
const INCIDENT_COLUMNS: string[] = [...INCIDENT_CELLS, "counted", "file_name", "line"];

/** Reads the query and what belongs to paging; refuses the wrong kind, and rows of a dataset that shares only aggregates. */
export async function askRows(ledger: Ledger, request: Request, kind: "incidents" | "figures") {
  const params = parametersOf(request);
  const own = (name: string) => {
    if (kind === "figures") return null;
    const value = params.get(name);
    params.delete(name);
    return value === "" ? null : value;
  };
  const page = readPage(own);
  const { query, faults } = parseQuery(params);
  const asked = await ask(
    ledger,
    query,
    faults.filter((fault) => fault.parameter !== "measure" || params.has("measure")),
  );
  if (asked.dataset.kind !== kind) {
    throw new Problem(400, "wrong_kind", `"${asked.dataset.slug}" holds ${asked.dataset.kind}: ask /api/${asked.dataset.kind}.`);
  }
  refuseUnshared(asked);
  // Without a measure in the address every measure's figures are asked for.
  const every: Query = params.has("measure") ? asked.query : { ...asked.query, measure: [] };
  return { asked: { ...asked, query: every }, page };
}

/** Throws 403 for rows of a dataset whose licence allows showing aggregates only. */
export function refuseUnshared({ dataset }: Pick<Asked, "dataset">): void {
  if (dataset.sharing === "aggregates")
    throw new Problem(403, "aggregates_only", `The licence of "${dataset.slug}" allows showing aggregates only, not its rows.`);
}

/** Reads what belongs to a list of rows, by the parameter's name. Throws 400 that names the parameter. */
function readPage(own: (name: string) => string | null) {
  const found = parseSearchOf(own("q"));
  const counted = own("counted") ?? "false";
  if (counted !== "true" && counted !== "false") throw badParameters([{ parameter: "counted", message: "counted is true or false." }]);
  const order = readOrder(own("sort"));
  const limit = Number(own("limit") ?? PAGE.usual);
  if (!Number.isInteger(limit) || limit < 1 || limit > PAGE.most)
    throw badParameters([{ parameter: "limit", message: `limit is a whole number from 1 to ${PAGE.most}.` }]);
  return { terms: found, counted: counted === "true", order, cursor: readCursor(own("cursor"), order), limit };
}

export function parseSearchOf(q: string | null): readonly Term[] {
  const terms = q === null ? [] : parseSearch(q);
  if ("fault" in terms) throw badParameters([{ parameter: "q", message: terms.fault }]);
  return terms;
}

export function rangeOf(query: Query): { start: string; end: string } | null {
  if (query.from === null && query.to === null) return null;
  return { start: query.from?.start ?? "0001-01-01", end: query.to?.end ?? "9999-12-31" };
}

export const shownDataset = ({ dataset, edition }: Asked) => ({
  slug: dataset.slug,
  title: dataset.title,
  kind: dataset.kind,
  revision: edition.revision,
  published_at: edition.published_at,
});

/** The rows as CSV, a page at a time. */
async function* csvPages(read: (from: Page["from"]) => Promise<IncidentRow[]>, order: RowOrder, begin: Page["from"]): AsyncGenerator<string> {
  for (let from = begin; ; ) {
    const rows = await read(from);
    yield rows.map((row) => csvLine(INCIDENT_COLUMNS.map((name) => (row[name] ?? null) as Cell))).join("");
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE.most) return;
    from = { place: placeOf(last, order), back: false };
  }
}
