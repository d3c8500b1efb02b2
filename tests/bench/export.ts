import { get } from "node:http";
import type { Bench } from "./bench";
import { timed } from "./cluster";
import { startProgram } from "./program";
import { type Finding, median, print } from "./report";

/** Milliseconds until the whole answer is there, and how many lines it has. */
function download(address: string): Promise<{ took: number; lines: number }> {
  const start = performance.now();
  return new Promise((resolve, reject) => {
    get(address, (response) => {
      let lines = 0;
      response.on("data", (chunk: Buffer) => {
        for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) lines++;
      });
      response.once("end", () =>
        response.statusCode === 200 ? resolve({ took: performance.now() - start, lines }) : reject(new Error(`${response.statusCode}`)),
      );
    }).once("error", reject);
  });
}

/**
 * The rows of a dataset as CSV over HTTP against psql's `\copy to` of the same columns: as they stand in their files, which is how they lie, and oldest first, for which PostgreSQL
 * puts them in order as long as it writes them. Each round has a fresh process, as imports have.
 */
export async function measureExport(bench: Bench): Promise<Finding[]> {
  const { label, path, rows } = bench.fileOf(1_000_000);
  const database = await bench.cluster.createDatabase();
  const program = await startProgram({ database });
  const [raw, ordered, own, oldest, peaks]: [number[], number[], number[], number[], number[]] = [[], [], [], [], []];
  try {
    await program.createDataset("bench");
    await program.upload("bench", path, rows);
    await program.end();
    const columns =
      `incident_id, occurred_on, ended_on, date_precision, province, province_raw, district, place, latitude, longitude, incident_type, tactic, perpetrator,
      claimed_by, target, victim, incidents, fatalities, fatalities_low, fatalities_high, injured, injured_low, injured_high, source, source_url, published_on, notes, counted,
      'file' as file_name, line`.replace(/\s+/g, " ");
    for (let round = 0; round < bench.rounds; round++) {
      const copy = (order: string) => timed(database, `\\copy (select ${columns} from incident${order}) to '/dev/null' csv header`);
      raw.push(await copy(""));
      ordered.push(await copy(" order by occurred_on, batch_id, line, part"));
      const reader = await startProgram({ database });
      for (const [sort, times] of [
        ["line", own],
        ["occurred_on", oldest],
      ] as const) {
        const { took, lines } = await download(`${reader.url}/api/incidents.csv?dataset=bench&sort=${sort}`);
        if (lines < rows) throw new Error(`The export has ${lines} lines.`);
        times.push(took);
      }
      peaks.push(await reader.peak());
      await reader.end();
      const [copied, copiedInOrder, took, tookInOrder] = [raw, ordered, own, oldest].map((times) => print(times.at(-1) ?? 0));
      bench.tell(
        `export ${label}, round ${round + 1}: \\copy to ${copied} ms, ours by line ${took} ms; \\copy to by day ${copiedInOrder} ms, ours oldest first ${tookInOrder} ms`,
      );
    }
  } finally {
    await bench.cluster.dropDatabase(database);
  }
  const detail = (yardstick: number[], ours: number[]) => `\\copy to ${print(median(yardstick))} ms, ours ${print(median(ours))} ms`;
  return [
    { name: `export ${label}`, unit: "×", value: median(raw) / median(own), goal: { least: 0.7 }, detail: `by line: ${detail(raw, own)}` },
    {
      name: `export ${label}, oldest first`,
      unit: "×",
      value: median(ordered) / median(oldest),
      goal: { least: 0.7 },
      detail: `both in order: ${detail(ordered, oldest)}; unordered ${print(median(raw))} ms`,
    },
    { name: `export ${label}, peak memory`, unit: "MB", value: median(peaks), goal: { most: 100 }, detail: "of a fresh process, for both" },
  ];
}
