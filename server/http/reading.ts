import type { ErrorRequestHandler, RequestHandler } from "express";
import type { Ledger } from "./ledger";

/** Counts a read in and out, so that reads change over between primary and replica when none is under way. */
export function countRead({ database }: Ledger): RequestHandler {
  return async (request, response, next) => {
    if (request.method !== "GET") return next();
    const leave = await database.reading.enter();
    // Who went away while reads were held has left already.
    if (response.destroyed) return leave();
    response.once("close", leave);
    next();
  };
}

/** Asks again where the replica failed a read: the primary answers, and the reader notices nothing. */
export function askPrimaryInstead({ database }: Ledger, routes: RequestHandler): ErrorRequestHandler {
  return (error, request, response, next) => {
    if (request.method !== "GET" || response.headersSent || !database.reading.isLost(error)) return next(error);
    routes(request, response, next);
  };
}
