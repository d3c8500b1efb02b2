import type { Knex } from "knex";
import type { Database } from "./connect";
import { copyIn } from "./copy-bytes";
import { attachPartition, indexPartition, isLarge, makePartition } from "./partition";

/** A batch's incidents on their way into the ledger, as rows of COPY's binary format. */
export interface Load {
  /** Takes whole rows. */
  write: (rows: Uint8Array) => Promise<void>;
  /** Ends the load; the rows are then the batch's. `beside` loads what else there is, or joins in where that is under way: one connection does so while another indexes the rows. */
  end: (beside: () => Promise<void>) => Promise<void>;
  /** Ends it without a row of it staying behind in a table of its own; rows in a shared one are the caller's to erase. */
  abandon: () => Promise<void>;
}

/**
 * Begins a load. A large batch goes into a table of its own, which is filled, indexed and made a partition one after the other; others into the shared partition, on a server in one
 * transaction, on the embedded engine in a short one a piece, because readers wait for it.
 */
export async function beginLoad(database: Database, batch: number, columns: readonly string[]): Promise<Load> {
  if (database.engine === "embedded") return loadPieces(database.knex, columns);
  const trx = await database.knex.transaction();
  try {
    const own = isLarge(batch) ? await makePartition(trx, batch, columns) : null;
    const sink = await copyIn(trx, own?.name ?? "incident", columns, { binary: true, freeze: own !== null });
    return {
      write: (rows) => sink.write(asBuffer(rows)),
      end: async (beside) => {
        const begun = beside();
        // It may fail before anybody waits for it.
        begun.catch(() => undefined);
        try {
          await sink.end();
          await own?.complete();
          await trx.commit();
        } catch (error) {
          await trx.rollback().catch(() => undefined);
          await begun.catch(() => undefined);
          throw error;
        }
        if (own === null) return begun;
        await indexPartition(database.knex, batch, begun, beside);
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

/** Bytes that go into one transaction of the embedded engine: about a thousand rows. */
const PIECE = 1 << 18;

function loadPieces(db: Knex, columns: readonly string[]): Load {
  let waiting: Buffer[] = [];
  let length = 0;
  const flush = async () => {
    if (length === 0) return;
    const rows = Buffer.concat(waiting);
    [waiting, length] = [[], 0];
    await db.transaction(async (trx) => {
      const sink = await copyIn(trx, "incident", columns, { binary: true });
      await sink.write(rows);
      await sink.end();
    });
  };
  return {
    write: async (rows) => {
      // A copy: what they were written in is used again.
      waiting.push(Buffer.from(rows));
      length += rows.length;
      if (length >= PIECE) await flush();
    },
    end: async (beside) => {
      await flush();
      await beside();
    },
    abandon: async () => {
      [waiting, length] = [[], 0];
    },
  };
}

const asBuffer = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
