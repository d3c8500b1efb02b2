import { makeCluster, makeStandby } from "../support/cluster";
import type { Bench } from "./bench";
import { load } from "./connections";
import { type Program, startProgram } from "./program";
import { question } from "./questions";
import { type Finding, median, print } from "./report";

/** Connections of all readers together, and how many seconds each load lasts. */
const CONNECTIONS = 10;
const SECONDS = 3;

const kept = () => "/api/aggregates?dataset=bench&by=quarter,province";
let turn = 0;
const fresh = () => question("bench", turn++);

/** Answers a second over all processes. */
async function rate(programs: readonly Program[], path: () => string): Promise<number> {
  const connections = CONNECTIONS / programs.length;
  const loads = await Promise.all(programs.map(({ url }) => load(url, { connections, seconds: SECONDS, path })));
  if (loads.some(({ errors }) => errors > 0)) throw new Error("A load of several processes met errors.");
  return loads.reduce((sum, one) => sum + one.rate, 0);
}

/**
 * What a second process and a replica bring readers, against one process in the same run. Load, processes and databases share the processors: on two
 * cores this shows what a step costs there, not what it gives where each has a core of its own.
 */
export async function measureProcesses(bench: Bench): Promise<Finding[]> {
  const primary = await makeCluster();
  const standby = await makeStandby(primary);
  const one = await startProgram({ database: primary.url });
  const two = await startProgram({ database: primary.url });
  const withReplica = { database: primary.url, settings: { DATABASE_READ_URL: standby.url } };
  const beside = [await startProgram(withReplica), await startProgram(withReplica)];
  try {
    await one.createDataset("bench");
    await one.upload("bench", bench.fileOf(100_000).path, 100_000);
    const setups: [name: string, programs: Program[]][] = [
      ["1 process", [one]],
      ["2 processes", [one, two]],
      ["2 processes and a replica", beside],
    ];
    const rates = new Map<string, { kept: number[]; fresh: number[] }>(setups.map(([name]) => [name, { kept: [], fresh: [] }]));
    for (let round = 0; round <= bench.rounds; round++) {
      for (const [name, programs] of setups) {
        const found = { kept: await rate(programs, kept), fresh: await rate(programs, fresh) };
        // The first round warms up.
        if (round === 0) continue;
        rates.get(name)?.kept.push(found.kept);
        rates.get(name)?.fresh.push(found.fresh);
        bench.tell(`${name}, round ${round}: ${print(found.kept)} kept and ${print(found.fresh)} new answers a second`);
      }
    }
    const base = rates.get("1 process");
    return setups.slice(1).flatMap(([name]) =>
      (["kept", "fresh"] as const).map((kind): Finding => {
        const [mine, alone] = [median(rates.get(name)?.[kind] ?? []), median(base?.[kind] ?? [])];
        const what = kind === "kept" ? "kept answers" : "new answers";
        return {
          name: `${name}, ${what}`,
          unit: "×",
          value: mine / alone,
          goal: { least: 0.5 },
          detail: `of one process: ${print(mine)}/${print(alone)} a second`,
        };
      }),
    );
  } finally {
    for (const program of [one, two, ...beside]) await program.end();
    await standby.remove();
    await primary.remove();
  }
}
