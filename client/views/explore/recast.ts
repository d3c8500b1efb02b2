import type { MeasureName } from "../../../server/domain/measure";
import { isWhole, type Point } from "../../charts/point";
import type { ChartSpec } from "../../charts/spec";

/** A measure whose numbers are printed as percent. */
const IN_PERCENT: MeasureName = "fatalities_share";

/**
 * A stack as shares of its printed total. Only where the total is whole and not zero: parts of what is known in part are no shares, so
 * that period is a gap.
 */
export function sharesOf(spec: ChartSpec): ChartSpec {
  const shareOf = (point: Point, index: number): Point => {
    const total = spec.totals?.[index];
    const isKnown = point.value !== null && isWhole(total) && total.value > 0;
    return { ...point, measure: IN_PERCENT, first: null, value: isKnown ? ((point.value ?? 0) / (total?.value ?? 1)) * 100 : null };
  };
  return {
    ...spec,
    unit: "percent",
    most: 100,
    series: spec.series.map((one) => ({ ...one, points: one.points.map(shareOf) })),
    totals: null,
    labelled: new Set(),
  };
}

/** A small chart for each series, all on one scale, so that they can be compared by eye. */
export function panelsOf(spec: ChartSpec): ChartSpec {
  const most = Math.max(4, ...spec.series.flatMap((one) => one.points.map((point) => point.value ?? 0)));
  const panels = spec.series.map((one): ChartSpec => {
    const highest = one.points.reduce((at, point, index) => (isWhole(point) && point.value > (one.points[at]?.value ?? -1) ? index : at), 0);
    const latest = one.points.findLastIndex((point) => point.value !== null);
    return { ...spec, series: [one], totals: null, most, labelled: new Set([highest, latest].filter((index) => index >= 0)), strong: latest };
  });
  return { ...spec, totals: null, panels };
}
