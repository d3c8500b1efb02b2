import { printNumber } from "../domain/print";

/** A row among those a total is of: how a message names it, and its counts by measure. */
export interface Part {
  label: string;
  counts: Readonly<Record<string, number | null>>;
}

/** How far the parts of a measure lie above (or below, negative) the printed total. */
export interface Difference {
  measure: string;
  by: number;
}

const WORDS: Record<string, string> = { fatalities: "killed", injured: "wounded", incidents: "incidents", casualties: "casualties" };

/** The word a message has for what a measure counts. */
export const wordOf = (measure: string) => WORDS[measure] ?? measure;

/** Rows and subsets looked at: a table typed by hand is no longer. */
const MOST_PARTS = 60;
const MOST_CHANGED = 3;

/**
 * The smallest correction that would make parts and total agree, in words: people told as killed who were wounded, where that
 * balances both; else rows too many; else two digits swapped. Null where no correction of a few cells does; the fault is then in a total or in
 * a number that cannot be told.
 */
export function smallestCorrection(parts: readonly Part[], differences: readonly Difference[]): string | null {
  if (parts.length > MOST_PARTS) return null;
  const pair = movedFrom(differences);
  const moved = pair === null ? [] : subsets(parts, pair.from.measure, pair.from.by);
  if (pair !== null && moved[0] !== undefined) {
    const people = `the ${pair.from.by} ${wordOf(pair.from.measure)} of ${named(moved[0], pair.from.measure)}`;
    return `${people} counted as ${wordOf(pair.to.measure)} would balance both totals${others(moved.length)}.`;
  }
  const [only] = differences;
  if (differences.length !== 1 || only === undefined) return null;
  const surplus = only.by > 0 ? subsets(parts, only.measure, only.by) : [];
  if (surplus[0] !== undefined)
    return `without the ${wordOf(only.measure)} of ${named(surplus[0], only.measure)} the total would balance${others(surplus.length)}.`;
  return swapped(parts, only);
}

/** Two measures that differ by as many in opposite directions: people may stand in the wrong column. */
function movedFrom(differences: readonly Difference[]): { from: Difference; to: Difference } | null {
  const [a, b] = differences;
  if (a === undefined || b === undefined || differences.length !== 2 || a.by !== -b.by) return null;
  return a.by > 0 ? { from: a, to: b } : { from: b, to: a };
}

/** The smallest sets of parts whose counts of a measure add up to `sum`: all those of the least size. */
function subsets(parts: readonly Part[], measure: string, sum: number): Part[][] {
  const able = parts.filter((part) => (part.counts[measure] ?? 0) > 0 && (part.counts[measure] ?? 0) <= sum);
  for (let size = 1; size <= MOST_CHANGED; size++) {
    const found: Part[][] = [];
    choose(able, size, measure, sum, [], found);
    if (found.length > 0) return found;
  }
  return [];
}

function choose(parts: readonly Part[], size: number, measure: string, left: number, chosen: Part[], found: Part[][]): void {
  if (size === 0) {
    if (left === 0) found.push(chosen);
    return;
  }
  for (const [index, part] of parts.entries()) {
    const count = part.counts[measure] ?? 0;
    if (count <= left) choose(parts.slice(index + 1), size - 1, measure, left - count, [...chosen, part], found);
  }
}

function named(parts: readonly Part[], measure: string): string {
  const counts = new Set(parts.map((part) => part.counts[measure]));
  if (parts.length === 1) return `${parts[0]?.label} (${parts[0]?.counts[measure]})`;
  const labels = parts.map((part) => (counts.size === 1 ? part.label : `${part.label} (${part.counts[measure]})`));
  return `${labels.slice(0, -1).join(", ")} and ${labels.at(-1)}${counts.size === 1 ? ` (${[...counts][0]} each)` : ""}`;
}

const others = (found: number) => (found > 1 ? `, as would ${found - 1} other ${found === 2 ? "choice" : "choices"} of as many rows` : "");

/** A count whose two neighbouring digits the other way round would balance, where just one has them. */
function swapped(parts: readonly Part[], { measure, by }: Difference): string | null {
  if (by % 9 !== 0) return null;
  const found = parts.flatMap(({ label, counts }) => {
    const digits = String(counts[measure] ?? "");
    return Array.from(
      { length: Math.max(digits.length - 1, 0) },
      (_, at) => digits.slice(0, at) + (digits[at + 1] ?? "") + (digits[at] ?? "") + digits.slice(at + 2),
    )
      .filter((turned) => Number(digits) - Number(turned) === by && !turned.startsWith("0"))
      .map((turned) => `${label} with ${printNumber(Number(turned))} for ${printNumber(Number(digits))}, two digits swapped, would balance the total.`);
  });
  return found.length === 1 ? (found[0] ?? null) : null;
}
