import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";

/** A TypeScript file of the project and the modules it names. */
export interface Source {
  /** Path from the top of the project, with forward slashes. */
  path: string;
  text: string;
  /** As written: `../domain/day`, `node:path`, `express`. */
  imports: string[];
}

export const ROOT = join(import.meta.dirname, "../..");

export function readTop(name: string): string {
  return readFileSync(join(ROOT, name), "utf8");
}

/** Every TypeScript file of server, client, seeds and tests. */
export function readSources(): Source[] {
  return ["server", "client", "seeds", "tests"].flatMap((tree) =>
    readdirSync(join(ROOT, tree), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => {
        const path = `${tree}/${name.replaceAll("\\", "/")}`;
        const text = readTop(path);
        return { path, text, imports: importsOf(text) };
      }),
  );
}

/** Every module a text names: by `import`, `export … from`, `import("…")` or `createRequire(…).resolve("…")`, types included. */
export function importsOf(text: string): string[] {
  const code = text.replace(/^\s*(?:\/\*\*?|\*|\/\/).*$/gm, "");
  const patterns = [
    /^(?:import|export)\b[^"'`;]*?\bfrom\s*"([^"]+)"/gm,
    /^import\s*"([^"]+)"/gm,
    /\bimport\(\s*"([^"]+)"\s*\)/g,
    /\bcreateRequire\([^)]*\)\.resolve\(\s*"([^"]+)"/g,
  ];
  return patterns.flatMap((pattern) => [...code.matchAll(pattern)].map((found) => found[1] ?? ""));
}

/** What an import names: a path from the top of the project, or a package or built-in module as written. */
export function targetOf(source: Source, name: string): string {
  return name.startsWith(".") ? posix.join(dirname(source.path), name) : name;
}

/** The package an import names; null for a file of the project or a module of Node. */
export function packageOf(name: string): string | null {
  if (name.startsWith(".") || name.startsWith("node:")) return null;
  return name
    .split("/")
    .slice(0, name.startsWith("@") ? 2 : 1)
    .join("/");
}
