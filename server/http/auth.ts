import type { Request, RequestHandler } from "express";
import type { Actor } from "../db/audit";
import { findToken, OF_SETTING, ROLES, type Role, sameSecret, type Token } from "../db/tokens";
import { guessesOf } from "./guesses";
import type { Ledger } from "./ledger";
import { Problem } from "./problem";

/** The token a request carries, or null when it carries none. Throws 401 for one that is not valid, 429 after too many of those. */
export async function tokenOf(ledger: Ledger, request: Request): Promise<Token | null> {
  const header = request.headers.authorization;
  if (header === undefined) return null;
  const secret = /^Bearer +([^\s]+) *$/i.exec(header)?.[1] ?? "";
  const guesses = guessesOf(ledger);
  guesses.refuse(request, secret);
  const token = await validToken(ledger, secret);
  if (token === null) {
    guesses.failed(request);
    if (secret === "") throw new Problem(401, "bad_token", "This holds no token. Send it as Authorization: Bearer TOKEN.");
    throw new Problem(401, "bad_token", "This token is not valid: it may be mistyped, revoked or expired. Ask an admin for a new one.");
  }
  guesses.passed(request, secret);
  return token;
}

/** ADMIN_TOKEN is compared as the setting has it now; every other token is the database's. */
async function validToken(ledger: Ledger, secret: string): Promise<Token | null> {
  if (secret === "") return null;
  const { ADMIN_TOKEN } = ledger.config;
  if (ADMIN_TOKEN !== undefined && sameSecret(secret, ADMIN_TOKEN)) return { id: null, name: OF_SETTING, role: "admin" };
  return findToken(ledger.database.knex, secret);
}

/** The token of a request that must have at least the role. Checked before the first byte of the body is read. */
export async function requireRole(ledger: Ledger, request: Request, role: Role): Promise<Token> {
  const token = await tokenOf(ledger, request);
  if (token === null) throw new Problem(401, "no_token", `This needs a token with the role ${role}, as: Authorization: Bearer TOKEN.`);
  if (ROLES.indexOf(token.role) < ROLES.indexOf(role))
    throw new Problem(403, "role_too_low", `This needs a token with the role ${role}; yours is ${token.role}.`);
  return token;
}

/** The token as the audit names it, with the address the request came from (as TRUST_PROXY lets it be known). */
export const actorOf = (request: Request, token: Token): Actor => ({ name: token.name, token: token.id, address: request.ip ?? null });

/** Closes reading too where READ_ACCESS is private. What is answered then depends on the token, and caches are told so. */
export function guardReads(ledger: Ledger): RequestHandler {
  return async (request, response, next) => {
    if (ledger.config.READ_ACCESS === "private") {
      response.vary("Authorization");
      await requireRole(ledger, request, "reader");
    }
    next();
  };
}
