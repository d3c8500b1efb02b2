import { type CubeDimension, type Filter, isCubeDimension } from "../domain/dimension";
import { MEASURES, type MeasureName } from "../domain/measure";
import { COUNTRY } from "../domain/province";
import { categoriesOf, type Query, timeOf } from "../domain/query";
import type { Span } from "./span";

/** The days asked for, null for all, and what the rows reach over. */
export interface Reach {
  range: { start: string; end: string } | null;
  span: Span | null;
}

/**
 * Whether every row is dated finely enough for the breakdown and the range, so that none has to be looked at for it: all are dated by month or
 * finer, and only whole months are asked for. A week counts where it begins.
 */
export function isFine(query: Query, range: Reach["range"], span: Span | null): boolean {
  return span !== null && !span.coarse && timeOf(query) !== "day" && isWholeMonths(range);
}

/** Whether a range holds every row there is, so that none has to be looked at for it. */
export const isAll = (range: Reach["range"], span: Span | null) => range !== null && span !== null && range.start <= span.start && range.end >= span.end;

const isWholeMonths = (range: Reach["range"]) => range === null || (range.start.endsWith("-01") && range.end.endsWith("-01"));

/** The cube answers months and coarser, over whole months, with at most one dimension beside province and victim. */
export function cubeAnswers(query: Query, range: { start: string; end: string } | null): boolean {
  const named = new Set([...categoriesOf(query), ...Object.keys(query.filters)] as Filter[]);
  const further = [...named].filter((name) => name !== "province" && name !== "victim");
  return timeOf(query) !== "day" && isWholeMonths(range) && further.length <= 1 && further.every(isCubeDimension) && !victimsPooled(query);
}

/** Several victim classes asked for as one: an incident that hit two of them must not count twice. Of people alone the classes add up. */
export function victimsPooled(query: Query): boolean {
  const asked = (query.filters.victim ?? []).flatMap((value) => value.split("+"));
  if (asked.length < 2 || query.by.includes("victim")) return false;
  const needed = neededOf(query);
  return needed.has("incidents") || needed.has("fatal_incidents");
}

export function byVictim(query: Query): boolean {
  return query.by.includes("victim") || query.filters.victim !== undefined;
}

/** The one dimension beside time, province and victim that a question to the cube names. */
export function furtherOf(query: Query): CubeDimension | "" {
  return [...categoriesOf(query), ...Object.keys(query.filters)].find(isCubeDimension) ?? "";
}

/** The sums that the measures of a query are made of, or that tell whether they are known (`fatalAmong`); incidents also for the note on those that stand in no province. */
export function neededOf(query: Query): Set<string> {
  const partsOf = (name: MeasureName): MeasureName[] => {
    const { sumOf, ratioOf, toldBy } = MEASURES[name];
    return [name, ...(sumOf ?? ratioOf ?? toldBy ?? []).flatMap(partsOf)];
  };
  const byProvince = query.by.includes("province") || query.filters.province?.some((region) => region.split("+").includes(COUNTRY));
  return new Set(["rows", ...query.measure.flatMap(partsOf), ...(byProvince ? ["incidents"] : [])]);
}
