import type { Logger } from "pino";
import type { Config } from "../config";
import type { Database } from "../db/connect";

/** What every route needs: the open database, the settings and the log. Made once by the start, passed down as a value. */
export interface Ledger {
  database: Database;
  config: Config;
  log: Logger;
}
