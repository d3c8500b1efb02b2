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
  /** Tells the other processes something, soon and without promise: what may be lost. At most 7 kB as JSON. */
  say(topic: string, words: unknown): void;
  /** Hears what other processes say on a topic. */
  onSaid(topic: string, listener: (words: unknown) => void): void;
  close(): Promise<void>;
}

const CHANNEL = "incident_ledger";
const SAID = "incident_ledger_said";

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
    say: () => undefined,
    onSaid: () => undefined,
    close: async () => undefined,
  };
}

/** Listens on a connection of its own (PostgreSQL manual, LISTEN). A lost line counts as a change, and so does its return. */
export function serverNotices(url: string, name: string): Notices & { line: Line } {
  const listeners = new Set<() => void>();
  const ears = new Map<string, (words: unknown) => void>();
  let caller: Client | undefined;
  const tell = () => tellAll(listeners);
  const hear = (payload: string) => {
    const { by, topic, words } = JSON.parse(payload) as { by: string; topic: string; words: unknown };
    if (by !== name) ears.get(topic)?.(words);
  };
  const begin = (client: Client) => {
    caller = client;
    client.on("notification", ({ channel, payload = "" }) => (channel === SAID ? hear(payload) : tell()));
    return client.query(`listen ${CHANNEL}; listen ${SAID}`);
  };
  const line = keepLine(url, name, { begin, turned: tell });
  return {
    line,
    isHearing: line.isUp,
    onChange: (listener) => void listeners.add(listener),
    tell,
    say: (topic, words) => {
      if (line.isUp()) caller?.query("select pg_notify($1, $2)", [SAID, JSON.stringify({ by: name, topic, words })]).catch(() => undefined);
    },
    onSaid: (topic, listener) => void ears.set(topic, listener),
    close: line.close,
  };
}

function tellAll(listeners: ReadonlySet<() => void>): void {
  for (const listener of listeners) listener();
}
