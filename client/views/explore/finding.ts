import { MEASURES } from "../../../server/domain/measure";
import { type Period, previousPeriod, yearBefore } from "../../../server/domain/period";
import { isOutlined } from "../../charts/fill";
import { dimensionLabel } from "../../charts/plot";
import { changeWords, isWhole, printed } from "../../charts/point";
import { amount, capital, date, hedged, list } from "../../format";
import * as say from "../../words/findings";
import { filterWords, spanWords } from "../words";
import { type Drawable, members } from "./drawable";
import { aspectWords } from "./mark-words";
import { lookOf } from "./offers";

/** What the answer shows, in a sentence that it proves; else what was asked. */
export function finding(found: Drawable): string {
  return (lookOf(found) === "change" ? latestChange(found) : told(found)) ?? asked(found);
}

/** `in 2025-Q3`, `on 14 Sep 2024`. */
const whenOf = (period: Period): string => (period.grain === "day" ? say.onDay(date(period.start)) : say.inPeriod(period.label));

function told(found: Drawable): string | null {
  const { category, aspect } = found;
  if (found.apart.length > 0) return latest(found);
  if (aspect === "value" || aspect === "share") return category === null ? peak(found) : lead(found);
  return aspect === "cumulative" && category === null ? soFar(found) : null;
}

/** The latest year to date: `Killed in the year to date: 2,414 by 2025-Q3, +887, over 58% on the same months of 2024, from 1,527`. */
function soFar({ series, periods, query }: Drawable): string | null {
  const points = series[0]?.points ?? [];
  const at = points.findLastIndex((point) => isWhole(point));
  const [point, period] = [points[at], periods[at]];
  if (point === undefined || period === undefined) return null;
  const year = String(Number(period.label.slice(0, 4)) - 1);
  const [difference, percent, rest] = changeWords(point, say.sameMonthsOf(year));
  const what = capital(aspectWords(query, "cumulative"));
  if (point.change === null) return say.soFar(what, printed(point), period.label);
  return say.soFarCompared(what, printed(point), period.label, [difference, percent].filter(Boolean).join(", "), rest);
}

/** The latest change that can be computed: `Killed: +285 in 2025-Q3, over 46% on 2025-Q2, from 616`. */
function latestChange({ series, periods, query }: Drawable): string | null {
  const points = series[0]?.points ?? [];
  const at = points.findLastIndex((point) => point.change !== null);
  const [point, period] = [points[at], periods[at]];
  const base = period && (query.change === "year_ago" ? yearBefore(period) : previousPeriod(period));
  if (point === undefined || period === undefined || !base) return null;
  const [difference, percent, rest] = changeWords(point, base.label);
  return say.latestChange(MEASURES[point.measure].short, difference, whenOf(period), [percent, rest].filter(Boolean).join(" "));
}

/** `Killed by quarter and province, 2025-Q1 to 2025-Q4`. */
export function asked({ query, periods, aspect }: Drawable): string {
  const by = query.by.map((name) => dimensionLabel(name).toLowerCase());
  const isRun = aspect !== "value" && aspect !== "share" && aspect !== "change";
  const names = list(query.measure.map((name) => MEASURES[name].short).map((name, at) => (at === 0 ? name : name.toLowerCase())));
  const what = isRun ? capital(aspectWords(query, aspect)) : names;
  const span = spanWords(query.from ?? periods[0] ?? null, query.to ?? periods.at(-1) ?? null);
  if (by.length === 0) return say.measuresOver(what, span);
  return isRun ? say.runBy(what, list(by), span) : say.measuresBy(what, list(by), span);
}

/** The highest period; called the highest only where every period shown is known in one scope. */
function peak({ plain: series, periods, time, query }: Drawable): string | null {
  const points = series[0]?.points ?? [];
  const known = points.filter(isWhole);
  const highest = known.toSorted((a, b) => b.value - a.value)[0];
  if (time === null || highest === undefined || known.length < 3 || highest.value === 0) return null;
  const measure = MEASURES[highest.measure];
  if (measure.unit === "percent") return null;
  const at = periods[points.indexOf(highest)];
  const complete =
    known.length === points.length && known.every((point) => point.scope === highest.scope && (point.qualifier === null || point.qualifier === "exact"));
  if (known.filter((point) => point.value === highest.value).length > 1 || at === undefined) return null;
  const told = (complete ? say.highest : say.highestKnown)(time, amount(highest.value, measure.unit), say.counted(highest.measure), whenOf(at));
  return [told, ...filterWords(query)].join(", ");
}

/** Several measures in the last period of which all are known: `901 killed, 599 wounded and 329 incidents in 2025-Q3`. */
function latest({ apart, category, aspect, periods, query }: Drawable): string | null {
  if (category !== null || aspect !== "value" || query.measure.some((name) => MEASURES[name].unit === "percent")) return null;
  const lines = apart.map(({ series, query: of }) => ({ of, points: series[0]?.points ?? [] }));
  const at = periods.findLastIndex((_, index) => lines.every(({ points }) => isWhole(points[index])));
  const period = periods[at];
  if (period === undefined) return null;
  const amounts = lines.map(({ of, points }) => {
    const { value = 0 } = points[at] ?? {};
    return `${amount(value ?? 0, MEASURES[of.measure[0] ?? "fatalities"].unit)} ${aspectWords(of, "value", value)}`;
  });
  return [say.amountsThen(list(amounts), whenOf(period)), ...filterWords(query)].join(", ");
}

/** Who or where most of the latest split period was. */
function lead(found: Drawable): string | null {
  const { plain: series, total, periods, category, query } = found;
  const [measure = "fatalities"] = query.measure;
  const of = say.wholes[measure];
  if (total === null || of === undefined || !found.stackable) return null;
  const at = total.points.findLastIndex((point, index) => isWhole(point) && point.value >= 10 && members(series).some((one) => isWhole(one.points[index])));
  const whole = total.points[at];
  if (!isWhole(whole)) return null;
  const named = members(series).filter((one) => !isOutlined(one.key));
  const first = named.filter((one) => isWhole(one.points[at])).toSorted((a, b) => (b.points[at]?.value ?? 0) - (a.points[at]?.value ?? 0))[0];
  const value = first?.points[at]?.value ?? 0;
  const known = named.reduce((sum, one) => sum + (isWhole(one.points[at]) ? (one.points[at]?.value ?? 0) : 0), 0);
  // Unless what is not split is smaller, another member could be the largest.
  if (first === undefined || value / whole.value < 0.2 || whole.value - known >= value) return null;
  const verb =
    category === "province" || category === "district" || category === "place"
      ? say.wereIn(first.label)
      : category === "victim"
        ? say.were(first.label.toLowerCase())
        : say.fallTo(first.label);
  const percent = hedged(value, whole.value);
  const when = periods[at];
  return capital(when === undefined ? say.shareOf(percent, of, verb) : say.shareOfThen(percent, of, whenOf(when), verb));
}
