import { ask } from "./aggregates";
import type { Bench } from "./bench";
import { startProgram } from "./program";
import { type Finding, median, print, quantile } from "./report";

/** Quarters that CRSS has printed, and those of the incidents measured with. */
const QUARTERS = ["2022", "2023", "2024"].flatMap((year) => [1, 2, 3, 4].map((quarter) => `${year}-Q${quarter}`));
const TEXT = (quarter: string) =>
  `In ${quarter.slice(0, 4)} CRSS counted ${1500 + quarter.length} killed. The third quarter of 2024 saw 722 people killed and 615 injured in 328 incidents, a rise of 90%.`;

/** Milliseconds of a brief, a comparison and a check that were never asked before: of the figures that come with the program and of incidents. */
export async function measureAnswers(bench: Bench): Promise<Finding[]> {
  const database = await bench.cluster.createDatabase();
  try {
    const program = await startProgram({ database, settings: { SEED: "on" } });
    const { label, path, rows } = bench.fileOf(1_000_000);
    await program.createDataset("bench");
    await program.upload("bench", path, rows);
    const { url } = program;
    const ways: [name: string, asking: (quarter: string) => [string, RequestInit?]][] = [
      ["brief of figures", (quarter) => [`${url}/api/brief?dataset=crss&period=${quarter}`]],
      [`brief of incidents, ${label}`, (quarter) => [`${url}/api/brief?dataset=bench&period=${quarter}`]],
      ["comparison", (quarter) => [`${url}/api/compare?datasets=crss,picss,bench&by=quarter&from=2015-Q1&to=${quarter}`]],
      [
        "check of a text",
        (quarter) => [`${url}/api/check`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ text: TEXT(quarter) }) }],
      ],
    ];
    const findings: Finding[] = [];
    for (const [name, asking] of ways) {
      const times: number[] = [];
      // The first two of each only warm up.
      for (const quarter of QUARTERS) times.push(await ask(...asking(quarter)));
      const told = times.slice(2);
      bench.tell(`${name}: ${print(median(told))} ms`);
      findings.push({ name, unit: "ms", value: median(told), goal: { most: 50 }, detail: `never asked before; slowest ${print(quantile(told, 1))} ms` });
    }
    await program.end();
    return findings;
  } finally {
    await bench.cluster.dropDatabase(database);
  }
}
