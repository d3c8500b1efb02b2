import type { Client } from "pg";

/** A question as knex hands it to pg; `prepared` is what `.options({ prepared: true })` adds. */
interface Asked {
  text: string;
  values: unknown[];
  prepared?: boolean;
  name?: string;
}

/** The most texts that are prepared; each takes some ten kB in every connection. */
const MOST = 200;
const names = new Map<string, string>();

/** Lets a connection parse and plan the questions marked `prepared` once for each text (PostgreSQL manual, PREPARE). */
export function preparing(connection: Client): void {
  const query = connection.query.bind(connection) as (asked: Asked, ...rest: unknown[]) => unknown;
  const named = (asked: Asked): Asked => {
    if (asked?.prepared !== true) return asked;
    const known = names.get(asked.text);
    if (known !== undefined) return { ...asked, name: known };
    if (names.size >= MOST) return asked;
    const name = `ledger_${names.size}`;
    names.set(asked.text, name);
    return { ...asked, name };
  };
  connection.query = ((asked: Asked, ...rest: unknown[]) => query(named(asked), ...rest)) as typeof connection.query;
}
