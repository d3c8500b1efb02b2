import { MEASURES } from "../../../server/domain/measure";
import { GRAINS } from "../../../server/domain/period";
import { type Query, timeOf } from "../../../server/domain/query";
import { categoryOf } from "../../../server/domain/question";

/** Whether the measures of a query may be added over time and parts. */
export const isAdditive = (query: Query) => query.measure.every((name) => MEASURES[name].additive);

/** Whether a longer period of the query has parts of the grain, among which one is the highest. */
export function hasPeak(query: Query, grain: "month" | "quarter"): boolean {
  const time = timeOf(query);
  return time !== null && GRAINS.indexOf(time) > GRAINS.indexOf(grain);
}

/** Whether the one category of a query may be folded to its largest members. */
export function hasTop(query: Query): boolean {
  const category = categoryOf(query);
  const isPeople = query.measure.every((name) => MEASURES[name].unit !== "incidents");
  return category !== null && (category !== "victim" || isPeople) && !query.bounds && query.earlier === null;
}

/** A question after one of its parts was changed, without what it can no longer ask for; the API would refuse it. */
export function fitting(query: Query): Query {
  const time = timeOf(query);
  const isRunning = isAdditive(query) && time !== null;
  const category = categoryOf(query);
  const shared = query.share !== null && isAdditive(query) && query.by.includes(query.share);
  return {
    ...query,
    change: time === null ? null : query.change,
    share: shared ? query.share : null,
    rank: query.rank && time !== null,
    cumulative: query.cumulative && isRunning && time !== "year",
    rolling: isRunning ? query.rolling : null,
    per_day: query.per_day && isAdditive(query),
    peak: query.peak !== null && hasPeak(query, query.peak) ? query.peak : null,
    bounds: query.bounds && query.measure.every((name) => MEASURES[name].unit === "people"),
    top: hasTop(query) ? query.top : null,
    order: category === null ? null : query.order,
  };
}
