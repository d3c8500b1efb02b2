import type { ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beginDatabase } from "./database";
import { startProgram } from "./program";

/** The program as a user starts it: a process of its own, listening on a port the system chose. */
export interface TestServer {
  url: string;
  token: string;
  process: ChildProcess;
  close: () => Promise<void>;
}

/** Starts the program over a database that an earlier start made and nobody used. Throws with its output if it ends first. */
export async function startServer(settings: Record<string, string> = {}): Promise<TestServer> {
  const directory = await mkdtemp(join(tmpdir(), "ledger-test-"));
  const place = await beginDatabase(directory, "seeded");
  const program = startProgram(directory, { DATABASE_URL: place.url, ...settings });
  const url = await program.ready;
  const close = async () => {
    await program.end("SIGTERM");
    await place.remove();
    await rm(directory, { recursive: true, force: true });
  };
  return { url, token: /Upload token: (\S+)/.exec(program.output())?.[1] ?? "", process: program.process, close };
}
