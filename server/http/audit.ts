import { type Request, Router } from "express";
import { z } from "zod";
import { type AuditPage, readAudit, type StoredAuditEntry } from "../db/audit";
import { csvLine } from "../export/csv";
import { requireRole } from "./auth";
import type { Ledger } from "./ledger";
import { badParameters } from "./problem";
import { parametersOf, sendPages } from "./reply";

const PAGE = { usual: 100, most: 1000 };
const PARAMETERS = ["dataset", "action", "actor", "cursor", "limit"];

export const AuditShape = z.strictObject({
  entries: z.array(
    z.strictObject({
      id: z.int(),
      at: z.iso.datetime(),
      actor: z.string().describe("Name of the token, or of what the program did by itself."),
      token_id: z.int().nullable(),
      address: z.string().nullable().describe("Where the request came from."),
      action: z.string(),
      dataset: z.string().nullable(),
      detail: z.record(z.string(), z.unknown()).describe("File hash, counts, revision: what the change was."),
    }),
  ),
  next_cursor: z.string().nullable(),
});

/** `/api/audit`: the append-only record of changes, newest first, as pages and as one CSV. */
export function auditRoutes(ledger: Ledger): Router {
  const router = Router();
  const db = ledger.database.knex;
  router.get(["/audit", "/audit.csv"], async (request, response) => {
    await requireRole(ledger, request, "admin");
    const page = readPage(request);
    response.set("Cache-Control", "no-store");
    if (request.path.endsWith(".csv"))
      return sendPages(
        response,
        "audit.csv",
        csvLine(COLUMNS),
        csvPages((before) => readAudit(db, { ...page, before, limit: PAGE.most }), page.before),
      );
    const read = await readAudit(db, { ...page, limit: page.limit + 1 });
    const entries = read.slice(0, page.limit);
    response.json({ entries, next_cursor: read.length > entries.length ? String(entries.at(-1)?.id) : null });
  });
  return router;
}

const COLUMNS = ["id", "at", "actor", "token_id", "address", "action", "dataset", "detail"];

function readPage(request: Request): AuditPage {
  const params = parametersOf(request);
  const faults = [...new Set(params.keys())]
    .filter((name) => !PARAMETERS.includes(name))
    .map((name) => ({ parameter: name, message: `There is no parameter "${name}" here. Known: ${PARAMETERS.join(", ")}.` }));
  const number = (name: string, most: number) => {
    const text = params.get(name) || null;
    if (text === null) return null;
    const value = /^\d{1,15}$/.test(text) ? Number(text) : 0;
    if (value < 1 || value > most) faults.push({ parameter: name, message: `"${text}" is not a ${name} this address takes.` });
    return value;
  };
  const limit = number("limit", PAGE.most) ?? PAGE.usual;
  const before = number("cursor", Number.MAX_SAFE_INTEGER);
  if (faults.length > 0) throw badParameters(faults);
  const one = (name: string) => params.get(name) || null;
  return { before, limit, dataset: one("dataset"), action: one("action"), actor: one("actor") };
}

/** Signs that cannot be seen, that move a cursor or turn the direction of writing, as `\u202e`: a log is read as it was written. */
const escaped = (text: string) => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (sign) => `\\u${(sign.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`);

async function* csvPages(read: (before: number | null) => Promise<StoredAuditEntry[]>, from: number | null): AsyncGenerator<string> {
  for (let before = from; ; ) {
    const entries = await read(before);
    const texts = ({ id, at, actor, token_id, address, action, dataset, detail }: StoredAuditEntry) => [
      id,
      at,
      escaped(actor),
      token_id,
      address,
      action,
      dataset,
      escaped(JSON.stringify(detail)),
    ];
    yield entries.map((entry) => csvLine(texts(entry))).join("");
    before = entries.at(-1)?.id ?? null;
    if (entries.length < PAGE.most) return;
  }
}
