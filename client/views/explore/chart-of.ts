import { MEASURES } from "../../../server/domain/measure";
import type { Query } from "../../../server/domain/query";
import { OTHERS, UNSPLIT } from "../../../server/domain/table";
import { colourOf } from "../../charts/colour";
import { scopeBreaks } from "../../charts/plot";
import { isWhole, type Point, unitOf } from "../../charts/point";
import type { ChartSpec } from "../../charts/spec";
import { capital, date } from "../../format";
import { asPrintedBy } from "../../words/findings";
import { rowsHref } from "../number";
import { during } from "../question";
import { explorationHref } from "./address";
import type { Drawable } from "./drawable";
import { finding } from "./finding";
import { aspectWords, markWords } from "./mark-words";
import { isTogether, lookOf } from "./offers";
import { inPercent, measurePanels, panelsOf, together } from "./recast";
import { reachingBound, withinTotal } from "./within-total";

/** The chart of an answer as its look wants it; null where only a table or a map can show it. */
export function chartOf(found: Drawable): ChartSpec | null {
  if (found.apart.length === 0) return chartOfOne(found);
  const look = lookOf(found);
  const isOneChart = isTogether(found);
  // In panels the picture is that of many small charts: beyond a dozen periods lines are calmer.
  const small = look === "panels" ? (found.periods.length > 12 ? "line" : "columns") : look;
  const specs = found.apart.flatMap((one) => {
    const spec = chartOfOne({ ...one, look: small });
    return spec === null ? [] : { ...spec, name: nameOfMeasure(one) };
  });
  const [first] = specs;
  if (look === "table" || first === undefined) return null;
  const whole = { ...first, finding: finding(found), series: found.series, stretch: stretchOf(found) };
  return isOneChart ? together(whole, specs) : measurePanels(whole, specs);
}

/** What a measure's panel is called, which states what it counts. */
const nameOfMeasure = ({ query, aspect }: Drawable): string =>
  aspect === "value" || aspect === "share" ? MEASURES[query.measure[0] ?? "fatalities"].label : capital(aspectWords(query, aspect));

const stretchOf = (found: Drawable) => {
  const { look, query, periods } = found;
  return (first: number, last: number) => explorationHref({ look, query: { ...query, from: periods[first] ?? null, to: periods[last] ?? null } });
};

function chartOfOne(found: Drawable): ChartSpec | null {
  const { query, periods, total, category, earlier, bounds, aspect } = found;
  const look = lookOf(found);
  const [measure = "fatalities"] = query.measure;
  if (look === "table" || look === "map" || found.time === null) return null;
  const isLine = look === "line" || (look === "panels" && periods.length > 12);
  const isApart = isLine || look === "panels";
  const named = isApart ? found.series.filter((one) => one.key !== UNSPLIT) : found.series;
  // Each in a panel of its own, members are told apart by their names.
  const parts = look === "panels" ? named.map((one) => ({ ...one, colour: colourOf(category, one.key, 0) })) : named;
  const stacked = !isApart && category !== null && found.stackable;
  const totals = stacked && look !== "share" ? (total?.points ?? null) : null;
  const series = totals === null ? parts : reachingBound(withinTotal(parts, totals), totals);
  const points = (look === "change" ? null : total?.points) ?? series[0]?.points ?? [];
  const isPlain = aspect === "value";
  const spec: ChartSpec = {
    shape: isLine ? "line" : look === "range" || look === "change" ? look : stacked ? "stacked" : "columns",
    finding: finding(found),
    unit: unitOf(measure, aspect),
    periods,
    series,
    totals,
    breaks: scopeBreaks(points, periods),
    years: [],
    labelled: new Set(labelled(points, periods.length, look === "change")),
    strong: points.findLastIndex((point) => isWhole(point)),
    ...(bounds === null || !isPlain ? {} : { bounds: { low: bounds.low.points, high: bounds.high.points } }),
    ...(earlier === null || query.earlier === null || !isPlain ? {} : { earlier: { label: asPrintedBy(date(query.earlier)), points: earlier.points } }),
    rows: (one, index) => rowsHref(cellQuery(query, category, one.key, periods[index] ?? null)),
    stretch: stretchOf(found),
    words: (one, index) => markWords(found, one.key, index, one.points[index]),
  };
  if (look === "share") return inPercent(spec);
  return look === "panels" ? panelsOf(spec) : spec;
}

/** The cell's own query: its period and its member as filters. A remainder or a fold opens the whole it was taken from. */
export function cellQuery(query: Query, category: string | null, member: string, period: Query["from"]): Query {
  const filters = category === null || member === UNSPLIT || member === OTHERS || member === "" ? query.filters : { ...query.filters, [category]: [member] };
  const cell = { ...query, measure: query.measure.slice(0, 1), filters };
  return period === null ? cell : during(cell, period);
}

/**
 * Of many, the latest and the largest, apart from each other. A change stays that is larger than the latest beside it, for where only one
 * of two numbers has room it may be either; and numbers of rises and falls stand on two sides of the axis.
 */
function labelled(points: readonly Point[], count: number, isChange: boolean): number[] {
  const known = points.flatMap((point, index) => (point.value === null ? [] : index));
  if (count <= 16) return known;
  const latest = known.slice(-1);
  const sizeOf = (index: number) => points[index]?.value ?? 0;
  const isApart = (one: number, other: number) => Math.abs(one - other) >= Math.ceil(count / 20) || sizeOf(one) * sizeOf(other) < 0;
  const order = known.filter((index) => isWhole(points[index])).sort((a, b) => Math.abs(sizeOf(b)) - Math.abs(sizeOf(a)));
  const chosen = isChange ? [] : [...latest];
  for (const index of order) if (chosen.length < 6 && chosen.every((other) => isApart(index, other))) chosen.push(index);
  return [...chosen, ...latest];
}
