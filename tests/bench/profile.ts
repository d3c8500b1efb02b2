import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startCluster } from "./cluster";
import { makeFiles } from "./files";
import { startProgram } from "./program";

/**
 * Says where the time of an import goes: `npm run profile` on a server of its own, `npm run profile -- embedded` on the embedded database.
 * Node's own profiler, the functions that took the most time in themselves.
 */

interface Profile {
  nodes: { id: number; callFrame: { functionName: string; url: string; lineNumber: number } }[];
  samples: number[];
  timeDeltas: number[];
}

const SHOWN = 30;

function summary({ nodes, samples, timeDeltas }: Profile): string {
  const names = new Map(
    nodes.map(({ id, callFrame: { functionName, url, lineNumber } }) => [
      id,
      `${functionName || "(nameless)"} ${url.split("/").slice(-2).join("/")}:${lineNumber + 1}`,
    ]),
  );
  const own = new Map<string, number>();
  for (const [at, id] of samples.entries()) own.set(names.get(id) ?? "", (own.get(names.get(id) ?? "") ?? 0) + (timeDeltas[at] ?? 0) / 1000);
  const all = [...own.values()].reduce((sum, time) => sum + time, 0);
  const most = [...own].sort((a, b) => b[1] - a[1]).slice(0, SHOWN);
  return most.map(([name, time]) => `${time.toFixed(0).padStart(7)} ms ${((time / all) * 100).toFixed(1).padStart(5)} %  ${name}`).join("\n");
}

const isEmbedded = process.argv.includes("embedded");
const [file] = (await makeFiles(isEmbedded ? [["100k", 100_000]] : [["1M", 1_000_000]])).slice(-1);
if (file === undefined) throw new Error("There is no file to import.");
const directory = await mkdtemp(join(tmpdir(), "ledger-profile-"));
const cluster = isEmbedded ? null : await startCluster();
try {
  const program = await startProgram({ database: await cluster?.createDatabase(), node: ["--cpu-prof", `--cpu-prof-dir=${directory}`] });
  await program.createDataset("bench");
  const took = await program.upload("bench", file.path, file.rows);
  await program.end();
  for (const name of await readdir(directory)) {
    console.log(`Import of ${file.label} rows: ${took.toFixed(0)} ms.\n${summary(JSON.parse(await readFile(join(directory, name), "utf8")))}`);
  }
} finally {
  await cluster?.end();
  await rm(directory, { recursive: true });
}
