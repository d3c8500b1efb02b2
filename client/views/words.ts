import { FILTERS } from "../../server/domain/dimension";
import { MEASURES } from "../../server/domain/measure";
import { type Period, periodInWords } from "../../server/domain/period";
import type { Query } from "../../server/domain/query";
import { memberLabel } from "../charts/plot";
import { capital, list } from "../format";
import * as words from "../words/rows";

/** The stretch a query asks for, in words. */
export function spanWords(from: Period | null, to: Period | null): string {
  if (from === null && to === null) return words.allPeriods;
  if (from === null) return words.spanTo(to?.label);
  if (to === null) return words.spanFrom(from.label);
  return from.label === to.label ? periodInWords(from) : words.span(from.label, to.label);
}

/** Where and whom a query is restricted to: `Khyber Pakhtunkhwa, civilians`. */
export function filterWords(query: Query): string[] {
  return FILTERS.flatMap((name) => {
    const values = query.filters[name];
    return values === undefined ? [] : list(values.map((value) => memberLabel(name, value)));
  });
}

/** A cell in words: `Killed, Khyber Pakhtunkhwa, July–September 2025`. */
export function queryWords(query: Query): string {
  const place = query.filters.province === undefined ? [words.pakistan] : [];
  return [list(query.measure.map((name) => MEASURES[name].short)), ...place, ...filterWords(query), spanWords(query.from, query.to)]
    .map((part, at) => (at === 0 ? capital(part) : part))
    .join(", ");
}
