import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Request, type Response, Router, static as serveFiles } from "express";
import { VIEWS } from "../domain/view";
import type { Ledger } from "./ledger";
import { headOf } from "./page-head";
import { sendVersioned } from "./reply";

const BUILT = join(import.meta.dirname, "../../dist/client");
const ADDRESSES = [...VIEWS.flatMap(({ path, paths }) => [path, ...paths]), "/tokens"];

/** The address of the client's style sheet, which carries a hash; none where the client is not built. */
export function styleSheet(): string | null {
  const page = join(BUILT, "index.html");
  return existsSync(page) ? (/href="([^"]+\.css)"/.exec(readFileSync(page, "utf8"))?.[1] ?? null) : null;
}

/** The static client: its files, and its page for every address that is a view, with tags that say what the view shows. */
export function pageRoutes(ledger: Ledger): Router {
  const router = Router();
  // The names of built files carry a hash of their content; the rest is asked for again each time and answered 304.
  router.use("/assets", serveFiles(join(BUILT, "assets"), { index: false, immutable: true, maxAge: "1y" }));
  router.use(serveFiles(BUILT, { index: false, maxAge: 0 }));
  router.get(ADDRESSES, async (request, response, next) => {
    if (!sendPage(request, response, "index.html", await headOf(ledger, request))) next();
  });
  router.get("/embed", (request, response, next) => {
    if (!sendPage(request, response, "embed.html", "")) next();
  });
  // A reader with a browser gets a page that says so; programs get the problem document.
  router.get(/.*/, (request, response, next) => {
    if (request.accepts(["json", "html"]) !== "html" || request.path.startsWith("/api/") || !existsSync(join(BUILT, "index.html"))) return next();
    response
      .status(404)
      .type("html")
      .send(readFileSync(join(BUILT, "index.html"), "utf8"));
  });
  return router;
}

function sendPage(request: Request, response: Response, name: string, head: string): boolean {
  const file = join(BUILT, name);
  if (!existsSync(file)) return false;
  const page = readFileSync(file, "utf8").replace("</head>", () => `${head}</head>`);
  sendVersioned(request, response, { key: page, pinned: false }, "text/html; charset=utf-8", page);
  return true;
}
