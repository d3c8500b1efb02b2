import type { Bench } from "./bench";
import { psql, timed } from "./cluster";
import { startProgram } from "./program";
import { type Finding, median, print } from "./report";

/** The yardstick's table: the file's columns, typed, without any index. */
const YARDSTICK = `create table if not exists yardstick (incident_id text, day date, province text, district text, victim text, incident_type text, tactic text,
  perpetrator text, fatalities int, injured int, source text, notes text)`;

/** Milliseconds of psql's `\copy` of the file into an unindexed typed table. */
export async function rawCopy(url: string, path: string): Promise<number> {
  await psql(url, YARDSTICK, "truncate yardstick");
  return timed(url, `\\copy yardstick from '${path}' csv header`);
}

/**
 * An upload over HTTP until it is published (decoded, parsed, every row checked, provinces resolved, repeats found, indexed, rolled up), each
 * time by a fresh process into a fresh database, against raw `\copy` of the same file. Each has a database of its own, which is dropped after it, so that it begins on a server that has nothing left to write to its
 * disk (PostgreSQL manual: DROP DATABASE waits for a checkpoint); and which of the two comes first changes from round to round, because each finds what memory and files the one before has given back.
 */
export async function measureImport(bench: Bench): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { rows, label, path } of bench.files.filter((file) => file.rows >= 100_000)) {
    const [raw, own, peaks, work, holds]: [number[], number[], number[], number[], number[]] = [[], [], [], [], []];
    const copy = async () => {
      const database = await bench.cluster.createDatabase();
      raw.push(await rawCopy(database, path));
      await bench.cluster.dropDatabase(database);
    };
    const upload = async () => {
      const database = await bench.cluster.createDatabase();
      const program = await startProgram({ database });
      await program.createDataset("bench");
      await program.held();
      const before = await program.worked();
      own.push(await program.upload("bench", path, rows));
      work.push((await program.worked()) - before);
      holds.push(await program.held());
      peaks.push(await program.peak());
      await program.end();
      await bench.cluster.dropDatabase(database);
    };
    for (let round = 0; round < bench.rounds; round++) {
      for (const turn of round % 2 === 0 ? [copy, upload] : [upload, copy]) await turn();
      bench.tell(
        `import ${label}, round ${round + 1}: \\copy ${print(raw.at(-1) ?? 0)} ms, ours ${print(own.at(-1) ?? 0)} ms, processor ${print(work.at(-1) ?? 0)} ms, ${print(peaks.at(-1) ?? 0)} MB, event loop held ${print(holds.at(-1) ?? 0)} ms`,
      );
    }
    const ratio = median(raw) / median(own);
    findings.push(
      {
        name: `import ${label}`,
        unit: "×",
        value: ratio,
        goal: { least: rows >= 1_000_000 ? 0.5 : 0.25 },
        detail: `\\copy ${print(median(raw))} ms, ours ${print(median(own))} ms, of which the process worked ${print(median(work))} ms`,
      },
      { name: `import ${label}, peak memory`, unit: "MB", value: median(peaks), goal: { most: 256 }, detail: "of the server process" },
      {
        name: `import ${label}, longest hold of the event loop`,
        unit: "ms",
        value: median(holds),
        goal: { most: 20 },
        detail: "what a reader waits for at least",
      },
    );
  }
  return findings;
}
