import type { Knex } from "knex";

/**
 * For the rest of a transaction that writes reference tables after it has read or loaded distributed ones: on a cluster (Citus) each server is then asked
 * over one connection, one shard after the other, or the write would be refused. One server keeps the setting and nobody asks for it.
 */
export async function oneShardAtATime(trx: Knex.Transaction): Promise<void> {
  await trx.raw("set local citus.multi_shard_modify_mode = 'sequential'");
}
