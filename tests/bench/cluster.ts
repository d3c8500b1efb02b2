import { execFile } from "node:child_process";
import { chown, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A PostgreSQL server of the bench's own, in a temporary directory. */
export interface Cluster {
  /** Address of a new, empty database. */
  createDatabase: () => Promise<string>;
  dropDatabase: (url: string) => Promise<void>;
  end: () => Promise<void>;
}

/** What the yardsticks were measured with: stock but for these. fsync stays on. */
const SETTINGS = { shared_buffers: "1GB", work_mem: "64MB", maintenance_work_mem: "512MB", max_wal_size: "8GB", jit: "off" };

/** Makes and starts a server with PostgreSQL's own programs (`$PGBIN`, else Debian's newest). Throws where there are none. */
export async function startCluster(): Promise<Cluster> {
  const bin = process.env.PGBIN ?? (await newestBin());
  const home = await mkdtemp(join(tmpdir(), "ledger-bench-"));
  const owner = await ownerOf(home);
  const own = (program: string, args: string[]) =>
    owner === null ? run(join(bin, program), args) : run("runuser", ["-u", owner, "--", join(bin, program), ...args]);
  const place = join(home, "cluster");
  const port = await freePort();
  await own("initdb", ["-D", place, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]);
  const settings = { ...SETTINGS, port, listen_addresses: "'127.0.0.1'", unix_socket_directories: "''" };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}\n`);
  await writeFile(join(place, "postgresql.conf"), lines.join(""), { flag: "a" });
  // Without -l the server would keep our pipe open and the call would never end.
  await own("pg_ctl", ["-D", place, "-w", "-l", join(home, "log"), "start"]);
  const address = (database: string) => `postgres://postgres@127.0.0.1:${port}/${database}`;
  let made = 0;
  return {
    createDatabase: async () => {
      const name = `bench_${made++}`;
      await psql(address("postgres"), `create database ${name}`);
      return address(name);
    },
    dropDatabase: async (url) => void (await psql(address("postgres"), `drop database ${new URL(url).pathname.slice(1)} with (force)`)),
    end: async () => {
      await own("pg_ctl", ["-D", place, "-w", "-m", "immediate", "stop"]);
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** Runs commands in psql and returns what it prints. */
export async function psql(url: string, ...commands: string[]): Promise<string> {
  const { stdout } = await run("psql", ["-X", "-q", "-At", "-v", "ON_ERROR_STOP=1", url, ...commands.flatMap((command) => ["-c", command])], {
    maxBuffer: 1 << 26,
  });
  return stdout;
}

/** Milliseconds psql itself reports for the command, its own start left out. */
export async function timed(url: string, command: string): Promise<number> {
  const printed = await psql(url, "\\timing on", command);
  const [, milliseconds] = /Time: ([\d.]+) ms/.exec(printed) ?? [];
  if (milliseconds === undefined) throw new Error(`psql told no time: ${printed}`);
  return Number(milliseconds);
}

async function newestBin(): Promise<string> {
  const versions = await readdir("/usr/lib/postgresql").catch(() => []);
  const newest = versions.sort((a, b) => Number(b) - Number(a))[0];
  if (newest === undefined) throw new Error("The bench needs PostgreSQL's server programs: install postgresql, or set PGBIN to the directory with initdb.");
  return `/usr/lib/postgresql/${newest}/bin`;
}

/** PostgreSQL refuses to run as root: then the user postgres owns the directory. */
async function ownerOf(home: string): Promise<string | null> {
  if (process.getuid?.() !== 0) return null;
  const { stdout } = await run("id", ["-u", "postgres"]);
  await chown(home, Number(stdout), -1);
  return "postgres";
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
