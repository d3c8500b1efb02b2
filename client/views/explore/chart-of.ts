import { MEASURES } from "../../../server/domain/measure";
import { previousPeriod, yearBefore } from "../../../server/domain/period";
import { COUNTRY, regionName } from "../../../server/domain/province";
import type { Query } from "../../../server/domain/query";
import { type Row, UNSPLIT } from "../../../server/domain/table";
import { cellWords } from "../../charts/cell-words";
import { scopeBreaks } from "../../charts/plot";
import { changeWords, isWhole, type Point, printed, readPoint } from "../../charts/point";
import type { ChartSpec, Series } from "../../charts/spec";
import { date, hedged } from "../../format";
import { rowsHref } from "../number";
import { during } from "../question";
import { explorationHref } from "./address";
import type { Drawable } from "./drawable";
import { finding } from "./finding";
import { lookOf } from "./offers";
import { panelsOf, sharesOf } from "./recast";

/** More parts than this cannot be told apart; the smallest are drawn as one and listed in the table. */
const MOST_SERIES = 9;
const OTHERS = "others";

/** The chart of an answer as its look wants it; null where only a table or a map can show it. */
export function chartOf(found: Drawable): ChartSpec | null {
  const { query, periods, total, category } = found;
  const look = lookOf(found);
  const [measure = "fatalities"] = query.measure;
  if (look === "table" || look === "map") return null;
  const isLine = look === "line" || (look === "panels" && periods.length > 12);
  const isApart = isLine || look === "panels";
  const additive = found.answer.dataset.kind === "incidents" && found.stackable;
  const parts = folded(isApart ? found.series.filter((one) => one.key !== UNSPLIT) : found.series, additive, found.top);
  const stacked = !isApart && category !== null && found.stackable;
  const series = look === "change" ? parts.map(changesOf) : stacked ? withinTotal(parts, total?.points ?? []) : parts;
  const points = (look === "change" ? null : total?.points) ?? series[0]?.points ?? [];
  const { earlier } = found;
  const spec: ChartSpec = {
    shape: isLine ? "line" : look === "range" || look === "change" ? look : stacked ? "stacked" : "columns",
    finding: finding(found),
    unit: MEASURES[measure].unit,
    periods,
    series,
    totals: stacked ? (total?.points ?? null) : null,
    breaks: scopeBreaks(points, periods),
    years: [],
    labelled: new Set(labelled(points, periods.length)),
    strong: points.findLastIndex((point) => isWhole(point)),
    ...(found.bounds === null ? {} : { bounds: { low: found.bounds.low.points, high: found.bounds.high.points } }),
    ...(earlier === null || found.against === null || look === "change"
      ? {}
      : { earlier: { label: `As printed by ${date(found.against)}`, points: earlier.points } }),
    rows: (one, index) => rowsHref(cellQuery(query, category, one.key, periods[index] ?? null)),
    stretch: (first, last) => explorationHref({ ...found, query: { ...query, from: periods[first] ?? null, to: periods[last] ?? null } }),
    words: (one, index) => {
      const period = periods[index];
      const point = parts.find(({ key }) => key === one.key)?.points[index];
      const base = period && query.change ? (query.change === "previous" ? previousPeriod(period) : yearBefore(period)) : null;
      const change = point && base && one.key !== OTHERS ? changeWords(point, base.label).filter(Boolean).join(" ") : "";
      const whole = total?.points[index];
      const of = category !== null && stacked && whole && isWhole(whole) ? `Of ${whole.value.toLocaleString("en")} in all` : "";
      const share = look === "share" && isWhole(point) && isWhole(whole) && whole.value > 0 ? `${hedged(point.value, whole.value)} of the whole` : "";
      const then = earlier?.points[index];
      const was = found.against === null || then === undefined ? "" : `As printed by ${date(found.against)}: ${printed(then)}`;
      const [low, high] = [found.bounds?.low.points[index], found.bounds?.high.points[index]];
      const between = low && high && low.value !== null && high.value !== low.value ? `Reports give ${printed(low)} to ${printed(high)}` : "";
      const cell = [period?.label, place(found, one)].filter(Boolean).join(", ");
      return [...cellWords(cell, point, MEASURES[measure].short.toLowerCase()), share, of, between, was, change].filter(Boolean);
    },
  };
  if (look === "share") return sharesOf(spec);
  return look === "panels" ? panelsOf(spec) : spec;
}

/** A series' changes as its values. */
function changesOf(series: Series): Series {
  return { ...series, points: series.points.map((point) => ({ ...point, value: point.change, first: null })) };
}

function place(found: Drawable, series: Series): string {
  if (found.category !== null) return series.key === UNSPLIT ? "not split" : series.label;
  const provinces = found.query.filters.province;
  return provinces ? provinces.map(regionName).join(" + ") : found.answer.dataset.kind === "figures" ? regionName(COUNTRY) : "";
}

/** The cell's own query: its period and its member as filters. A remainder or a fold opens the whole it was taken from. */
export function cellQuery(query: Query, category: string | null, member: string, period: Query["from"]): Query {
  const filters = category === null || member === UNSPLIT || member === OTHERS || member === "" ? query.filters : { ...query.filters, [category]: [member] };
  const cell = { ...query, measure: query.measure.slice(0, 1), filters };
  return period === null ? cell : during(cell, period);
}

function labelled(points: readonly Point[], count: number): number[] {
  const known = points.flatMap((point, index) => (point.value === null ? [] : index));
  if (count <= 16) return known;
  const latest = known.at(-1) ?? -1;
  const order = known.filter((index) => isWhole(points[index])).sort((a, b) => (points[b]?.value ?? 0) - (points[a]?.value ?? 0));
  const chosen = latest < 0 ? [] : [latest];
  for (const index of order) if (chosen.length < 6 && chosen.every((other) => Math.abs(other - index) >= Math.ceil(count / 20))) chosen.push(index);
  return chosen;
}

/** The smallest of many parts as one series. Only for rows that add up; published figures never are this many. */
function folded(series: readonly Series[], additive: boolean, top: number | null): Series[] {
  const most = top === null ? (series.length <= MOST_SERIES ? series.length : MOST_SERIES - 2) : top;
  if (series.length <= most || (top !== null && !additive)) return [...series];
  const kept = series.slice(0, most);
  const rest = series.slice(most);
  if (!additive) return kept;
  const measure = rest[0]?.points[0]?.measure ?? "fatalities";
  const points = (rest[0]?.points ?? []).map((_, index) => {
    const values = rest.flatMap((one) => one.points[index]?.value ?? []);
    const row: Row = { [measure]: values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) };
    return readPoint(row, measure);
  });
  return [...kept, { key: OTHERS, label: `${rest.length} others`, short: "Others", colour: "other", points }];
}

/**
 * A lower bound stacked on its fellows and on the remainder would lift the bar over the printed total, for the remainder is the total less
 * what is wholly known. Where there is a remainder the bound lies inside it: not drawn, told by the tooltip and the table.
 */
function withinTotal(series: readonly Series[], totals: readonly Point[]): Series[] {
  const remainder = series.find(({ key }) => key === UNSPLIT);
  const isInside = (point: Point, index: number) => point.status === "partial" && isWhole(totals[index]) && (remainder?.points[index]?.value ?? null) !== null;
  return series.map((one) => ({ ...one, points: one.points.map((point, index) => (isInside(point, index) ? { ...point, value: null } : point)) }));
}
