import { isWhole } from "../../charts/point";
import { type ChartSpec, isKnown } from "../../charts/spec";

/** A stack of shares reaches the whole and no further; over it stands nothing. */
export const inPercent = (spec: ChartSpec): ChartSpec => ({ ...spec, most: 100, totals: null, labelled: new Set() });

/** A small chart for each series, all on one scale, so that they can be compared by eye. */
export function panelsOf(spec: ChartSpec): ChartSpec {
  const most = Math.max(4, ...spec.series.flatMap((one) => one.points.map((point) => point.value ?? 0)));
  const panels = spec.series.filter(isKnown).map((one): ChartSpec => {
    const highest = one.points.reduce((at, point, index) => (isWhole(point) && point.value > (one.points[at]?.value ?? -1) ? index : at), 0);
    const latest = one.points.findLastIndex((point) => point.value !== null);
    return { ...spec, small: true, series: [one], totals: null, most, labelled: new Set([highest, latest].filter((index) => index >= 0)), strong: latest };
  });
  return { ...spec, totals: null, panels };
}
