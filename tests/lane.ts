import { readdirSync, readFileSync, unlinkSync } from "node:fs";
import { join, relative } from "node:path";
import { after, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { setFlagsFromString } from "node:v8";
import { SHORT_LIVED } from "./support/short-lived";

/**
 * One of the processes in which `run.ts` runs the test files: it takes one after another from the directory TEST_TURNS until none is
 * left. A file is a suite of the file's name. Files of one process share what was loaded and compiled, and nothing else: each opens a
 * database of its own, and what it changes in the process it sets back.
 */

/** How long one file may take, in milliseconds. */
const LONGEST_FILE = 600_000;

// Little that a test runs is run often enough to be worth compiling well: V8 waits eight times as long with it, which takes an eighth of the time off.
setFlagsFromString("--interrupt-budget=1000000");
setFlagsFromString(SHORT_LIVED);

const turns = process.env.TEST_TURNS ?? "";

/** The file whose turn it is, or null where another process was faster: who removes the entry has it. */
function take(turn: string): string | null {
  try {
    const file = readFileSync(turn, "utf8");
    unlinkSync(turn);
    return file;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

for (const turn of readdirSync(turns).sort()) {
  const file = take(join(turns, turn));
  if (file === null) continue;
  await new Promise<void>((done) => {
    describe(relative(process.cwd(), file), { timeout: LONGEST_FILE }, async () => {
      after(() => done());
      try {
        await import(pathToFileURL(file).href);
      } catch (error) {
        // As a test, for a suite that fails is not counted.
        test("the file can be loaded", () => Promise.reject(error));
      }
    });
  });
}
