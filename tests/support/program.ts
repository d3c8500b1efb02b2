import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { SHORT_LIVED } from "./short-lived";

/** The program as a process of its own, from its start to its end. */
export interface Program {
  process: ChildProcess;
  /** Everything it has printed so far. */
  output: () => string;
  /** The address it listens on; rejected with its output when it ends before. */
  ready: Promise<string>;
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** Sends the signal and waits for the end. */
  end: (signal: NodeJS.Signals) => Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

/**
 * Starts the built `server/main.ts` over the directory with these settings and no others; it need not become ready. Where a group ends, it leads
 * one, and a signal reaches whatever it has started too.
 */
export function startProgram(directory: string, settings: Record<string, string | undefined> = {}, ends: "process" | "group" = "process"): Program {
  const child = spawn(process.execPath, [SHORT_LIVED, "dist/server/main.js"], {
    cwd: join(import.meta.dirname, "../.."),
    env: { PATH: process.env.PATH, HOME: directory, PORT: "0", DATA_DIR: directory, ...settings },
    stdio: ["ignore", "pipe", "pipe"],
    detached: ends === "group",
  });
  let output = "";
  const ended: Program["ended"] = new Promise((resolve) => child.once("close", (code, signal) => resolve({ code, signal })));
  const ready = new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => {
        output += chunk;
        const address = /ready at (http:\/\/\S+)/.exec(output)?.[1];
        if (address !== undefined) resolve(address);
      });
    }
    ended.then(({ code }) => reject(new Error(`The program ended with ${code}:\n${output}`)));
  });
  // Whoever does not wait for it need not hear of its failure.
  ready.catch(() => undefined);
  const end: Program["end"] = (signal) => {
    if (ends === "process") child.kill(signal);
    else if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) process.kill(-child.pid, signal);
    return ended;
  };
  return { process: child, output: () => output, ready, ended, end };
}
