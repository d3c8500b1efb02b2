import { createHash, randomBytes } from "node:crypto";
import type { Knex } from "knex";

export const ROLES = ["reader", "editor", "admin"] as const;
export type Role = (typeof ROLES)[number];

export interface Token {
  name: string;
  role: Role;
}

/** SHA-256 is enough for a token of 256 random bits: there is nothing to guess and so nothing to slow down. */
function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** Makes the first admin token, or returns null when there is one already. The secret is not stored and cannot be shown again. */
export async function firstToken(db: Knex): Promise<string | null> {
  const secret = randomBytes(32).toString("base64url");
  const made = await db.transaction(async (trx) => {
    // The lock makes two processes that start at once on a server agree on one token.
    if (trx.client.config.client === "pg") await trx.raw("lock table token in exclusive mode");
    const [existing] = await trx("token").whereNull("revoked_at").limit(1);
    if (existing !== undefined) return false;
    await trx("token").insert({ name: "first start", role: "admin", hash: hashOf(secret) });
    return true;
  });
  return made ? secret : null;
}

/** Makes the given secret (ADMIN_TOKEN) an admin token and retires an earlier one of the same origin. */
export async function setAdminToken(db: Knex, secret: string): Promise<void> {
  const hash = hashOf(secret);
  await db.transaction(async (trx) => {
    await trx("token").where({ name: "ADMIN_TOKEN" }).whereNot({ hash }).whereNull("revoked_at").update({ revoked_at: trx.fn.now() });
    await trx("token").insert({ name: "ADMIN_TOKEN", role: "admin", hash }).onConflict("hash").merge({ revoked_at: null });
  });
}

/** The token of a secret, or null. The look-up is by hash, so its time tells nothing about the secret. */
export async function findToken(db: Knex, secret: string): Promise<Token | null> {
  const [row] = await db("token")
    .select("name", "role")
    .where({ hash: hashOf(secret) })
    .whereNull("revoked_at")
    .where((open) => open.whereNull("expires_at").orWhere("expires_at", ">", db.fn.now()));
  return row ?? null;
}
