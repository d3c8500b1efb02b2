import { type Request, Router } from "express";
import type { StoredDataset } from "../db/datasets";
import { restrictFigures } from "../db/figures";
import { restrictIncidents } from "../db/incidents";
import { type Compared, countDifferences, type DiffCursor, eachDifference, readDifferences } from "../db/row-diff";
import { parseDay } from "../domain/day";
import { UNSTORABLE } from "../domain/issue";
import { parsePeriod } from "../domain/period";
import type { Fault, Query } from "../domain/query";
import { COMPARED, type ComparedRow, DIFFERENCES, type Difference, type RowDifference } from "../domain/row-difference";
import type { Cell } from "../domain/table";
import { csvLine } from "../export/csv";
import { ask } from "./answer";
import { existing } from "./datasets";
import type { Ledger } from "./ledger";
import { badParameters } from "./problem";
import { JSON_TYPE, parametersOf, sendPages, sendVersioned } from "./reply";
import { existingEdition, readDiff } from "./revisions";
import { parseSearchOf, rangeOf, refuseUnshared } from "./rows";

/** Rows of a page unless `limit` says otherwise, the most it may say, and rows of a stretch of CSV. */
const PAGE = { usual: 100, most: 1000, csv: 5000 };

/** `/api/datasets/{slug}/diff/rows`: the rows that two revisions do not share, each with its cells before and after and its file and line. */
export function rowDiffRoutes(ledger: Ledger): Router {
  const router = Router();
  const db = ledger.database.knex;
  router.get(["/datasets/:slug/diff/rows", "/datasets/:slug/diff/rows.csv"], async (request, response) => {
    const dataset = await existing(ledger, String(request.params.slug));
    refuseUnshared({ dataset });
    const { from, to, compared, cursor, limit, isPinned } = await readRowDiff(ledger, request, dataset);
    if (request.path.endsWith(".csv")) {
      const name = `${dataset.slug}-differences-r${from}-r${to}.csv`;
      return sendPages(response, name, csvLine(csvHeader(dataset)), csvPages(dataset, eachDifference(db, compared, cursor, PAGE.csv)));
    }
    const { rows, next } = await readDifferences(db, compared, cursor, limit);
    const body = {
      dataset: { slug: dataset.slug, title: dataset.title, kind: dataset.kind },
      from,
      to,
      // To count them takes the whole comparison, so that only the first page does.
      counts: cursor === null ? await countDifferences(db, compared) : null,
      rows,
      next_cursor: next === null ? null : writeCursor(next),
    };
    const version = { key: `row-diff|${dataset.id}|${dataset.title}|${from}|${to}|${request.originalUrl}`, pinned: isPinned };
    sendVersioned(request, response, version, JSON_TYPE, JSON.stringify(body));
  });
  return router;
}

/** Reads what is compared, by which filters, and which page is asked for. Throws a 400 that names what cannot be read. */
async function readRowDiff(ledger: Ledger, request: Request, dataset: StoredDataset) {
  const params = parametersOf(request);
  const faults: Fault[] = [];
  const own = (name: string) => {
    const value = params.get(name);
    params.delete(name);
    return value === null || value === "" ? null : value;
  };
  const isPinned = ["from", "to"].every((name) => params.get(name));
  const terms = parseSearchOf(dataset.kind === "incidents" ? own("q") : null);
  const cursor = readCursor(own("cursor"), dataset);
  const limit = Number(own("limit") ?? PAGE.usual);
  if (!Number.isInteger(limit) || limit < 1 || limit > PAGE.most)
    faults.push({ parameter: "limit", message: `limit is a whole number from 1 to ${PAGE.most}.` });
  const wanted = own("only")?.split(",") ?? [...DIFFERENCES];
  const only = wanted.filter((name): name is Difference => (DIFFERENCES as readonly string[]).includes(name));
  if (only.length < wanted.length) faults.push({ parameter: "only", message: `only names some of ${DIFFERENCES.join(", ")}.` });
  const asked = own("period");
  const period = asked === null ? null : parsePeriod(asked);
  if (asked !== null && period === null)
    faults.push({ parameter: "period", message: `"${asked}" is not a period. Write 2024, 2024-Q3, 2024-09 or 2024-01/2024-06.` });
  const isMeasured = params.has("measure");
  const { from, to, query, faults: more } = readDiff(params, dataset);
  const { query: understood } = await ask(ledger, query, [...faults, ...more.filter(({ parameter }) => parameter !== "measure" || isMeasured)]);
  const restriction: Query = { ...understood, from: period, to: period, measure: isMeasured ? understood.measure : [] };
  const isRestricted = period !== null || terms.length > 0 || isMeasured || Object.keys(understood.filters).length > 0;
  const restrict: Compared["restrict"] = (sql) =>
    dataset.kind === "incidents" ? restrictIncidents(sql, restriction, rangeOf(restriction), terms) : restrictFigures(sql, restriction);
  const [before, after] = [await existingEdition(ledger, dataset, from), await existingEdition(ledger, dataset, to)];
  const editions = { before: before.batches, after: after.batches };
  const compared: Compared = { kind: dataset.kind, editions, restrict: isRestricted ? restrict : null, only };
  return { from, to, compared, cursor, limit, isPinned };
}

function writeCursor({ family, at, batch, line, part }: DiffCursor): string {
  return Buffer.from(JSON.stringify([family, at, batch, line, part])).toString("base64url");
}

function readCursor(text: string | null, { kind }: StoredDataset): DiffCursor | null {
  if (text === null) return null;
  try {
    const [family, at, batch, line, part] = JSON.parse(Buffer.from(text, "base64url").toString());
    const isById = kind === "incidents" && family === 0;
    const isPlace = isById ? typeof at === "string" && !UNSTORABLE.test(at) : [0, 1].includes(family) && parseDay(String(at)) !== null;
    if (isPlace && [batch, line, part].every((number) => Number.isSafeInteger(number) && number >= 0)) return { family, at, batch, line, part };
  } catch {
    // Falls through to the same answer as a cursor of the wrong shape.
  }
  throw badParameters([{ parameter: "cursor", message: "This cursor is not one the ledger gave out: use next_cursor of the page before." }]);
}

/** One line a row: how it differs, in which columns, and each column before and after. */
function csvHeader({ kind }: StoredDataset): string[] {
  return ["difference", "changed", ...[...COMPARED[kind], "file_name", "line"].flatMap((column) => [`${column}_before`, `${column}_after`])];
}

async function* csvPages(dataset: StoredDataset, pages: AsyncGenerator<RowDifference[]>): AsyncGenerator<string> {
  const cellOf = (row: ComparedRow | null, column: string): Cell => {
    const cell = row?.[column] ?? null;
    return Array.isArray(cell) ? JSON.stringify(cell) : cell;
  };
  for await (const rows of pages) {
    const lines = rows.map(({ difference, changed, before, after }) => {
      const cells = [...COMPARED[dataset.kind], "file_name", "line"].flatMap((column) => [cellOf(before, column), cellOf(after, column)]);
      return csvLine([difference, changed.join(" "), ...cells]);
    });
    yield lines.join("");
  }
}
