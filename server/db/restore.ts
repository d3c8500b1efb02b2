import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { Knex } from "knex";
import { programActor, recordAudit } from "./audit";
import { FORMAT, type Head, readBackup, schemaOf, type TableHead, type Tail } from "./backup";
import { oneShardAtATime } from "./cluster";
import type { Database } from "./connect";
import { copyIn, type Sink } from "./copy-bytes";
import { asItWasAfter } from "./migrate";
import { widenShared } from "./partition";
import { sumRevisions } from "./revision-sums";
import { listTables } from "./tables";

/** A backup that cannot be restored here, and why; nothing was changed. */
export class NotRestorable extends Error {}

/**
 * Loads a backup into an empty ledger, all of it in one transaction, and proves that every revision adds up to what it did where the
 * backup was made. The file is read to its end and checked before the first row is written.
 * Throws NotRestorable: not a backup, damaged, of a newer schema, or the ledger is not empty.
 */
export async function restoreBackup(database: Database, path: string): Promise<Tail> {
  const { head, tail } = await checkBackup(path);
  const db = database.knex;
  const schema = await schemaOf(db);
  const held = await db("dataset").count({ datasets: "*" }).first();
  if (Number(held?.datasets) > 0) {
    throw new NotRestorable(
      `The ledger holds ${held?.datasets} datasets already. A backup is restored into an empty one: set DATA_DIR or DATABASE_URL to a new place.`,
    );
  }
  await db.transaction(async (trx) => {
    await trx.raw("set local time zone 'UTC'");
    await oneShardAtATime(trx);
    // A start without seeds may have made a token and an entry about it; the backup brings its own. Only here is the audit's guard lifted.
    await trx.raw("alter table audit_entry disable trigger user");
    await trx("audit_entry").delete();
    await trx.raw("alter table audit_entry enable trigger user");
    await trx("token").delete();
    const narrow = await widenShared(trx);
    if (!(await asItWasAfter(trx, head.schema, () => load(trx, path)))) {
      throw new NotRestorable(
        `The backup has the schema ${head.schema.join(", ")}; this release has ${schema.join(", ")}. Restore it with the release that made it.`,
      );
    }
    await narrow();
    for (const { name, identity } of await listTables(trx)) {
      if (identity !== null)
        await trx.raw("select setval(pg_get_serial_sequence(?, ?), (select coalesce(max(??), 0) + 1 from ??), false)", [name, identity, identity, name]);
    }
    const now = await sumRevisions(trx);
    const wrong = tail.revisions.find((sum, at) => !isDeepStrictEqual(sum, now[at]));
    if (wrong !== undefined || now.length !== tail.revisions.length) {
      throw new NotRestorable(`Revision ${wrong?.revision} of "${wrong?.dataset}" does not add up to what it did. Nothing was restored.`);
    }
    await recordAudit(trx, {
      actor: programActor("npm run restore"),
      action: "ledger.restore",
      dataset: null,
      detail: { made_at: head.made_at, sha256: tail.sha256, rows: tail.rows },
    });
  });
  return tail;
}

/** Reads a backup to its end: its first and last line, if everything between is what was written. */
export async function checkBackup(path: string): Promise<{ head: Head; tail: Tail }> {
  const hash = createHash("sha256");
  let head: Head | null = null;
  let held: Buffer = Buffer.alloc(0);
  try {
    for await (const piece of readBackup(path)) {
      if (head === null) {
        head = JSON.parse(piece.subarray(0, piece.indexOf(10)).toString()) as Head;
        if (head.format !== FORMAT || head.version !== 1) throw new SyntaxError();
      }
      // The last line is not part of its own sum.
      hash.update(held);
      held = Buffer.from(piece);
    }
    const at = held.lastIndexOf(10, held.length - 2) + 1;
    hash.update(held.subarray(0, at));
    const tail = JSON.parse(held.subarray(at).toString()) as Tail;
    if (head === null || tail.sha256 !== hash.digest("hex")) throw new SyntaxError();
    return { head, tail };
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code?.startsWith("Z_")) {
      throw new NotRestorable(head === null ? `${path} is no backup of Incident Ledger.` : `${path} is damaged: it ends early or was changed.`);
    }
    throw error;
  }
}

async function load(trx: Knex.Transaction, path: string): Promise<void> {
  let sink: Sink | null = null;
  let first = true;
  for await (const piece of readBackup(path)) {
    for (let at = 0; at < piece.length; ) {
      if (sink === null) {
        const end = piece.indexOf(10, at);
        const line = JSON.parse(piece.subarray(at, end).toString()) as Partial<TableHead>;
        at = end + 1;
        // The first line is the head; a line that names no table is the last.
        if (first) first = false;
        else if (line.table !== undefined && line.columns !== undefined) sink = await copyIn(trx, line.table, line.columns);
        else return;
        continue;
      }
      const end = endOfTable(piece, at);
      if (end.rows > at) await sink.write(piece.subarray(at, end.rows));
      at = end.next;
      if (!end.closed) continue;
      await sink.end();
      sink = null;
    }
  }
}

/** Where the rows of the table at hand end in this piece, and where to read on. */
function endOfTable(piece: Buffer, from: number): { rows: number; next: number; closed: boolean } {
  if (piece.subarray(from, from + 3).toString("latin1") === "\\.\n") return { rows: from, next: from + 3, closed: true };
  const at = piece.indexOf("\n\\.\n", from, "latin1");
  return at < 0 ? { rows: piece.length, next: piece.length, closed: false } : { rows: at + 1, next: at + 4, closed: true };
}
