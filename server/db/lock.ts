import { linkSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** Another live process holds the directory. */
export class DirectoryInUse extends Error {}

interface Holder {
  pid: number;
  /** Start time of the process in clock ticks since boot, where the system tells it: a process id is used again, the pair is not. */
  started: string | null;
}

/**
 * Takes the lock file at `path` for this process and returns the function that gives it back. Two processes on one embedded
 * database would both write and lose rows, and the engine does not prevent it. Only the lock of a dead process is taken over.
 * Throws DirectoryInUse when its holder lives.
 */
export function holdLock(path: string): () => void {
  const self: Holder = { pid: process.pid, started: startOf(process.pid) };
  const mine = besideOf(path, self, "mine");
  writeFileSync(mine, JSON.stringify(self));
  try {
    // link() fails when the name exists, so taking the lock is one atomic step with its content already in place.
    for (let tries = 0; tries < 20; tries++) {
      if (tryLink(mine, path)) {
        sweep(path);
        return () => rmSync(path, { force: true });
      }
      const holder = readHolder(path);
      if (holder !== null && isAlive(holder)) {
        throw new DirectoryInUse(
          `The data directory is in use by process ${holder.pid} (lock ${path}). Stop that process, or set DATA_DIR to another directory.`,
        );
      }
      setAside(path, holder, besideOf(path, self, "aside"));
    }
    throw new DirectoryInUse(`The lock ${path} changes hands too quickly. Start again.`);
  } finally {
    rmSync(mine, { force: true });
  }
}

/** A file beside the lock says in its name whose it is, so that what a killed process left can be told from what a live one uses. */
const besideOf = (path: string, { pid, started }: Holder, use: "mine" | "aside") => `${path}.${pid}.${started ?? ""}.${use}`;

/** Removes the files that processes left beside the lock when they were killed while taking it. */
function sweep(path: string): void {
  const directory = dirname(path);
  for (const name of readdirSync(directory)) {
    if (!name.startsWith(`${basename(path)}.`)) continue;
    const [pid, started] = name.slice(basename(path).length + 1).split(".");
    const holder = { pid: Number(pid), started: started || null };
    if (!isAlive(holder) && holder.pid !== process.pid) rmSync(join(directory, name), { force: true });
  }
}

/** Moves a dead holder's lock away; if another process took it in between, what was moved is live and goes back. */
function setAside(path: string, dead: Holder | null, aside: string): void {
  try {
    renameSync(path, aside);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return;
    throw error;
  }
  const moved = readHolder(aside);
  if (moved !== null && (moved.pid !== dead?.pid || moved.started !== dead?.started) && isAlive(moved)) tryLink(aside, path);
  rmSync(aside, { force: true });
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

function readHolder(path: string): Holder | null {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Holder;
  } catch {
    return null;
  }
}

function isAlive(holder: Holder): boolean {
  const started = startOf(holder.pid);
  if (started !== null && holder.started !== null) return started === holder.started;
  try {
    process.kill(holder.pid, 0);
    return holder.pid !== process.pid;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}

/** Field 22 of /proc/PID/stat on Linux (proc(5)); null elsewhere or when there is no such process. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
  } catch {
    return null;
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}
