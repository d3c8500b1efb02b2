import { createHash } from "node:crypto";
import { pipeline } from "node:stream/promises";
import type { Request, Response } from "express";
import { passBytes } from "../young";
import { isHeld } from "./held";
import { badParameters } from "./problem";

/** What an answer in JSON says it is. */
export const JSON_TYPE = "application/json; charset=utf-8";

/**
 * Sends a body that a revision and a query fully determine: a strong ETag made of both, 304 when the reader has it already.
 * Pinned answers (a revision was named) never change and say so. They are not called public: an answer given to a token stays out of
 * the caches that readers share (RFC 9111, 3.5).
 */
export function sendVersioned(request: Request, response: Response, version: Version, type: string, body: string | Buffer): void {
  if (!isKnown(request, response, version)) sendBody(response, version, type, body);
}

/** The same of a body that takes long to make: it is made only for a reader who does not have it yet. */
export async function sendMade(
  request: Request,
  response: Response,
  version: Version,
  type: string,
  make: () => string | Buffer | Promise<string | Buffer>,
): Promise<void> {
  if (isKnown(request, response, version)) return;
  sendBody(response, version, type, await make());
}

/** As bytes, with the type as it is: Express would look up what is said already. */
function sendBody(response: Response, version: Version, type: string, body: string | Buffer): void {
  tell(response, version)
    .setHeader("Content-Type", type)
    .send(typeof body === "string" ? Buffer.from(body) : body);
}

interface Version {
  key: string;
  pinned: boolean;
}

const tagOf = ({ key }: Version) => `"${createHash("sha256").update(key).digest("base64url").slice(0, 27)}"`;

function tell(response: Response, version: Version): Response {
  return response.setHeader("ETag", tagOf(version)).setHeader("Cache-Control", version.pinned ? "max-age=31536000, immutable" : "no-cache");
}

/** Answers 304 to a reader who has this version. */
function isKnown(request: Request, response: Response, version: Version): boolean {
  if (!isHeld(request.headers["if-none-match"], tagOf(version))) return false;
  tell(response, version).status(304).end();
  return true;
}

/** Names the download; the name is only a label and carries no path. */
export function asDownload(response: Response, name: string): void {
  response.attachment(name.replace(/[^\w.-]+/g, "-"));
}

/**
 * Streams a CSV page after page, no faster than the reader takes it; when the reader leaves, no further page is read. The first page
 * is there before the answer begins, so that its failure can still be told.
 */
export async function sendPages(response: Response, name: string, header: string, pages: AsyncGenerator<string | Buffer>): Promise<void> {
  const first = await pages.next();
  asDownload(response, name);
  response.type("text/csv; charset=utf-8");
  const whole = async function* () {
    yield header;
    if (!first.done) yield first.value;
    for await (const page of pages) {
      passBytes(page.length);
      yield page;
    }
  };
  await pipeline(whole, response).catch((error) => {
    if (error.code !== "ERR_STREAM_PREMATURE_CLOSE") throw error;
  });
}

/** Address parameters as sent, repeated ones included. Throws 400 for a NUL, which no text of the database can hold. */
export function parametersOf(request: Request): URLSearchParams {
  const at = request.originalUrl.indexOf("?");
  const params = new URLSearchParams(at === -1 ? "" : request.originalUrl.slice(at + 1));
  for (const [name, value] of params) {
    if (`${name}${value}`.includes("\0")) throw badParameters([{ parameter: name, message: `"${name}" holds a NUL character, which no text here has.` }]);
  }
  return params;
}

/**
 * Scheme and host the reader used, `https://example.org`, for addresses that must work outside this site. Behind a proxy TRUST_PROXY
 * says whose word counts. A host that is not one is left out: nothing from a header becomes part of a page.
 */
export function originOf(request: Request): string {
  const host = request.host ?? "";
  return /^(?:[\w.-]+|\[[\da-fA-F:.]+\])(?::\d{1,5})?$/.test(host) ? `${request.protocol}://${host}` : "";
}
