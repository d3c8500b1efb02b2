import type { Knex } from "knex";

/** One change, as the append-only record keeps it. */
export interface AuditEntry {
  actor: string;
  action: string;
  dataset: string | null;
  detail: Record<string, unknown>;
}

/** Writes the entry in the transaction of the change it records, so that neither exists without the other. */
export async function recordAudit(trx: Knex.Transaction, entry: AuditEntry): Promise<void> {
  await trx("audit_entry").insert({ ...entry, detail: JSON.stringify(entry.detail) });
}
