import { setTimeout as wait } from "node:timers/promises";
import type { Bench } from "./bench";
import { psql, timed } from "./cluster";
import { load } from "./connections";
import { type Program, startProgram } from "./program";
import { question } from "./questions";
import { type Finding, median, print } from "./report";

/** Questions asked of each size one after the other, and of those the ones that only warm up. */
const ASKED = 60;
const WARMING = 20;

/** What the cube cannot answer: two dimensions crossed, days, and victim classes pooled; and the same as an analyst would ask the table, counting rows that count. */
const CROSSED: [name: string, question: string, select: string][] = [
  ["district by perpetrator", "by=district,perpetrator", "district, perpetrator, sum(fatalities) from incident where counted group by 1, 2"],
  [
    "quarters of one tactic and perpetrator",
    "by=quarter&tactic=IED&perpetrator=TTP",
    "date_trunc('quarter', occurred_on), sum(fatalities) from incident where counted and tactic = 'IED' and perpetrator = 'TTP' group by 1",
  ],
  [
    "types by tactic in one province",
    "by=incident_type,tactic&province=PK-KP",
    "incident_type, tactic, sum(fatalities) from incident where counted and province in ('PK-KP', 'PK-TA', 'PK-NW') group by 1, 2",
  ],
];

/**
 * The time of one question that was never asked before, quarters by provinces, by how many incidents there are; and questions the cube cannot answer, against
 * a parallel sequential scan of the table that answers the same, in psql.
 */
export async function measureAggregates(bench: Bench): Promise<Finding[]> {
  const database = await bench.cluster.createDatabase();
  try {
    const importing = await startProgram({ database });
    for (const { label, path, rows } of bench.files) {
      await importing.createDataset(`bench-${label.toLowerCase()}`);
      await importing.upload(`bench-${label.toLowerCase()}`, path, rows);
    }
    await importing.end();
    await psql(database, "vacuum analyze");
    const program = await startProgram({ database });
    const findings = [...(await bySize(bench, program)), ...(await crossed(bench, program, database))];
    await program.end();
    return findings;
  } finally {
    await bench.cluster.dropDatabase(database);
  }
}

async function bySize(bench: Bench, program: Program): Promise<Finding[]> {
  const took = new Map<string, number>();
  // In turns, so that all sizes meet the same machine.
  const times = new Map(bench.files.map(({ label }) => [label, [] as number[]]));
  for (let turn = 0; turn < ASKED * bench.rounds; turn++) {
    for (const { label } of bench.files) {
      const one = await ask(`${program.url}${question(`bench-${label.toLowerCase()}`, turn)}`);
      if (turn >= WARMING) times.get(label)?.push(one);
    }
  }
  for (const [label, all] of times) took.set(label, median(all));
  const [small, large] = [bench.files[0]?.label ?? "", bench.files.at(-1)?.label ?? ""];
  const detail = [...took].map(([label, one]) => `${label} ${print(one)} ms`).join(", ");
  bench.tell(`aggregates, new questions: ${detail}`);
  return [{ name: "new question, largest against 10k", unit: "×", value: (took.get(large) ?? 0) / (took.get(small) ?? 1), goal: { most: 2 }, detail }];
}

/** The later questions are what the goal is for: rows are held by then. The first of all is told beside them: the database answers it, to a new process. */
async function crossed(bench: Bench, program: Program, database: string): Promise<Finding[]> {
  const { label } = bench.fileOf(1_000_000);
  const slug = `bench-${label.toLowerCase()}`;
  const batch = (await psql(database, `select batch_id from revision join dataset on dataset.id = dataset_id where slug = '${slug}'`)).trim();
  const about = (asked: string) => `/api/aggregates?dataset=${slug}&${asked}`;
  const before = await program.resident();
  const reading = await hold(program, `${program.url}${about(CROSSED[0]?.[1] ?? "")}`);
  const taken = `rows held after ${print(reading / 1000)} s, ${print((await program.resident()) - before)} MB more`;
  const findings: Finding[] = [];
  for (const [name, asked, select] of CROSSED) {
    const [scan, first, own, kept]: [number[], number[], number[], number[]] = [[], [], [], []];
    for (let round = 0; round < bench.rounds; round++) {
      const fresh = await startProgram({ database });
      const from = `from (select * from incident where batch_id = ${batch}) as incident`;
      scan.push(await timed(database, `select ${select.replace("from incident", from)}`));
      // Another first day each time, before all rows: the same answer under an address that was never asked.
      const address = `${about(asked)}&from=20${10 + round}`;
      first.push(await ask(`${fresh.url}${address}`));
      await fresh.end();
      own.push(await ask(`${program.url}${address}`));
      kept.push((await load(program.url, { connections: 1, seconds: 0.2, path: () => address })).p50);
    }
    const ratio = (times: number[]) => print(median(times) / median(scan));
    const detail = `scan ${print(median(scan))} ms, ours ${print(median(own))} ms, asked again ${print(median(kept))} ms; the first of a new process ${print(median(first))} ms, ${ratio(first)} ×`;
    bench.tell(`aggregates, ${name}: ${detail}; ${taken}`);
    findings.push({ name: `${name}, ${label}`, unit: "×", value: median(own) / median(scan), goal: { most: 1 }, detail: `${detail}; ${taken}; aim 0.2` });
  }
  return findings;
}

/** Asks a question that has the rows read, and waits until they are held. Returns the milliseconds that took after the answer. Throws when nothing is held after a minute. */
async function hold(program: Program, address: string): Promise<number> {
  await ask(address);
  const start = performance.now();
  while (performance.now() - start < 60_000) {
    const metrics = await (await fetch(`${program.url}/metrics`)).text();
    if (Number(/^ledger_rows_held (\d+)/m.exec(metrics)?.[1]) > 0) return performance.now() - start;
    await wait(50);
  }
  throw new Error("No rows are held after a minute.");
}

/** Milliseconds until the whole answer is there. Throws where it is no success. */
export async function ask(address: string, init?: RequestInit): Promise<number> {
  const start = performance.now();
  const answer = await fetch(address, init);
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`${address}: ${answer.status} ${text.slice(0, 500)}`);
  return performance.now() - start;
}
