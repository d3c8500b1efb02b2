import { OTHERS, UNSPLIT } from "../../../server/domain/table";
import { isWhole, type Point } from "../../charts/point";
import type { Series } from "../../charts/spec";
import { capital } from "../../format";
import { notSplit } from "../../words/findings";

/**
 * A lower bound stacked on its fellows and on the remainder would lift the bar over the printed total, for the remainder is the total less
 * what is wholly known. Where there is a remainder the bound lies inside it: not drawn, told by the tooltip and the table. The bound of
 * the others is made of what is wholly known, and stands beside the remainder. A part that counts something else than the total is not taken from it either, and would stand on it.
 */
export function withinTotal(series: readonly Series[], totals: readonly Point[]): Series[] {
  const remainder = series.find(({ key }) => key === UNSPLIT);
  const isTaken = (point: Point, total: Point | undefined) => point.status !== "partial" && point.scope === (total?.scope ?? point.scope);
  const isInside = (point: Point, index: number) =>
    !isTaken(point, totals[index]) && isWhole(totals[index]) && (remainder?.points[index]?.value ?? null) !== null;
  return series.map((one) => ({
    ...one,
    points: one.points.map((point, index) => (one.key !== OTHERS && isInside(point, index) ? { ...point, value: null } : point)),
  }));
}

/**
 * Where the total itself is known only in part, nothing of the answer reaches it: what its bound has over the known parts is drawn
 * as not split, so that the number printed at the total stands on a bar. It is the bound less the parts, at least so many again.
 */
export function reachingBound(series: readonly Series[], totals: readonly Point[]): Series[] {
  const others = series.filter(({ key }) => key !== UNSPLIT);
  const over = totals.map((total, index): Point | null => {
    if (total.status !== "partial" || total.value === null) return null;
    const rest = total.value - others.reduce((sum, one) => sum + (one.points[index]?.value ?? 0), 0);
    return rest > 0 ? { ...total, value: rest } : null;
  });
  if (over.every((point) => point === null)) return [...series];
  const known = series.find(({ key }) => key === UNSPLIT);
  const gap = (total: Point): Point => ({ ...total, value: null, status: "missing" });
  const points = totals.map((total, index) => over[index] ?? known?.points[index] ?? gap(total));
  return [...others, { key: UNSPLIT, label: capital(notSplit), short: capital(notSplit), colour: "edge", ...known, points }];
}
