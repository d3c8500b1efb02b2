import { type Request, Router } from "express";
import { formatQuery, parseQuery } from "../domain/query";
import { inWords } from "../domain/question";
import type { Answer } from "../domain/table";
import type { Exported } from "../export/exported";
import { type Asked, answer, ask } from "./answer";
import { addressesOf, sendForm, sourceOf, versionOf } from "./forms";
import type { Ledger } from "./ledger";
import { originOf, parametersOf } from "./reply";

/** `/api/aggregates` and its exports: one answer, several forms. */
export function aggregateRoutes(ledger: Ledger): Router {
  const router = Router();
  router.get(addressesOf("/aggregates"), async (request, response) => {
    const { query, faults } = parseQuery(parametersOf(request));
    const asked = await ask(ledger, query, faults);
    const found = await answer(ledger, asked);
    await sendForm(request, response, versionOf(asked), { json: found, exported: () => exportedOf(request, asked, found) });
  });
  return router;
}

function exportedOf(request: Request, { query, dataset, edition }: Asked, found: Answer): Exported {
  const origin = originOf(request);
  const { revision } = edition;
  const pinned = formatQuery({ ...query, revision });
  const view = `${origin}/explore?${formatQuery({ ...query, revision, layout: "tidy", detail: false })}`;
  return {
    columns: found.columns,
    rows: found.rows,
    notes: found.notes,
    name: `${dataset.slug}-${query.measure.join("-")}${query.by.length > 0 ? `-by-${query.by.join("-")}` : ""}-r${revision}`,
    title: `${dataset.title}: ${inWords(query)}`,
    sources: [sourceOf({ query, dataset, edition }, `${origin}/api/aggregates?${pinned}`)],
    query: found.query,
    address: `${origin}/api/aggregates?${formatQuery(query)}`,
    pinned: `${origin}/api/aggregates?${pinned}`,
    view,
  };
}
