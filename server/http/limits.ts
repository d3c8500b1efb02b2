import type { Request, RequestHandler } from "express";
import { ipKeyGenerator, rateLimit } from "express-rate-limit";
import { Problem } from "./problem";

/**
 * At most so many requests of a kind an address may make in a minute; 0 is no limit. Those refused for want of a token do not count, or
 * whoever knocks without one would shut the door for those who have one.
 */
export function atMost(perMinute: number, what: "uploads" | "exports"): RequestHandler {
  if (perMinute === 0) return (_request, _response, next) => next();
  return rateLimit({
    windowMs: 60_000,
    limit: perMinute,
    keyGenerator: (request) => ipKeyGenerator(request.ip ?? ""),
    standardHeaders: false,
    legacyHeaders: false,
    // A header that nobody was told to trust is no fault of the reader's.
    validate: { xForwardedForHeader: false },
    skipFailedRequests: true,
    requestWasSuccessful: (_request, response) => ![401, 403, 429].includes(response.statusCode),
    handler: (request, _response, next) => {
      const seconds = secondsLeft(request);
      const detail = `At most ${perMinute} ${what} a minute are taken from one address. Try again in ${seconds} seconds.`;
      next(new Problem(429, `too_many_${what}`, detail, { retry_after: seconds }));
    },
  });
}

function secondsLeft(request: Request): number {
  const { rateLimit: counted } = request as Request & { rateLimit?: { resetTime?: Date } };
  return Math.max(1, Math.ceil(((counted?.resetTime?.getTime() ?? 0) - Date.now()) / 1000));
}

/** Answers that cost much more than their question: whole files, and tables packed or drawn. */
export const COSTLY = /^\/(?:(?:aggregates|compare|brief|chart)\.(?:xlsx|parquet|zip|png|svg)|(?:incidents|audit|imports\/\d+\/rejected)\.csv)$/;
