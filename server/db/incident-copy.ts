import type { Readable } from "node:stream";
import type { Knex } from "knex";
import type { Client } from "pg";
import { to as copyTo } from "pg-copy-streams";
import type { Query } from "../domain/query";
import type { Database } from "./connect";
import { type Page, selectIncidents } from "./incidents";
import { lieInOrder } from "./partition";

/** Texts that come from uploads: a spreadsheet may take them for formulas. */
const SENT = new Set(
  ["incident_id", "province_raw", "district", "place", "incident_type", "tactic", "perpetrator", "claimed_by", "target", "source"].concat(
    "source_url",
    "notes",
    "file_name",
  ),
);

/** Blanks and control characters that may stand before a formula's sign, and the signs; a plain number is none (`export/csv.ts`). */
const FORMULA = "^[\\u0001-\\u0020\\u007f-\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff]*[=+@|%\\uff1d\\uff0b\\uff0d\\uff20-]";
const NUMBER = "^[+-]?[0-9]+(\\.[0-9]+)?$";

/** The text as `defuse` in `export/csv.ts` writes it. Most are missing or begin with a letter or digit, which is quickly seen. */
function defused(column: string): string {
  const first = `ascii(${column})`;
  const harmless = `${column} is null or ${first} between 65 and 123 or ${first} between 48 and 57 or ${first} between 1536 and 1791`;
  return `case when ${harmless} then ${column} when ${column} ~ '${FORMULA}' and ${column} !~ '${NUMBER}' then '''' || ${column} else ${column} end`;
}

/** Rows are streamed from connections of the pool for as long as their readers take; so many may do so at once. */
const MOST = 3;
const underWay = new Map<string, number>();

/**
 * The rows of a question as the bytes of CSV lines, by COPY, as fast as the reader takes them; null where the database is the
 * embedded one, or enough readers are being served so: then they are to be read in pages.
 */
export function copyIncidents(
  database: Database,
  columns: readonly string[],
  batches: readonly number[],
  query: Query,
  range: { start: string; end: string } | null,
  page: Omit<Page, "limit">,
): AsyncGenerator<Buffer> | null {
  if (database.engine === "embedded" || (underWay.get(database.owner) ?? 0) >= MOST) return null;
  const names = columns.map((name) => {
    const column = name === "file_name" ? "batch.file_name" : `incident.${name}`;
    return SENT.has(name) ? `${defused(column)} as "${name}"` : name === "counted" ? `${column}::text` : column;
  });
  const db = database.knex;
  const literals = names.map((name) => db.raw(name.replaceAll("?", "\\?")));
  const select = (of: readonly number[]) => selectIncidents(db, literals, of, query, range, page);
  const asksForAll = Object.keys(query.filters).length === 0 && range === null && page.terms.length === 0;
  return stream(database, async (trx) => {
    // Putting a million rows in order takes half as long as writing them, and those of most large batches lie in the order of their lines.
    const lying = page.order === "line" && page.from === null && asksForAll ? await lieInOrder(trx, batches) : [];
    if (lying.length === 0) return [select(batches)];
    const corrected: number[] = await trx("supersession").distinct("old_batch_id").whereIn("batch_id", batches).pluck("old_batch_id");
    // As they lie is from the first block on, and by one reader (PostgreSQL manual, "synchronize_seqscans").
    await trx.raw("set local synchronize_seqscans = off");
    await trx.raw("set local max_parallel_workers_per_gather = 0");
    return [...batches]
      .sort((a, b) => a - b)
      .map((batch) => (lying.includes(batch) && !corrected.includes(batch) ? select([batch]).clearOrder() : select(batches).where("incident.batch_id", batch)));
  });
}

async function* stream(database: Database, tell: (trx: Knex.Transaction) => Promise<Knex.QueryBuilder[]>): AsyncGenerator<Buffer> {
  underWay.set(database.owner, (underWay.get(database.owner) ?? 0) + 1);
  let trx: Knex.Transaction | undefined;
  try {
    trx = await database.knex.transaction(undefined, { readOnly: true });
    await trx.raw("set local datestyle = 'ISO'");
    // COPY takes no parameters; knex writes each value as the literal it stands for.
    for (const select of await tell(trx)) yield* copyOne(database, trx, `copy (${select.toString()}) to stdout with (format csv)`);
  } finally {
    underWay.set(database.owner, (underWay.get(database.owner) ?? 1) - 1);
    await trx?.rollback().catch(() => undefined);
  }
}

async function* copyOne(database: Database, trx: Knex.Transaction, statement: string): AsyncGenerator<Buffer> {
  const connection: Client & { processID?: number } = await trx.client.acquireConnection();
  const rows: Readable = connection.query(copyTo(statement));
  let isWhole = false;
  try {
    for await (const piece of rows.iterator({ destroyOnReturn: false })) yield piece;
    isWhole = true;
  } finally {
    if (!isWhole && !rows.errored) {
      // The reader has left: the statement is stopped, or the connection would be busy until the last row.
      await database.knex.raw("select pg_cancel_backend(?)", [connection.processID ?? 0]);
      await new Promise((resolve) => rows.once("error", resolve).once("end", resolve).resume());
    }
  }
}
