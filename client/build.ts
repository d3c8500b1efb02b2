import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "..", "dist", "client");

/** Bundles the client into `dist/client`. Names carry a hash of their content, so a server may let browsers keep `/assets` for ever. */
export async function buildClient(): Promise<void> {
  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  const settings = {
    outdir: join(out, "assets"),
    bundle: true,
    format: "esm",
    minify: true,
    target: "es2022",
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    metafile: true,
    logLevel: "warning",
  } as const;
  // The worker comes first: the page that starts it must know its name.
  const worker = await build({ ...settings, entryPoints: { reader: join(here, "upload", "reader.ts") } });
  const reader = `/assets/${relative(join(out, "assets"), Object.keys(worker.metafile.outputs)[0] ?? "")}`;
  const result = await build({
    ...settings,
    entryPoints: { main: join(here, "main.ts"), style: join(here, "styles", "index.css") },
    splitting: true,
    define: { READER_ADDRESS: JSON.stringify(reader) },
  });
  const names: Record<string, string> = {};
  for (const [file, built] of Object.entries(result.metafile.outputs)) {
    if (built.entryPoint?.endsWith("client/main.ts")) names["main.js"] = `/assets/${relative(join(out, "assets"), file)}`;
    if (built.entryPoint?.endsWith("index.css")) names["style.css"] = `/assets/${relative(join(out, "assets"), file)}`;
  }
  const page = await readFile(join(here, "index.html"), "utf8");
  await writeFile(
    join(out, "index.html"),
    page.replace(/\/assets\/(main\.js|style\.css)/g, (whole, name: string) => names[name] ?? whole),
  );
  await cp(join(here, "favicon.svg"), join(out, "favicon.svg"));
}

/** Bundles the server into `dist/server`, seeds beside it: one file loads in a third of the time of its sources. Packages stay outside. */
async function buildServer(): Promise<void> {
  const root = join(here, "..");
  await rm(join(root, "dist", "server"), { recursive: true, force: true });
  await build({
    // The worker that draws pictures is a program of its own, started by http/studio.ts.
    entryPoints: {
      main: join(root, "server", "main.ts"),
      draw: join(root, "server", "draw", "worker.ts"),
      "seeds/published_figures": join(root, "seeds", "published_figures.ts"),
    },
    outdir: join(root, "dist", "server"),
    bundle: true,
    splitting: true,
    platform: "node",
    target: "node20",
    format: "esm",
    packages: "external",
    logLevel: "warning",
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await Promise.all([buildClient(), buildServer()]);
