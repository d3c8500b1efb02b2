import type { Knex } from "knex";
import { notifyOthers } from "./notices";

/** Who does something: a token by its name and number, and the address its request came from; or the program itself. */
export interface Actor {
  name: string;
  token: number | null;
  address: string | null;
}

/** The program acting by itself, under the name of what it does: `seed`, `first start`, `npm run token`. */
export const programActor = (name: string): Actor => ({ name, token: null, address: null });

/** One change, as the append-only record keeps it. */
export interface AuditEntry {
  actor: Actor;
  action: string;
  dataset: string | null;
  detail: Record<string, unknown>;
}

/** An entry as it is read back. `at` is ISO 8601, UTC. */
export interface StoredAuditEntry {
  id: number;
  at: string;
  actor: string;
  token_id: number | null;
  address: string | null;
  action: string;
  dataset: string | null;
  detail: Record<string, unknown>;
}

/** Writes the entry in the transaction of the change it records, so that neither exists without the other; other processes hear of it. */
export async function recordAudit(trx: Knex.Transaction, { actor, action, dataset, detail }: AuditEntry): Promise<void> {
  const { name, token, address } = actor;
  await trx("audit_entry").insert({ actor: name, token_id: token, address, action, dataset, detail: JSON.stringify(detail) });
  await notifyOthers(trx);
}

/** Which entries to read: those before `before` (an id), of one dataset, action or actor, newest first. */
export interface AuditPage {
  before: number | null;
  limit: number;
  dataset?: string | null;
  action?: string | null;
  actor?: string | null;
}

export async function readAudit(db: Knex, { before, limit, ...wanted }: AuditPage): Promise<StoredAuditEntry[]> {
  const sql = db("audit_entry").select("id", "at", "actor", "token_id", "address", "action", "dataset", "detail").orderBy("id", "desc").limit(limit);
  if (before !== null) sql.where("id", "<", before);
  for (const [name, value] of Object.entries(wanted)) if (value != null) sql.where(name, value);
  const rows: (Omit<StoredAuditEntry, "at"> & { at: Date })[] = await sql;
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}
