import type { Request, RequestHandler } from "express";
import { rateLimit, type Store } from "express-rate-limit";
import { addressOf, type Count, type Counts, shareCounts, WINDOW } from "./counts";
import type { Ledger } from "./ledger";
import { Problem } from "./problem";

/**
 * At most so many requests of a kind an address may make in a minute, whichever process they reach; 0 is no limit. Those refused for want of a
 * token do not count, or whoever knocks without one would shut the door for those who have one.
 */
export function atMost({ database }: Ledger, perMinute: number, what: "uploads" | "exports"): RequestHandler {
  if (perMinute === 0) return (_request, _response, next) => next();
  return rateLimit({
    windowMs: WINDOW,
    limit: perMinute,
    keyGenerator: addressOf,
    store: storeOf(shareCounts(database.notices, what)),
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

function storeOf(counts: Counts): Store {
  const told = ({ times, begun }: Count) => ({ totalHits: times, resetTime: new Date(begun + WINDOW) });
  return {
    increment: (address) => told(counts.add(address, 1)),
    decrement: (address) => void counts.add(address, -1),
    resetKey: (address) => void counts.add(address, -counts.of(address).times),
  };
}

function secondsLeft(request: Request): number {
  const { rateLimit: counted } = request as Request & { rateLimit?: { resetTime?: Date } };
  return Math.max(1, Math.ceil(((counted?.resetTime?.getTime() ?? 0) - Date.now()) / 1000));
}

/** Answers that cost much more than their question: whole files, and tables packed or drawn. */
export const COSTLY = /^\/(?:(?:aggregates|compare|brief|chart)\.(?:xlsx|parquet|zip|png|svg)|(?:incidents|audit|imports\/\d+\/rejected)\.csv)$/;
