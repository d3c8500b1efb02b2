import type { Knex } from "knex";
import pg from "pg";

/** Word of changes: what this process changed, and on a server what any process changed. */
export interface Notices {
  /** Whether word of every change arrives; false while the server cannot be heard, when nothing may be taken for current. */
  isHearing(): boolean;
  onChange(listener: () => void): void;
  /** This process has changed something. */
  tell(): void;
  close(): Promise<void>;
}

const CHANNEL = "incident_ledger";
/** How long until the server is called again after its line was lost, in milliseconds. */
const AGAIN = 1000;

/** Tells every process, when the transaction is committed. */
export async function notifyOthers(trx: Knex.Transaction): Promise<void> {
  await trx.raw(`select pg_notify('${CHANNEL}', '')`);
}

/** The embedded database belongs to one process: there is nobody else to hear. */
export function ownNotices(): Notices {
  const listeners = new Set<() => void>();
  return {
    isHearing: () => true,
    onChange: (listener) => void listeners.add(listener),
    tell: () => tellAll(listeners),
    close: async () => undefined,
  };
}

/** Listens on a connection of its own (PostgreSQL manual, LISTEN). A lost line counts as a change, and so does its return. */
export function serverNotices(url: string, name: string): Notices {
  const listeners = new Set<() => void>();
  let client: pg.Client | null = null;
  let hearing = false;
  let closed = false;
  let retry: NodeJS.Timeout | undefined;

  const lost = (one: pg.Client) => {
    if (one !== client) return;
    client = null;
    hearing = false;
    tellAll(listeners);
    one.end().catch(() => undefined);
    if (!closed) retry = setTimeout(() => void call(), AGAIN).unref();
  };
  const call = async () => {
    const one = new pg.Client({ connectionString: url, application_name: name, keepAlive: true, connectionTimeoutMillis: 5000 });
    client = one;
    one.on("error", () => lost(one));
    one.on("end", () => lost(one));
    one.on("notification", () => tellAll(listeners));
    try {
      await one.connect();
      await one.query(`listen ${CHANNEL}`);
      hearing = one === client && !closed;
      tellAll(listeners);
    } catch {
      lost(one);
    }
  };
  void call();
  return {
    isHearing: () => hearing,
    onChange: (listener) => void listeners.add(listener),
    tell: () => tellAll(listeners),
    close: async () => {
      closed = true;
      hearing = false;
      clearTimeout(retry);
      const last = client;
      client = null;
      await last?.end().catch(() => undefined);
    },
  };
}

function tellAll(listeners: ReadonlySet<() => void>): void {
  for (const listener of listeners) listener();
}
