import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { startProgram } from "../support/program";

const TOKEN = "a-token-for-the-faults";
const directory = mkdtempSync(join(tmpdir(), "ledger-full-"));
const mounted = (() => {
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=400m", "tmpfs", directory], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();

test("a full disk: the upload is refused, reads go on, the same file loads when there is room", {
  skip: !mounted && "needs the right to mount a small disk",
}, async () => {
  const program = startProgram(directory, { ADMIN_TOKEN: TOKEN, SEED: "off" });
  const filler = join(directory, "filler");
  try {
    const url = await program.ready;
    const call = async (path: string, type: string, body?: string) => {
      const response = await fetch(`${url}${path}`, {
        ...(body === undefined ? {} : { method: "POST", body }),
        headers: { Authorization: `Bearer ${TOKEN}`, "Content-Type": type },
      });
      return { status: response.status, body: (await response.json()) as { code?: string; rows: { fatalities: number }[] } };
    };
    await call("/api/datasets", "application/json", JSON.stringify({ slug: "full", title: "Full", kind: "incidents", publisher: "Test" }));
    const upload = (csv: string) => call("/api/datasets/full/imports?mode=append&publish=true", "text/csv", `date,province,fatalities,notes\n${csv}`);
    const killed = async () => (await call("/api/aggregates?dataset=full", "application/json")).body.rows[0]?.fatalities;
    assert.equal((await upload("2024-07-01,KP,3,first\n")).status, 201);
    const large = Array.from({ length: 20_000 }, (_, at) => `2024-07-0${1 + (at % 9)},KP,1,${"x".repeat(100)}\n`).join("");
    for (const left of [30, 70]) {
      rmSync(filler, { force: true });
      const room = Number(execFileSync("df", ["--output=avail", "-k", directory]).toString().split("\n")[1]);
      writeFileSync(filler, Buffer.alloc((room - left * 1024) * 1024));
      const refused = await upload(large);
      assert.deepEqual([refused.status, refused.body.code], [507, "disk_full"], JSON.stringify(refused.body));
      assert.equal(await killed(), 3);
    }
    rmSync(filler);
    assert.equal((await upload(large)).status, 201);
    assert.equal(await killed(), 20_003);
  } finally {
    await program.end("SIGTERM");
    execFileSync("umount", [directory]);
  }
});

process.on("exit", () => rmSync(directory, { recursive: true, force: true }));
