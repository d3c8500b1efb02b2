import { once } from "node:events";
import type { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import type { PGlite } from "@electric-sql/pglite";
import type { Knex } from "knex";
import type { Client } from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";

/** The embedded engine answers without the event loop ever turning: whoever has asked something meanwhile is heard here. */
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Rows in COPY's text format (PostgreSQL manual, COPY), one a line: what a backup is made of, the same on both engines. */
export interface TextSink {
  /** Takes whole lines. */
  write(lines: Buffer): Promise<void>;
  end(): Promise<void>;
}

/** The rows a SELECT gives, as text, in pieces of any size. On the embedded engine the whole answer stands in memory. */
export async function* copyTextOut(trx: Knex.Transaction, select: string): AsyncGenerator<Buffer> {
  const connection: Client | PGlite = await trx.client.acquireConnection();
  if ("dumpDataDir" in connection) {
    const { blob } = await connection.query(`copy (${select}) to '/dev/blob'`);
    if (blob) yield Buffer.from(await blob.arrayBuffer());
  } else yield* connection.query(copyTo(`copy (${select}) to stdout`)) as Readable;
}

/**
 * Opens a table for lines of text; the database's refusal is thrown by `write` or `end` and the transaction is lost. `freeze` is for a table the transaction
 * itself has made: its rows need no vacuum later.
 */
export async function copyTextIn(trx: Knex.Transaction, table: string, columns: readonly string[], freeze?: "freeze"): Promise<TextSink> {
  const statement = `copy "${table}" (${columns.map((name) => `"${name}"`).join(", ")}) from`;
  const connection: Client | PGlite = await trx.client.acquireConnection();
  if ("dumpDataDir" in connection) {
    return {
      write: async (lines) => {
        await connection.query(`${statement} '/dev/blob'`, [], { blob: new Blob([new Uint8Array(lines)]) });
        await turn();
      },
      end: async () => undefined,
    };
  }
  const stream = connection.query(copyFrom(`${statement} stdin${freeze ? " with (freeze)" : ""}`));
  const done = finished(stream);
  done.catch(() => undefined);
  let isRefused = false;
  stream.on("error", () => {
    isRefused = true;
  });
  return {
    write: async (lines) => {
      // A refused stream has no connection any more: writing to it would throw that, and not why it was refused.
      if (isRefused) await done;
      if (!stream.write(lines)) await Promise.race([once(stream, "drain"), done]);
    },
    end: async () => {
      if (!isRefused) stream.end();
      await done;
    },
  };
}
