import { createHash } from "node:crypto";
import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { link, open, rm } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import type { Knex } from "knex";
import type { Database } from "./connect";
import { copyOut } from "./copy-bytes";
import { type RevisionSum, sumRevisions } from "./revision-sums";
import { listTables, type Table } from "./tables";

/**
 * A backup is a gzipped text: a line of JSON (Head); for each table a line of JSON with its name and columns, its rows in COPY's
 * text format and a line `\.`; and a last line of JSON (Tail) with the sums of every revision and the SHA-256 of all before it.
 * The same text is read by either engine.
 */
export const FORMAT = "incident-ledger-backup";

export interface Head {
  format: typeof FORMAT;
  version: 1;
  made_at: string;
  /** The migrations the tables were made by. */
  schema: string[];
}
export interface TableHead {
  table: string;
  columns: string[];
}
export interface Tail {
  rows: Record<string, number>;
  revisions: RevisionSum[];
  sha256: string;
}

/** The names of the migrations a database has. */
export const schemaOf = (db: Knex): Promise<string[]> => db("knex_migrations").orderBy("id").pluck("name");

/** Half-staged imports belong to a process, not to the ledger: neither they nor their rows are kept. */
function rowsOf({ name, columns }: Table): string {
  const staging = "(select id from batch where state = 'staging')";
  const only = name === "batch" ? " where state <> 'staging'" : columns.includes("batch_id") && name !== "revision" ? ` where batch_id not in ${staging}` : "";
  return `select ${columns.map((column) => `"${column}"`).join(", ")} from "${name}"${only}`;
}

/**
 * Writes the whole ledger as it is at one moment to `path`, which appears only when it is complete and on the disk.
 * Returns what the last line says. Throws when the file exists already.
 */
export async function writeBackup(database: Database, path: string): Promise<Tail> {
  const part = `${path}.part`;
  if (existsSync(path)) throw new Error(`${path} exists already. Name a file that does not.`);
  try {
    let tail: Tail | null = null;
    await database.knex.transaction(
      async (trx) => {
        await trx.raw("set local time zone 'UTC'");
        const text = backupText(trx, (written) => {
          tail = written;
        });
        await pipeline(Readable.from(text), createGzip({ level: 6 }), createWriteStream(part, { flags: "w" }));
      },
      { isolationLevel: "repeatable read" },
    );
    const file = await open(part, "r+");
    await file.sync();
    await file.close();
    // link() refuses a name that was taken meanwhile.
    await link(part, path);
    if (tail === null) throw new Error("The backup ended before its last line.");
    return tail;
  } finally {
    await rm(part, { force: true });
  }
}

async function* backupText(trx: Knex.Transaction, told: (tail: Tail) => void): AsyncGenerator<Buffer> {
  const hash = createHash("sha256");
  const count = (piece: Buffer) => {
    hash.update(piece);
    return piece;
  };
  const line = (value: object) => count(Buffer.from(`${JSON.stringify(value)}\n`));
  yield line({ format: FORMAT, version: 1, made_at: new Date().toISOString(), schema: await schemaOf(trx) } satisfies Head);
  const rows: Record<string, number> = {};
  for (const table of await listTables(trx)) {
    yield line({ table: table.name, columns: table.columns } satisfies TableHead);
    let lines = 0;
    for await (const piece of copyOut(trx, rowsOf(table))) {
      for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10, at + 1)) lines += 1;
      yield count(piece);
    }
    rows[table.name] = lines;
    yield count(Buffer.from("\\.\n"));
  }
  const tail: Tail = { rows, revisions: await sumRevisions(trx), sha256: hash.digest("hex") };
  told(tail);
  yield Buffer.from(`${JSON.stringify(tail)}\n`);
}

/** A backup's text in pieces that end with a line. Throws what gunzip throws of a torn file. */
export async function* readBackup(path: string): AsyncGenerator<Buffer> {
  const unpacked = createGunzip();
  const file = createReadStream(path);
  file.on("error", (error) => unpacked.destroy(error));
  let rest: Buffer = Buffer.alloc(0);
  for await (const piece of file.pipe(unpacked) as AsyncIterable<Buffer>) {
    const whole = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    const end = whole.lastIndexOf(10) + 1;
    if (end > 0) yield whole.subarray(0, end);
    rest = whole.subarray(end);
  }
  if (rest.length > 0) yield rest;
}
