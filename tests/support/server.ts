import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beginDatabase } from "./database";
import { SHORT_LIVED } from "./short-lived";

/** The program as a user starts it: a process of its own, listening on a port the system chose. */
export interface TestServer {
  url: string;
  token: string;
  process: ChildProcess;
  close: () => Promise<void>;
}

const ROOT = join(import.meta.dirname, "../..");
const READY = /ready at (http:\/\/\S+)/;

/** Starts the built `server/main.ts` over a database that an earlier start made and nobody used. Throws with its output if it ends first. */
export async function startServer(settings: Record<string, string> = {}): Promise<TestServer> {
  const directory = await mkdtemp(join(tmpdir(), "ledger-test-"));
  const place = await beginDatabase(directory, "seeded");
  const child = spawn(process.execPath, [SHORT_LIVED, "dist/server/main.js"], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, HOME: directory, PORT: "0", DATA_DIR: directory, ...(place.url ? { DATABASE_URL: place.url } : {}), ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const url = await new Promise<string>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      output += chunk;
      const address = READY.exec(output)?.[1];
      if (address !== undefined) resolve(address);
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.once("exit", (code) => reject(new Error(`The server ended with ${code}:\n${output}`)));
  });
  const close = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await ended;
    }
    await place.remove();
    await rm(directory, { recursive: true, force: true });
  };
  return { url, token: /Upload token: (\S+)/.exec(output)?.[1] ?? "", process: child, close };
}
