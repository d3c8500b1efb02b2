import type { TimeDimension } from "../../server/domain/dimension";
import type { MeasureName } from "../../server/domain/measure";
import type { Part } from "./part";

/** What an answer shows, said over its chart and at its marks, on the page and in the pictures the server draws. */

/** What is counted, as one says it after a number; before it the measure's own word. */
export const inYearToDate = (what: Part) => `${what} in the year to date`;
const OVER_LAST: Record<TimeDimension, (what: Part, count: Part) => string> = {
  year: (what, count) => `${what} over the last ${count} years`,
  quarter: (what, count) => `${what} over the last ${count} quarters`,
  month: (what, count) => `${what} over the last ${count} months`,
  day: (what, count) => `${what} over the last ${count} days`,
};
export const overLast = (what: Part, count: Part, time: TimeDimension | null) =>
  time === null ? `${what} over the last ${count} periods` : OVER_LAST[time](what, count);
export const perDayOnAverage = (what: Part) => `${what} a day, on average`;

/** What was asked: `Killed by quarter and province, 2025-Q1 to 2025-Q4`. */
export const measuresBy = (measures: Part, dimensions: Part, span: Part) => `${measures} by ${dimensions}, ${span}`;
export const measuresOver = (measures: Part, span: Part) => `${measures}, ${span}`;
export const runBy = (run: Part, dimensions: Part, span: Part) => `${run}, by ${dimensions}, ${span}`;

export const sameMonthsOf = (year: Part) => `the same months of ${year}`;
export const soFar = (what: Part, value: Part, period: Part) => `${what}: ${value} by ${period}`;
export const soFarCompared = (what: Part, value: Part, period: Part, difference: Part, rest: Part) => `${what}: ${value} by ${period}, ${difference} ${rest}`;
/** When something was; what follows it takes this. */
export const inPeriod = (period: Part) => `in ${period}`;
export const onDay = (day: Part) => `on ${day}`;
export const latestChange = (measure: Part, difference: Part, when: Part, rest: Part) => `${measure}: ${difference} ${when}, ${rest}`;

/** The highest period; the highest known where some are not. */
export const highest = (time: Part, amount: Part, what: Part, when: Part) => `The highest ${time}: ${amount} ${what} ${when}`;
export const highestKnown = (time: Part, amount: Part, what: Part, when: Part) => `The highest known ${time}: ${amount} ${what} ${when}`;
export const amountsThen = (amounts: Part, when: Part) => `${amounts} ${when}`;
const COUNTED: Partial<Record<MeasureName, string>> = {
  fatalities: "people killed",
  injured: "people wounded",
  casualties: "casualties",
  lethality: "killed per incident",
};
export const counted = (measure: MeasureName) => COUNTED[measure] ?? "incidents";

/** Whose share is told of, and how: `Over 61% of the killed in 2025-Q3 were in Khyber Pakhtunkhwa`. */
export const wholes: Partial<Record<MeasureName, string>> = {
  fatalities: "the killed",
  injured: "the wounded",
  casualties: "the casualties",
  incidents: "the incidents",
  fatal_incidents: "the fatal incidents",
};
export const shareOf = (percent: Part, whole: Part, verb: Part) => `${percent} of ${whole} ${verb}`;
export const shareOfThen = (percent: Part, whole: Part, when: Part, verb: Part) => `${percent} of ${whole} ${when} ${verb}`;
export const wereIn = (place: Part) => `were in ${place}`;
export const were = (people: Part) => `were ${people}`;
export const fallTo = (member: Part) => `fall to ${member}`;

export const counts = (scope: Part) => `counts ${scope}`;
export const countChanges = "what is counted changes in between";
export const asPrintedBy = (day: Part) => `As printed by ${day}`;

/** A mark's further lines. */
export const notSplit = "not split";
export const shareOfWhole = (percent: Part) => `${percent} of the whole`;
export const ofAll = (total: Part) => `Of ${total} in all`;
export const aloneIn = (period: Part, value: Part) => `In ${period} alone: ${value}`;
export const printedThen = (day: Part, value: Part) => `As printed by ${day}: ${value}`;
export const reportsGive = (low: Part, high: Part) => `Reports give ${low} to ${high}`;

const PLACES = ["highest", "second highest", "third highest"];
export const placeOf = (rank: number, count: Part) => `${PLACES[rank - 1] ?? `number ${rank}`} of ${count}`;
/** How far back nothing was higher, by the answer's own word for it. */
export const records: Record<string, (period: Part) => string> = {
  highest_since: (period) => `highest since ${period}`,
  highest_loaded: (period) => `highest of all that is loaded, from ${period}`,
  highest_known: (period) => `highest of those known without a gap, from ${period}`,
  highest_in_scope: (period) => `highest since the count changed, from ${period}`,
};

/** What has a number and no place on the map. */
export const notSplitByProvince = (value: Part) => `${value} not split by province`;
export const underCountryAlone = (value: Part) => `${value} under the country alone`;
export const noProvinceStated = (value: Part) => `${value} with no province stated`;
export const inOtherUnits = (value: Part) => `${value} in other units`;
export const inUnit = (value: Part, unit: Part) => `${value} in ${unit}`;
export const notOnMap = (parts: Part) => `Not on the map: ${parts}.`;
export const notPrintedApart = "Not printed apart";
export const nothingKnown = "Nothing known";
