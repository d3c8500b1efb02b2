import { isWhole, type Point } from "../../charts/point";
import { type ChartSpec, isKnown, peakOf, type Series } from "../../charts/spec";

/** A stack of shares reaches the whole and no further; over it stands nothing. */
export const inPercent = (spec: ChartSpec): ChartSpec => ({ ...spec, most: 100, totals: null, labelled: new Set() });

/** A small chart for each series, all on one scale, so that they can be compared by eye. */
export function panelsOf(spec: ChartSpec): ChartSpec {
  const most = Math.max(4, ...spec.series.flatMap((one) => one.points.map((point) => point.value ?? 0)));
  const panels = spec.series
    .filter(isKnown)
    .map((one): ChartSpec => ({ ...small(spec, one.points), name: one.label, finding: one.label, series: [one], totals: null, most }));
  return { ...spec, totals: null, panels, absent: spec.series.filter((one) => !isKnown(one)).map(({ label }) => label) };
}

/** A small chart for each measure; those of one unit are on one scale, others cannot be compared by height. */
export function measurePanels(spec: ChartSpec, specs: readonly ChartSpec[]): ChartSpec {
  const [known, unknown] = [specs.filter(({ series }) => series.some(isKnown)), specs.filter(({ series }) => !series.some(isKnown))];
  const mostOf = (unit: ChartSpec["unit"]) => Math.max(4, ...known.filter((one) => one.unit === unit).map(peakOf));
  const panels = known.map((one): ChartSpec => ({ ...small(one, one.totals ?? one.series[0]?.points ?? []), most: one.most ?? mostOf(one.unit) }));
  return { ...spec, totals: null, panels, absent: unknown.map(({ name = "" }) => name) };
}

/** In a small chart only the highest value and the latest are written. */
function small(spec: ChartSpec, points: readonly Point[]): ChartSpec {
  const highest = points.reduce((at, point, index) => (isWhole(point) && point.value > (points[at]?.value ?? -1) ? index : at), 0);
  const latest = points.findLastIndex((point) => point.value !== null);
  return { ...spec, small: true, labelled: new Set(spec.labelled.size === 0 ? [] : [highest, latest].filter((index) => index >= 0)), strong: latest };
}

/**
 * Measures of one unit in one chart, lines over each other or columns side by side. They never stand on each other: killed, wounded and
 * casualties, or incidents and fatal incidents, overlap.
 */
export function together(spec: ChartSpec, specs: readonly ChartSpec[]): ChartSpec {
  const of = ({ key }: Series) => specs[spec.series.findIndex((one) => one.key === key)];
  const breaks = new Map(specs.flatMap((one) => one.breaks).map((one) => [one.at, one]));
  return {
    ...spec,
    breaks: [...breaks.values()].sort((a, b) => a.at - b.at),
    labelled: new Set(),
    strong: null,
    rows: (one, index) => of(one)?.rows({ ...one, key: "" }, index) ?? "",
    words: (one, index) => of(one)?.words({ ...one, key: "" }, index) ?? [],
  };
}
