import { MEASURES } from "../../../server/domain/measure";
import { type Period, previousPeriod, yearBefore } from "../../../server/domain/period";
import { COUNTRY, regionName } from "../../../server/domain/province";
import { type Query, timeOf } from "../../../server/domain/query";
import { OTHERS, type Row, UNSPLIT } from "../../../server/domain/table";
import { cellWords } from "../../charts/cell-words";
import { type Aspect, changeWords, isWhole, type Point, printed } from "../../charts/point";
import type { Series } from "../../charts/spec";
import { capital, date, hedged, list, number } from "../../format";
import * as say from "../../words/findings";
import type { Drawable } from "./drawable";

/** What is counted, as one says it after a number: `killed`, `killed in the year to date`; after 1, `incident`. */
export function aspectWords(query: Query, aspect: Aspect, value: number | null = null): string {
  const what = list(query.measure.map((name) => (value === 1 ? (MEASURES[name].one ?? MEASURES[name].short) : MEASURES[name].short))).toLowerCase();
  if (aspect === "cumulative") return say.inYearToDate(what);
  if (aspect === "rolling") return say.overLast(what, query.rolling, timeOf(query));
  return aspect === "per_day" ? say.perDayOnAverage(what) : what;
}

/** The tooltip's lines for a mark as it is drawn: its cell, its number and how sure it is, what it is part of or stands against. */
export function markWords(found: Drawable, key: string, index: number, mark: Point | undefined): string[] {
  const { query, periods, series, plain, total, aspect } = found;
  const period = periods[index];
  const of = series.find((one) => one.key === key);
  const [drawn, figure] = [of?.points[index], plain.find((one) => one.key === key)?.points[index]];
  const isRun = aspect !== "value" && aspect !== "share" && aspect !== "change";
  const cell = [period?.label, of === undefined && key !== UNSPLIT ? "" : placeOf(found, key, of)].filter(Boolean).join(", ");
  const whole = total?.points[index];
  const share = aspect === "share" && isWhole(figure) && isWhole(whole) && drawn?.value != null ? say.shareOfWhole(hedged(figure.value, whole.value)) : "";
  const all = found.stackable && !isRun && isWhole(whole) ? say.ofAll(number(whole.value)) : "";
  const own = isRun && period !== undefined && figure !== undefined ? say.aloneIn(period.label, printed(figure)) : "";
  // What a bound has over the known parts is drawn, and no cell of the answer.
  const shown = key === UNSPLIT && mark?.status === "partial" ? mark : isRun ? drawn : figure;
  const lines = cellWords(cell, shown, aspectWords(query, aspect, shown?.value));
  return [...lines, share, all, own, ...besideWords(found, index), standingWords(found, key, index), changeOf(query, period, shown)].filter(
    (line) => line !== "",
  );
}

/** Where a mark lies, for its cell's name. */
function placeOf(found: Drawable, key: string, series: Series | undefined): string {
  if (found.category !== null) return key === UNSPLIT ? say.notSplit : (series?.label ?? "");
  const provinces = found.query.filters.province;
  return provinces ? provinces.map(regionName).join(" + ") : found.answer.dataset.kind === "figures" ? regionName(COUNTRY) : "";
}

function besideWords({ query, earlier, bounds }: Drawable, index: number): string[] {
  const then = earlier?.points[index];
  const was = query.earlier === null || then === undefined ? "" : say.printedThen(date(query.earlier), printed(then));
  const [low, high] = [bounds?.low.points[index], bounds?.high.points[index]];
  return [low && high && low.value !== null && high.value !== low.value ? say.reportsGive(printed(low), printed(high)) : "", was];
}

function changeOf(query: Query, period: Period | undefined, point: Point | undefined): string {
  const compared = query.change ?? (point?.aspect === "cumulative" ? "year_ago" : null);
  const base = period && compared && (compared === "previous" ? previousPeriod(period) : yearBefore(period));
  if (!base || point === undefined || point.aspect === "rolling" || point.aspect === "per_day") return "";
  return changeWords(point, point.aspect === "cumulative" ? say.sameMonthsOf(base.label.slice(0, 4)) : base.label)
    .filter(Boolean)
    .join(" ");
}

/** Where the figure stands among those shown, and how far back nothing was higher: `Second highest of 11; highest since 2014-Q4`. */
function standingWords(found: Drawable, key: string, index: number): string {
  const { query, time, category, periods, answer } = found;
  if (!query.rank || time === null || key === OTHERS) return "";
  const [measure = "fatalities"] = query.measure;
  const row = answer.rows.find((one) => one[time] === periods[index]?.label && (category === null || String(one[category] ?? "") === key));
  return row === undefined ? "" : rankWords(row, measure);
}

/** A row's place among the periods shown, and since when nothing was higher. */
export function rankWords(row: Row, measure: string): string {
  const [rank, of, record] = [row[`${measure}_rank`], row[`${measure}_rank_of`], row[`${measure}_record`]];
  if (typeof rank !== "number" || typeof of !== "number") return "";
  const place = capital(say.placeOf(rank, number(of)));
  const since = row[`${measure}_record_since`] ?? row[`${measure}_record_from`];
  const back = typeof record === "string" && since != null ? say.records[record]?.(String(since)) : undefined;
  return back === undefined ? place : `${place}; ${back}`;
}
