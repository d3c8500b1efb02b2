import { parseDay } from "./day";
import { type CategoryDimension, type Dimension, FILTERS, type Filter, isDimension, isTime, type TimeDimension } from "./dimension";
import { ESTIMATES, type Estimate, isMeasure, type MeasureName } from "./measure";
import { type Period, parsePeriod } from "./period";

/** A question to one dataset. The same object is the API's query string, the view's address and the export's provenance. */
export interface Query {
  dataset: string;
  measure: MeasureName[];
  by: Dimension[];
  filters: Partial<Record<Filter, string[]>>;
  from: Period | null;
  to: Period | null;
  estimate: Estimate;
  as_of: string | null;
  revision: number | null;
  change: "previous" | "year_ago" | null;
  share: Dimension | null;
  layout: "tidy" | "wide";
  boundaries: "today" | "historical";
  /** Adds qualifier, scope, printing date and first printing to each measure of a figures dataset. */
  detail: boolean;
}

/** Parameters of `/api/aggregates`, in the order an address lists them, with what they mean (OpenAPI says the same). */
export const PARAMETERS: Record<string, string> = {
  dataset: "Slug of the dataset.",
  measure: "Measures, repeated or comma-joined: fatalities, injured, casualties, incidents, fatal_incidents, fatalities_share, incidents_share.",
  by: "Dimensions to break down by: at most one of year, quarter, month, day, and province, district, place, victim, incident_type, tactic, perpetrator, claimed_by, target, source.",
  ...Object.fromEntries(FILTERS.map((name) => [name, `Only these values of ${name}, repeated or comma-joined.`])),
  from: "First period, inside: 2024, 2024-Q3, 2024-09, 2024-09-14.",
  to: "Last period, inside.",
  estimate: "low, best (default) or high, for counts reported as a range.",
  as_of: "Day: figures as printed up to and including it; for incidents the revision published by then.",
  revision: "Number of a revision; the answer never changes.",
  change: "previous or year_ago: change against the period before, or the same period a year before.",
  share: "A dimension of the breakdown: each value as a percentage of the total over it.",
  layout: "tidy (default): one row a cell; wide: the last dimension becomes columns.",
  boundaries: "today (default): the former FATA inside Khyber Pakhtunkhwa; historical: apart.",
  detail: "true: also qualifier, scope, printing date and first printing of each figure.",
};

/** The filter value that asks for the whole and none of its classes: `victim=all` is the figure printed for all victims. */
export const ALL = "all";

/** The filter value that asks for rows where a dimension is not stated (null in answers). */
export const NOT_STATED = "(not stated)";

/** A parameter that cannot be read, and why. */
export interface Fault {
  parameter: string;
  message: string;
}

/** Splits at commas; a comma inside a value is written `\\,`. */
function splitList(text: string): string[] {
  return text.split(/(?<!\\),/).map((value) => value.replace(/\\,/g, ",").trim());
}

const oneOf = (...values: string[]) => values.join(", ");

/**
 * Reads a query from address parameters. Unknown or unreadable parameters come back as faults, never ignored.
 * What the dataset itself can answer (its kind, its revisions) is checked by the caller.
 */
export function parseQuery(params: URLSearchParams): { query: Query; faults: Fault[] } {
  const faults: Fault[] = [];
  const fault = (parameter: string, message: string) => void faults.push({ parameter, message });
  for (const name of new Set(params.keys())) {
    if (!Object.hasOwn(PARAMETERS, name)) fault(name, `There is no parameter "${name}". Known: ${Object.keys(PARAMETERS).join(", ")}.`);
  }
  const list = (name: string) =>
    params
      .getAll(name)
      .flatMap(splitList)
      .filter((value) => value !== "");
  const single = (name: string): string | null => {
    const values = params.getAll(name);
    if (values.length > 1) fault(name, `Give "${name}" once.`);
    return values[0]?.trim() || null;
  };
  const choice = <T extends string>(name: string, values: readonly T[], fallback: T): T => {
    const value = single(name);
    if (value === null) return fallback;
    if ((values as readonly string[]).includes(value)) return value as T;
    fault(name, `"${value}" is not a ${name}. Use one of ${oneOf(...values)}.`);
    return fallback;
  };
  const period = (name: string): Period | null => {
    const value = single(name);
    const found = value === null ? null : parsePeriod(value);
    if (value !== null && found === null) fault(name, `"${value}" is not a period. Write 2024, 2024-Q3, 2024-09 or 2024-09-14.`);
    return found;
  };

  const measure = [...new Set(list("measure"))];
  for (const name of measure) if (!isMeasure(name)) fault("measure", `"${name}" is not a measure. See /api/openapi.json.`);
  const by = [...new Set(list("by"))];
  for (const name of by) if (!isDimension(name)) fault("by", `"${name}" is not a dimension. See /api/openapi.json.`);
  if (by.filter(isTime).length > 1) fault("by", "Break down by one of year, quarter, month and day.");
  const filters: Query["filters"] = {};
  for (const name of FILTERS) {
    // A province set is written PK-BA+PK-KP, and a plus sign in an address arrives as a blank.
    const values = list(name).map((value) => (name === "province" || name === "victim" ? value.replace(/ /g, "+") : value));
    if (values.length > 0) filters[name] = [...new Set(values)];
  }
  const asOf = single("as_of");
  if (asOf !== null && parseDay(asOf) === null) fault("as_of", `"${asOf}" is not a day. Write 2024-10-05.`);
  const revision = single("revision");
  if (revision !== null && !/^[1-9]\d{0,8}$/.test(revision)) fault("revision", `"${revision}" is not a revision number.`);
  const share = single("share");
  if (share !== null && !by.includes(share)) fault("share", `"share" names a dimension of "by"; "${share}" is not among them.`);
  if (share !== null && measure.some((name) => name.endsWith("_share")))
    fault("share", "Published shares are percentages already: ask for them without share.");
  const from = period("from");
  const to = period("to");
  if (from && to && to.end <= from.start) fault("to", `"to" (${to.label}) ends before "from" (${from.label}) begins.`);
  const change = choice("change", ["previous", "year_ago", "none"] as const, "none");
  if (change !== "none" && !by.some(isTime)) fault("change", "A change needs a breakdown by year, quarter, month or day.");

  if (params.get("layout") === "wide" && by.length === 0) fault("layout", "A wide table needs a dimension in by: its members become columns.");

  const query: Query = {
    dataset: single("dataset") ?? "",
    measure: measure.length > 0 ? measure.filter(isMeasure) : ["fatalities"],
    by: by.filter(isDimension),
    filters,
    from,
    to,
    estimate: choice("estimate", ESTIMATES, "best"),
    as_of: asOf,
    revision: revision === null ? null : Number(revision),
    change: change === "none" ? null : change,
    share: share !== null && isDimension(share) ? share : null,
    layout: choice("layout", ["tidy", "wide"] as const, "tidy"),
    boundaries: choice("boundaries", ["today", "historical"] as const, "today"),
    detail: choice("detail", ["true", "false"] as const, "false") === "true",
  };
  return { query, faults };
}

/** The query as an address: parameters in a fixed order, defaults left out, so that one question has one address. */
export function formatQuery(query: Query): string {
  const pairs: [string, string][] = [
    ["dataset", query.dataset],
    ["measure", query.measure.join(",")],
    ["by", query.by.join(",")],
    ...FILTERS.flatMap((name): [string, string][] => (query.filters[name] ?? []).map((value) => [name, value.replace(/,/g, "\\,")])),
    ["from", query.from?.label ?? ""],
    ["to", query.to?.label ?? ""],
    ["estimate", query.estimate === "best" ? "" : query.estimate],
    ["as_of", query.as_of ?? ""],
    ["revision", query.revision === null ? "" : String(query.revision)],
    ["change", query.change ?? ""],
    ["share", query.share ?? ""],
    ["layout", query.layout === "tidy" ? "" : query.layout],
    ["boundaries", query.boundaries === "today" ? "" : query.boundaries],
    ["detail", query.detail ? "true" : ""],
  ];
  return pairs
    .filter(([, value]) => value !== "")
    .map(([name, value]) => `${name}=${encodeURIComponent(value).replace(/%2C/g, ",").replace(/%2F/g, "/")}`)
    .join("&");
}

/** The time dimension of a query, if it has one. */
export function timeOf(query: Query): TimeDimension | null {
  return query.by.find(isTime) ?? null;
}

/** The category dimensions of a query, in its order. */
export function categoriesOf(query: Query): CategoryDimension[] {
  return query.by.filter((name): name is CategoryDimension => !isTime(name));
}
