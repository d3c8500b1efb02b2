import type { Dataset } from "../../../server/domain/dataset";
import type { MeasureName } from "../../../server/domain/measure";
import { type Period, parsePeriod, previousPeriod, spanOf, yearBefore } from "../../../server/domain/period";
import { formatQuery, type Query } from "../../../server/domain/query";
import type { Answer, Row } from "../../../server/domain/table";
import { readAggregates } from "../../api";
import { periodsOf, singleSeries, splitSeries } from "../../charts/plot";
import { gapPoint, type Point, readPoint } from "../../charts/point";
import type { Series } from "../../charts/spec";
import { question } from "../question";

export const HEADLINES = ["fatalities", "injured", "incidents"] as const satisfies readonly MeasureName[];
export type Headline = (typeof HEADLINES)[number];

/** All an overview is drawn from. */
export interface Story {
  dataset: Dataset;
  datasets: Dataset[];
  answer: Answer["dataset"];
  grain: "quarter" | "year";
  periods: Period[];
  trend: Record<Headline, Series>;
  /** Position of the latest period with a printed count of the killed. */
  latest: number;
  period: Period;
  before: Period;
  yearAgo: Record<Headline, Point> | null;
  years: Map<string, Point>;
  provinces: Record<"fatalities" | "incidents", Series[]>;
  victims: Series[];
  /** The year up to the end of the latest period, and the same months a year earlier. */
  toDate: { period: Period; now: Point; earlier: Point; base: Period } | null;
  notes: string[];
}

export function pickDataset(datasets: readonly Dataset[], wanted: string | null): Dataset | null {
  const live = datasets.filter((dataset) => dataset.revision !== null && !dataset.archived);
  const bySlug = (slug: string) => live.find((dataset) => dataset.slug === slug);
  return (
    (wanted !== null ? datasets.find((dataset) => dataset.slug === wanted) : (bySlug("crss") ?? live.find(({ kind }) => kind === "figures") ?? live[0])) ?? null
  );
}

const ask = (query: Query, signal: AbortSignal) => readAggregates(formatQuery(query), signal);
const lone = (answer: Answer, measure: MeasureName) => readPoint(answer.rows[0] ?? (Object.create(null) as Row), measure);

/** Two rounds of questions: the whole trend first, then everything about its latest period. Null when nothing is published. */
export async function loadStory(dataset: Dataset, datasets: Dataset[], signal: AbortSignal): Promise<Story | null> {
  const about = (by: Query["by"], rest: Partial<Query> = {}) => question(dataset.slug, [...HEADLINES], by, { detail: true, ...rest });
  const [quarters, yearly] = await Promise.all([ask(about(["quarter"], { change: "previous" }), signal), ask(about(["year"], { change: "previous" }), signal)]);
  const isPrinted = (row: Row) => (dataset.kind === "figures" ? row.fatalities_status === "published" : (row.incidents ?? 0) !== 0);
  const grain = quarters.rows.some(isPrinted) ? "quarter" : "year";
  const answer = grain === "quarter" ? quarters : yearly;
  const periods = periodsOf(answer, grain);
  const rows = new Map(answer.rows.map((row) => [String(row[grain]), row]));
  const latest = periods.findLastIndex((period) => isPrinted(rows.get(period.label) ?? (Object.create(null) as Row)));
  const period = periods[latest];
  const before = period === undefined ? null : previousPeriod(period);
  if (period === undefined || before === null) return null;

  const span = { from: before, to: period };
  const january = parsePeriod(period.label.slice(0, 4));
  const soFar = grain === "quarter" && january && !period.label.endsWith("Q1") ? spanOf(january.start, period.end) : null;
  const soFarThen = soFar && yearBefore(soFar);
  const total = (stretch: Period | null) =>
    stretch === null
      ? null
      : ask(about([], { from: parsePeriod(stretch.start.slice(0, 7)), to: stretch.grain === "year" ? stretch : lastMonth(stretch) }), signal);
  const [yearAgo, provinces, victims, now, then] = await Promise.all([
    ask(about([grain], { from: period, to: period, change: "year_ago" }), signal),
    ask({ ...about([grain, "province"], { ...span, change: "previous" }), measure: ["fatalities", "incidents"] }, signal),
    ask({ ...about([grain, "victim"], { ...span, change: "previous" }), measure: ["fatalities"] }, signal),
    total(soFar),
    total(soFarThen),
  ]);
  const trend = Object.fromEntries(HEADLINES.map((name) => [name, singleSeries(answer, grain, periods, name)])) as Record<Headline, Series>;
  const pair = [before, period];
  const conflicts = [...(now?.notes ?? []), ...provinces.notes, ...victims.notes].filter(
    (note) => note.code === "conflict" && note.message.includes(period.label.slice(0, 4)),
  );
  return {
    dataset,
    datasets,
    answer: answer.dataset,
    grain,
    periods,
    trend,
    latest,
    period,
    before,
    yearAgo: grain === "year" ? null : (Object.fromEntries(HEADLINES.map((name) => [name, lone(yearAgo, name)])) as Record<Headline, Point>),
    years: new Map(yearly.rows.map((row) => [String(row.year), readPoint(row, "fatalities")])),
    provinces: {
      fatalities: splitSeries(provinces, grain, pair, "province", "fatalities"),
      incidents: splitSeries(provinces, grain, pair, "province", "incidents"),
    },
    victims: splitSeries(victims, grain, pair, "victim", "fatalities"),
    toDate: now && then && soFar && soFarThen ? { period: soFar, now: lone(now, "fatalities"), earlier: lone(then, "fatalities"), base: soFarThen } : null,
    notes: [...new Set(conflicts.map((note) => note.message))],
  };
}

function lastMonth(stretch: Period): Period | null {
  return parsePeriod(stretch.label.split("/")[1] ?? "");
}

/** The point of a member in the latest period, and in the one before. */
export function latestOf(series: Series | undefined): Point {
  return series?.points[1] ?? gapPoint("fatalities");
}

export function beforeOf(series: Series | undefined): Point {
  return series?.points[0] ?? gapPoint("fatalities");
}
