import { Router } from "express";
import type { Edition } from "../db/datasets";
import { findEdition } from "../db/datasets";
import { MEASURE_NAMES, MEASURES, type MeasureName } from "../domain/measure";
import { parseQuery } from "../domain/query";
import { diffTables } from "../statistics/diff";
import { headlineEffects } from "../statistics/headline";
import { checkQuery, tableOf } from "./answer";
import { requireRole } from "./auth";
import { existing } from "./datasets";
import { existingReport } from "./imports";
import type { Ledger } from "./ledger";
import { badParameters, Problem } from "./problem";
import { parametersOf } from "./reply";

/** `/api/imports/{id}/changes`: what publishing a staged import would change, by any dimensions, and the headline effect. */
export function changeRoutes(ledger: Ledger): Router {
  const router = Router();
  const db = ledger.database.knex;
  router.get("/imports/:id/changes", async (request, response) => {
    await requireRole(ledger, request, "editor");
    const report = await existingReport(ledger, request.params.id);
    if (report.state !== "staged") throw new Problem(409, "not_staged", `Import ${report.id} is ${report.state}, so there is nothing to compare.`);
    const dataset = await existing(ledger, report.dataset);
    const now: Edition = (await findEdition(db, dataset, {})) ?? { revision: 0, published_at: new Date(0).toISOString(), batches: [] };
    const next: Edition = { ...now, revision: now.revision + 1, batches: report.mode === "replace" ? [report.id] : [...now.batches, report.id] };

    const params = parametersOf(request);
    const allowed = ["by", "measure"];
    const faults = [...new Set(params.keys())]
      .filter((name) => !allowed.includes(name))
      .map((name) => ({ parameter: name, message: `There is no parameter "${name}" here. Known: ${allowed.join(", ")}.` }));
    if (faults.length > 0) throw badParameters(faults);
    const counted: MeasureName[] = MEASURE_NAMES.filter(
      (name) => ["fatalities", "injured", "incidents"].includes(name) && MEASURES[name].kinds.includes(dataset.kind),
    );
    if (!params.has("measure")) params.set("measure", counted.join(","));
    if (!params.has("by")) params.set("by", "quarter,province");
    params.set("dataset", dataset.slug);
    const asked = parseQuery(params);
    if (asked.faults.length > 0) throw badParameters(asked.faults);
    const query = checkQuery(asked.query, dataset);
    const yearly = { ...query, by: ["year" as const], measure: counted, change: "previous" as const };
    const [before, after] = [await tableOf(ledger, { query, dataset, edition: now }), await tableOf(ledger, { query, dataset, edition: next })];
    const [yearsBefore, yearsAfter] = [
      await tableOf(ledger, { query: yearly, dataset, edition: now }),
      await tableOf(ledger, { query: yearly, dataset, edition: next }),
    ];
    response.json({
      import: report.id,
      from: now.revision,
      to: next.revision,
      headlines: headlineEffects(yearsBefore, yearsAfter, counted),
      ...diffTables(before, after),
    });
  });
  return router;
}
