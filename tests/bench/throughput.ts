import { spawn } from "node:child_process";
import { join } from "node:path";
import type { Bench } from "./bench";
import { type Asking, type Load, load } from "./connections";
import { readyAt, startProgram } from "./program";
import { question } from "./questions";
import { type Finding, median, print } from "./report";

const CONNECTIONS = 10;
/** Seconds of each load, and of the one before that only warms up. */
const SECONDS = 3;
const WARMING = 1;

/**
 * Answers a second at ten connections, against a trivial Express endpoint in a process of its own, in turns: an answer that was given before, the same for
 * a reader who has it (304), and questions never asked before.
 */
export async function measureThroughput(bench: Bench): Promise<Finding[]> {
  const { label, path, rows } = bench.fileOf(1_000_000);
  const database = await bench.cluster.createDatabase();
  const trivial = spawn(process.execPath, ["--import", "tsx", join(import.meta.dirname, "trivial.ts")], { stdio: ["ignore", "pipe", "pipe"] });
  const loads: Record<string, Load[]> = { trivial: [], cached: [], known: [], uncached: [] };
  try {
    const yardstick = await readyAt(trivial);
    const importing = await startProgram({ database });
    await importing.createDataset("bench");
    await importing.upload("bench", path, rows);
    await importing.end();
    const program = await startProgram({ database });
    const cached = "/api/aggregates?dataset=bench&by=quarter,province&measure=fatalities,injured";
    const tag = (await fetch(`${program.url}${cached}`)).headers.get("etag") ?? "";
    let turn = 0;
    const ways: [name: string, origin: string, asking: Pick<Asking, "path" | "headers" | "expect">][] = [
      ["trivial", yardstick, { path: () => "/" }],
      ["cached", program.url, { path: () => cached }],
      ["known", program.url, { path: () => cached, headers: { "If-None-Match": tag }, expect: 304 }],
      ["uncached", program.url, { path: () => question("bench", turn++) }],
    ];
    for (const [, origin, asking] of ways) await load(origin, { connections: CONNECTIONS, seconds: WARMING, ...asking });
    for (let round = 0; round < bench.rounds; round++) {
      for (const [name, origin, asking] of ways) loads[name]?.push(await load(origin, { connections: CONNECTIONS, seconds: SECONDS, ...asking }));
      const said = ways.map(([name]) => `${name} ${print(loads[name]?.at(-1)?.rate ?? 0)}`);
      bench.tell(`throughput ${label}, round ${round + 1}, answers a second: ${said.join(", ")}`);
    }
    await program.end();
  } finally {
    trivial.kill();
    await bench.cluster.dropDatabase(database);
  }
  const errors = Object.values(loads).flatMap((own) => own.filter((one) => one.errors > 0));
  if (errors.length > 0) throw new Error(`The load met ${errors.reduce((sum, one) => sum + one.errors, 0)} errors.`);
  const middle = (name: string, of: keyof Load) => median((loads[name] ?? []).map((one) => one[of]));
  const ratio = (name: string) => middle(name, "rate") / middle("trivial", "rate");
  const detail = (name: string) =>
    `${print(middle(name, "rate"))} answers a second (p50 ${print(middle(name, "p50"))} ms, p99 ${print(middle(name, "p99"))} ms), Express ${print(middle("trivial", "rate"))}`;
  return [
    { name: "answers kept", unit: "×", value: ratio("cached"), goal: { least: 1 }, detail: detail("cached") },
    { name: "answers the reader has (304)", unit: "×", value: ratio("known"), goal: { least: ratio("cached") }, detail: detail("known") },
    { name: `new questions, ${label}`, unit: "×", value: ratio("uncached"), goal: { least: 0.08 }, detail: detail("uncached") },
    { name: `new questions, ${label}, p50`, unit: "ms", value: middle("uncached", "p50"), goal: { most: 10 }, detail: `${CONNECTIONS} connections` },
  ];
}
