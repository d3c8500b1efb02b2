import type { Bench } from "./bench";
import { pollReads } from "./load";
import { startProgram } from "./program";
import { type Finding, median, print } from "./report";

/** An upload of 100,000 rows to the embedded database, and how long a reader waits meanwhile. */
export async function measureEmbedded(bench: Bench): Promise<Finding[]> {
  const [took, waits, work]: [number[], number[], number[]] = [[], [], []];
  const { path, rows } = bench.fileOf(100_000);
  for (let round = 0; round < bench.rounds; round++) {
    const program = await startProgram();
    await program.createDataset("bench");
    await program.upload("bench", bench.fileOf(10_000).path, 10_000);
    const reads = pollReads(`${program.url}/api/aggregates?dataset=bench&by=quarter,province`);
    const before = await program.worked();
    took.push(await program.upload("bench", path, rows));
    work.push((await program.worked()) - before);
    waits.push(Math.max(...(await reads.end())));
    await program.end();
    bench.tell(
      `embedded, round ${round + 1}: ${print(took.at(-1) ?? 0)} ms, processor ${print(work.at(-1) ?? 0)} ms, a reader waited up to ${print(waits.at(-1) ?? 0)} ms`,
    );
  }
  return [
    {
      name: "import 100k, embedded",
      unit: "ms",
      value: median(took),
      goal: { most: 6000 },
      detail: `no yardstick; the process, which is the database too, worked ${print(median(work))} ms`,
    },
    { name: "longest read meanwhile, embedded", unit: "ms", value: median(waits), goal: { most: 250 }, detail: "one reader after another" },
  ];
}
