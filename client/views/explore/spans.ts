import { addDays } from "../../../server/domain/day";
import type { CategoryDimension, TimeDimension } from "../../../server/domain/dimension";
import { type Period, parsePeriod, periodOf, periodsBetween } from "../../../server/domain/period";
import { categoriesOf, type Query, timeOf } from "../../../server/domain/query";
import type { Option } from "../../inputs/select";
import type { Findings } from "./load";

/** The periods that can be picked: those the dataset has anything in. */
export function stretchOf({ card, time, query, periods }: Findings): Period[] {
  const first = parsePeriod(card.span?.from ?? "") ?? periods[0];
  const last = parsePeriod(card.span?.to ?? "") ?? periods.at(-1);
  if (first === undefined || last === undefined) return [];
  const grain = timeOf(query) ?? time ?? "year";
  return grain === "day" ? periodsBetween(first.start, last.end, "month") : periodsBetween(first.start, last.end, grain);
}

export function withPicked(options: Option[], picked: Period | null): Option[] {
  return picked === null || options.some((option) => option.value === picked.label) ? options : [...options, { value: picked.label, label: picked.label }];
}

/** Another grain over the same stretch, so that the picture zooms and does not jump. */
export function regrain(query: Query, grain: TimeDimension | null): Partial<Query> {
  const rest: CategoryDimension[] = categoriesOf(query);
  if (grain === null) return { by: rest };
  return {
    by: [grain, ...rest],
    from: query.from && (grain === "day" ? query.from : periodOf(query.from.start, grain)),
    to: query.to && (grain === "day" ? query.to : periodOf(addDays(query.to.end, -1), grain)),
  };
}

/** An end that would lie before its beginning moves along with it. */
export function alongside(moved: Period | null, other: Period | null, which: "from" | "to"): Period | null {
  if (moved === null || other === null) return other;
  return which === "to" ? (other.end <= moved.start ? moved : other) : other.start >= moved.end ? moved : other;
}
