/** One measured ratio: ours against the yardstick of the same run, or a limit that has no yardstick. */
export interface Finding {
  name: string;
  /** What the number is: `×` of a yardstick (more is better unless `limit` says otherwise), or a unit such as `MB` or `ms`. */
  unit: string;
  value: number;
  /** What it is to be: at least, or at most. */
  goal: { least: number } | { most: number };
  /** What it was made of, for a reader. */
  detail: string;
}

/** The middle one of some numbers; of an even number of them the lower of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
}

/** The value below which the share of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** A number as the table prints it: three digits that count. */
export const print = (value: number) => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));

const isMet = ({ value, goal }: Finding) => ("least" in goal ? value >= goal.least : value <= goal.most);
const said = ({ goal, unit }: Finding) => ("least" in goal ? `≥ ${goal.least} ${unit}` : `≤ ${goal.most} ${unit}`);

/** The findings as a table. */
export function table(findings: readonly Finding[]): string {
  const rows = findings.map((found) => [found.name, `${print(found.value)} ${found.unit}`, said(found), isMet(found) ? "yes" : "NO", found.detail]);
  return ["| measured | is | goal | met | of |", "|---|---|---|---|---|", ...rows.map((cells) => `| ${cells.join(" | ")} |`)].join("\n");
}

/** How much worse than in the baseline a number may be before it is a regression: the same run differs by as much on a shared machine. */
const NOISE = 0.35;

/** What has become worse than the baseline by more than noise, and what it no longer measures. */
export function regressions(findings: readonly Finding[], baseline: Readonly<Record<string, number>>): string[] {
  return findings.flatMap((found) => {
    const before = baseline[found.name];
    if (before === undefined) return [];
    const worse = "least" in found.goal ? found.value < before * (1 - NOISE) : found.value > before * (1 + NOISE);
    // What still reaches its goal is no regression that matters.
    return worse && !isMet(found) ? [`${found.name}: ${print(found.value)} ${found.unit}, before ${print(before)}`] : [];
  });
}
