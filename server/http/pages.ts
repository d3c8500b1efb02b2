import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Router, static as serveFiles } from "express";

const BUILT = join(import.meta.dirname, "../../dist/client");

/** The address of the client's style sheet, which carries a hash; none where the client is not built. */
export function styleSheet(): string | null {
  const page = join(BUILT, "index.html");
  return existsSync(page) ? (/href="([^"]+\.css)"/.exec(readFileSync(page, "utf8"))?.[1] ?? null) : null;
}

/** The static client: its files, and its page for every address that is a view. */
export function pageRoutes(): Router {
  const router = Router();
  // The names of built files carry a hash of their content; the rest is asked for again each time and answered 304.
  router.use("/assets", serveFiles(join(BUILT, "assets"), { index: false, immutable: true, maxAge: "1y" }));
  router.use(serveFiles(BUILT, { index: false, maxAge: 0 }));
  router.get(["/", "/explore", "/incidents", "/incident", "/datasets", "/datasets/:slug", "/datasets/:slug/upload", "/tokens"], (_request, response, next) => {
    const page = join(BUILT, "index.html");
    if (existsSync(page)) response.set("Cache-Control", "no-cache").sendFile(page);
    else next();
  });
  return router;
}
