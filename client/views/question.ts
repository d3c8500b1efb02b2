import type { Dimension } from "../../server/domain/dimension";
import type { MeasureName } from "../../server/domain/measure";
import type { Period } from "../../server/domain/period";
import { PLAIN, type Query } from "../../server/domain/query";

/** A query with all that is not said left at its default. */
export function question(dataset: string, measure: MeasureName[], by: Dimension[], rest: Partial<Query> = {}): Query {
  return {
    dataset,
    measure,
    by,
    filters: {},
    from: null,
    to: null,
    estimate: "best",
    as_of: null,
    revision: null,
    ...PLAIN,
    layout: "tidy",
    boundaries: "today",
    detail: false,
    ...rest,
  };
}

/** The same query about one period. */
export function during(query: Query, period: Period): Query {
  return { ...query, from: period, to: period };
}
