import type { IncomingMessage, ServerResponse } from "node:http";
import type { RequestHandler } from "express";
import helmet from "helmet";
import type { Config } from "../config";
import { Problem } from "./problem";

/** The longest address read, in characters; a question of every parameter takes some hundred, an upload's spellings some thousand. */
const LONGEST_ADDRESS = 12_000;

/** What every answer tells the browser about itself, before any route is asked. One step for all of it: Express looks at the address anew for each. */
export function surface(config: Config): RequestHandler[] {
  const page = protect(["'none'"]);
  const frame = protect(framing(config.FRAME_ANCESTORS));
  const isPublic = config.READ_ACCESS === "public";
  const tell: RequestHandler = (request, response, next) => {
    if (request.originalUrl.length > LONGEST_ADDRESS)
      throw new Problem(414, "address_too_long", `The address is longer than ${LONGEST_ADDRESS} characters. Ask for less at a time.`);
    const { path } = request;
    // Only the view made for other people's pages may stand in a frame.
    for (const [name, value] of isEmbed(path) ? frame : page) response.setHeader(name, value);
    // RFC 6797, 7.2: the promise is made over TLS only, which TRUST_PROXY lets us know of.
    if (request.secure) response.setHeader("Strict-Transport-Security", "max-age=31536000");
    // Unless an answer says otherwise: what a token was needed for is kept nowhere, the rest is asked for again each time.
    if (path.startsWith("/api")) response.setHeader("Cache-Control", request.headers.authorization === undefined ? "no-cache" : "no-store");
    // A drawn chart is made to stand in other people's pages, where everybody may read it.
    if (isPublic && /^\/api\/chart\.(?:png|svg)$/.test(path)) response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
    next();
  };
  return [tell, ...(config.CORS_ORIGINS === undefined ? [] : [allowOrigins(config.CORS_ORIGINS)])];
}

const isEmbed = (path: string) => /^\/embed(?:\/[\w-]+)*\/?$/.test(path);
const framing = (setting: string) => (setting === "none" ? ["'none'"] : setting.split(",").map((origin) => origin.trim()));

/** No script, style or frame that is not this program's own file, and nothing inline: the headers that say so, whatever the request. They are made up once, not for each. */
function protect(frameAncestors: string[]): [name: string, value: string][] {
  const guard = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", "data:", "blob:"],
        connectSrc: ["'self'"],
        workerSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors,
      },
    },
    // The older header knows no list of sites, so it is left out where some may frame.
    ...(frameAncestors[0] === "'none'"
      ? { frameguard: { action: "deny" as const } }
      : { frameguard: false, crossOriginResourcePolicy: { policy: "cross-origin" as const } }),
    strictTransportSecurity: false,
  });
  const headers: [string, string][] = [];
  const answer = { setHeader: (name: string, value: string) => void headers.push([name, value]), removeHeader: () => {} };
  guard({} as IncomingMessage, answer as unknown as ServerResponse, (error) => {
    if (error !== undefined) throw error;
  });
  return headers;
}

/** Lets pages of other sites read the API, and only read: no credentials of the browser's, no method that changes anything. */
function allowOrigins(setting: string): RequestHandler {
  const origins = setting.split(",").map((origin) => origin.trim());
  return (request, response, next) => {
    if (!request.path.startsWith("/api/")) return next();
    const { origin } = request.headers;
    response.vary("Origin");
    if (origin === undefined || !(origins.includes("*") || origins.includes(origin))) return next();
    response.set({
      "Access-Control-Allow-Origin": origins.includes("*") ? "*" : origin,
      "Access-Control-Expose-Headers": "ETag, Retry-After, Content-Disposition",
      "Cross-Origin-Resource-Policy": "cross-origin",
    });
    if (request.method !== "OPTIONS" || request.headers["access-control-request-method"] === undefined) return next();
    response.set({ "Access-Control-Allow-Methods": "GET, HEAD", "Access-Control-Allow-Headers": "Authorization", "Access-Control-Max-Age": "600" });
    response.status(204).end();
  };
}
