import { randomUUID } from "node:crypto";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import express, { type RequestHandler, Router } from "express";
import { pinoHttp } from "pino-http";
import { aggregateRoutes } from "./http/aggregates";
import { auditRoutes } from "./http/audit";
import { guardReads } from "./http/auth";
import { briefRoutes } from "./http/brief";
import { withCache } from "./http/cache";
import { changeRoutes } from "./http/changes";
import { checkRoutes } from "./http/check";
import { compareRoutes } from "./http/compare";
import { datasetRoutes } from "./http/datasets";
import { guardDisk } from "./http/disk";
import { facetRoutes } from "./http/facets";
import { feedRoutes } from "./http/feeds";
import { healthRoutes } from "./http/health";
import { imageRoutes } from "./http/images";
import { importRoutes } from "./http/imports";
import { incidentRoutes } from "./http/incident";
import type { Ledger } from "./http/ledger";
import { atMost, COSTLY } from "./http/limits";
import { methodologyRoutes } from "./http/methodology";
import { metrics } from "./http/metrics";
import { noAddress } from "./http/no-address";
import { openapiRoutes } from "./http/openapi";
import { pageRoutes } from "./http/pages";
import { problemHandler } from "./http/problem";
import { askPrimaryInstead, countRead } from "./http/reading";
import { rememberedRoutes } from "./http/remembered";
import { revisionRoutes } from "./http/revisions";
import { rowDiffRoutes } from "./http/row-diff";
import { rowRoutes } from "./http/rows";
import { surface } from "./http/surface";
import { templateRoutes } from "./http/templates";
import { tokenRoutes } from "./http/tokens";

/** The whole program as a value: an Express app over an open database, with finished answers before it. It listens nowhere and closes nothing. */
export function createApp(ledger: Ledger): RequestListener {
  const app = express();
  app.disable("x-powered-by");
  app.set("etag", false);
  app.set("query parser", "simple");
  if (ledger.config.TRUST_PROXY !== undefined) app.set("trust proxy", trustOf(ledger.config.TRUST_PROXY));
  app.use(logged(ledger.log));
  const measured = metrics(ledger);
  app.use(measured.count);
  app.use(...surface(ledger.config));

  const api = Router();
  api.post("/datasets/:slug/imports", atMost(ledger, ledger.config.UPLOADS_PER_MINUTE, "uploads"));
  api.get(COSTLY, atMost(ledger, ledger.config.EXPORTS_PER_MINUTE, "exports"));
  api.use(templateRoutes(), openapiRoutes(), tokenRoutes(ledger), auditRoutes(ledger));
  api.use(guardReads(ledger), guardDisk(ledger));
  // What only reads may ask a replica.
  const reading: Ledger = { ...ledger, database: { ...ledger.database, knex: ledger.database.reading.knex } };
  api.use(
    countRead(ledger),
    aggregateRoutes(reading),
    briefRoutes(reading),
    checkRoutes(reading),
    compareRoutes(reading),
    imageRoutes(reading),
    rowRoutes(reading),
    facetRoutes(reading),
    feedRoutes(reading),
    incidentRoutes(reading),
    datasetRoutes(ledger),
    rememberedRoutes(ledger),
    revisionRoutes(ledger),
    rowDiffRoutes(ledger),
    importRoutes(ledger),
    changeRoutes(ledger),
  );
  app.use("/api", api, askPrimaryInstead(ledger, api));
  app.use(healthRoutes(ledger), measured.routes);
  app.use(methodologyRoutes(ledger));
  app.use(pageRoutes(ledger));
  app.use(noAddress);
  app.use(problemHandler(ledger.log));
  return withCache(ledger, app);
}

/** Names each request, and logs it where the log's level has them. */
function logged(logger: Ledger["log"]): RequestHandler {
  if (logger.isLevelEnabled("info")) return pinoHttp({ logger, redact: ["req.headers.authorization"], genReqId: requestId });
  return (request, response, next) => {
    requestId(request, response);
    next();
  };
}

/** The id under which a request stands in the log, told in its answer: the caller's own where it is a plain word, else a new one. */
function requestId(request: IncomingMessage, response: ServerResponse): string {
  const given = request.headers["x-request-id"];
  const id = typeof given === "string" && /^[\w-]{1,64}$/.test(given) ? given : randomUUID();
  response.setHeader("X-Request-Id", id);
  return id;
}

/**
 * TRUST_PROXY as Express takes it: a number of hops, or addresses. `true` is one hop: what stands before the nearest proxy's word was
 * written by the reader, who could name any address.
 */
function trustOf(setting: string): boolean | number | string {
  if (setting === "true" || setting === "false") return setting === "true" ? 1 : false;
  return /^\d+$/.test(setting) ? Number(setting) : setting;
}
