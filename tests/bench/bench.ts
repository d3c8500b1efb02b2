import { writeFile } from "node:fs/promises";
import { cpus, totalmem } from "node:os";
import { parseArgs } from "node:util";
import { measureAggregates } from "./aggregates";
import { measureAnswers } from "./answers";
import baseline from "./baseline.json" with { type: "json" };
import { type Cluster, startCluster } from "./cluster";
import { measureEmbedded } from "./embedded";
import { measureExport } from "./export";
import { type File, makeFiles } from "./files";
import { measureImport } from "./import";
import { measureProcesses } from "./processes";
import { measureReads } from "./reads";
import { type Finding, regressions, table } from "./report";
import { measureSoak } from "./soak";
import { measureStart } from "./start";
import { measureThroughput } from "./throughput";

/** What a measurement works with. */
export interface Bench {
  cluster: Cluster;
  files: File[];
  fileOf: (rows: number) => File;
  /** How often each thing is measured; medians are told. */
  rounds: number;
  tell: (line: string) => void;
}

const MEASUREMENTS: Record<string, (bench: Bench) => Promise<Finding[]>> = {
  import: measureImport,
  embedded: measureEmbedded,
  export: measureExport,
  reads: measureReads,
  processes: measureProcesses,
  throughput: measureThroughput,
  aggregates: measureAggregates,
  answers: measureAnswers,
  start: measureStart,
};

/** Asked for by name only: it takes minutes. */
const LONG: typeof MEASUREMENTS = { soak: measureSoak };

const SIZES: [label: string, rows: number][] = [
  ["10k", 10_000],
  ["100k", 100_000],
  ["1M", 1_000_000],
  ["5M", 5_000_000],
];

const { values: asked } = parseArgs({
  options: {
    /** Also 5 M rows: a gigabyte of file, some minutes more. */
    large: { type: "boolean", default: false },
    /** Leaves out 1 M rows. */
    small: { type: "boolean", default: false },
    only: { type: "string" },
    rounds: { type: "string", default: "3" },
    json: { type: "string" },
    /** Fails where a ratio is worse than the baseline's beyond noise. */
    check: { type: "boolean", default: false },
  },
});

const sizes = SIZES.filter(([, rows]) => (rows < 1_000_000 || !asked.small) && (rows <= 1_000_000 || asked.large));
const files = await makeFiles(sizes);
const cluster = await startCluster();
const findings: Finding[] = [];
try {
  const fileOf = (rows: number) => files.find((file) => file.rows === rows) ?? (files.at(-1) as File);
  const bench: Bench = { cluster, files, fileOf, rounds: Number(asked.rounds), tell: (line) => console.error(line) };
  const names = asked.only?.split(",") ?? Object.keys(MEASUREMENTS);
  for (const name of names) {
    const measure = MEASUREMENTS[name] ?? LONG[name];
    if (measure === undefined) throw new Error(`There is no measurement ${name}. Known: ${Object.keys({ ...MEASUREMENTS, ...LONG }).join(", ")}.`);
    findings.push(...(await measure(bench)));
  }
} finally {
  await cluster.end();
}

const machine = `${cpus().length} × ${cpus()[0]?.model ?? "processor"}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`;
console.log(`\n${machine}, ${new Date().toISOString().slice(0, 10)}, medians of ${asked.rounds}\n\n${table(findings)}`);
if (asked.json !== undefined) await writeFile(asked.json, `${JSON.stringify({ machine, findings }, null, 2)}\n`);
const worse = asked.check ? regressions(findings, baseline) : [];
if (worse.length > 0) {
  console.error(`\nWorse than the baseline beyond noise:\n  ${worse.join("\n  ")}`);
  process.exitCode = 1;
}
