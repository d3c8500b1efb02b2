import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { Knex } from "knex";
import { UNSTORABLE } from "../domain/issue";
import { type Actor, programActor, recordAudit } from "./audit";

/** Each role may do what the ones before it may. reader: read where reading is private; editor: datasets and imports; admin: tokens, audit, archiving. */
export const ROLES = ["reader", "editor", "admin"] as const;
export type Role = (typeof ROLES)[number];

/** Who a secret belongs to. The token of the setting ADMIN_TOKEN is not stored and has no number. */
export interface Token {
  id: number | null;
  name: string;
  role: Role;
}

/** A token as it is listed: never its secret nor its hash. Times are ISO 8601, UTC. */
export interface StoredToken {
  id: number;
  name: string;
  role: Role;
  state: "active" | "expired" | "revoked";
  created_at: string;
  expires_at: string | null;
  /** To the quarter of an hour: not every use is written down. */
  last_used_at: string | null;
  revoked_at: string | null;
}

/** Names the program gives itself, which no token made by hand may bear: the audit names tokens by them. */
export const FIRST_START = "first start";
export const OF_SETTING = "ADMIN_TOKEN";

/** Signs that cannot be seen or that turn the direction of writing: a name in the audit must be what it looks like. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** The longest name, in characters. */
export const LONGEST_NAME = 80;

/** A name as tokens bear it: two that look the same are the same. Null where it is none: empty, too long, or with signs that cannot be seen. */
export function tokenName(written: string): string | null {
  const name = written.normalize("NFKC").trim();
  return name === "" || name.length > LONGEST_NAME || UNSTORABLE.test(name) || UNSEEN.test(name) ? null : name;
}

/** SHA-256 is enough for a token of 256 random bits: there is nothing to guess and so nothing to slow down. */
function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

const isSame = (one: string, other: string) => timingSafeEqual(Buffer.from(one, "hex"), Buffer.from(other, "hex"));

/** Whether two secrets are equal, in a time that does not depend on where they differ. */
export const sameSecret = (one: string, other: string): boolean => isSame(hashOf(one), hashOf(other));

const newSecret = () => randomBytes(32).toString("base64url");

function live(db: Knex): Knex.QueryBuilder {
  return db("token")
    .whereNull("revoked_at")
    .where((open) => open.whereNull("expires_at").orWhere("expires_at", ">", db.fn.now()));
}

/**
 * Makes an admin token where nobody has a valid one: at the first start, and again when the last one was revoked or has expired.
 * Returns its secret, which is not stored and cannot be shown again, or null.
 */
export async function firstToken(db: Knex): Promise<string | null> {
  const secret = newSecret();
  const made = await db.transaction(async (trx) => {
    // The lock makes two processes that start at once on a server agree on one token.
    if (trx.client.config.client === "pg") await trx.raw("lock table token in exclusive mode");
    const [existing] = await live(trx).where({ role: "admin" }).limit(1);
    if (existing !== undefined) return false;
    await trx("token").where({ name: FIRST_START }).whereNull("revoked_at").update({ revoked_at: trx.fn.now() });
    await trx("token").insert({ name: FIRST_START, role: "admin", hash: hashOf(secret) });
    await recordAudit(trx, { actor: programActor(FIRST_START), action: "token.create", dataset: null, detail: { name: FIRST_START, role: "admin" } });
    return true;
  });
  return made ? secret : null;
}

/** The valid token of a secret, or null. Found by its hash, whose time tells nothing about the secret, and compared in constant time. */
export async function findToken(db: Knex, secret: string): Promise<Token | null> {
  const hash = hashOf(secret);
  const [row] = await live(db).select("id", "name", "role", "hash", "last_used_at").where({ hash });
  if (row === undefined || !isSame(row.hash, hash)) return null;
  await noteUse(db, row);
  return { id: row.id, name: row.name, role: row.role };
}

/** How old a note of the last use may grow before it is renewed, in milliseconds: a busy token costs four writes an hour, not one a request. */
const NOTED = 900_000;

async function noteUse(db: Knex, { id, last_used_at }: { id: number; last_used_at: Date | null }): Promise<void> {
  if (last_used_at !== null && Date.now() - last_used_at.getTime() < NOTED) return;
  // Nobody is kept out because this could not be noted, on a standby for one.
  await db("token")
    .where({ id })
    .update({ last_used_at: db.fn.now() })
    .catch(() => undefined);
}

/** All tokens, newest first, the revoked ones too. */
export async function listTokens(db: Knex): Promise<StoredToken[]> {
  const rows = await db("token")
    .select("id", "name", "role", "created_at", "expires_at", "last_used_at", "revoked_at")
    .select(db.raw("case when revoked_at is not null then 'revoked' when expires_at <= now() then 'expired' else 'active' end as state"))
    .orderBy("id", "desc");
  return rows.map(shown);
}

const iso = (at: Date | null) => at?.toISOString() ?? null;
const shown = (row: Record<"created_at", Date> & Record<"expires_at" | "last_used_at" | "revoked_at", Date | null>) =>
  ({
    ...row,
    created_at: iso(row.created_at),
    expires_at: iso(row.expires_at),
    last_used_at: iso(row.last_used_at),
    revoked_at: iso(row.revoked_at),
  }) as StoredToken;

/** What a token is made with; without `expires_at` (an instant) it stays valid until it is revoked. */
export interface TokenFields {
  name: string;
  role: Role;
  expires_at: Date | null;
}

/** Makes a token. Returns it with its secret, which is not stored and cannot be shown again; null when the name is in use. */
export async function createToken(trx: Knex.Transaction, fields: TokenFields, actor: Actor): Promise<{ token: StoredToken; secret: string } | null> {
  if (isReserved(fields.name)) return null;
  const secret = newSecret();
  const [row] = await trx("token")
    .insert({ ...fields, hash: hashOf(secret) })
    .onConflict()
    .ignore()
    .returning(["id", "name", "role", "created_at", "expires_at", "last_used_at", "revoked_at"]);
  if (row === undefined) return null;
  const { name, role, expires_at } = fields;
  await recordAudit(trx, { actor, action: "token.create", dataset: null, detail: { token: row.id, name, role, expires_at: iso(expires_at) } });
  return { token: shown({ ...row, state: "active" }), secret };
}

const isReserved = (name: string) =>
  [FIRST_START, OF_SETTING, "seed", "npm run token", "npm run restore"].some((own) => own.toLowerCase() === name.toLowerCase());

/**
 * Revokes a token from now on. `last_admin` refuses where nobody could make tokens any more; with `spare` an admin remains
 * (ADMIN_TOKEN is set, or the caller has the machine). Admins are locked first: two who revoke each other at once cannot both succeed.
 */
export async function revokeToken(trx: Knex.Transaction, id: number, actor: Actor, spare: boolean): Promise<"revoked" | "unknown" | "last_admin"> {
  const admins: number[] = await live(trx).where({ role: "admin" }).orderBy("id").forUpdate().pluck("id");
  const [row] = await trx("token").where({ id }).select("name", "role", "revoked_at");
  if (row === undefined) return "unknown";
  if (row.revoked_at !== null) return "revoked";
  if (!spare && admins.length === 1 && admins[0] === id) return "last_admin";
  await trx("token").where({ id }).update({ revoked_at: trx.fn.now() });
  await recordAudit(trx, { actor, action: "token.revoke", dataset: null, detail: { token: id, name: row.name, role: row.role } });
  return "revoked";
}
