import { Router } from "express";
import { today } from "../domain/day";
import { formatQuery, parseQuery } from "../domain/query";
import { toCsv } from "../export/csv";
import { toXlsx } from "../export/xlsx";
import { answer, ask } from "./answer";
import type { Ledger } from "./ledger";
import { asDownload, parametersOf, sendVersioned } from "./reply";

/** `/api/aggregates` and its exports: one answer, several forms. */
export function aggregateRoutes(ledger: Ledger): Router {
  const router = Router();
  router.get(["/aggregates", "/aggregates.json", "/aggregates.csv", "/aggregates.xlsx"], async (request, response) => {
    const { query, faults } = parseQuery(parametersOf(request));
    const asked = await ask(ledger, query, faults);
    const form = request.path.split(".")[1] ?? "json";
    const address = formatQuery(asked.query);
    const { coverage, title, publisher } = asked.dataset;
    const version = {
      // What the answer depends on beside the revision and the query: the dataset's description, and the day on which a period is whole.
      key: [asked.dataset.id, asked.edition.revision, form, address, coverage, title, publisher, asked.query.change && today()].join("|"),
      pinned: asked.query.revision !== null,
    };
    const found = await answer(ledger, asked);
    const name = `${asked.dataset.slug}-${asked.query.measure.join("-")}-r${asked.edition.revision}`;
    if (form === "csv") {
      asDownload(response, `${name}.csv`);
      sendVersioned(request, response, version, "text/csv; charset=utf-8", toCsv(found));
    } else if (form === "xlsx") {
      asDownload(response, `${name}.xlsx`);
      const type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
      sendVersioned(request, response, version, type, await toXlsx(found, `/api/aggregates?${address}`));
    } else {
      sendVersioned(request, response, version, "application/json", JSON.stringify(found));
    }
  });
  return router;
}
