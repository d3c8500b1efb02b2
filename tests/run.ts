import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";

/**
 * Runs every `*.test.ts` below this directory, or those whose path contains one of the arguments:
 * `node --import tsx tests/run.ts http`. Node 20 neither expands patterns nor finds .ts files by itself.
 * Each file is a process of its own; three run at once, for they wait for browsers and databases. What is tested as a user meets it, the client and the program, is built first.
 */

/** How long one file may take, in milliseconds. */
const LONGEST_FILE = 300_000;

const tests = import.meta.dirname;
const wanted = process.argv.slice(2).map((text) => text.replaceAll("\\", "/"));
const files = readdirSync(tests, { recursive: true, encoding: "utf8" })
  .map((name) => join(tests, name))
  .filter((path) => path.endsWith(".test.ts"))
  .filter((path) => wanted.length === 0 || wanted.some((text) => relative(join(tests, ".."), path).split(sep).join("/").includes(text)))
  .sort();

if (files.length === 0) {
  console.error(`No test file's path contains ${wanted.join(" or ")}.`);
  process.exit(1);
}

execFileSync(process.execPath, ["--import", "tsx", join(tests, "../client/build.ts")], { stdio: "inherit" });

run({ files, concurrency: 3, timeout: LONGEST_FILE })
  .on("test:fail", ({ todo }) => {
    if (todo === undefined || todo === false) process.exitCode = 1;
  })
  .on("test:pass", ({ name, nesting }) => {
    // A file in which no test was declared is told as one passing test of the file's own name.
    if (nesting !== 0 || !files.includes(name)) return;
    console.error(`${relative(process.cwd(), name)} holds no test.`);
    process.exitCode = 1;
  })
  .compose(new spec())
  .pipe(process.stdout);
