import { Router } from "express";
import { KINDS } from "../domain/dataset";
import { templateOf } from "../ingest/templates";
import { asDownload } from "./reply";

/** `/api/templates/incidents.csv` and `figures.csv`: the house formats, ready to fill in. */
export function templateRoutes(): Router {
  const router = Router();
  for (const kind of KINDS) {
    router.get(`/templates/${kind}.csv`, (_request, response) => {
      asDownload(response, `${kind}-template.csv`);
      response.type("text/csv; charset=utf-8").send(templateOf(kind));
    });
  }
  return router;
}
