import type { Knex } from "knex";
import type { Client } from "pg";
import { keepLine, type Line } from "./line";

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
export function serverNotices(url: string, name: string): Notices & { line: Line } {
  const listeners = new Set<() => void>();
  const tell = () => tellAll(listeners);
  const begin = (client: Client) => {
    client.on("notification", tell);
    return client.query(`listen ${CHANNEL}`);
  };
  const line = keepLine(url, name, { begin, turned: tell });
  return { line, isHearing: line.isUp, onChange: (listener) => void listeners.add(listener), tell, close: line.close };
}

function tellAll(listeners: ReadonlySet<() => void>): void {
  for (const listener of listeners) listener();
}
