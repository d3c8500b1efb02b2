import { Router } from "express";
import { parseDay } from "../domain/day";
import { spanOfFigures } from "../domain/figure";
import { type Period, parsePeriod, periodsBetween } from "../domain/period";
import { formatQuery, parseQuery, type Query } from "../domain/query";
import { toBriefMarkdown } from "../export/brief";
import { writeBrief } from "../statistics/brief";
import { figureTable } from "../statistics/figure-table";
import type { Brief, Lookup } from "../statistics/statement";
import { type Asked, ask, figuresOf } from "./answer";
import type { Ledger } from "./ledger";
import { badParameters, Problem } from "./problem";
import { parametersOf, sendVersioned } from "./reply";

/** `/api/brief`: the period's statements, each with the address that proves it; also as Markdown. */
export function briefRoutes(ledger: Ledger): Router {
  const router = Router();
  router.get(["/brief", "/brief.md"], async (request, response) => {
    const params = parametersOf(request);
    const known = ["dataset", "period", "as_of", "revision"];
    const faults = [...new Set(params.keys())]
      .filter((name) => !known.includes(name))
      .map((name) => ({ parameter: name, message: `There is no parameter "${name}" here. Known: ${known.join(", ")}.` }));
    const period = params.get("period") || null;
    if (period !== null && parsePeriod(period) === null) faults.push({ parameter: "period", message: `"${period}" is not a period. Write 2024-Q3.` });
    const as_of = params.get("as_of") || null;
    if (as_of !== null && parseDay(as_of) === null) faults.push({ parameter: "as_of", message: `"${as_of}" is not a day. Write 2024-10-05.` });
    if (faults.length > 0) throw badParameters(faults);
    params.delete("period");
    const base = parseQuery(params);
    const asked = await ask(ledger, base.query, base.faults);
    if (asked.dataset.kind !== "figures") throw new Problem(400, "wrong_kind", "A brief is written from published figures; this dataset holds incidents.");
    const found = await briefOf(ledger, asked, period === null ? null : parsePeriod(period));
    const version = { key: `brief|${asked.dataset.id}|${asked.edition.revision}|${request.originalUrl}`, pinned: asked.query.revision !== null };
    if (request.path.endsWith(".md")) sendVersioned(request, response, version, "text/markdown; charset=utf-8", toBriefMarkdown(found));
    else sendVersioned(request, response, version, "application/json", JSON.stringify(found));
  });
  return router;
}

/** The brief of a period, by default the latest quarter whose killed were printed. */
async function briefOf(
  ledger: Ledger,
  asked: Asked,
  wanted: Period | null,
): Promise<Brief & { dataset: string; period: string; revision: number; as_of: string | null }> {
  const figures = await figuresOf(ledger, asked);
  const plain: Query = { ...asked.query, measure: ["fatalities"], by: [], detail: true };
  const lookup: Lookup = async ({ measure, by, from, to, province, change }) => {
    const query: Query = { ...plain, measure, by, from, to, change: change ?? null, filters: province === undefined ? {} : { province } };
    return { table: figureTable(query, figures), address: `/api/aggregates?${formatQuery({ ...query, detail: false })}` };
  };
  const period = wanted ?? (await latestQuarter(asked, figures, lookup));
  const brief = await writeBrief(period, lookup);
  return { dataset: asked.dataset.slug, period: period.label, revision: asked.edition.revision, as_of: asked.query.as_of, ...brief };
}

async function latestQuarter(asked: Asked, figures: Parameters<typeof spanOfFigures>[0], lookup: Lookup): Promise<Period> {
  const span = spanOfFigures(figures);
  const quarters = span === null ? [] : periodsBetween(span.start, span.end, "quarter");
  for (const quarter of quarters.reverse()) {
    const { table } = await lookup({ measure: ["fatalities"], by: ["quarter"], from: quarter, to: quarter });
    if (table.rows[0]?.fatalities_status === "published") return quarter;
  }
  throw new Problem(404, "no_quarter", `"${asked.dataset.slug}" has no printed total of the killed for any quarter. Name a period.`);
}
