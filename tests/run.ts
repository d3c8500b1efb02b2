import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { emptyImage } from "./support/image";

/**
 * Runs every `*.test.ts` below this directory, or those whose path contains one of the arguments:
 * `node --import tsx tests/run.ts http`. A few processes (`lane.ts`) take one file after another. What is tested as a user meets it, the
 * client and the program, is built first.
 */

/** Processes at once: more than two processors keep busy, for they wait for browsers and databases. */
const LANES = 3;
/** How long all of it may take, in milliseconds; `lane.ts` bounds each file. */
const LONGEST_RUN = 3_600_000;
/** Files that take long come first, or the last one would leave the other processes idle. */
const LONG = ["browser/browser", "browser/access", "identity/machine", "start", "backup", "db/revisions", "db/bulk-import"].map(
  (name) => `tests/${name}.test.ts`,
);

const root = join(import.meta.dirname, "..");
const wanted = process.argv.slice(2).map((text) => text.replaceAll("\\", "/"));
const all = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" })
  .map((name) => `tests/${name.split(sep).join("/")}`)
  .filter((path) => path.endsWith(".test.ts"))
  .filter((path) => wanted.length === 0 || wanted.some((text) => path.includes(text)))
  .sort();
const files = [...LONG.filter((path) => all.includes(path)), ...all.filter((path) => !LONG.includes(path))];

if (files.length === 0) {
  console.error(`No test file's path contains ${wanted.join(" or ")}.`);
  process.exit(1);
}

execFileSync(process.execPath, ["--import", "tsx", join(root, "client/build.ts")], { stdio: "inherit" });
// Made here, or in a fresh clone each process would make one.
if (!process.env.TEST_DATABASE_URL) await emptyImage();

const turns = mkdtempSync(join(tmpdir(), "ledger-turns-"));
for (const [at, file] of files.entries()) writeFileSync(join(turns, String(at).padStart(4, "0")), join(root, file));
process.on("exit", () => rmSync(turns, { recursive: true, force: true }));
process.env.TEST_TURNS = turns;

/** Tests and suites told of the file at hand; how many each file told that is at its end. */
let told = 0;
const ended = new Map<string, number>();
const count = ({ name, nesting, details }: { name: string; nesting: number; details: { type?: string } }) => {
  if (nesting > 0) {
    told += 1;
    return;
  }
  if (details.type === "suite") ended.set(name, told);
  told = 0;
};

run({ files: Array.from({ length: Math.min(LANES, files.length) }, () => join(import.meta.dirname, "lane.ts")), concurrency: LANES, timeout: LONGEST_RUN })
  .on("test:pass", count)
  .on("test:fail", (failure) => {
    count(failure);
    if (failure.todo === undefined || failure.todo === false) process.exitCode = 1;
  })
  .on("end", () => {
    for (const file of files) {
      if ((ended.get(file) ?? 0) > 0) continue;
      console.error(ended.has(file) ? `${file} holds no test.` : `${file} was not run to its end.`);
      process.exitCode = 1;
    }
  })
  .compose(new spec())
  .pipe(process.stdout);
