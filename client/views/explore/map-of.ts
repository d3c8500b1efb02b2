import { provinceMap } from "../../charts/map";
import type { Point } from "../../charts/point";
import { rowsHref } from "../number";
import { cellQuery } from "./chart-of";
import { members } from "./drawable";
import { asked } from "./finding";
import type { Findings } from "./load";

/** One period's provinces on the map, each opening its rows; what was not printed apart is hatched. */
export function mapOf(found: Findings): HTMLElement {
  const points = new Map<string, Point>(members(found.series).flatMap((one) => (one.points[0] === undefined ? [] : [[one.key, one.points[0]]])));
  const period = found.periods[0] ?? null;
  const absent = found.answer.dataset.kind === "figures" ? "Not printed apart" : "Nothing known";
  return provinceMap(points, (code) => rowsHref(cellQuery(found.query, "province", code, period)), asked(found), absent);
}
