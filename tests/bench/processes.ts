import { makeCluster, makeStandby } from "../support/cluster";
import type { Bench } from "./bench";
import { pollReads } from "./load";
import { type Program, startProgram } from "./program";
import { type Finding, median, print } from "./report";

/** Connections of all readers together, and how long each load lasts, in milliseconds. */
const READERS = 10;
const LOAD = 3000;

const KEPT = (url: string) => `${url}/api/aggregates?dataset=bench&by=quarter,province`;
let asked = 0;
/** The next question nobody has asked lately: of its kind there are 7,500. */
function nextQuestion(): string {
  const nth = asked++;
  const [from, to, rolling] = [2015 + (nth % 5), 2020 + (Math.floor(nth / 5) % 5), 2 + (Math.floor(nth / 25) % 100)];
  return `/api/aggregates?dataset=bench&by=quarter,province&from=${from}&to=${to}&rolling=${rolling}&estimate=${["best", "low", "high"][Math.floor(nth / 2500) % 3]}`;
}
const fresh = (url: string) => () => url + nextQuestion();

/** Answers a second over all processes. */
async function rate(programs: readonly Program[], address: (url: string) => string | (() => string)): Promise<number> {
  const polls = Array.from({ length: READERS }, (_, reader) => pollReads(address(programs[reader % programs.length]?.url ?? ""), 0));
  await new Promise((resolve) => setTimeout(resolve, LOAD));
  const answered = await Promise.all(polls.map(({ end }) => end()));
  return (answered.flat().length * 1000) / LOAD;
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
        const found = { kept: await rate(programs, KEPT), fresh: await rate(programs, fresh) };
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
