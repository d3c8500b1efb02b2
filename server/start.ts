import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Logger } from "pino";
import type { Config } from "./config";
import { connect, type Database } from "./db/connect";
import { sweepExpired, sweepStaging } from "./db/discard";
import { migrate } from "./db/migrate";
import { runSeeds } from "./db/seed";
import { firstToken } from "./db/tokens";
import type { Ledger } from "./http/ledger";
import { keepPace } from "./http/pace";

/** A listening program. */
export interface Running {
  url: string;
  engine: Database["engine"];
  /** The upload token, if this start made it. */
  token: string | null;
  close: () => Promise<void>;
}

/** How long requests under way may take to end when the program stops, in milliseconds. */
const GRACE = 10_000;

/** Opens and prepares the database, then listens. Whatever was opened is closed again when a later step fails. */
export async function start(config: Config, log: Logger, createApp: (ledger: Ledger) => RequestListener): Promise<Running> {
  const database = await connect({ url: config.DATABASE_URL, readUrl: config.DATABASE_READ_URL, directory: config.DATA_DIR });
  try {
    await migrate(database);
    const swept = await sweepStaging(database);
    if (swept > 0) log.warn({ batches: swept }, "unfinished imports of an earlier process were removed");
    const expired = await sweepExpired(database);
    if (expired > 0) log.info({ batches: expired }, "imports that nobody published in time were removed");
    if (config.SEED === "on") await runSeeds(database);
    const server = createServer({ connectionsCheckingInterval: 5000 }, createApp({ database, config, log }));
    keepPace(server);
    let underWay = 0;
    server.on("request", (_request, response) => {
      underWay += 1;
      response.once("close", () => {
        underWay -= 1;
      });
    });
    const url = await listen(server, config.PORT, config.HOST);
    // Made last, when nothing can fail any more: a token that was made and never shown would lock everybody out.
    const token = config.ADMIN_TOKEN === undefined ? await firstToken(database.knex) : null;
    return { url, engine: database.engine, token, close: () => stop(server, database, log, () => underWay) };
  } catch (error) {
    await database.close();
    throw error;
  }
}

function listen(server: Server, port: number, host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const taken = `Port ${port} is taken by another program. Stop it, or set PORT to another number.`;
      reject(error.code === "EADDRINUSE" ? new Error(taken) : error);
    });
    server.listen(port, host, () => {
      const { port: bound } = server.address() as AddressInfo;
      resolve(`http://${host.includes(":") ? `[${host}]` : host}:${bound}`);
    });
  });
}

async function stop(server: Server, database: Database, log: Logger, underWay: () => number): Promise<void> {
  if (underWay() > 0) log.warn({ requests: underWay(), seconds: GRACE / 1000 }, "stopping: waiting for requests under way");
  const ended = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const force = setTimeout(() => {
    log.warn({ requests: underWay() }, "requests still under way were ended");
    server.closeAllConnections();
  }, GRACE);
  await ended;
  clearTimeout(force);
  await database.close();
}
