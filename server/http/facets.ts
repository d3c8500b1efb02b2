import { Router } from "express";
import { countFacets } from "../db/facets";
import type { Ledger } from "./ledger";
import { JSON_TYPE, sendVersioned } from "./reply";
import { askRows, rangeOf, shownDataset } from "./rows";

/** `/api/incidents/facets`: how many rows each member of a facet would leave, their sums, and the places they lie at. */
export function facetRoutes(ledger: Ledger): Router {
  const router = Router();
  router.get("/incidents/facets", async (request, response) => {
    const { asked, page } = await askRows(ledger, request, "incidents");
    const { terms, counted } = page;
    const found = await countFacets(ledger.database.knex, asked.edition.batches, { query: asked.query, range: rangeOf(asked.query), terms, counted });
    const version = {
      key: `facets|${asked.dataset.id}|${asked.edition.revision}|${asked.dataset.title}|${request.originalUrl}`,
      pinned: asked.query.revision !== null,
    };
    sendVersioned(request, response, version, JSON_TYPE, JSON.stringify({ dataset: shownDataset(asked), ...found }));
  });
  return router;
}
