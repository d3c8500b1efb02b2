import { COUNTRY } from "../../../server/domain/province";
import { NOT_STATED } from "../../../server/domain/query";
import { OTHERS, UNSPLIT } from "../../../server/domain/table";
import { unitsOf } from "../../charts/geography";
import { mapKey } from "../../charts/map-picture";
import { type Point, printed } from "../../charts/point";
import type { MapSpec } from "../../charts/spec";
import * as say from "../../words/findings";
import type { Drawable } from "./drawable";

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
