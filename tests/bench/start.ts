import type { Bench } from "./bench";
import { startProgram } from "./program";
import { type Finding, median } from "./report";

/** From the start of the process to the line that says it is ready: the first time, with the figures to load, and with data present. */
export async function measureStart(bench: Bench): Promise<Finding[]> {
  const [first, later]: [number[], number[]] = [[], []];
  for (let round = 0; round < bench.rounds; round++) {
    const database = await bench.cluster.createDatabase();
    for (const times of [first, later]) {
      const program = await startProgram({ database, settings: { SEED: "on" } });
      times.push(program.started);
      await program.end();
    }
    await bench.cluster.dropDatabase(database);
  }
  return [
    { name: "first start", unit: "ms", value: median(first), goal: { most: 20_000 }, detail: "on a server, with the figures loaded" },
    { name: "later start", unit: "ms", value: median(later), goal: { most: 3000 }, detail: "on a server" },
  ];
}
