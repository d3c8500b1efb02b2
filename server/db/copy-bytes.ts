import { once } from "node:events";
import type { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import type { PGlite } from "@electric-sql/pglite";
import type { Knex } from "knex";
import type { Client } from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";

/** The embedded engine answers without the event loop ever turning: whoever has asked something meanwhile is heard here. */
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Rows on their way into a table, in one of COPY's formats (PostgreSQL manual, COPY). */
export interface Sink {
  /** Takes whole rows. */
  write(rows: Buffer): Promise<void>;
  end(): Promise<void>;
}

/** Of a COPY. */
export interface CopyOptions {
  /** The rows are in the binary format, without what stands before the first and after the last; else in the text format, one a line. */
  binary?: boolean;
  /** The transaction itself has made the table: its rows need no vacuum later. */
  freeze?: boolean;
}

/** What stands before and after rows in the binary format: its signature, no flags, no extension; and no more fields (manual, COPY, "Binary Format"). */
const HEAD = Buffer.from("5047434f50590aff0d0a000000000000000000", "hex");
const TAIL = Buffer.from("ffff", "hex");

/** The rows a SELECT gives, as text, in pieces of any size. On the embedded engine the whole answer stands in memory. */
export async function* copyOut(trx: Knex.Transaction, select: string): AsyncGenerator<Buffer> {
  const connection: Client | PGlite = await trx.client.acquireConnection();
  if ("dumpDataDir" in connection) {
    const { blob } = await connection.query(`copy (${select}) to '/dev/blob'`);
    if (blob) yield Buffer.from(await blob.arrayBuffer());
  } else yield* connection.query(copyTo(`copy (${select}) to stdout`)) as Readable;
}

/** Opens a table for rows; the database's refusal is thrown by `write` or `end` and the transaction is lost. */
export async function copyIn(trx: Knex.Transaction, table: string, columns: readonly string[], { binary, freeze }: CopyOptions = {}): Promise<Sink> {
  const statement = `copy "${table}" (${columns.map((name) => `"${name}"`).join(", ")}) from`;
  const options = [...(binary ? ["format binary"] : []), ...(freeze ? ["freeze"] : [])];
  const how = options.length === 0 ? "" : ` with (${options.join(", ")})`;
  const connection: Client | PGlite = await trx.client.acquireConnection();
  if ("dumpDataDir" in connection) {
    return {
      write: async (rows) => {
        await connection.query(`${statement} '/dev/blob'${how}`, [], { blob: new Blob(binary ? [HEAD, new Uint8Array(rows), TAIL] : [new Uint8Array(rows)]) });
        await turn();
      },
      end: async () => undefined,
    };
  }
  const stream = connection.query(copyFrom(`${statement} stdin${how}`));
  const done = finished(stream);
  done.catch(() => undefined);
  let isRefused = false;
  stream.on("error", () => {
    isRefused = true;
  });
  if (binary) stream.write(HEAD);
  const { stream: socket } = connection.connection;
  return {
    write: async (rows) => {
      // A refused stream has no connection any more: writing to it would throw that, and not why it was refused.
      if (isRefused) await done;
      // The five bytes before a message would go out by themselves, and wake whoever reads for them alone.
      socket.cork();
      const goesOn = stream.write(rows);
      socket.uncork();
      if (!goesOn) await Promise.race([once(stream, "drain"), done]);
    },
    end: async () => {
      if (!isRefused) stream.end(binary ? TAIL : undefined);
      await done;
    },
  };
}
