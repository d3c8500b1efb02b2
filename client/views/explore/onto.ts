import { type Filter, isTime } from "../../../server/domain/dimension";
import { isMeasure, type MeasureName } from "../../../server/domain/measure";
import { parsePeriod } from "../../../server/domain/period";
import { COUNTRY } from "../../../server/domain/province";
import { ALL, NOT_STATED, type Query } from "../../../server/domain/query";
import type { DatasetCard } from "../../api";

/** The same question to another dataset: what that one can answer of it stays asked, and nothing else. */
export function onto(query: Query, card: DatasetCard): Query {
  const { dataset, measures, dimensions } = card;
  const counted = query.measure.filter((name) => measures.includes(name));
  const isRows = dataset.kind === "incidents";
  return {
    ...query,
    dataset: dataset.slug,
    revision: null,
    measure: counted.length > 0 ? counted : [measures.find(isMeasure) ?? ("fatalities" satisfies MeasureName)],
    by: query.by.filter((name) => dimensions.includes(name) && (isTime(name) || membersOf(card, name).size > 0)),
    filters: kept(query.filters, card),
    ...(meets(query, card) ? {} : { from: null, to: null }),
    estimate: isRows ? query.estimate : "best",
    bounds: query.bounds && isRows,
    earlier: isRows ? null : query.earlier,
  };
}

/** The members a dataset has of a dimension, sets taken apart; the country is the whole and no member. */
function membersOf({ members }: DatasetCard, name: string): Set<string> {
  return new Set((members[name] ?? []).filter((member) => member !== COUNTRY).flatMap((member) => member.split("+")));
}

function kept(filters: Query["filters"], card: DatasetCard): Query["filters"] {
  const entries = Object.entries(filters).flatMap(([name, values]): [string, string[]][] => {
    if (!card.filters.includes(name)) return [];
    const known = membersOf(card, name);
    const own = values.filter((value) => value === ALL || value === NOT_STATED || value.split("+").every((part) => known.has(part)));
    return own.length > 0 ? [[name, own]] : [];
  });
  return Object.fromEntries(entries) as Partial<Record<Filter, string[]>>;
}

/** Whether the stretch asked for touches the one the dataset has anything in. */
function meets({ from, to }: Query, { span }: DatasetCard): boolean {
  const [first, last] = [parsePeriod(span?.from ?? ""), parsePeriod(span?.to ?? "")];
  if (first === null || last === null) return false;
  return (from === null || from.start < last.end) && (to === null || to.end > first.start);
}
