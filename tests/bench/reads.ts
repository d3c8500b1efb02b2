import type { Bench } from "./bench";
import { pollReads } from "./load";
import { startProgram } from "./program";
import { question } from "./questions";
import { type Finding, median, print, quantile } from "./report";

/** Readers that ask at once, one question after the other. */
const READERS = 4;

/** How long readers wait while a large file is imported, against the same readers with nothing else to do; on a PostgreSQL server. */
export async function measureReads(bench: Bench): Promise<Finding[]> {
  const { label, path, rows } = bench.fileOf(1_000_000);
  const ratios: number[] = [];
  const said: string[] = [];
  for (let round = 0; round < bench.rounds; round++) {
    const database = await bench.cluster.createDatabase();
    const program = await startProgram({ database });
    for (const slug of ["bench", "other"]) await program.createDataset(slug);
    await program.upload("bench", bench.fileOf(100_000).path, 100_000);
    let turn = 0;
    const ask = () => Array.from({ length: READERS }, () => pollReads(() => program.url + question("bench", turn++)));
    const times = async (polls: ReturnType<typeof ask>) => (await Promise.all(polls.map((poll) => poll.end()))).flat();
    const warming = ask();
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await times(warming);
    const quiet = ask();
    await new Promise((resolve) => setTimeout(resolve, 5000));
    const idle = quantile(await times(quiet), 0.99);
    const busy = ask();
    await program.upload("other", path, rows);
    const during = quantile(await times(busy), 0.99);
    await program.end();
    await bench.cluster.dropDatabase(database);
    ratios.push(during / idle);
    said.push(`${print(during)}/${print(idle)} ms`);
    bench.tell(`reads during import ${label}, round ${round + 1}: p99 ${print(during)} ms, idle ${print(idle)} ms`);
  }
  return [{ name: `reads during import ${label}, p99`, unit: "×", value: median(ratios), goal: { most: 2 }, detail: `of idle: ${said.join(", ")}` }];
}
