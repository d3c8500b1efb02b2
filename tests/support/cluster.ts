import { execFile } from "node:child_process";
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/** A PostgreSQL server of one's own, to be stopped, killed and started at will. */
export interface Cluster {
  url: string;
  start: () => Promise<void>;
  /** `immediate` ends it as a power cut would. */
  stop: (mode: "fast" | "immediate") => Promise<void>;
  /** Stops all its processes where they stand: it still takes connections, the system does, and answers nothing. */
  freeze: () => void;
  thaw: () => void;
  remove: () => Promise<void>;
}

const LIBRARY = "/usr/lib/postgresql";

/** Where the newest server's programs are on a Debian machine, or null. */
export function serverPrograms(): string | null {
  const versions = existsSync(LIBRARY) ? readdirSync(LIBRARY).sort((a, b) => Number(b) - Number(a)) : [];
  const newest = versions.find((version) => existsSync(join(LIBRARY, version, "bin", "initdb")));
  return newest === undefined ? null : join(LIBRARY, newest, "bin");
}

/**
 * Makes an empty cluster with these settings and starts it, in a temporary directory, whose rows may lie on a disk of their own. PostgreSQL does
 * not run as root: then as the user postgres.
 */
export async function makeCluster(settings: Record<string, string> = {}, disks: { all?: string; rows?: string } = {}): Promise<Cluster> {
  return begin(settings, disks, (run, data, log) =>
    run("initdb", "-D", data, "-X", log, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"),
  );
}

/** A streaming replica of a cluster, as a hot standby. */
export async function makeStandby(primary: Cluster, settings: Record<string, string> = {}): Promise<Cluster> {
  return begin(settings, {}, (run, data) => run("pg_basebackup", "-D", data, "-R", "-X", "stream", "-c", "fast", "-d", primary.url));
}

type Run = (program: string, ...args: string[]) => Promise<unknown>;

async function begin(
  settings: Record<string, string>,
  disks: { all?: string; rows?: string },
  fill: (run: Run, data: string, log: string) => Promise<unknown>,
): Promise<Cluster> {
  const programs = serverPrograms();
  if (programs === null) throw new Error(`No PostgreSQL server below ${LIBRARY}: install one (Debian: postgresql).`);
  const directory = await mkdtemp(join(disks.all ?? tmpdir(), "ledger-cluster-"));
  const isRoot = userInfo().uid === 0;
  const run: Run = (program, ...args) => {
    const whole = [join(programs, program), ...args];
    const [command = "", ...rest] = isRoot ? ["runuser", "-u", "postgres", "--", ...whole] : whole;
    return promisify(execFile)(command, rest, { cwd: directory, timeout: 60_000 });
  };
  const data = disks.rows === undefined ? join(directory, "data") : await mkdtemp(join(disks.rows, "rows-"));
  const log = join(directory, "write-ahead");
  for (const path of [data, log]) mkdirSync(path, { recursive: true, mode: 0o700 });
  if (isRoot) {
    const { stdout } = await promisify(execFile)("id", ["-u", "postgres"]);
    for (const path of [directory, data, log]) chownSync(path, Number(stdout), Number(stdout));
  }
  await fill(run, data, log);
  const port = await freePort();
  const options = Object.entries({ ...settings, port: String(port), listen_addresses: "127.0.0.1", unix_socket_directories: directory });
  const flags = options.map(([name, value]) => `-c ${name}=${value}`).join(" ");
  const start = async () => void (await run("pg_ctl", "-D", data, "-w", "-t", "50", "-l", join(directory, "log"), "-o", flags, "start"));
  const stop: Cluster["stop"] = async (mode) => void (await run("pg_ctl", "-D", data, "-w", "-m", mode, "stop"));
  await start();
  const signal = (name: "SIGSTOP" | "SIGCONT") => {
    const postmaster = Number(readFileSync(join(data, "postmaster.pid"), "utf8").split("\n")[0]);
    for (const pid of [postmaster, ...childrenOf(postmaster)]) process.kill(pid, name);
  };
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    start,
    stop,
    freeze: () => signal("SIGSTOP"),
    thaw: () => signal("SIGCONT"),
    remove: async () => {
      await stop("immediate").catch(() => undefined);
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** By field 4 of /proc/PID/stat (proc(5)). */
function childrenOf(parent: number): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
        return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]) === parent;
      } catch {
        return false;
      }
    });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return typeof address === "object" && address !== null ? address.port : 0;
}
