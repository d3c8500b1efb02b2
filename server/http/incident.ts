import { type Request, Router } from "express";
import { type IncidentName, readReports } from "../db/incident";
import { BEST_RULE_WORDS } from "../domain/dataset";
import type { IncidentReport } from "../domain/incident-report";
import { formatQuery, parseQuery, type Query } from "../domain/query";
import type { Row } from "../domain/table";
import { citationOf } from "../export/citation";
import { type Alternative, alternativesOf, cellKey, SUMMED, type TotalCell } from "../statistics/believed";
import { differingFields, reconcileParts, wholeOf } from "../statistics/reconcile";
import { type Asked, ask, tableOf } from "./answer";
import type { Ledger } from "./ledger";
import { badParameters, Problem } from "./problem";
import { JSON_TYPE, parametersOf, sendVersioned } from "./reply";
import { refuseUnshared, shownDataset } from "./rows";

/** `/api/incident`: one incident with all its reports, how its counts were chosen, and what other reports would change. */
export function incidentRoutes(ledger: Ledger): Router {
  const router = Router();
  router.get("/incident", async (request, response) => {
    const { asked, name } = await askIncident(ledger, request);
    const { dataset, edition } = asked;
    const reports = await readReports(ledger.database.knex, edition.batches, name);
    const [first] = reports;
    if (first === undefined) throw new Problem(404, "no_incident", `Revision ${edition.revision} of "${dataset.slug}" has no such incident.`);
    const pinned = `/incident?${new URLSearchParams({ dataset: dataset.slug, ...nameOf(first), revision: String(edition.revision) })}`;
    const parts = reconcileParts(reports, dataset.best_rule);
    const body = {
      dataset: { ...shownDataset(asked), citation: citationOf(dataset, edition.revision, edition.published_at, pinned) },
      address: pinned,
      rule: { name: dataset.best_rule, words: BEST_RULE_WORDS[dataset.best_rule] },
      incident: { ...described(standingOf(reports) ?? first), fatalities: wholeOf(parts, "fatalities"), injured: wholeOf(parts, "injured") },
      parts,
      differing: differingFields(reports),
      alternatives: await withTotals(ledger, asked, alternativesOf(reports, parts)),
      reports: reports.map(({ standing, ...report }) => report),
    };
    const version = {
      key: ["incident", dataset.id, edition.revision, dataset.title, dataset.publisher, dataset.best_rule, dataset.coverage, request.originalUrl].join("|"),
      pinned: asked.query.revision !== null,
    };
    sendVersioned(request, response, version, JSON_TYPE, JSON.stringify(body));
  });
  return router;
}

const KNOWN = ["dataset", "incident_id", "batch", "line", "revision", "as_of"];

/** Reads which incident is asked for: by its id, or by the batch and line of a row. */
async function askIncident(ledger: Ledger, request: Request): Promise<{ asked: Asked; name: IncidentName }> {
  const params = parametersOf(request);
  const unknown = [...new Set(params.keys())].filter((name) => !KNOWN.includes(name));
  if (unknown.length > 0)
    throw badParameters(unknown.map((parameter) => ({ parameter, message: `There is no parameter "${parameter}". Known: ${KNOWN.join(", ")}.` })));
  const take = (name: string) => {
    const [value = ""] = params.getAll(name);
    params.delete(name);
    return value === "" ? null : value;
  };
  const [id, batch, line] = [take("incident_id"), take("batch"), take("line")];
  const { query, faults } = parseQuery(params);
  const asked = await ask(ledger, query, faults);
  if (asked.dataset.kind !== "incidents") throw new Problem(400, "wrong_kind", `"${asked.dataset.slug}" holds figures, which are no incidents.`);
  refuseUnshared(asked);
  if (id !== null) return { asked, name: { incident_id: id } };
  const numbers = [batch, line].map((text) => (/^\d{1,15}$/.test(text ?? "") ? Number(text) : null));
  if (numbers[0] == null || numbers[1] == null)
    throw badParameters([{ parameter: "incident_id", message: "Name the incident: incident_id, or batch and line of one of its rows." }]);
  return { asked, name: { batch: numbers[0], line: numbers[1] } };
}

/** The incident's name in an address: its id, else the batch and line of its row. */
const nameOf = ({ incident_id, batch, line }: IncidentReport): Record<string, string> =>
  incident_id === null ? { batch: String(batch), line: String(line) } : { incident_id };

const standingOf = (reports: readonly IncidentReport[]) => reports.find((report) => report.counted);

/** What the report that stands for the others says of the incident itself. */
function described({
  incident_id,
  batch,
  line,
  occurred_on,
  ended_on,
  date_precision,
  province,
  province_raw,
  district,
  place,
  latitude,
  longitude,
  ...rest
}: IncidentReport) {
  const { incident_type, tactic, perpetrator, claimed_by, target, incidents } = rest;
  const when = { occurred_on, ended_on, date_precision };
  const where = { province, province_raw, district, place, latitude, longitude };
  return { incident_id, batch, line, ...when, ...where, incident_type, tactic, perpetrator, claimed_by, target, incidents };
}

/** Each alternative with the totals it would change: now, then, and the address that proves the number of now. */
async function withTotals(ledger: Ledger, asked: Asked, alternatives: readonly Alternative[]) {
  const cells = new Map(alternatives.flatMap(({ changes }) => changes.map(({ cell }) => [cellKey(cell), cell] as const)));
  const found = await Promise.all([...cells].map(async ([key, cell]) => [key, await totalOf(ledger, asked, cell)] as const));
  const totals = new Map(found);
  return alternatives.map(({ changes, ...alternative }) => ({
    ...alternative,
    totals: changes.flatMap(({ cell, differences }) =>
      SUMMED.flatMap((measure) => {
        const difference = differences[measure];
        if (difference === undefined) return [];
        const { row, query } = totals.get(cellKey(cell)) ?? { row: {} as Row, query: "" };
        const now = row[measure] === undefined || row[measure] === null ? null : Number(row[measure]);
        // A total nobody gave a number for becomes known with the first one.
        return [
          {
            measure,
            period: cell.period.label,
            province: cell.province,
            now,
            would_be: (now ?? 0) + difference,
            difference,
            query: query.replace("*", measure),
          },
        ];
      }),
    ),
  }));
}

async function totalOf(ledger: Ledger, asked: Asked, { period, province }: TotalCell): Promise<{ row: Row; query: string }> {
  const filters: Query["filters"] = province === null ? {} : { province: [province] };
  const query: Query = { ...asked.query, measure: [...SUMMED], filters, from: period, to: period, revision: asked.edition.revision };
  const { rows } = await tableOf(ledger, { ...asked, query });
  const proof = formatQuery({ ...query, measure: ["fatalities"] }).replace("measure=fatalities", "measure=*");
  return { row: rows[0] ?? ({} as Row), query: `/api/aggregates?${proof}` };
}
