import type { Request, RequestHandler } from "express";
import { findToken, ROLES, type Role, type Token } from "../db/tokens";
import type { Ledger } from "./ledger";
import { Problem } from "./problem";

/** The token a request carries, or null when it carries none. Throws 401 for one that is not valid. */
export async function tokenOf(ledger: Ledger, request: Request): Promise<Token | null> {
  const header = request.headers.authorization;
  if (header === undefined) return null;
  const secret = /^Bearer\s+(\S+)\s*$/i.exec(header)?.[1];
  const token = secret === undefined ? null : await findToken(ledger.database.knex, secret);
  if (token === null) throw new Problem(401, "bad_token", "This token is not valid. Use the one printed at the first start, as: Authorization: Bearer TOKEN.");
  return token;
}

/** The token of a request that must have at least the role. Checked before the first byte of the body is read. */
export async function requireRole(ledger: Ledger, request: Request, role: Role): Promise<Token> {
  const token = await tokenOf(ledger, request);
  if (token === null) throw new Problem(401, "no_token", "This needs the upload token, as: Authorization: Bearer TOKEN.");
  if (ROLES.indexOf(token.role) < ROLES.indexOf(role))
    throw new Problem(403, "role_too_low", `This needs a token with the role ${role}; yours is ${token.role}.`);
  return token;
}

/** Closes reading too where READ_ACCESS is private. */
export function guardReads(ledger: Ledger): RequestHandler {
  return async (request, _response, next) => {
    if (ledger.config.READ_ACCESS === "private") await requireRole(ledger, request, "reader");
    next();
  };
}
