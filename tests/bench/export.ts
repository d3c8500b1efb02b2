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
 * The rows of a dataset as CSV over HTTP, oldest first, against psql's `\copy to` of the same columns: in the order they lie in, and, because
 * putting them in order takes PostgreSQL as long as writing them, in ours too.
 */
export async function measureExport(bench: Bench): Promise<Finding[]> {
  const { label, path, rows } = bench.fileOf(1_000_000);
  const database = await bench.cluster.createDatabase();
  const program = await startProgram({ database });
  const [raw, ordered, own, peaks]: [number[], number[], number[], number[]] = [[], [], [], []];
  try {
    await program.createDataset("bench");
    await program.upload("bench", path, rows);
    await program.end();
    const reader = await startProgram({ database });
    const columns =
      `incident_id, occurred_on, ended_on, date_precision, province, province_raw, district, place, latitude, longitude, incident_type, tactic, perpetrator,
      claimed_by, target, victim, incidents, fatalities, fatalities_low, fatalities_high, injured, injured_low, injured_high, source, source_url, published_on, notes, counted,
      'file' as file_name, line`.replace(/\s+/g, " ");
    for (let round = 0; round < bench.rounds; round++) {
      const copy = (order: string) => timed(database, `\\copy (select ${columns} from incident${order}) to '/dev/null' csv header`);
      raw.push(await copy(""));
      ordered.push(await copy(" order by occurred_on, batch_id, line, part"));
      const { took, lines } = await download(`${reader.url}/api/incidents.csv?dataset=bench`);
      if (lines < rows) throw new Error(`The export has ${lines} lines.`);
      own.push(took);
      bench.tell(
        `export ${label}, round ${round + 1}: \\copy to ${print(raw.at(-1) ?? 0)} ms, ordered ${print(ordered.at(-1) ?? 0)} ms, ours ${print(took)} ms`,
      );
    }
    peaks.push(await reader.peak());
    await reader.end();
  } finally {
    await bench.cluster.dropDatabase(database);
  }
  const detail = (yardstick: number[]) => `\\copy to ${print(median(yardstick))} ms, ours ${print(median(own))} ms`;
  return [
    { name: `export ${label}`, unit: "×", value: median(raw) / median(own), goal: { least: 0.7 }, detail: detail(raw) },
    { name: `export ${label}, both in order`, unit: "×", value: median(ordered) / median(own), goal: { least: 0.7 }, detail: detail(ordered) },
    { name: `export ${label}, peak memory`, unit: "MB", value: median(peaks), goal: { most: 100 }, detail: "of the server process" },
  ];
}
