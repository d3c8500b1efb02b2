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
    entryPoints: {
      main: join(here, "main.ts"),
      style: join(here, "styles", "index.css"),
      embed: join(here, "embed.ts"),
      "embed-style": join(here, "styles", "embed.css"),
    },
    splitting: true,
    define: { READER_ADDRESS: JSON.stringify(reader) },
  });
  const built = Object.entries(result.metafile.outputs);
  const addressOf = (source: string) => `/assets/${relative(join(out, "assets"), built.find(([, { entryPoint }]) => entryPoint?.endsWith(source))?.[0] ?? "")}`;
  const names: Record<string, string> = {
    "main.js": addressOf("client/main.ts"),
    "style.css": addressOf("client/styles/index.css"),
    "embed.js": addressOf("client/embed.ts"),
    "embed.css": addressOf("client/styles/embed.css"),
  };
  for (const page of ["index.html", "embed.html"]) {
    const text = await readFile(join(here, page), "utf8");
    await writeFile(
      join(out, page),
      text.replace(/\/assets\/(\w+\.(?:js|css))/g, (whole, name: string) => names[name] ?? whole),
    );
  }
  await cp(join(here, "favicon.svg"), join(out, "favicon.svg"));
}

/** Bundles the server into `dist/server`, seeds beside it: one file loads in a third of the time of its sources. Packages stay outside. */
async function buildServer(): Promise<void> {
  const root = join(here, "..");
  await rm(join(root, "dist", "server"), { recursive: true, force: true });
  await build({
    // The threads that draw pictures and read large files are programs of their own, started by server/thread.ts.
    entryPoints: {
      main: join(root, "server", "main.ts"),
      bulk: join(root, "server", "bulk", "worker.ts"),
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
