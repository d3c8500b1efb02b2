import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { makeCluster, serverPrograms } from "../support/cluster";
import { startProgram } from "../support/program";

/** `ENGINE=embedded` or `ENGINE=server` for one of the two alone. */
const { ENGINE } = process.env;
const TOKEN = "a-token-for-the-faults";
/** What is promised (SECURITY.md) once there is room and a database, in milliseconds. */
const RECOVERED = 30_000;

const directory = mkdtempSync(join(tmpdir(), "ledger-full-"));
const mounted = (() => {
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=400m", "tmpfs", directory], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();
after(() => {
  if (mounted) execFileSync("umount", [directory]);
  rmSync(directory, { recursive: true, force: true });
});

const noDisk = !mounted && "needs the right to mount a small disk";
const notEmbedded = noDisk || (ENGINE === "server" && "ENGINE=server");
const noServer = noDisk || (ENGINE === "embedded" && "ENGINE=embedded") || (serverPrograms() === null && "needs a PostgreSQL server's programs");

const filler = join(directory, "filler");
/** Leaves so many MB on the small disk. */
async function leave(left: number): Promise<void> {
  rmSync(filler, { force: true });
  const room = Number(execFileSync("df", ["--output=avail", "-k", directory]).toString().split("\n")[1]);
  await writeFile(filler, Buffer.alloc(Math.max(0, room - left * 1024) * 1024));
}

interface Body {
  code?: string;
  rows: { fatalities: number }[];
}

/** A ledger with one dataset, asked as a user asks. */
async function openLedger(url: string) {
  const call = async (path: string, type: string, body?: string) => {
    const response = await fetch(`${url}${path}`, {
      ...(body === undefined ? {} : { method: "POST", body }),
      headers: { Authorization: `Bearer ${TOKEN}`, "Content-Type": type },
    });
    return { status: response.status, type: response.headers.get("content-type") ?? "", body: (await response.json()) as Body };
  };
  await call("/api/datasets", "application/json", JSON.stringify({ slug: "full", title: "Full", kind: "incidents", publisher: "Test" }));
  const upload = (csv: string) => call("/api/datasets/full/imports?mode=append&publish=true", "text/csv", `date,province,fatalities,notes\n${csv}`);
  /** How many were killed, or what is answered instead. */
  const killed = async () => {
    const { status, body } = await call("/api/aggregates?dataset=full", "application/json");
    return status === 200 ? body.rows[0]?.fatalities : `${status} ${body.code}`;
  };
  assert.equal((await upload("2024-07-01,KP,3,first\n")).status, 201);
  return { upload, killed };
}
const rows = (count: number, first = 1) => Array.from({ length: count }, (_, at) => `2024-07-0${1 + (at % 9)},KP,1,${first}${"x".repeat(100)}\n`).join("");

test("a full disk: the upload is refused, reads go on, the same file loads when there is room", { skip: notEmbedded }, async () => {
  const program = startProgram(await mkdtemp(join(directory, "embedded-")), { ADMIN_TOKEN: TOKEN, SEED: "off" });
  try {
    const { upload, killed } = await openLedger(await program.ready);
    const large = rows(20_000);
    for (const left of [30, 70]) {
      await leave(left);
      const refused = await upload(large);
      assert.deepEqual([refused.status, refused.body.code], [507, "disk_full"], JSON.stringify(refused.body));
      assert.equal(await killed(), 3);
    }
    rmSync(filler);
    assert.equal((await upload(large)).status, 201);
    assert.equal(await killed(), 20_003);
  } finally {
    await program.end("SIGTERM");
    rmSync(filler, { force: true });
  }
});

/** A server that keeps little of its write-ahead log, so that a small disk is enough for it. */
const SMALL = { fsync: "off", max_wal_size: "64MB", min_wal_size: "32MB", shared_buffers: "16MB" };

const where = [
  { what: "a server whose rows' disk is full", rows: directory },
  { what: "a server, and the disk is full where uploads are put down first", TMPDIR: directory },
];
for (const { what, rows: disk, TMPDIR } of where)
  test(`${what}: 507, reads go on, the same file loads when there is room`, { skip: noServer }, async () => {
    const cluster = await makeCluster(SMALL, disk === undefined ? {} : { rows: disk });
    const own = await mkdtemp(join(tmpdir(), "ledger-full-own-"));
    const program = startProgram(own, { ADMIN_TOKEN: TOKEN, SEED: "off", DATABASE_URL: cluster.url, TMPDIR });
    try {
      const { upload, killed } = await openLedger(await program.ready);
      const large = rows(40_000);
      for (const left of [0, 1, 3]) {
        await leave(left);
        const refused = await upload(large);
        assert.deepEqual(
          [refused.status, refused.type.split(";")[0], refused.body.code],
          [507, "application/problem+json", "disk_full"],
          JSON.stringify(refused.body),
        );
        assert.equal(await killed(), 3);
      }
      rmSync(filler);
      assert.equal((await upload(large)).status, 201);
      assert.equal(await killed(), 40_003);
    } finally {
      await program.end("SIGTERM");
      await cluster.remove();
      await rm(own, { recursive: true, force: true });
      rmSync(filler, { force: true });
    }
  });

test("a server all on one full disk: 507 or 503, what was acknowledged stays, and the same process goes on when there is room", {
  skip: noServer,
}, async (t) => {
  const cluster = await makeCluster(SMALL, { all: directory });
  const own = await mkdtemp(join(tmpdir(), "ledger-full-own-"));
  const program = startProgram(own, { ADMIN_TOKEN: TOKEN, SEED: "off", DATABASE_URL: cluster.url });
  try {
    const { upload, killed } = await openLedger(await program.ready);
    let total = 3;
    for (const left of [1, 8, 14, 40]) {
      await leave(left);
      for (let times = 1; ; times += 1) {
        assert.ok(times < 40, "the disk is never full");
        const csv = rows(20_000, left * 100 + times);
        const refused = await upload(csv);
        if (refused.status === 201) {
          total += 20_000;
          continue;
        }
        t.diagnostic(`${left} MB left, upload ${times}: ${refused.status} ${refused.body.code}, then ${await killed()}`);
        assert.equal(refused.type.split(";")[0], "application/problem+json");
        assert.ok(refused.status === 507 || refused.status === 503, JSON.stringify(refused));
        // A server that could not write its log ends, and may not begin again before there is room.
        const read = await killed();
        assert.ok(read === total || read === "503 database_away", `${read} instead of ${total}`);
        rmSync(filler);
        await cluster.start().catch(() => undefined);
        const until = Date.now() + RECOVERED;
        while ((await killed()) !== total && Date.now() < until) await wait(200);
        assert.equal(await killed(), total);
        assert.equal((await upload(csv)).status, 201);
        total += 20_000;
        assert.equal(await killed(), total);
        break;
      }
    }
    assert.equal(program.process.exitCode, null);
  } finally {
    await program.end("SIGTERM");
    await cluster.remove();
    await rm(own, { recursive: true, force: true });
    rmSync(filler, { force: true });
  }
});
