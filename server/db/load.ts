import type { Knex } from "knex";
import type { Database } from "./connect";
import { copyTextIn, type TextSink } from "./copy-text";
import { attachPartition, indexPartition, isLarge, makePartition } from "./partition";

/** A batch's incidents on their way into the ledger, as lines of COPY's text format. */
export interface Load {
  /** Takes whole lines. */
  write: (lines: Uint8Array) => Promise<void>;
  /** Ends the load; the rows are then the batch's. */
  end: () => Promise<void>;
  /** Ends it without a row of it staying behind in a table of its own; rows in a shared one are the caller's to erase. */
  abandon: () => Promise<void>;
}

/**
 * Begins a load. A large batch goes into a table of its own, which is filled, indexed and made a partition one after the other; others into the shared partition, on a server in one
 * transaction, on the embedded engine in a short one a piece, because readers wait for it.
 */
export async function beginLoad(database: Database, batch: number, columns: readonly string[]): Promise<Load> {
  if (database.engine === "embedded") return loadPieces(database.knex, batch, columns);
  const trx = await database.knex.transaction();
  try {
    const table = isLarge(batch) ? await makePartition(trx, batch) : "incident";
    const sink = isLarge(batch) ? await copyTextIn(trx, table, columns, "freeze") : await copyTextIn(trx, table, [...columns, ...SAME]);
    return {
      write: (lines) => sink.write(isLarge(batch) ? asBuffer(lines) : withSame(lines, batch)),
      end: async () => {
        try {
          await sink.end();
          await trx.commit();
        } catch (error) {
          await trx.rollback().catch(() => undefined);
          throw error;
        }
        if (!isLarge(batch)) return;
        await indexPartition(database.knex, batch);
        await database.knex.transaction((attaching) => attachPartition(attaching, batch));
      },
      abandon: async () => {
        await sink.end().catch(() => undefined);
        await trx.rollback().catch(() => undefined);
      },
    };
  } catch (error) {
    await trx.rollback().catch(() => undefined);
    throw error;
  }
}

/** Columns that are the same in all rows of a plain file, for a table without defaults. */
const SAME = ["batch_id", "part", "lead_part", "counted"];

/** Bytes that go into one transaction of the embedded engine: about a thousand rows. */
const PIECE = 1 << 18;

function loadPieces(db: Knex, batch: number, columns: readonly string[]): Load {
  let waiting: Buffer[] = [];
  let length = 0;
  const flush = async () => {
    if (length === 0) return;
    const lines = Buffer.concat(waiting);
    [waiting, length] = [[], 0];
    await db.transaction(async (trx) => {
      const sink: TextSink = await copyTextIn(trx, "incident", [...columns, ...SAME]);
      await sink.write(lines);
      await sink.end();
    });
  };
  return {
    write: async (lines) => {
      const piece = withSame(lines, batch);
      waiting.push(piece);
      length += piece.length;
      if (length >= PIECE) await flush();
    },
    end: flush,
    abandon: async () => {
      [waiting, length] = [[], 0];
    },
  };
}

const asBuffer = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** The lines with what is the same in all of them at their ends. A line feed in these lines ends one: within a value it is written otherwise. */
function withSame(lines: Uint8Array, batch: number): Buffer {
  const bytes = asBuffer(lines);
  const same = Buffer.from(`\t${batch}\t0\t0\tt\n`);
  const pieces: Buffer[] = [];
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf(10, from);
    pieces.push(bytes.subarray(from, end), same);
    from = end + 1;
  }
  return Buffer.concat(pieces);
}
