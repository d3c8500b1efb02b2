import { createHash } from "node:crypto";
import type { Request, Response } from "express";
import { claimKey, endClaim } from "../db/kept-answers";
import type { Token } from "../db/tokens";
import type { Ledger } from "./ledger";
import { Problem } from "./problem";

/** An answer as a value, so that it can be kept and given again. */
export interface Reply {
  status: number;
  location?: string;
  body: unknown;
}

/** A key as a client makes one, a UUID for instance; the quotes of the draft's header form may stand around it. */
const KEY = /^"?([\x21\x23-\x7e]{1,200})"?$/;

/**
 * Sends the answer to a change, and with an `Idempotency-Key` does it once: the same request under the same key is given the same
 * answer for a day, whatever became of the first one's answer on its way (IETF draft, "The Idempotency-Key HTTP Header Field").
 * `content` tells the body of the request from others. Answers that change nothing are not kept: the request may be sent again.
 * Throws 409 while the first request is under way, 422 for another request under a used key.
 */
export async function answerOnce(
  ledger: Ledger,
  request: Request,
  response: Response,
  token: Token,
  content: string,
  run: () => Promise<Reply>,
): Promise<void> {
  const header = request.get("idempotency-key");
  if (header === undefined) return send(response, asText(await run()));
  const key = KEY.exec(header)?.[1];
  if (key === undefined) throw new Problem(400, "bad_key", "An Idempotency-Key is one word of at most 200 characters, for instance a UUID.");
  const fingerprint = createHash("sha256").update([request.method, request.originalUrl, content].join("\n")).digest("hex");
  const asking = { asker: token.id === null ? token.name : `token ${token.id}`, key, fingerprint };
  const claim = await claimKey(ledger.database, asking);
  if (claim.state === "under_way")
    throw new Problem(409, "under_way", "The first request with this Idempotency-Key is still under way. Ask again in a second.", { retry_after: 1 });
  if (claim.state === "other") throw new Problem(422, "key_reused", "This Idempotency-Key was used for another request. Give every request its own.");
  if (claim.state === "answered") {
    response.set("Idempotency-Replayed", "true");
    return send(response, claim.answer);
  }
  const reply = await run().then(asText, async (error) => {
    await endClaim(ledger.database, asking, null).catch(() => undefined);
    throw error;
  });
  // The change is made: that its answer could not be kept must not make it look undone.
  await endClaim(ledger.database, asking, reply).catch((error) => ledger.log.warn({ err: error }, "an answer could not be kept for its key"));
  send(response, reply);
}

/** The content of a JSON body, for telling one request from another. */
export const contentOf = (body: unknown): string =>
  createHash("sha256")
    .update(JSON.stringify(body) ?? "")
    .digest("hex");

const asText = ({ status, location, body }: Reply) => ({ status, location: location ?? null, body: JSON.stringify(body) });

function send(response: Response, { status, location, body }: ReturnType<typeof asText>): void {
  if (location !== null) response.location(location);
  if (status === 202) response.set("Preference-Applied", "respond-async");
  response.status(status).type("application/json").send(body);
}
