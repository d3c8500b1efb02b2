import { Router } from "express";
import { z } from "zod";
import { createToken, LONGEST_NAME, listTokens, ROLES, revokeToken, tokenName } from "../db/tokens";
import { addDays } from "../domain/day";
import { actorOf, requireRole } from "./auth";
import { checkBody, readJson } from "./body";
import type { Ledger } from "./ledger";
import { Problem } from "./problem";

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** What a token is made with. */
export const TokenBody = z.strictObject({
  name: z
    .string()
    .normalize("NFKC")
    .trim()
    .min(1)
    .max(LONGEST_NAME)
    .refine((text) => tokenName(text) !== null, "a name without signs that cannot be seen")
    .describe("Who or what uses it; the audit names changes by it."),
  role: z.enum(ROLES),
  expires_at: z
    .union([z.iso.date(), z.iso.datetime({ offset: true })])
    .nullable()
    .default(null)
    .describe("A day, the last one it is valid (UTC), or an instant; null: until it is revoked."),
});

export const TokenShape = z.strictObject({
  id: z.int(),
  name: z.string(),
  role: z.enum(ROLES),
  state: z.enum(["active", "expired", "revoked"]),
  created_at: z.iso.datetime(),
  expires_at: z.iso.datetime().nullable(),
  last_used_at: z.iso.datetime().nullable().describe("To the quarter of an hour."),
  revoked_at: z.iso.datetime().nullable(),
});

/** `/api/tokens`: who may do what. `/api/token` tells a caller who it is. */
export function tokenRoutes(ledger: Ledger): Router {
  const router = Router();
  const db = ledger.database.knex;
  router.use(["/token", "/tokens"], (_request, response, next) => {
    response.set("Cache-Control", "no-store");
    next();
  });
  router.get("/token", async (request, response) => {
    const { name, role } = await requireRole(ledger, request, "reader");
    response.json({ name, role });
  });
  router.get("/tokens", async (request, response) => {
    await requireRole(ledger, request, "admin");
    response.json({ tokens: await listTokens(db) });
  });
  router.post("/tokens", async (request, response) => {
    const admin = await requireRole(ledger, request, "admin");
    const { name, role, expires_at } = checkBody(TokenBody, await readJson(request, response));
    const fields = { name, role, expires_at: endOf(expires_at) };
    const made = await db.transaction((trx) => createToken(trx, fields, actorOf(request, admin)));
    if (made === null)
      throw new Problem(409, "name_taken", `A token named "${name}" is in use, or the name is the program's own. Choose another, or revoke it.`);
    response.status(201).json(made);
  });
  router.delete("/tokens/:id", async (request, response) => {
    const admin = await requireRole(ledger, request, "admin");
    const id = /^\d{1,15}$/.test(request.params.id) ? Number(request.params.id) : 0;
    const spare = ledger.config.ADMIN_TOKEN !== undefined;
    const done = await db.transaction((trx) => revokeToken(trx, id, actorOf(request, admin), spare));
    if (done === "unknown") throw new Problem(404, "no_token_of_number", `There is no token ${request.params.id}. /api/tokens lists them.`);
    if (done === "last_admin")
      throw new Problem(409, "last_admin", "This is the last valid token of an admin: make another one first, or nobody could make tokens any more.");
    response.status(204).end();
  });
  return router;
}

/** The instant a token ends. Throws 422 for one that is over. */
function endOf(expires_at: string | null): Date | null {
  if (expires_at === null) return null;
  const end = new Date(DAY.test(expires_at) ? `${addDays(expires_at, 1)}T00:00:00Z` : expires_at);
  if (end.getTime() > Date.now()) return end;
  throw new Problem(422, "bad_body", "expires_at: this is over already. Give a later day or leave it out.", {
    fields: [{ field: "expires_at", message: "this is over already" }],
  });
}
