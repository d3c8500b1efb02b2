import { parseDay } from "./day";
import { type CategoryDimension, type Dimension, FILTERS, type Filter, isDimension, isTime, type TimeDimension } from "./dimension";
import { ESTIMATES, type Estimate, isMeasure, MEASURES, type MeasureName } from "./measure";
import { PARAMETERS } from "./parameters";
import { GRAINS, type Period } from "./period";
import { reader } from "./reader";

/** A question to one dataset. The same object is the API's query string, the view's address and the export's provenance. */
export interface Query {
  dataset: string;
  measure: MeasureName[];
  by: Dimension[];
  filters: Partial<Record<Filter, string[]>>;
  from: Period | null;
  to: Period | null;
  estimate: Estimate;
  /** Adds the least and the most that reports give beside the best. */
  bounds: boolean;
  as_of: string | null;
  /** Adds what was printed by that earlier day beside each figure. */
  earlier: string | null;
  revision: number | null;
  change: "previous" | "year_ago" | null;
  share: Dimension | null;
  /** Adds the position of each period among those of its line, and how far back nothing was higher. */
  rank: boolean;
  /** Adds the year to date, the same stretch of the year before and the whole of that year. */
  cumulative: boolean;
  /** Adds the sum over the last so many periods. */
  rolling: number | null;
  /** Adds the average a calendar day. */
  per_day: boolean;
  /** Adds the highest part of each period: the deadliest month of a year. */
  peak: "month" | "quarter" | null;
  /** How many members of the one dimension beside time stand apart; the rest is one. */
  top: number | null;
  /** How the members of that dimension are ordered; null: by their place in the country or the alphabet. */
  order: Order | null;
  layout: "tidy" | "wide";
  boundaries: "today" | "historical";
  /** Adds qualifier, scope, printing date and first printing to each measure of a figures dataset. */
  detail: boolean;
}

/** Members by their sum over the periods shown, by the last known period, by name. */
export const ORDERS = ["value", "last", "name"] as const;
export type Order = (typeof ORDERS)[number];

/** All that a query can ask for beside its plain cells, not asked for. */
export const PLAIN = {
  bounds: false,
  earlier: null,
  change: null,
  share: null,
  rank: false,
  cumulative: false,
  rolling: null,
  per_day: false,
  peak: null,
  top: null,
  order: null,
} satisfies Partial<Query>;

/** The filter value that asks for the whole and none of its classes: `victim=all` is the figure printed for all victims. */
export const ALL = "all";

/** The filter value that asks for rows where a dimension is not stated (null in answers). */
export const NOT_STATED = "(not stated)";

/** Most members that stand apart: more are no picture, and a table has them all without it. */
export const MOST_TOP = 50;

/** Most periods a rolling sum goes back: ten years of months. */
const MOST_ROLLING = 120;

/** A parameter that cannot be read, and why. */
export interface Fault {
  parameter: string;
  message: string;
}

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
  const { list, single, choice, period } = reader(params, fault);

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
  const ratio = measure.find((name) => isMeasure(name) && !MEASURES[name].additive && !name.endsWith("_share"));
  if (share !== null && ratio !== undefined) fault("share", `${ratio} is a ratio: it has no share of a total.`);
  const from = period("from");
  const to = period("to");
  if (from && to && to.end <= from.start) fault("to", `"to" (${to.label}) ends before "from" (${from.label}) begins.`);
  const change = choice("change", ["previous", "year_ago", "none"] as const, "none");
  if (change !== "none" && !by.some(isTime)) fault("change", "A change needs a breakdown by year, quarter, month or day.");

  const yes = (name: string) => choice(name, ["true", "false"] as const, "false") === "true";
  const [rank, cumulative, per_day] = [yes("rank"), yes("cumulative"), yes("per_day")];
  const wanted = single("rolling");
  const rolling = wanted !== null && /^\d{1,3}$/.test(wanted) && Number(wanted) >= 2 && Number(wanted) <= MOST_ROLLING ? Number(wanted) : null;
  if (wanted !== null && rolling === null) fault("rolling", `"rolling" is a number of periods from 2 to ${MOST_ROLLING}; "${wanted}" is none.`);
  const peak = choice("peak", ["month", "quarter", "none"] as const, "none");
  const time = by.find(isTime);
  for (const [name, asked] of Object.entries({ rank, rolling: rolling !== null }))
    if (asked && time === undefined) fault(name, `"${name}" needs a breakdown by year, quarter, month or day.`);
  if (cumulative && (time === undefined || time === "year")) fault("cumulative", "A year to date needs a breakdown by quarter, month or day.");
  if (peak !== "none" && (time === undefined || GRAINS.indexOf(time) <= GRAINS.indexOf(peak)))
    fault("peak", `The highest ${peak} is one of a longer period: break down by ${peak === "month" ? "year or quarter" : "year"}.`);
  const unsummed = measure.find((name) => isMeasure(name) && !MEASURES[name].additive);
  for (const [name, asked] of Object.entries({ cumulative, rolling: rolling !== null, per_day }))
    if (asked && unsummed !== undefined) fault(name, `${unsummed} does not add up over time: ask for it without ${name}.`);

  const estimates = [...new Set(list("estimate"))];
  const bounds = ESTIMATES.every((name) => estimates.includes(name)) && estimates.length === ESTIMATES.length;
  if (estimates.length > 1 && !bounds) fault("estimate", `Ask for one estimate, or for all three: estimate=${ESTIMATES.join(",")}.`);
  const estimate = estimates.length === 1 ? ESTIMATES.find((name) => name === estimates[0]) : "best";
  if (estimate === undefined) fault("estimate", `"${estimates[0]}" is not an estimate. Use one of ${ESTIMATES.join(", ")}.`);
  const unbounded = measure.find((name) => isMeasure(name) && MEASURES[name].unit !== "people");
  if (bounds && unbounded !== undefined) fault("estimate", `${unbounded} is not reported as a range: ask for fatalities, injured or casualties.`);

  const earlier = single("earlier");
  if (earlier !== null && parseDay(earlier) === null) fault("earlier", `"${earlier}" is not a day. Write 2024-01-15.`);
  else if (earlier !== null && asOf !== null && earlier >= asOf) fault("earlier", `"earlier" (${earlier}) must lie before "as_of" (${asOf}).`);

  const wantedTop = single("top");
  const top = wantedTop !== null && /^[1-9]\d?$/.test(wantedTop) && Number(wantedTop) <= MOST_TOP ? Number(wantedTop) : null;
  if (wantedTop !== null && top === null) fault("top", `"top" is a number of members from 1 to ${MOST_TOP}; "${wantedTop}" is none.`);
  const order = choice("order", [...ORDERS, "none"] as const, "none");
  for (const [name, asked] of Object.entries({ top: top !== null, order: order !== "none" }))
    if (asked && by.filter((one) => !isTime(one)).length !== 1) fault(name, `"${name}" needs a breakdown by exactly one dimension beside time.`);
  if (top !== null && by.includes("victim") && measure.some((name) => isMeasure(name) && MEASURES[name].unit === "incidents"))
    fault("top", "Incidents are not added over victim classes, for one may hit several: ask for them without top.");
  if (top !== null && (bounds || earlier !== null))
    fault("top", "The largest by today's best need not be the largest by another estimate or print: ask for top without them.");

  if (params.get("layout") === "wide" && by.length === 0) fault("layout", "A wide table needs a dimension in by: its members become columns.");

  const query: Query = {
    dataset: single("dataset") ?? "",
    measure: measure.length > 0 ? measure.filter(isMeasure) : ["fatalities"],
    by: by.filter(isDimension),
    filters,
    from,
    to,
    estimate: estimate ?? "best",
    bounds,
    as_of: asOf,
    earlier,
    revision: revision === null ? null : Number(revision),
    change: change === "none" ? null : change,
    share: share !== null && isDimension(share) ? share : null,
    rank,
    cumulative,
    rolling,
    per_day,
    peak: peak === "none" ? null : peak,
    top,
    order: order === "none" ? null : order,
    layout: choice("layout", ["tidy", "wide"] as const, "tidy"),
    boundaries: choice("boundaries", ["today", "historical"] as const, "today"),
    detail: yes("detail"),
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
    ["estimate", query.bounds ? ESTIMATES.join(",") : query.estimate === "best" ? "" : query.estimate],
    ["as_of", query.as_of ?? ""],
    ["earlier", query.earlier ?? ""],
    ["revision", query.revision === null ? "" : String(query.revision)],
    ["change", query.change ?? ""],
    ["share", query.share ?? ""],
    ["rank", query.rank ? "true" : ""],
    ["cumulative", query.cumulative ? "true" : ""],
    ["rolling", query.rolling === null ? "" : String(query.rolling)],
    ["per_day", query.per_day ? "true" : ""],
    ["peak", query.peak ?? ""],
    ["top", query.top === null ? "" : String(query.top)],
    ["order", query.order ?? ""],
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
