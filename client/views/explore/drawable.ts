import type { CategoryDimension, TimeDimension } from "../../../server/domain/dimension";
import { MEASURES, type MeasureName } from "../../../server/domain/measure";
import type { Period } from "../../../server/domain/period";
import { categoriesOf, timeOf } from "../../../server/domain/query";
import { categoryOf } from "../../../server/domain/question";
import { type Answer, UNSPLIT } from "../../../server/domain/table";
import { colourOfMeasure } from "../../charts/colour";
import { periodsOf, singleSeries, splitSeries } from "../../charts/plot";
import { type Aspect, gapPoint, readPoint } from "../../charts/point";
import type { Series } from "../../charts/spec";
import type { Exploration } from "./address";

/** An answer in the shape that chart, captions and table are all made of. Free of the page: the server draws from it too. */
export interface Drawable extends Exploration {
  answer: Answer;
  time: TimeDimension | null;
  /** The one category the chart is split by; null when there is none, or more than one, which only a table can show. */
  category: CategoryDimension | null;
  periods: Period[];
  /** Which of the answer's numbers the series hold. */
  aspect: Aspect;
  series: Series[];
  /** The same series with the figures that shares, sums and averages are computed from. */
  plain: Series[];
  /** The whole of each period, asked for apart: what is printed, not the sum of what is known. */
  total: Series | null;
  /** The answer that the wholes are read from: a row a period, or a single one. */
  wholes: Answer | null;
  stackable: boolean;
  /** The same of each measure alone where several are asked for, members in one order and one colour; none where one is. */
  apart: Drawable[];
  /** The same as printed by an earlier day, and the least and the most that reports give; where they were asked for. */
  earlier: Series | null;
  bounds: { low: Series; high: Series } | null;
}

/** Which numbers are drawn: those of the look, else what the query puts beside its figures, else the figures. */
function aspectOf({ query, look }: Exploration, answer: Answer): Aspect {
  if (look === "share" && answer.columns.some(({ role }) => role === "share")) return "share";
  if (look === "change" && query.change !== null) return "change";
  return query.cumulative ? "cumulative" : query.rolling !== null ? "rolling" : query.per_day ? "per_day" : "value";
}

export function drawable(exploration: Exploration, answer: Answer, totals: Answer | null): Drawable {
  const { query } = exploration;
  if (query.measure.length < 2) return ofOne(exploration, answer, totals);
  const each = query.measure.map((name) => ofOne({ ...exploration, query: { ...query, measure: [name] } }, answer, totals));
  const like = each[0]?.series ?? [];
  const apart = each.map((one) => ({ ...one, series: alike(one.series, like) }));
  const first = ofOne(exploration, answer, totals);
  const lines = apart.flatMap(({ series, query: { measure } }) =>
    series.map((one): Series => (first.category === null ? { ...one, key: measure.join(), colour: colourOfMeasure(measure[0] ?? "fatalities") } : one)),
  );
  return { ...first, series: lines, plain: lines, stackable: apart.some((one) => one.stackable), apart };
}

/** Members in the order and the colours they have for another measure, so that one stands for the same in every panel. */
function alike(series: readonly Series[], like: readonly Series[]): Series[] {
  const placeOf = ({ key }: Series) => like.findIndex((one) => one.key === key);
  return series.map((one) => ({ ...one, colour: like[placeOf(one)]?.colour ?? one.colour })).sort((a, b) => placeOf(a) - placeOf(b));
}

function ofOne(exploration: Exploration, answer: Answer, totals: Answer | null): Drawable {
  const { query } = exploration;
  const time = timeOf(query);
  const category = categoryOf(query);
  const [measure = "fatalities"] = query.measure;
  const periods = time === null ? [] : periodsOf(answer, time);
  const stackable = isStackable(answer, category, measure);
  const aspect = aspectOf(exploration, answer);
  const isLine = time !== null && categoriesOf(query).length === 0;
  const alone = (which: Aspect) => singleSeries(answer, time ?? "", periods, measure, which);
  const of = (which: Aspect): Series[] => {
    if (category === null) return isLine ? [alone(which)] : [];
    return splitSeries(answer, time, periods, category, measure, { aspect: which, asAnswered: query.order !== null });
  };
  const series = of(aspect);
  const whole = aspect === "share" || aspect === "change" ? "value" : aspect;
  const has = (role: string) => isLine && answer.columns.some((column) => column.role === role);
  return {
    ...exploration,
    earlier: has("earlier") ? alone("earlier") : null,
    bounds: has("bound") ? { low: alone("low"), high: alone("high") } : null,
    answer,
    time,
    category,
    periods,
    aspect,
    series,
    plain: aspect === "value" ? series : of("value"),
    total:
      totals === null || !MEASURES[measure].additive
        ? null
        : time === null
          ? lone(totals, measure, whole)
          : singleSeries(totals, time, periods, measure, whole),
    wholes: totals,
    stackable,
    apart: [],
  };
}

/** An answer of a single row as a series of one point. */
function lone(answer: Answer, measure: MeasureName, aspect: Aspect): Series {
  const row = answer.rows[0];
  return { ...singleSeries(answer, "", [], measure), points: [row === undefined ? gapPoint(measure, aspect) : readPoint(row, measure, aspect)] };
}

/** Parts may stand on each other only where they do not overlap. */
function isStackable(answer: Answer, category: string | null, measure: MeasureName): boolean {
  if (category === null || !MEASURES[measure].additive) return false;
  if (category === "victim" && MEASURES[measure].unit === "incidents") return false;
  return !answer.notes.some((note) => note.code === "overlapping_classes");
}

/** Series of members that are their own, without the remainder. */
export const members = (series: readonly Series[]) => series.filter((one) => one.key !== UNSPLIT);
