import type { CategoryDimension, TimeDimension } from "../../../server/domain/dimension";
import type { Beside } from "../../../server/domain/drawing";
import { MEASURES, type MeasureName } from "../../../server/domain/measure";
import type { Period } from "../../../server/domain/period";
import { categoriesOf, timeOf } from "../../../server/domain/query";
import { type Answer, UNSPLIT } from "../../../server/domain/table";
import { periodsOf, singleSeries, splitSeries } from "../../charts/plot";
import { gapPoint, readPoint } from "../../charts/point";
import type { Series } from "../../charts/spec";
import type { Exploration } from "./address";

/** An answer in the shape that chart, captions and table are all made of. Free of the page: the server draws from it too. */
export interface Drawable extends Exploration {
  answer: Answer;
  time: TimeDimension | null;
  /** The one category the chart is split by; null when there is none, or more than one, which only a table can show. */
  category: CategoryDimension | null;
  periods: Period[];
  series: Series[];
  /** The whole of each period, asked for apart: what is printed, not the sum of what is known. */
  total: Series | null;
  stackable: boolean;
  /** The same as printed by an earlier day, and the least and the most that reports give; where they were asked for. */
  earlier: Series | null;
  bounds: { low: Series; high: Series } | null;
}

export function drawable(exploration: Exploration, answer: Answer, { totals, earlier, low, high }: Beside): Drawable {
  const { query } = exploration;
  const time = timeOf(query);
  const categories = categoriesOf(query);
  const category = categories.length === 1 ? (categories[0] ?? null) : null;
  const [measure = "fatalities"] = query.measure;
  const periods = time === null ? [] : periodsOf(answer, time);
  const series =
    category !== null
      ? splitSeries(answer, time, periods, category, measure)
      : time !== null && categories.length === 0
        ? [singleSeries(answer, time, periods, measure)]
        : [];
  const total = totals === null ? null : time === null ? lone(totals, measure) : singleSeries(totals, time, periods, measure);
  const alone = (one: Answer) => singleSeries(one, time ?? "", periods, measure);
  return {
    ...exploration,
    earlier: earlier === null ? null : alone(earlier),
    bounds: low === null || high === null ? null : { low: alone(low), high: alone(high) },
    answer,
    time,
    category,
    periods,
    series,
    total,
    stackable: isStackable(answer, category, measure),
  };
}

/** An answer of a single row as a series of one point. */
function lone(answer: Answer, measure: MeasureName): Series {
  const row = answer.rows[0];
  return { ...singleSeries(answer, "", [], measure), points: [row === undefined ? gapPoint(measure) : readPoint(row, measure)] };
}

/** Parts may stand on each other only where they do not overlap. */
function isStackable(answer: Answer, category: string | null, measure: MeasureName): boolean {
  if (category === null || !MEASURES[measure].additive) return false;
  if (answer.dataset.kind === "incidents") return true;
  if (category === "victim") return !measure.endsWith("incidents");
  return !answer.notes.some((note) => note.code === "overlapping_classes");
}

/** Series of members that are their own, without the remainder. */
export const members = (series: readonly Series[]) => series.filter((one) => one.key !== UNSPLIT);
