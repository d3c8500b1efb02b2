import type { StoredFigure } from "../domain/figure";
import { MEASURES } from "../domain/measure";
import { ALL, type Query } from "../domain/query";

/**
 * The figures behind a cell: every printing whose period lies inside from-to and which agrees with the filters. A filter left out
 * leaves its field open; `victim=all` and `incident_type=all` ask for the figure of the whole, `province=PK` for the country's.
 * No measure means every measure.
 */
export function selectFigures(query: Query, figures: readonly StoredFigure[]): StoredFigure[] {
  const { filters } = query;
  const measures = new Set(query.measure.flatMap((name) => [name, ...(MEASURES[name].sumOf ?? MEASURES[name].ratioOf ?? [])]));
  const agrees = (values: string[] | undefined, value: string) => values === undefined || values.includes(value) || (value === "" && values.includes(ALL));
  return figures.filter(
    (figure) =>
      (measures.size === 0 || measures.has(figure.measure)) &&
      (query.from === null || figure.period_start >= query.from.start) &&
      (query.to === null || figure.period_end <= query.to.end) &&
      (query.as_of === null || figure.published_on <= query.as_of) &&
      agrees(filters.province, figure.region) &&
      agrees(filters.victim, figure.victim) &&
      agrees(filters.incident_type, figure.incident_type) &&
      agrees(filters.scope, figure.scope),
  );
}
