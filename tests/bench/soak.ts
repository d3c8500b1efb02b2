import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Bench } from "./bench";
import { load } from "./connections";
import { type Program, startProgram } from "./program";
import { question } from "./questions";
import { type Finding, print } from "./report";
import { writeRows } from "./rows";

const CONNECTIONS = 50;
const SECONDS = 60;
/** Imports between the two looks at the memory, and those before the first: a process takes its room in its first minutes. */
const IMPORTS = 50;
const BEFORE = 10;

/**
 * Fifty connections for a minute, a third of the questions new; then fifty imports of 10,000 rows with readers beside them. An hour's worth of
 * requests is shortened to these minutes: at ten a second, a busy hour is 36,000.
 */
export async function measureSoak(bench: Bench): Promise<Finding[]> {
  const database = await bench.cluster.createDatabase();
  const other = join(tmpdir(), `ledger-soak-${process.pid}.csv`);
  try {
    await writeRows(other, 9_999);
    const program = await startProgram({ database });
    const files: [string, number][] = [
      [bench.fileOf(10_000).path, 10_000],
      [other, 9_999],
    ];
    await program.createDataset("bench");
    let turn = 0;
    let errors = 0;
    let answers = 0;
    /** Imports, each making every kept answer old, with readers beside them. */
    const publish = async (times: number) => {
      for (let at = 0; at < times; at++) {
        const [path, rows] = files[at % 2] as [string, number];
        const [, loaded] = await Promise.all([program.upload("bench", path, rows), at === 0 ? null : read(4, 1)]);
        errors += loaded?.errors ?? 0;
        answers += loaded?.answers ?? 0;
      }
    };
    const read = (connections: number, seconds: number) =>
      load(program.url, {
        connections,
        seconds,
        path: () => (turn++ % 3 === 0 ? question("bench", Math.floor(turn / 3) % 138_000) : question("bench", turn % 500)),
      });
    await publish(BEFORE);
    const warm = await read(CONNECTIONS, SECONDS / 2);
    const before = await settled(program);
    const minute = await read(CONNECTIONS, SECONDS);
    await publish(IMPORTS);
    const again = await read(CONNECTIONS, SECONDS / 2);
    const after = await settled(program);
    await program.end();
    for (const one of [warm, minute, again]) [errors, answers] = [errors + one.errors, answers + one.answers];
    bench.tell(`soak: ${answers} answers, ${errors} errors, ${print(before)} MB before, ${print(after)} MB after`);
    return [
      {
        name: `errors at ${CONNECTIONS} connections`,
        unit: "errors",
        value: errors,
        goal: { most: 0 },
        detail: `${SECONDS} s: ${print(minute.rate)} answers a second, p99 ${print(minute.p99)} ms; ${answers} in all`,
      },
      {
        name: `memory after ${IMPORTS} imports and ${print(answers / 1000)} thousand requests`,
        unit: "× before",
        value: after / before,
        goal: { most: 1.1 },
        detail: `${print(before)} MB, ${print(after)} MB of the server process`,
      },
    ];
  } finally {
    await rm(other, { force: true });
    await bench.cluster.dropDatabase(database);
  }
}

/** Memory the process holds once it has had a rest, in MB. */
async function settled(program: Program): Promise<number> {
  await wait(5000);
  return program.resident();
}
