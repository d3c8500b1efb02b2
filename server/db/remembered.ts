import type { Knex } from "knex";
import type { Mapping } from "../domain/report";

/** What the ledger remembers of how a dataset's files are read: columns by field, values for whole files, provinces by spelling. */
export interface Remembered {
  mapping?: Mapping;
  constants?: Record<string, string>;
  spellings?: Record<string, string>;
}

export async function readRemembered(db: Knex, dataset: number): Promise<Remembered> {
  const [row] = await db("dataset").select("remembered").where({ id: dataset });
  return row?.remembered ?? {};
}

/**
 * Remembers how a batch was read, in the transaction that publishes it. A mapping comes with its constants and replaces the ones
 * before; spellings that somebody resolved by hand add up.
 */
export async function remember(trx: Knex.Transaction, dataset: number, read: Remembered): Promise<void> {
  const before = await readRemembered(trx, dataset);
  const { mapping, constants, spellings } = read;
  if (mapping === undefined && constants === undefined && spellings === undefined) return;
  const columns = mapping === undefined && constants === undefined ? { mapping: before.mapping, constants: before.constants } : { mapping, constants };
  const after: Remembered = { ...columns, spellings: { ...before.spellings, ...spellings } };
  await trx("dataset")
    .where({ id: dataset })
    .update({ remembered: JSON.stringify(after) });
}
