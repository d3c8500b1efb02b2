import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { PGlite } from "@electric-sql/pglite";
import type { Knex } from "knex";
import type { Client } from "pg";
import { from as copyFrom } from "pg-copy-streams";

/** A value as COPY's text format takes it. Objects are written as JSON. */
export type CopyValue = string | number | boolean | object | null | undefined;

/**
 * Loads rows by COPY, in the transaction's own connection, on either engine. `rows` yields the values in the order of `columns`.
 * Returns nothing; the database's refusal is thrown and the transaction is lost.
 */
export async function copyRows(trx: Knex.Transaction, table: string, columns: readonly string[], rows: Iterable<readonly CopyValue[]>): Promise<void> {
  const statement = `copy ${table} (${columns.join(", ")}) from`;
  const connection: Client | PGlite = await trx.client.acquireConnection();
  if ("dumpDataDir" in connection) {
    const text = [...rows].map(copyLine).join("");
    if (text !== "") await connection.query(`${statement} '/dev/blob'`, [], { blob: new Blob([text]) });
  } else {
    await pipeline(
      Readable.from(
        (function* () {
          for (const row of rows) yield copyLine(row);
        })(),
      ),
      connection.query(copyFrom(`${statement} stdin`)),
    );
  }
}

/** One line of COPY's text format: tab between values, `\N` for null, backslash escapes (PostgreSQL manual, COPY, "Text Format"). */
function copyLine(row: readonly CopyValue[]): string {
  return `${row.map(copyValue).join("\t")}\n`;
}

function copyValue(value: CopyValue): string {
  if (value === null || value === undefined) return "\\N";
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  return text.replace(/[\\\t\n\r]/g, (character) => ESCAPES[character] ?? character);
}

const ESCAPES: Record<string, string> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };
