import { daysBetween } from "../../domain/day";
import { isMeasure, MEASURES } from "../../domain/measure";
import { printNumber } from "../../domain/print";
import { isKnown } from "../resolve";
import { type Asked, type Cells, withRegion } from "./cells";
import { addressOf } from "./proof";
import type { Found, Subject } from "./reading";
import { isHedgedCount, isInside, isNearCount, percentRange } from "./rounding";
import type { Outcome } from "./verdict";
import { cellInWords, onDay, whenInWords } from "./wording";

/** What every judge needs: the dataset's slug for addresses, and its figures. */
export interface Bench {
  dataset: string;
  cells: Cells;
}

/** The subject as a question, or null where the text names no period. */
export function askOf(subject: Subject): Asked | null {
  return subject.period === null ? null : { ...subject, period: subject.period };
}

/** The frame of an outcome about a subject; in the unit of its measure where no other is given. */
export function outcomeOf(
  subject: Subject,
  measure: string,
  rest: Pick<Outcome, "verdict" | "nearest" | "reason" | "query">,
  unit: Outcome["unit"] = isMeasure(measure) ? MEASURES[measure].unit : "percent",
): Outcome {
  return { period: subject.period?.label ?? null, region: subject.region, measure, unit, ...rest };
}

/** Where no period is named nothing can be asked. */
export function noPeriod(subject: Subject, measure: string): Outcome {
  return outcomeOf(subject, measure, {
    verdict: "cannot_be_told",
    nearest: null,
    reason: "The text does not say which period, or not of which year.",
    query: null,
  });
}

/** Where a number without a period stands, for the reader to see which is meant. */
function standing({ cells }: Bench, found: Found, subject: Subject): Partial<Outcome> {
  const figure = cells
    .printing(found.value ?? 0, subject.measure)
    .find(({ region, victim, incident_type }) => region === subject.region && victim === subject.victim && incident_type === "");
  return figure === undefined
    ? {}
    : { reason: `The text does not say which period, or not of which year. ${printNumber(figure.value)} was printed for ${figure.period}.` };
}

/** A count against its cell: today's value, then every earlier printing. Khyber Pakhtunkhwa may be meant without the former FATA. */
export function judgeCount(bench: Bench, found: Found, subject: Subject): Outcome {
  const asked = askOf(subject);
  if (asked === null) return { ...noPeriod(subject, subject.measure), ...standing(bench, found, subject) };
  const own = judgeCell(bench, found, subject, asked);
  if (own.verdict === "holds" || own.verdict === "holds_as_of" || subject.region !== "PK-KP" || asked.period.start >= "2023") return own;
  const former = judgeCell(bench, found, { ...subject, region: "PK-NW" }, withRegion(asked, "PK-NW"));
  return former.verdict === "holds" || former.verdict === "holds_as_of" ? former : own;
}

function judgeCell({ dataset, cells }: Bench, found: Found, subject: Subject, asked: Asked): Outcome {
  const value = found.value ?? 0;
  const now = cells.now(asked);
  const query = addressOf(dataset, cells, asked);
  const cell = cellInWords(asked);
  const as = (verdict: Outcome["verdict"], reason: string, address = query) =>
    outcomeOf(subject, subject.measure, { verdict, nearest: isKnown(now) ? now.value : null, reason, query: address });
  if (isKnown(now) && now.value === value) {
    const how = now.status === "derived" ? "adds up from its printed parts" : `was printed${onDay(now.published_on)}`;
    return as("holds", `${printNumber(value)} ${cell}: the figure ${how}.`);
  }
  const vintage = cells.vintages(asked).find((one) => one.value === value);
  if (vintage !== undefined && now.value !== null) {
    return as(
      "holds_as_of",
      `${printNumber(value)} ${cell}: so printed${onDay(vintage.on)}; today's figure is ${printNumber(now.value)}.`,
      addressOf(dataset, cells, asked, { asOf: vintage.on }),
    );
  }
  if (isKnown(now) && now.value !== null && found.least !== null && found.least <= now.value && now.value <= value) {
    return as("holds", `${printNumber(now.value)} ${cell}: it lies between ${printNumber(found.least)} and ${printNumber(value)}.`);
  }
  if (isKnown(now) && now.value !== null && found.rough && found.least === null) return roughly(found, value, now.value, cell, as);
  if (isKnown(now) && now.value !== null && isHedgedCount(value, found.hedge, now.value)) {
    return as("holds", `${printNumber(now.value)} ${cell}: the words around ${printNumber(value)} fit it.`);
  }
  if (isKnown(now) && now.value !== null && isNearCount(value, found.hedge, now.value))
    return as("cannot_be_told", `${printNumber(now.value)} ${cell}: whether that is about ${printNumber(value)} is a matter of words.`);
  if (!isKnown(now)) return missing(cells, asked, value, as, cell, now.value);
  return as(
    "does_not_hold",
    `${cell.charAt(0).toUpperCase()}${cell.slice(1)}: the ledger has ${printNumber(now.value ?? 0)}, not ${found.least === null ? "" : `${printNumber(found.least)} to `}${printNumber(value)}.`,
  );
}

/** `A dozen`, `two dozen`: said of what is near; only what is far off is wrong. */
function roughly(found: Found, value: number, truth: number, cell: string, as: (verdict: Outcome["verdict"], reason: string) => Outcome): Outcome {
  const floor = found.hedge === "over" || found.hedge === "at_least";
  const told = `${printNumber(truth)} ${cell}: ${printNumber(value)} is said as a round number.`;
  if (Math.abs(truth - value) <= value / 6 && !(floor && truth < value)) return as("holds", told);
  return truth < value / 2 || truth > value * 2 || (floor && truth < value) ? as("does_not_hold", told) : as("cannot_be_told", told);
}

/** A cell that is not printed: still too large a number where a lower bound, or what the other regions leave, rules it out. */
function missing(
  cells: Cells,
  asked: Asked,
  value: number,
  as: (verdict: Outcome["verdict"], reason: string) => Outcome,
  cell: string,
  bound: number | null,
): Outcome {
  if (bound !== null && value < bound) return { ...as("does_not_hold", `The printed parts of ${cell} already make ${printNumber(bound)}.`), nearest: bound };
  const left = leftOver(cells, asked);
  if (left !== null && value > left.rest) {
    const reason = `The total of ${printNumber(left.total)} (${whenInWords(asked.period)}) is filled by the regions printed beside: ${printNumber(left.rest)} is left, not ${printNumber(value)}.`;
    return { ...as("does_not_hold", reason), nearest: left.rest };
  }
  return as("cannot_be_told", `Not printed, and not to be derived: ${cell}.`);
}

/** What the printed regions leave of the printed total for those that were not printed. */
function leftOver(cells: Cells, asked: Asked): { total: number; rest: number } | null {
  if (asked.region === "PK" || asked.region.includes("+") || asked.period.grain === "span") return null;
  const total = cells.now(withRegion(asked, "PK"));
  if (!isKnown(total) || total.value === null) return null;
  const others = ["PK-BA", "PK-GB", "PK-IS", "PK-JK", "PK-KP", "PK-PB", "PK-SD"]
    .filter((code) => code !== asked.region)
    .map((code) => cells.now(withRegion(asked, code)));
  const known = others.filter((one) => isKnown(one) && one.scope === total.scope);
  if (known.length === 0) return null;
  return { total: total.value, rest: total.value - known.reduce((sum, { value }) => sum + (value ?? 0), 0) };
}

/** An average a day: the total over the days of its period. */
export function judgeAverage(bench: Bench, found: Found, subject: Subject): Outcome {
  const asked = askOf(subject);
  if (asked === null) return noPeriod(subject, subject.measure);
  const now = bench.cells.now(asked);
  const query = addressOf(bench.dataset, bench.cells, asked);
  if (!isKnown(now) || now.value === null)
    return outcomeOf(subject, subject.measure, { verdict: "cannot_be_told", nearest: null, reason: `Not printed: ${cellInWords(asked)}.`, query });
  const mean = now.value / daysBetween(asked.period.start, asked.period.end);
  const holds = isInside(mean, percentRange(found.value ?? 0, found.hedge, found.decimals));
  const nearest = Math.round(mean * 10) / 10;
  const reason = `${printNumber(now.value)} ${cellInWords(asked)}: ${nearest} a day.`;
  return outcomeOf(subject, subject.measure, { verdict: holds ? "holds" : "does_not_hold", nearest, reason, query }, "ratio");
}
