import type { ErrorRequestHandler, Response } from "express";
import type { Logger } from "pino";
import { isAway } from "../db/away";
import { NotPublishable } from "../db/publish";
import type { Fault } from "../domain/query";
import { TooManyCells } from "../export/exported";
import { TooManyRows } from "../statistics/limit";

/** A request that cannot be answered, as RFC 9457 says it. `code` is stable; `detail` tells the user what to do; `retry_after` in `more` is in seconds. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly more: Record<string, unknown> = {},
  ) {
    super(detail);
  }
}

const TITLES: Record<number, string> = {
  400: "Bad request",
  401: "Token needed",
  403: "Not allowed",
  404: "Not found",
  405: "Method not allowed",
  409: "Conflict",
  413: "Too large",
  414: "Address too long",
  415: "Wrong kind of content",
  422: "Cannot be used",
  429: "Too many requests",
  503: "Not available now",
  507: "No room",
};

export function badParameters(faults: readonly Fault[]): Problem {
  return new Problem(400, "bad_parameter", faults.map((fault) => fault.message).join(" "), { parameters: faults });
}

/** A change that cannot be made now is a conflict, told with its code; anything else is thrown on. */
export function asConflict(error: unknown): never {
  if (error instanceof NotPublishable) throw new Problem(409, error.code, error.message, error.more);
  throw error;
}

export function sendProblem(response: Response, problem: Problem): void {
  const { status, code, message, more } = problem;
  if (typeof more.retry_after === "number") response.set("Retry-After", String(more.retry_after));
  if (status === 401) response.set("WWW-Authenticate", 'Bearer realm="Incident Ledger"');
  response
    .status(status)
    .type("application/problem+json")
    .send(JSON.stringify({ type: "about:blank", title: TITLES[status] ?? "Error", status, code, detail: message, ...more }));
}

/** The disk is full: the operating system's code and PostgreSQL's. */
const FULL = /^(ENOSPC|EDQUOT|53100)$/;
/** lock_not_available and deadlock_detected: another change was faster. */
const BUSY = /^(55P03|40P01)$/;

/** Answers every error: a Problem as it says, a lost database with 503, anything else with 500 and no inner text. */
export function problemHandler(log: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    sendProblem(response, asProblem(error, log, request.path));
  };
}

export const databaseAway = () => new Problem(503, "database_away", "The database cannot be reached just now. Try again in a few seconds.", { retry_after: 5 });

export const diskFull = () =>
  new Problem(507, "disk_full", "The disk of the server has too little room for this. Nothing was changed. Send it again when there is room.", {
    retry_after: 60,
  });

/** What Express and its body parser refuse, in our words: theirs quote the request and tell of our insides. */
function unread(status: number, type: unknown): Problem {
  if (type === "entity.parse.failed") return new Problem(400, "bad_json", "The body is not JSON that can be read. Check its quotes, commas and brackets.");
  if (status === 413) return new Problem(413, "too_large", "The body is larger than this address takes. Send less at a time.");
  if (status === 415) return new Problem(415, "body_type", "The body is packed or encoded in a way that is not read here. Send it plain, in UTF-8.");
  return new Problem(status, "bad_request", "The request cannot be read: its address or its body is not well formed.");
}

function asProblem(error: unknown, log: Logger, path: string): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof TooManyRows) return new Problem(400, "too_many_rows", error.message);
  if (error instanceof TooManyCells) return new Problem(400, "too_many_cells", error.message);
  const { status, code } = (error ?? {}) as { status?: number; code?: string };
  if (typeof status === "number" && status >= 400 && status < 500) {
    return unread(status, (error as { type?: unknown }).type);
  }
  log.error({ err: error, path }, "request failed");
  if (FULL.test(code ?? "")) return diskFull();
  if (BUSY.test(code ?? ""))
    return new Problem(503, "busy", "Another change is under way that this has to wait for. Nothing was changed. Try again in a few seconds.", {
      retry_after: 5,
    });
  // query_canceled: the statement took longer than it may.
  if (code === "57014")
    return new Problem(503, "too_slow", "This took longer than the server allows. Ask for less, or send less at a time: a shorter time or fewer dimensions.", {
      retry_after: 30,
    });
  if (isAway(error)) return databaseAway();
  return new Problem(500, "internal", "Something went wrong here, not in your request. The log of the server has the cause.");
}
