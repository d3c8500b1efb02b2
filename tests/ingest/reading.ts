import type { Figure } from "../../server/domain/figure";
import type { Incident } from "../../server/domain/incident";
import type { Issue } from "../../server/domain/issue";
import type { RowCounts } from "../../server/domain/report";
import { type Portion, type Reading, type ReadOptions, type RejectedRow, readPortions, surveyFile } from "../../server/ingest/read";

export const TODAY = "2026-03-01";

export interface Read {
  reading: Reading;
  /** The code of what refused the file, null when it was read. */
  refused: string | null;
  incidents: Incident[];
  figures: Figure[];
  rejected: RejectedRow[];
  issues: Issue[];
  rows: RowCounts;
  /** Issues as `line:code`, in order. */
  told: string[];
}

/** Reads a whole file, in chunks of bytes cut where `cuts` says, as an import does. */
export async function read(file: string | Uint8Array, options: Partial<ReadOptions> = {}, cuts: number[] = []): Promise<Read> {
  const bytes = typeof file === "string" ? new TextEncoder().encode(file) : file;
  const source = async function* () {
    let start = 0;
    for (const cut of [...cuts, bytes.length]) {
      yield bytes.subarray(start, cut);
      start = cut;
    }
  };
  const complete: ReadOptions = { kind: "incidents", today: TODAY, ...options };
  const reading = await surveyFile(source, complete);
  const whole: Portion = {
    incidents: [],
    figures: [],
    rejected: [],
    issues: [...reading.issues],
    rows: { read: 0, accepted: 0, rejected: 0, out_of_scope: 0, duplicate: 0, total_rows: 0 },
  };
  const refused = reading.issues.find((issue) => issue.level === "error")?.code ?? null;
  if (refused === null) for await (const portion of readPortions(source, reading, complete)) add(whole, portion);
  return { reading, refused, ...whole, told: whole.issues.map((issue) => `${issue.line ?? "file"}:${issue.code}`) };
}

function add(whole: Portion, portion: Portion): void {
  whole.incidents.push(...portion.incidents);
  whole.figures.push(...portion.figures);
  whole.rejected.push(...portion.rejected);
  whole.issues.push(...portion.issues);
  for (const name of Object.keys(whole.rows) as (keyof RowCounts)[]) whole.rows[name] += portion.rows[name];
}

/** The sums a reader of the file would expect: incidents, killed, wounded. */
export function sums(incidents: Incident[]): [incidents: number, fatalities: number, injured: number] {
  const lead = incidents.filter((row) => row.part === 0);
  const sum = (values: (number | null)[]) => values.reduce<number>((total, value) => total + (value ?? 0), 0);
  return [sum(lead.map((row) => row.incidents)), sum(incidents.map((row) => row.fatalities.best)), sum(incidents.map((row) => row.injured.best))];
}
