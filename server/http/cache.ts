import { randomUUID } from "node:crypto";
import type { IncomingMessage, OutgoingHttpHeaders, RequestListener, ServerResponse } from "node:http";
import { today } from "../domain/day";
import { isHeld } from "./held";
import type { Ledger } from "./ledger";

/** A finished answer: the bytes, and the headers they were sent with. */
interface Kept {
  body: Buffer;
  headers: OutgoingHttpHeaders;
  tag: string;
}

/** All kept answers together, and the largest one, in bytes. */
const ROOM = 64 * 1024 * 1024;
const LARGEST = 1024 * 1024;
/** Headers that belong to one answer and not to its content. */
const OWN = new Set(["x-request-id", "date", "connection", "keep-alive", "transfer-encoding", "content-length"]);

/**
 * Answers questions that were answered before, before the framework does any work. Kept is what says of itself that a revision and a
 * query determine it, by a strong ETag; everything kept is forgotten at any change of the ledger, by whichever process, and at
 * midnight, when a period may have become whole. Where reading needs a token, and for requests that carry one or come from another site's page, nothing is kept.
 */
export function withCache(ledger: Ledger, app: RequestListener): RequestListener {
  const kept = new Map<string, Kept>();
  let size = 0;
  let day = today();
  // What was asked before a change may be answered after it: such an answer is sent but not kept.
  let generation = 0;
  const forget = () => {
    kept.clear();
    size = 0;
    generation += 1;
  };
  const { notices } = ledger.database;
  notices.onChange(forget);
  const isOpen = ledger.config.READ_ACCESS === "public";

  const keep = (key: string, one: Kept) => {
    kept.set(key, one);
    size += weigh(key, one);
    for (const [oldest, other] of kept) {
      if (size <= ROOM) return;
      kept.delete(oldest);
      size -= weigh(oldest, other);
    }
  };

  return (request, response) => {
    if (request.method !== "GET") {
      // A check reads although it is posted.
      const mayWrite = request.method !== "HEAD" && !request.url?.startsWith("/api/check");
      if (mayWrite) beforeEnd(response, () => response.statusCode < 400 && notices.tell());
      return app(request, response);
    }
    const { url = "", headers } = request;
    // What is told to another site names that site.
    const isPersonal = headers.authorization !== undefined || headers.origin !== undefined;
    if (!isOpen || !url.startsWith("/api/") || isPersonal || !notices.isHearing()) return app(request, response);
    if (day !== today()) {
      day = today();
      forget();
    }
    const key = `${headers.host} ${headers["x-forwarded-proto"]} ${headers["x-forwarded-host"]} ${url}`;
    const found = kept.get(key);
    if (found !== undefined) {
      // Moved to the end: the first is the one longest not asked for.
      kept.delete(key);
      kept.set(key, found);
      return sendKept(request, response, found);
    }
    const begun = generation;
    watchEnd(response, (body) => {
      const tag = response.getHeader("etag");
      if (begun !== generation || response.statusCode !== 200 || typeof tag !== "string" || body.length > LARGEST) return;
      const own: OutgoingHttpHeaders = { "content-length": body.length };
      for (const name of response.getHeaderNames()) if (!OWN.has(name) && !name.startsWith("ratelimit")) own[name] = response.getHeader(name);
      keep(key, { body, tag, headers: own });
    });
    app(request, response);
  };
}

/** Questions take room too: there are many ways to ask for one small answer. */
const weigh = (key: string, { body }: Kept) => key.length + body.length;

function sendKept(request: IncomingMessage, response: ServerResponse, { body, headers, tag }: Kept): void {
  response.setHeader("X-Request-Id", randomUUID());
  if (isHeld(request.headers["if-none-match"], tag)) {
    const { "content-length": _length, "content-type": _type, ...rest } = headers;
    response.writeHead(304, rest).end();
  } else response.writeHead(200, headers).end(body);
}

/** Calls back before the last byte of an answer goes out, so that whoever has read the answer finds its change everywhere. */
function beforeEnd(response: ServerResponse, act: () => void): void {
  const end = response.end.bind(response);
  response.end = ((...rest: Parameters<typeof end>) => {
    act();
    return end(...rest);
  }) as typeof response.end;
}

/** Hands over the body of an answer that is sent in one piece; one that is streamed is nobody's to keep. */
function watchEnd(response: ServerResponse, take: (body: Buffer) => void): void {
  const end = response.end.bind(response);
  const write = response.write.bind(response);
  let streamed = false;
  response.write = ((...rest: Parameters<typeof write>) => {
    streamed = true;
    return write(...rest);
  }) as typeof response.write;
  response.end = ((...rest: Parameters<typeof end>) => {
    const [body] = rest as unknown[];
    if (!streamed && (typeof body === "string" || Buffer.isBuffer(body))) take(typeof body === "string" ? Buffer.from(body) : body);
    return end(...rest);
  }) as typeof response.end;
}
