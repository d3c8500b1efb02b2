import { printNumber } from "../../../server/domain/print";
import type { Line } from "./sides";
import { shortName } from "./sides";

const TIMES = ["", "", "twofold", "threefold", "fourfold", "fivefold"];

/** What the spread of a period says, in one line. */
export function spreadFinding(line: Line, what: string): string {
  const { low, high, ratio, label, sides, known } = line;
  const who = (value: number) => sides.filter((side) => side.value === value && side.status !== "partial").map(({ source }) => shortName(source));
  if (low === null || high === null || known < 2) {
    const one = sides.find(({ value }) => value !== null);
    return one === undefined ? `${what}, ${label}: nobody printed a figure` : `${what}, ${label}: only ${shortName(one.source)} printed a figure`;
  }
  if (low === high) return `${what} in ${label}: ${known} publishers print the same ${printNumber(low)}`;
  const ends = `from ${printNumber(low)} (${who(low)[0]}) to ${printNumber(high)} (${who(high)[0]})`;
  if (ratio === null) return `${what} in ${label}: ${ends}`;
  if (ratio < 1.1) return `${what} in ${label}: the publishers lie within ${Math.ceil((ratio - 1) * 100)}%, ${ends}`;
  const times = Math.abs(ratio - Math.round(ratio)) <= 0.15 && ratio < 5.5 ? (TIMES[Math.round(ratio)] ?? "") : "";
  return `${what} in ${label} differ ${times !== "" ? times : `by a factor of ${printNumber(ratio)}`}, ${ends}`;
}
