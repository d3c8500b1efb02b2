import { COUNTRY } from "../../../server/domain/province";
import { NOT_STATED } from "../../../server/domain/query";
import { OTHERS, UNSPLIT } from "../../../server/domain/table";
import { unitsOf } from "../../charts/geography";
import { mapKey } from "../../charts/map-picture";
import { type Point, printed, unitOf } from "../../charts/point";
import type { ChartSpec, MapSpec } from "../../charts/spec";
import * as say from "../../words/findings";
import { rowsHref } from "../number";
import { cellQuery, chartOf } from "./chart-of";
import type { Drawable } from "./drawable";
import { finding } from "./finding";
import { lookOf } from "./offers";

/** What has a number and no place on the map, as one says it after the number. */
const APART: Record<string, (value: string) => string> = {
  [UNSPLIT]: say.notSplitByProvince,
  [COUNTRY]: say.underCountryAlone,
  [NOT_STATED]: say.noProvinceStated,
  [OTHERS]: say.inOtherUnits,
};

/** The provinces' numbers as a map has them, and what lies in none. */
export function mapSpecOf(found: Drawable): MapSpec {
  const points = new Map<string, Point>(found.series.flatMap((one) => (one.points[0] === undefined ? [] : [[one.key, one.points[0]]])));
  const known = new Set(unitsOf().map(({ iso }) => iso));
  const apart = [...points].flatMap(([key, point]) =>
    known.has(key) || !point.value ? [] : [APART[key]?.(printed(point)) ?? say.inUnit(printed(point), key)],
  );
  const placed = new Map([...points].filter(([key]) => known.has(key)));
  const absent = found.answer.dataset.kind === "figures" ? say.notPrintedApart : say.nothingKnown;
  return {
    points: placed,
    absent,
    key: mapKey(placed, absent),
    apart: apart.length === 0 ? "" : say.notOnMap(apart.join(", ")),
  };
}

/** What a picture of an answer is drawn from: its chart or its map; null where only a table can show it. */
export function pictureOf(found: Drawable): ChartSpec | null {
  if (lookOf(found) !== "map") return chartOf(found);
  const [measure = "fatalities"] = found.query.measure;
  const period = found.periods[0] ?? null;
  return {
    shape: "columns",
    finding: finding(found),
    unit: unitOf(measure, found.aspect),
    periods: found.periods,
    series: [],
    totals: null,
    breaks: [],
    years: [],
    labelled: new Set(),
    strong: null,
    map: mapSpecOf(found),
    rows: (one) => rowsHref(cellQuery(found.query, "province", one.key, period)),
    words: () => [],
  };
}
