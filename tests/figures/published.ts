import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import Papa from "papaparse";
import { ATTACK_TYPES, OPERATION_TYPE } from "../../server/domain/figure";

/** One line of a figures file, as text. */
export interface Line {
  period: string;
  region: string;
  victim: string;
  incident_type: string;
  measure: string;
  value: string;
  qualifier: string;
  scope: string;
  published_on: string;
  report: string;
  source: string;
  source_url: string;
  note: string;
}

export const FIGURE_FILES = ["crss", "picss", "pips", "satp", "gti", "interior-ministry"] as const;
export const [ATTACK = ""] = ATTACK_TYPES;
export const OPERATION = OPERATION_TYPE;

/** The lines of a file of `data/`, every cell as text. */
export function linesOf<T = Line>(file: string): T[] {
  const { data, errors } = Papa.parse<T>(readFileSync(`data/${file}.csv`, "utf8"), { header: true, skipEmptyLines: "greedy" });
  assert.deepEqual(errors, [], file);
  return data;
}

type Cell = Partial<Pick<Line, "period" | "region" | "victim" | "incident_type" | "measure" | "report">>;

/** The values printed for a cell, in order of printing. Everything not named is the whole: Pakistan, all victims, all types, killed. */
export function printed(lines: readonly Line[], cell: Cell): { value: number; published_on: string; report: string; qualifier: string }[] {
  const asked = { region: "PK", victim: "", incident_type: "", measure: "fatalities", ...cell };
  return lines
    .filter((line) => Object.entries(asked).every(([name, value]) => line[name as keyof Line] === value))
    .sort((a, b) => (a.published_on < b.published_on ? -1 : 1))
    .map(({ value, published_on, report, qualifier }) => ({ value: Number(value), published_on, report, qualifier }));
}

/** The one value of a cell, or the latest of several. */
export function latest(lines: readonly Line[], cell: Cell): number {
  const value = printed(lines, cell).at(-1)?.value;
  assert.ok(value !== undefined, `no figure for ${JSON.stringify(cell)}`);
  return value;
}
