import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

const ROOT = join(import.meta.dirname, "../..");
const TOKEN = "bench-token-of-enough-letters";

/** The built program, running. */
export interface Program {
  url: string;
  process: ChildProcess;
  /** Milliseconds from its start to the line that says it is ready. */
  started: number;
  createDataset: (slug: string) => Promise<void>;
  /** Uploads a file by curl, as README has it, and publishes it. Returns the milliseconds curl itself tells, its own start left out. Throws unless all rows were accepted. */
  upload: (slug: string, path: string, rows: number, options?: Record<string, string>) => Promise<number>;
  /** The most memory it has held so far, in MB (VmHWM of proc(5)). */
  peak: () => Promise<number>;
  /** The memory it holds now, in MB (VmRSS). */
  resident: () => Promise<number>;
  /** Milliseconds of processor time it has taken so far (proc(5), in hundredths of a second). */
  worked: () => Promise<number>;
  /** Milliseconds of the longest hold of the event loop since it was last asked, as `/metrics` tells it (perf_hooks, `monitorEventLoopDelay`). */
  held: () => Promise<number>;
  end: () => Promise<void>;
}

/** Milliseconds between two looks at the event loop, which its delay counts with. */
const LOOKS = 10;

export interface ProgramOptions {
  /** Unset: the embedded database, in a directory of its own. */
  database?: string;
  /** Arguments of Node. */
  node?: string[];
  settings?: Record<string, string>;
}

/** Starts `dist/server/main.js`, without the figures unless asked. */
export async function startProgram({ database, node = [], settings = {} }: ProgramOptions = {}): Promise<Program> {
  const home = await mkdtemp(join(tmpdir(), "ledger-bench-"));
  const began = performance.now();
  const child = spawn(process.execPath, [...node, "dist/server/main.js"], {
    cwd: ROOT,
    env: {
      ...{ PATH: process.env.PATH, HOME: home, PORT: "0", DATA_DIR: home, ADMIN_TOKEN: TOKEN, SEED: "off", MAX_UPLOAD_BYTES: String(2 ** 32) },
      ...(database === undefined ? {} : { DATABASE_URL: database }),
      ...settings,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const url = await readyAt(child);
  return {
    url,
    process: child,
    started: performance.now() - began,
    createDataset: async (slug) => {
      const body = JSON.stringify({ slug, title: slug, kind: "incidents", publisher: "Bench", sharing: "rows", coverage: "2015/2024" });
      await post(`${url}/api/datasets`, "application/json", "--data", body);
    },
    upload: async (slug, path, rows, options = {}) => {
      const address = `${url}/api/datasets/${slug}/imports?${new URLSearchParams({ publish: "true", ...options })}`;
      const { answer, took } = await post(address, "text/csv", "--upload-file", path);
      const report = JSON.parse(answer).import;
      if (report.state !== "published" || report.rows.accepted !== rows) throw new Error(`The import did not go well: ${answer.slice(0, 2000)}`);
      return took;
    },
    peak: () => memory(child, "VmHWM"),
    resident: () => memory(child, "VmRSS"),
    worked: async () => {
      const fields = (await readFile(`/proc/${child.pid}/stat`, "utf8")).split(") ")[1]?.split(" ") ?? [];
      return (Number(fields[11]) + Number(fields[12])) * 10;
    },
    held: async () => {
      const metrics = await (await fetch(`${url}/metrics`)).text();
      return Number(/^nodejs_eventloop_lag_max_seconds ([\d.e-]+)/m.exec(metrics)?.[1]) * 1000 - LOOKS;
    },
    end: async () => {
      child.kill("SIGTERM");
      await ended;
      await rm(home, { recursive: true, force: true });
    },
  };
}

async function memory({ pid }: ChildProcess, name: string): Promise<number> {
  return Number(new RegExp(`${name}:\\s+(\\d+)`).exec(await readFile(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;
}

/** The address a program tells when it is ready. */
export function readyAt(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = "";
    const hear = (chunk: Buffer) => {
      output += chunk;
      const [, url] = /ready at (http:\/\/\S+)/.exec(output) ?? [];
      if (url !== undefined) resolve(url);
    };
    child.stdout?.on("data", hear);
    child.stderr?.on("data", hear);
    child.once("exit", (code) => reject(new Error(`The program ended with ${code}:\n${output}`)));
  });
}

/** Posts by curl, which asks no more of the processors than psql does for the yardstick. Returns the answer and the milliseconds it took; throws with it where its status is no success. */
async function post(address: string, type: string, ...body: string[]): Promise<{ answer: string; took: number }> {
  const headers = [`Authorization: Bearer ${TOKEN}`, `Content-Type: ${type}`].flatMap((header) => ["--header", header]);
  const options = ["--silent", "--show-error", "--fail-with-body", "--write-out", "\n%{time_total}", "--request", "POST", ...headers, ...body];
  const { stdout } = await run("curl", [...options, address]).catch((error) => {
    throw new Error(`curl: ${error.stderr} ${String(error.stdout).slice(0, 2000)}`);
  });
  const end = stdout.lastIndexOf("\n");
  return { answer: stdout.slice(0, end), took: Number(stdout.slice(end)) * 1000 };
}
