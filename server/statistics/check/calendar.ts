import { addMonths, type Day, dayOf } from "../../domain/day";
import { type Period, previousPeriod, spanOf, yearBefore } from "../../domain/period";
import type { PeriodMark } from "./mark";
import { type PeriodPhrase, type Stretch, YEAR } from "./period-phrase";

/** The periods a sentence may lean on: the one last spoken of, the last quarter among them, and the text's own. */
export interface Spoken {
  last: Period | null;
  quarter: Period | null;
  text: Period | null;
  /** The first day after all that was spoken of: what follows it without a year lies a year back. */
  end: Day | null;
}

/** A period mark tied to the calendar; `period` is null where no year can be told. */
export interface Dated {
  mark: PeriodMark;
  period: Period | null;
  based: boolean;
}

/** The stretch in a year. */
export function inYear(stretch: Stretch, year: number): Period {
  return spanOf(dayOf(year, stretch.from, 1), addMonths(dayOf(year, stretch.to, 1), 1));
}

const yearOf = (period: Period) => Number(period.start.slice(0, 4));

/** Ties a sentence's periods to the calendar, from what it says and from what was spoken of before. */
export function dateAll(marks: readonly PeriodMark[], spoken: Spoken): Dated[] {
  const dated: Dated[] = marks.map((mark) => ({ mark, period: plainly(mark.phrase), based: mark.based }));
  for (const [at, one] of dated.entries()) {
    if (one.period === null && one.mark.phrase.kind === "dated") one.period = withYear(one.mark.phrase, one.based, dated, at, spoken);
  }
  for (const [at, one] of dated.entries()) {
    if (one.period === null && (one.mark.phrase.kind === "relative" || one.mark.phrase.kind === "same"))
      one.period = besideOther(one.mark.phrase, dated, at, spoken);
  }
  return dated;
}

/** A phrase that says its year. */
function plainly(phrase: PeriodPhrase): Period | null {
  if (phrase.kind === "dated" && typeof phrase.year === "number") return inYear(phrase.stretch, phrase.year);
  if (phrase.kind === "years") return spanOf(dayOf(phrase.from, 1, 1), dayOf(phrase.to + 1, 1, 1));
  return null;
}

/** A stretch without its year: that of a later one in the sentence, of a year named before, or of what was spoken of. */
function withYear(phrase: Extract<PeriodPhrase, { kind: "dated" }>, based: boolean, dated: readonly Dated[], at: number, spoken: Spoken): Period | null {
  const context = spoken.last ?? spoken.text;
  if (phrase.year === "this" || phrase.year === "last") {
    const year = context === null ? null : yearOf(context);
    const named = phrase.year === "last" ? dated.find(({ period, based: other }, index) => index < at && period !== null && !other)?.period : null;
    const from = named ? yearOf(named) : year;
    return from === null ? null : inYear(phrase.stretch, phrase.year === "last" ? from - 1 : from);
  }
  const isYear = (period: Period | null) => period?.grain === "year";
  const later = dated
    .slice(at + 1)
    .find(({ period, mark }) => period !== null && mark.phrase.kind === "dated" && typeof mark.phrase.year === "number" && !isYear(period));
  const before = dated.slice(0, at).findLast(({ period }) => period !== null);
  const beside = dated.slice(0, at).findLast(({ period, based: other, mark }) => period !== null && !other && mark.phrase.kind === "dated");
  const yearBeforeIt = dated.slice(0, at).findLast(({ period, based: other }) => isYear(period) && !other);
  const yearAfterIt = dated.slice(at + 1).find(({ period, based: other, mark }) => isYear(period) && !other && mark.from - (dated[at]?.mark.to ?? 0) <= 9);
  const hint =
    later?.period ??
    yearBeforeIt?.period ??
    yearAfterIt?.period ??
    beside?.period ??
    spoken.quarter ??
    context ??
    before?.period ??
    dated.find(({ period }) => period !== null)?.period ??
    null;
  if (hint === null) return null;
  const found = inYear(phrase.stretch, yearOf(hint));
  const fromContext = later === undefined && yearBeforeIt === undefined && yearAfterIt === undefined && beside === undefined;
  // `November was the deadliest month of 2024`: the year was said for the month.
  if (later === undefined && yearBeforeIt === undefined && yearAfterIt !== undefined) yearAfterIt.based = true;
  const beyond =
    (based && (later !== undefined || beside !== undefined) && found.start >= hint.start) ||
    (fromContext && hint.grain !== "year" && spoken.end !== null && found.start >= spoken.end);
  return beyond ? inYear(phrase.stretch, yearOf(hint) - 1) : found;
}

/** A period told by another: the quarter before, the same months a year ago, the year so far. */
function besideOther(phrase: Exclude<PeriodPhrase, { kind: "dated" } | { kind: "years" }>, dated: readonly Dated[], at: number, spoken: Spoken): Period | null {
  const named = [...dated.slice(0, at).reverse(), ...dated.slice(at + 1)].find(
    ({ period, based, mark }) => period !== null && !based && mark.phrase.kind === "dated",
  )?.period;
  const context = named ?? spoken.last ?? spoken.text;
  if (phrase.kind === "same") {
    const model = [named, spoken.last, spoken.quarter, spoken.text].find((period) => period && period.grain !== "year") ?? context ?? null;
    return model === null ? null : inYear(stretchOf(model), phrase.year);
  }
  const quarter = context?.grain === "quarter" ? context : (spoken.quarter ?? context ?? null);
  if (phrase.to === "quarter") return spoken.quarter ?? quarter;
  if (phrase.to === "current") return context ?? null;
  if (phrase.to === "previous") return context && context.grain === "month" ? previousPeriod(context) : quarter === null ? null : previousPeriod(quarter);
  if (context === null || context === undefined) return null;
  if (phrase.to === "year_ago") return yearBefore(context);
  return yearToDate(context);
}

/** The months of a year from January to the end of a period. */
export function yearToDate(period: Period): Period {
  return spanOf(dayOf(yearOf(period), 1, 1), period.end);
}

/** The stretch of its year that a period is; several years are taken as one. */
export function stretchOf(period: Period): Stretch {
  const last = Number(addMonths(period.end, -1).slice(5, 7));
  const from = Number(period.start.slice(5, 7));
  return last < from ? YEAR : { from, to: last };
}
