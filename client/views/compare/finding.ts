import { printNumber } from "../../../server/domain/print";
import * as words from "../../words/compare";
import type { Line } from "./sides";
import { shortName } from "./sides";

const TIMES = ["", "", "twofold", "threefold", "fourfold", "fivefold"];

/** What the spread of a period says, in one line. */
export function spreadFinding(line: Line, what: string): string {
  const { low, high, ratio, label, sides, known } = line;
  const who = (value: number) => sides.filter((side) => side.value === value && side.status !== "partial").map(({ source }) => shortName(source));
  if (low === null || high === null || known < 2) {
    const one = sides.find(({ value }) => value !== null);
    return one === undefined ? words.nobodyPrintedFor(what, label) : words.onlyPrintedAFigure(what, label, shortName(one.source));
  }
  if (low === high) return words.inPublishersPrintThe(what, label, known, printNumber(low));
  const ends = words.lowToHigh(printNumber(low), who(low)[0], printNumber(high), who(high)[0]);
  if (ratio === null) return words.spreadIn(what, label, ends);
  if (ratio < 1.1) return words.inThePublishersLie(what, label, Math.ceil((ratio - 1) * 100), ends);
  const times = Math.abs(ratio - Math.round(ratio)) <= 0.15 && ratio < 5.5 ? (TIMES[Math.round(ratio)] ?? "") : "";
  return words.inDiffer(what, label, times !== "" ? times : words.byAFactorOf(printNumber(ratio)), ends);
}
