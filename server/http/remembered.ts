import { Router } from "express";
import { readRemembered } from "../db/remembered";
import { requireRole } from "./auth";
import { existing } from "./datasets";
import type { Ledger } from "./ledger";

/** `/api/datasets/{slug}/mapping`: how the dataset's published files were read, to begin the next upload with. */
export function rememberedRoutes(ledger: Ledger): Router {
  const router = Router();
  router.get("/datasets/:slug/mapping", async (request, response) => {
    await requireRole(ledger, request, "editor");
    const dataset = await existing(ledger, request.params.slug);
    const { mapping = {}, constants = {}, spellings = {} } = await readRemembered(ledger.database.knex, dataset.id);
    response.json({ mapping, constants, spellings });
  });
  return router;
}
