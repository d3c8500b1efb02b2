import type { Dataset } from "./dataset";
import { type Dimension, dimensionsOf, type Filter, filtersOf } from "./dimension";
import type { Fault, Query } from "./query";

/**
 * What is shown of incidents whose licence allows aggregates only: cells of month or coarser, province, victim class and at most one
 * further dimension, whether it breaks down or restricts. That is the shape of what such publishers give away themselves (counts by
 * month and place), and finer cells would each be a row: on a day, at a place, in words only one report uses.
 */
const COARSE: readonly string[] = ["year", "quarter", "month", "province", "victim"];
const FURTHER: readonly string[] = ["district", "incident_type", "tactic", "perpetrator", "target"];

const isShown = (name: string) => COARSE.includes(name) || FURTHER.includes(name);
const isCoarse = ({ kind, sharing }: Pick<Dataset, "kind" | "sharing">) => kind === "incidents" && sharing === "aggregates";

/** Dimensions the dataset can be broken down by. */
export function dimensionsShown(dataset: Pick<Dataset, "kind" | "sharing">): Dimension[] {
  return dimensionsOf(dataset.kind).filter((name) => !isCoarse(dataset) || isShown(name));
}

/** What the dataset can be restricted by. */
export function filtersShown(dataset: Pick<Dataset, "kind" | "sharing">): Filter[] {
  return filtersOf(dataset.kind).filter((name) => !isCoarse(dataset) || isShown(name));
}

/** Why a query is too fine for a dataset that shares only aggregates; none where it may be answered. */
export function tooFine(query: Query, dataset: Pick<Dataset, "kind" | "sharing">): Fault[] {
  if (!isCoarse(dataset)) return [];
  const faults: Fault[] = [];
  const asked = [...query.by.map((name) => ({ name, parameter: "by" })), ...Object.keys(query.filters).map((name) => ({ name, parameter: name }))];
  for (const { name, parameter } of asked) {
    if (!isShown(name)) faults.push({ parameter, message: `It is not broken down or restricted by ${name}.` });
  }
  const further = [...new Set(asked.map(({ name }) => name).filter((name) => FURTHER.includes(name)))];
  if (further.length > 1) faults.push({ parameter: "by", message: `Of ${further.join(", ")} only one can be asked for at a time.` });
  for (const parameter of ["from", "to"] as const) {
    const period = query[parameter];
    if (period !== null && !(period.start.endsWith("-01") && period.end.endsWith("-01"))) {
      faults.push({ parameter, message: `"${period.label}" is finer than a month.` });
    }
  }
  return faults;
}
