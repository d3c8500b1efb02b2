import { Router } from "express";
import { parseDay, today } from "../domain/day";
import { type Period, parsePeriod } from "../domain/period";
import { parseQuery } from "../domain/query";
import { toBriefMarkdown } from "../export/brief";
import { BRIEF_POLICY, type BriefImprint, toBriefHtml } from "../export/brief-html";
import { citationOf } from "../export/citation";
import { writeBrief } from "../statistics/brief";
import type { Brief, Desk } from "../statistics/statement";
import { type Asked, ask, tableOf } from "./answer";
import { openDesk } from "./desk";
import type { Ledger } from "./ledger";
import { badParameters, Problem } from "./problem";
import { JSON_TYPE, originOf, parametersOf, sendVersioned } from "./reply";

/** `/api/brief`: the period's statements, each with the address that proves it; also as Markdown, and as a page to print. */
export function briefRoutes(ledger: Ledger): Router {
  const router = Router();
  router.get(["/brief", "/brief.md", "/brief.html"], async (request, response) => {
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
    const found = await briefOf(ledger, asked, period === null ? null : parsePeriod(period));
    const { id, kind, coverage } = asked.dataset;
    // Of incidents the day decides whether the period is over.
    const ages = kind === "incidents" ? today() : "";
    const version = {
      key: ["brief", id, asked.edition.revision, coverage, ages, request.originalUrl].join("|"),
      pinned: asked.query.revision !== null && kind === "figures",
    };
    if (request.path.endsWith(".html")) {
      const page = toBriefHtml(found, imprintOf(asked, found.period, originOf(request)));
      response.set("Content-Security-Policy", BRIEF_POLICY);
      // The page names the host it came from.
      sendVersioned(request, response, { ...version, key: `${version.key}|${originOf(request)}` }, "text/html; charset=utf-8", page);
    } else if (request.path.endsWith(".md")) sendVersioned(request, response, version, "text/markdown; charset=utf-8", toBriefMarkdown(found));
    else sendVersioned(request, response, version, JSON_TYPE, JSON.stringify(found));
  });
  return router;
}

/** What the printable page says about itself. */
function imprintOf({ dataset, edition, query }: Asked, period: string, origin: string): BriefImprint {
  const asOf = query.as_of === null ? "" : `&as_of=${query.as_of}`;
  const pinned = `${origin}/api/brief.html?dataset=${dataset.slug}&period=${period}${asOf}&revision=${edition.revision}`;
  return {
    publisher: dataset.publisher,
    dataset: dataset.title,
    revision: edition.revision,
    published_at: edition.published_at,
    as_of: query.as_of,
    citation: citationOf(dataset, edition.revision, edition.published_at, pinned),
    origin,
    view: `${origin}/brief?dataset=${dataset.slug}&period=${period}${asOf}`,
  };
}

/** The brief of a period, by default the latest quarter of which the killed are known. */
async function briefOf(
  ledger: Ledger,
  asked: Asked,
  wanted: Period | null,
): Promise<Brief & { dataset: string; period: string; revision: number; as_of: string | null }> {
  const desk = await openDesk(ledger, asked);
  const period = wanted ?? (await latestQuarter(ledger, asked, desk));
  const brief = await writeBrief(period, desk);
  return { dataset: asked.dataset.slug, period: period.label, revision: asked.edition.revision, as_of: asked.query.as_of, ...brief };
}

/** The latest quarter that is over and whose killed are known: of figures printed, of incidents counted. */
async function latestQuarter(ledger: Ledger, asked: Asked, desk: Desk): Promise<Period> {
  const table = await tableOf(ledger, { ...asked, query: { ...asked.query, measure: ["fatalities"], by: ["quarter"] } });
  const known = table.rows.filter((row) => row.fatalities !== null && ["published", undefined].includes(row.fatalities_status as string | undefined));
  const quarters = known.map((row) => parsePeriod(String(row.quarter))).filter((quarter) => quarter !== null && desk.isOver(quarter));
  const latest = quarters.at(-1);
  if (latest != null) return latest;
  throw new Problem(
    404,
    "no_quarter",
    `"${asked.dataset.slug}" has no ${asked.dataset.kind === "figures" ? "printed" : "known"} total of the killed for any quarter. Name a period.`,
  );
}
