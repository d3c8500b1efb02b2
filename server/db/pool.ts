import type { Socket } from "node:net";
import knex, { type Knex } from "knex";
import pg from "pg";
import type { Line } from "./line";
import { preparing } from "./prepared";

/** What every connection asks of the server, so that one whose client is lost does not stay, and with it what it has locked, in seconds. */
const KEEPALIVE = "-c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3";

/**
 * What a reader's question runs under: transactions that cannot write, and five minutes at most, which the slowest download of a whole
 * row file must fit into too (PostgreSQL manual, "Client Connection Defaults"). Compiling a question takes longer than it saves here.
 */
export const READ_ONLY = `${KEEPALIVE} -c default_transaction_read_only=on -c statement_timeout=300000 -c jit=off`;

/**
 * What a change runs under: half an hour for a step of an import, of which the longest (building the indexes of a batch of some million rows) takes
 * minutes; eight seconds for a lock that somebody else has; and a minute for a transaction whose client has fallen silent, until it is ended
 * and what it had locked is free.
 */
export const WRITING = `${KEEPALIVE} -c statement_timeout=1800000 -c lock_timeout=8000 -c idle_in_transaction_session_timeout=60000`;

/** What the program does before or beside serving (migrations, backup, restore) takes as long as it takes. */
export const PATIENT = KEEPALIVE;

/** Opens a pool of connections to a server. While the line is down none is given out, and those in use are cut, so that whoever waits is told. */
export function openPool(url: string, owner: string, options: string, line: Line): Knex {
  const types = {
    getTypeParser: (oid: number, format?: "text" | "binary") => PARSERS.get(oid) ?? pg.types.getTypeParser(oid, format as "text"),
  };
  const open = new Set<Connection>();
  const db = knex({
    client: "pg",
    connection: { connectionString: url, application_name: owner, types, options, connectionTimeoutMillis: 5000 } as object,
    pool: {
      // One connection stays open for as long as the process lives: its name in pg_stat_activity says that its batches have an owner.
      min: 1,
      max: 10,
      afterCreate(connection: Connection, done: (error: null, connection: Connection) => void) {
        open.add(connection);
        preparing(connection);
        connection.once("end", () => open.delete(connection));
        done(null, connection);
      },
    },
    acquireConnectionTimeout: 10_000,
  });
  const client = db.client as Client;
  // Without a listener the loss of an idle connection would end the process.
  client.pool.on("error", () => undefined);
  line.onDown((away) => {
    for (const { connection } of open) connection.stream.destroy(away);
  });
  const acquire = client.acquireConnection.bind(client);
  client.acquireConnection = () => {
    const away = line.down();
    if (away !== null) return Promise.reject(away);
    return new Promise((resolve, reject) => {
      let isLate = false;
      const leave = line.onDown((reason) => {
        isLate = true;
        reject(reason);
      });
      acquire()
        .then((connection) => (isLate ? void client.releaseConnection(connection) : resolve(connection)), reject)
        .finally(leave);
    });
  };
  return db;
}

/** What knex and pg have but do not describe. */
type Connection = pg.Client & { connection: { stream: Socket } };
interface Client {
  pool: { on(event: string, listener: () => void): void };
  acquireConnection(): Promise<Connection>;
  releaseConnection(connection: Connection): Promise<void>;
}

/** Counts and sums as numbers, days as text: the types the embedded engine gives too. */
const PARSERS = new Map<number, (text: string) => unknown>([
  [pg.types.builtins.INT8, Number],
  [pg.types.builtins.NUMERIC, Number],
  [pg.types.builtins.DATE, (text) => text],
]);
