import { unitOf } from "../../charts/point";
import type { ChartSpec } from "../../charts/spec";
import { rowsHref } from "../number";
import { cellQuery, chartOf } from "./chart-of";
import type { Drawable } from "./drawable";
import { finding } from "./finding";
import { mapSpecOf } from "./map-of";
import { lookOf } from "./offers";
import { rankingOf } from "./ranking-of";

/** What a picture of an answer is drawn from: its chart, its map or its ranking; null where only a table can show it. */
export function pictureOf(found: Drawable): ChartSpec | null {
  const look = lookOf(found);
  if (look === "map") return { ...bare(found), map: mapSpecOf(found) };
  if (isRanking(found)) return { ...bare(found), ranking: rankingOf(found) };
  return chartOf(found);
}

/** Whether bars of an answer are those of its members, because it has no periods. */
export const isRanking = (found: Drawable): boolean => found.time === null && lookOf(found) === "columns";

/** A spec without an axis of periods. */
function bare(found: Drawable): ChartSpec {
  const { query, category, periods, aspect } = found;
  const [measure = "fatalities"] = query.measure;
  return {
    shape: "columns",
    finding: finding(found),
    unit: unitOf(measure, aspect),
    periods,
    series: [],
    totals: null,
    breaks: [],
    years: [],
    labelled: new Set(),
    strong: null,
    rows: (one) => rowsHref(cellQuery(query, category, one.key, periods[0] ?? null)),
    words: () => [],
  };
}
