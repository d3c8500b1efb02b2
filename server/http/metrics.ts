import { type RequestHandler, Router } from "express";
import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { listDatasets } from "../db/datasets";
import { countHeld } from "../db/held-rows";
import { guardReads } from "./auth";
import type { Ledger } from "./ledger";

/**
 * `/metrics` in Prometheus' text format, and what counts for it. A route is told by its pattern, never by its address, so that the
 * number of series stays bounded and no question of a reader is kept.
 */
export function metrics(ledger: Ledger): { count: RequestHandler; routes: Router } {
  const registers = [new Registry()];
  const [registry = new Registry()] = registers;
  const seconds = new Histogram({
    name: "http_request_duration_seconds",
    help: "Time from a request's arrival to the end of its answer",
    labelNames: ["method", "route", "status"],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 60],
    registers,
  });
  const underWay = new Gauge({ name: "http_requests_under_way", help: "Requests being answered", registers });
  const up = new Gauge({ name: "ledger_database_up", help: "1 when the database answers", registers });
  const revision = new Gauge({ name: "ledger_revision", help: "The revision in force of each dataset", labelNames: ["dataset"], registers });
  const replica = new Gauge({ name: "ledger_reading_from_replica", help: "1 while reads go to the replica", registers });
  const held = new Gauge({ name: "ledger_rows_held", help: "Incident rows held in memory for questions that cross dimensions", registers });
  let collecting = false;

  const count: RequestHandler = (request, response, next) => {
    const begun = process.hrtime.bigint();
    underWay.inc();
    response.once("close", () => {
      underWay.dec();
      const route = typeof request.route?.path === "string" ? `${request.baseUrl}${request.route.path}` : "other";
      seconds.observe({ method: request.method, route, status: response.statusCode }, Number(process.hrtime.bigint() - begun) / 1e9);
    });
    next();
  };

  const routes = Router();
  routes.get("/metrics", guardReads(ledger), async (_request, response) => {
    // Watching the process costs a little; who never asks never pays.
    if (!collecting) collectDefaultMetrics({ register: registry });
    collecting = true;
    revision.reset();
    const datasets = await listDatasets(ledger.database.knex).catch(() => null);
    replica.set(ledger.database.reading.isOnReplica() ? 1 : 0);
    held.set(countHeld({ knex: ledger.database.reading.knex }));
    up.set(datasets === null ? 0 : 1);
    for (const dataset of datasets ?? []) if (dataset.revision !== null) revision.set({ dataset: dataset.slug }, dataset.revision);
    response.type(registry.contentType).send(await registry.metrics());
  });
  return { count, routes };
}
