import type { TimeDimension } from "../../server/domain/dimension";
import type { Estimate } from "../../server/domain/measure";
import type { Order } from "../../server/domain/query";
import type { Part } from "./part";

/** What Explore's further controls say. */

export const besideIt = "Measured beside it";
export const counted = "Counted";
export const asItIs = "As it is";
const EACH: Record<TimeDimension, string> = { year: "Each year", quarter: "Each quarter", month: "Each month", day: "Each day" };
export const each = (time: TimeDimension | null) => (time === null ? asItIs : EACH[time]);
export const yearToDate = "Year to date";
const LAST: Record<TimeDimension, (count: Part) => string> = {
  year: (count) => `Last ${count} years`,
  quarter: (count) => `Last ${count} quarters`,
  month: (count) => `Last ${count} months`,
  day: (count) => `Last ${count} days`,
};
export const last = (count: Part, time: TimeDimension | null) => (time === null ? `Last ${count} periods` : LAST[time](count));
export const perDay = "A day, on average";

export const comparedWith = "Change on";
export const bases = { previous: "Period before", year_ago: "Year before" };
export const notShown = "Not shown";
export const standing = "Standing";
export const rankAndRecord = "Rank and record";
export const highestPart = "Highest part";
export const highestParts = { month: "Highest month", quarter: "Highest quarter" };
export const parts = { month: "month", quarter: "quarter" };

export const setApart = "Apart";
export const allThatFit = "All that fit";
export const theLargest = (count: number) => (count === 1 ? "The largest" : `The ${count} largest`);
export const order = "Order";
export const orders: Record<Order, string> = { value: "By size", last: "By the latest", name: "By name" };
export const estimate = "Estimate";
export const estimates: Record<Estimate, string> = { low: "Least reported", best: "Best", high: "Most reported" };
export const boundaries = "Boundaries";
export const boundariesToday = "Of today";
export const boundariesHistorical = "Before 2018, FATA apart";
export const earlierPrint = "Against the print of";
