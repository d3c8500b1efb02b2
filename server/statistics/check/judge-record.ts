import { addDays } from "../../domain/day";
import { type Period, periodInWords, periodOf, periodsBetween, yearBefore } from "../../domain/period";
import { printNumber } from "../../domain/print";
import { dayInWords } from "../phrases";
import { isKnown } from "../resolve";
import { valueOn } from "./cells";
import { askOf, type Bench, noPeriod, outcomeOf } from "./judge-count";
import { addressOf } from "./proof";
import type { Found, Reading } from "./reading";
import type { Outcome } from "./verdict";
import { cellInWords } from "./wording";

type RecordReading = Extract<Reading, { kind: "record" }>;
type ComparisonReading = Extract<Reading, { kind: "comparison" }>;

/** Years that a record is followed back at most; no ledger of this field reaches so far. */
const FARTHEST = 30;

/** How many missing periods a reason names. */
const NAMED = 8;

/** A record: refuted by one known value beyond it, upheld only where every period between is known in one scope. */
export function judgeRecord({ dataset, cells }: Bench, _found: Found, { subject, share, years, since, low }: RecordReading): Outcome {
  const asked = askOf(subject);
  const measure = share ? `${subject.measure}_share` : subject.measure;
  if (asked === null) return noPeriod(subject, measure);
  const query = addressOf(dataset, cells, share ? { ...asked, measure: subject.measure === "incidents" ? "incidents_share" : "fatalities_share" } : asked);
  const as = (verdict: Outcome["verdict"], nearest: number | null, reason: string) => outcomeOf(subject, measure, { verdict, nearest, reason, query });
  const spans = periodsBack(asked.period, years, since);
  const of = (period: Period) =>
    cells.now({ ...asked, period, ...(share ? { measure: subject.measure === "incidents" ? "incidents_share" : "fatalities_share" } : {}) });
  const own = of(asked.period);
  if (own.value === null || (!share && !isKnown(own))) return as("cannot_be_told", null, `Not printed: ${cellInWords(asked)}.`);
  const value = own.value;
  const known = spans.map((period) => ({ period, cell: of(period) }));
  const beyond = known.find(({ cell }) => isKnown(cell) && cell.value !== null && cell.scope === own.scope && (low ? cell.value < value : cell.value > value));
  if (beyond !== undefined)
    return as(
      "does_not_hold",
      beyond.cell.value,
      `${periodInWords(beyond.period)} has ${printNumber(beyond.cell.value ?? 0)}, against ${printNumber(value)} in ${periodInWords(asked.period)}.`,
    );
  const missing = known.filter(({ cell }) => !isKnown(cell)).map(({ period }) => period.label);
  if (missing.length > 0) {
    const more = missing.length > NAMED ? ` and ${missing.length - NAMED} more` : "";
    return as(
      "cannot_be_told",
      value,
      `The ledger has no ${share ? "share" : "figure"} for ${missing.slice(0, NAMED).join(", ")}${more}: a record over them cannot be told.`,
    );
  }
  const changed = known.find(({ cell }) => cell.scope !== own.scope);
  if (changed !== undefined)
    return as("cannot_be_told", value, `The publisher changed what it counts: ${changed.period.label} is of another scope, and no record is told across it.`);
  return as(
    "holds",
    value,
    `${printNumber(value)} in ${periodInWords(asked.period)} is beyond every period since ${spans.at(-1)?.label ?? asked.period.label}.`,
  );
}

/** The periods of the same length that a record must beat, latest first. A span is held against the same months of other years. */
function periodsBack(period: Period, years: number | null, since: Period | null): Period[] {
  const back = Math.min(years ?? 0, FARTHEST);
  const start = since !== null ? since.end : `${Number(period.start.slice(0, 4)) - back}${period.start.slice(4)}`;
  if (period.grain !== "span") {
    const first = periodOf(start, period.grain);
    const from = first.start < start ? first.end : first.start;
    return from >= period.start
      ? []
      : periodsBetween(from, addDays(period.start, 0), period.grain)
          .filter(({ end }) => end <= period.start)
          .reverse();
  }
  const found: Period[] = [];
  for (let one = yearBefore(period); one !== null && one.start >= start && found.length < 60; one = yearBefore(one)) found.push(one);
  return found;
}

/** One period's toll against another's, today and by each pair of printings that stood side by side. */
export function judgeComparison({ dataset, cells }: Bench, _found: Found, { subject, base, sign }: ComparisonReading): Outcome {
  const asked = askOf(subject);
  if (asked === null) return noPeriod(subject, subject.measure);
  const baseAsked = { ...asked, period: base };
  const [now, then] = [cells.now(asked), cells.now(baseAsked)];
  const query = addressOf(dataset, cells, asked);
  const as = (verdict: Outcome["verdict"], reason: string, address = query) =>
    outcomeOf(subject, subject.measure, { verdict, nearest: now.value, reason, query: address });
  if (!isKnown(now) || now.value === null) return as("cannot_be_told", `Not printed: ${cellInWords(asked)}.`);
  if (!isKnown(then) || then.value === null) return as("cannot_be_told", `Not printed: ${cellInWords(baseAsked)}.`);
  if (now.scope !== then.scope) return as("cannot_be_told", "The publisher changed what it counts between the two periods.");
  const told = `${printNumber(now.value)} (${periodInWords(asked.period)}) against ${printNumber(then.value)} (${periodInWords(base)})`;
  if (sign * (now.value - then.value) > 0) return as("holds", `${told}.`);
  const [values, bases] = [cells.vintages(asked), cells.vintages(baseAsked)];
  for (const on of [...new Set([...values, ...bases].map((vintage) => vintage.on))].sort().reverse()) {
    const [value, before] = [valueOn(values, on), valueOn(bases, on)];
    if (value === null || before === null || sign * (value - before) <= 0) continue;
    return as(
      "holds_as_of",
      `By the printings of ${dayInWords(on)}, ${printNumber(value)} against ${printNumber(before)}; today ${told}.`,
      addressOf(dataset, cells, asked, { asOf: on }),
    );
  }
  return as("does_not_hold", `${told}.`);
}
