import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { isAway, ServerAway } from "./away";

/** A connection of its own to a server, asked again and again whether the server answers. A hung server refuses nothing: only this tells. */
export interface Line {
  /** The server answered lately. */
  isUp(): boolean;
  /** Why nobody should wait for the server: it is known not to answer. Null also before the first call has ended. */
  down(): ServerAway | null;
  /** Calls the listener whenever the server stops answering, until the function it gives back is called. */
  onDown(listener: (away: ServerAway) => void): () => void;
  close(): Promise<void>;
}

/** What else the connection is for. */
export interface LineUse {
  /** Before it counts as up. */
  begin?: (client: pg.Client) => Promise<unknown>;
  /** Whenever it is up, and whenever it is lost. */
  turned?: () => void;
}

/** How often the server is asked, how long it may take to answer, and how long until it is called again, in milliseconds: together less than 10 s. */
const EVERY = 1500;
const ANSWER = 5000;
const AGAIN = 1000;
/** The wait for an answer has parts, so that a pause of our own thread, with the answer waiting behind it, counts as one of them. */
const PARTS = 10;

export function keepLine(url: string, name: string, { begin, turned }: LineUse = {}): Line {
  const listeners = new Set<(away: ServerAway) => void>();
  let client: pg.Client | null = null;
  let isUp = false;
  let down: ServerAway | null = null;
  let closed = false;
  let retry: NodeJS.Timeout | undefined;

  const lost = (one: pg.Client, error?: unknown) => {
    if (one !== client) return;
    client = null;
    isUp = false;
    one.end().catch(() => undefined);
    // A server that has no connection left for this one answers all the same.
    const isFull = String((error as { code?: unknown } | undefined)?.code).startsWith("53");
    down = isFull || (error !== undefined && !isAway(error)) ? null : new ServerAway(error);
    if (down !== null) for (const listener of [...listeners]) listener(down);
    turned?.();
    if (!closed) retry = setTimeout(() => void call(), AGAIN).unref();
  };
  const call = async () => {
    const one = new pg.Client({ connectionString: url, application_name: name, keepAlive: true, connectionTimeoutMillis: ANSWER });
    client = one;
    one.on("error", (error) => lost(one, error));
    one.on("end", () => lost(one));
    try {
      await one.connect();
      await begin?.(one);
    } catch (error) {
      return lost(one, error);
    }
    if (one !== client || closed) return;
    isUp = true;
    down = null;
    turned?.();
    while (one === client && (await answers(one))) await wait(EVERY, undefined, { ref: false });
    lost(one);
  };
  void call();
  return {
    isUp: () => isUp,
    down: () => down,
    onDown(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async close() {
      closed = true;
      clearTimeout(retry);
      const last = client;
      client = null;
      isUp = false;
      await last?.end().catch(() => undefined);
    },
  };
}

async function answers(client: pg.Client): Promise<boolean> {
  const asked = client.query("select 1").then(
    () => true,
    () => false,
  );
  const late = async () => {
    for (let part = 0; part < PARTS; part += 1) await wait(ANSWER / PARTS, undefined, { ref: false });
    return false;
  };
  return Promise.race([asked, late()]);
}
