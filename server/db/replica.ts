import { setTimeout as wait } from "node:timers/promises";
import type { Knex } from "knex";
import { isAway } from "./away";
import type { Notices } from "./notices";

/** Where reads go. `knex` is the replica while it is known to have all that was read before, else the primary. */
export interface Reading {
  knex: Knex;
  isOnReplica(): boolean;
  /** Counts a read in; it waits while the reads change over. Call what it gives back when the read has ended. */
  enter(): Promise<() => void>;
  /** Whether the error is the replica's own: it is lost or cancelled the read, and the primary can answer. Reads go there from now on. */
  isLost(error: unknown): boolean;
  close(): Promise<void>;
}

/** Every read from the one database there is. */
export function readFromPrimary(knex: Knex): Reading {
  return { knex, isOnReplica: () => false, enter: async () => () => undefined, isLost: () => false, close: async () => undefined };
}

/** How often a replica that is behind or lost is looked at again, and how long reads may be held for the change-over, in milliseconds. */
const LOOK = 100;
const HOLD = 150;

/**
 * Sends reads to a streaming replica without ever showing an older state than was shown before. A replica replays the primary's log in
 * order, so reads from it alone never go back; the danger is the change-over. At any change reads go to the primary; they return when
 * none is under way any more and the replica has replayed the log up to where the primary is then (pg_last_wal_replay_lsn).
 */
export function readFromReplica(primary: Knex, replica: Knex, notices: Notices): Reading {
  let onReplica = false;
  let closed = false;
  let underWay = 0;
  let changes = 0;
  let held: Promise<void> | null = null;

  notices.onChange(() => {
    changes += 1;
    onReplica = false;
  });

  const changeOver = async () => {
    const seen = changes;
    // Before anybody is held: is it worth it?
    if (!(await hasReplayed(await position(primary)))) return;
    let release = () => {};
    held = new Promise((resolve) => {
      release = resolve;
    });
    try {
      const until = Date.now() + HOLD;
      while (underWay > 0 && Date.now() < until) await wait(2);
      if (underWay > 0) return;
      const target = await position(primary);
      while (!(await hasReplayed(target))) {
        if (Date.now() > until) return;
        await wait(2);
      }
      onReplica = seen === changes && notices.isHearing() && !closed;
    } finally {
      held = null;
      release();
    }
  };
  const hasReplayed = async (target: string) => {
    const { rows } = await replica.raw("select coalesce(pg_last_wal_replay_lsn() >= ?::pg_lsn, not pg_is_in_recovery()) as replayed", [target]);
    return rows[0].replayed === true;
  };
  const watch = async () => {
    while (!closed) {
      if (!onReplica && notices.isHearing()) await changeOver().catch(() => undefined);
      await wait(LOOK, undefined, { ref: false });
    }
  };
  const watching = watch();

  // Asked at each use: a query goes where reads go at its moment.
  const knex = new Proxy(primary, {
    apply: (_target, _this, args: Parameters<Knex>) => (onReplica ? replica : primary)(...args),
    get: (_target, name) => Reflect.get(onReplica ? replica : primary, name),
  });
  return {
    knex,
    isOnReplica: () => onReplica,
    async enter() {
      while (held !== null) await held;
      underWay += 1;
      return () => {
        underWay -= 1;
      };
    },
    isLost(error) {
      // 40001: recovery cancelled the read (PostgreSQL manual, "Handling Query Conflicts").
      const lost = isAway(error) || (error as { code?: string } | null)?.code === "40001";
      if (lost) onReplica = false;
      return lost;
    },
    async close() {
      closed = true;
      await watching;
      await replica.destroy();
    },
  };
}

async function position(primary: Knex): Promise<string> {
  const { rows } = await primary.raw("select pg_current_wal_lsn()::text as position");
  return rows[0].position;
}
