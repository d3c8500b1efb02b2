import { Router } from "express";
import type { Ledger } from "./ledger";
import { databaseAway } from "./problem";

/** `/healthz`: the process answers. `/readyz`: the database does too. */
export function healthRoutes(ledger: Ledger): Router {
  const router = Router();
  router.get("/healthz", (_request, response) => {
    response.json({ status: "ok" });
  });
  router.get("/readyz", async (_request, response) => {
    await ledger.database.knex.raw("select 1").catch((error) => {
      ledger.log.warn({ err: error }, "database not ready");
      throw databaseAway();
    });
    response.json({ status: "ready", engine: ledger.database.engine });
  });
  return router;
}
