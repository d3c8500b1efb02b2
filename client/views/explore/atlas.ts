import { provinceMap } from "../../charts/map";
import { rowsHref } from "../number";
import { cellQuery } from "./chart-of";
import type { Drawable } from "./drawable";
import { asked } from "./finding";
import { mapSpecOf } from "./map-of";

/** One period's provinces on the map, each opening its rows; what was not printed apart is hatched. */
export function atlasOf(found: Drawable): HTMLElement {
  const { points, absent, apart } = mapSpecOf(found);
  const period = found.periods[0] ?? null;
  return provinceMap(points, (code) => rowsHref(cellQuery(found.query, "province", code, period)), asked(found), absent, apart);
}
