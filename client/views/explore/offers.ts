import { LOOKS, type Look } from "../../../server/domain/drawing";
import { MEASURES } from "../../../server/domain/measure";
import * as say from "../../words/explore-looks";
import type { Drawable } from "./drawable";

/** Why a look is not offered for an answer: it would mislead, or there is nothing to draw. Null where it is. */
export function refusalOf(look: Look, found: Drawable): string | null {
  if (found.apart.length > 0) return refusalOfSeveral(look, found);
  const { query, time, category, periods, series, stackable, answer } = found;
  const [measure = "fatalities"] = query.measure;
  if (look === "table") return null;
  if (look === "map") {
    if (query.boundaries === "historical") return say.mapOfToday;
    if (category !== "province") return say.mapNeedsProvinces;
    return time === null || periods.length === 1 ? null : say.mapOnePeriod;
  }
  if (query.by.length > (time === null ? 1 : 2)) return say.tooManyDimensions;
  if (time === null) return look === "columns" && category !== null ? null : say.noAxis;
  if (periods.length === 0 || series.length === 0) return say.nothingToDraw;
  const several = series.length > 1;
  const isRun = query.cumulative || query.rolling !== null || query.per_day;
  if (isRun && (look === "share" || look === "range" || look === "change")) return say.ownFiguresOnly;
  switch (look) {
    case "line":
      return periods.length > 1 ? null : say.onePeriodNoLine;
    case "share":
      if (category === null) return say.sharesNeedParts;
      if (MEASURES[measure].unit === "percent") return say.sharesAlready;
      if (!MEASURES[measure].additive) return say.ratioHasNoShare;
      return stackable ? null : say.partsOverlap;
    case "panels":
      return category !== null && several ? null : say.panelsNeedParts;
    case "range":
      if (answer.dataset.kind === "figures") return say.figuresHaveNoRange;
      if (measure !== "fatalities" && measure !== "injured") return say.boundsOfPeopleOnly;
      return category === null ? null : say.oneRangeAtATime;
    case "change":
      return category === null ? null : say.oneChangeAtATime;
    default:
      return null;
  }
}

/** So many columns side by side can still be told apart, on a phone too. */
const MOST_COLUMNS = 48;

/** Several measures: what each can be shown as, but for what has room for one. */
function refusalOfSeveral(look: Look, found: Drawable): string | null {
  const { apart, time, category, periods } = found;
  if (look === "table") return null;
  if (look === "map") return say.oneMapAtATime;
  if (look === "range") return say.oneRangeAtATime;
  if (look === "change") return say.oneChangeAtATime;
  if (time === null) return look === "columns" && category !== null ? say.oneRankingAtATime : say.noAxis;
  if (look === "panels") return category !== null ? say.panelsAlready : periods.length === 0 ? say.nothingToDraw : null;
  if (look === "columns" && isTogether(found) && apart.length * periods.length > MOST_COLUMNS) return say.tooManyColumns;
  return apart.map((one) => refusalOf(look, one)).find((why) => why !== null) ?? null;
}

/** Whether several measures are drawn in one chart: they have one unit, and nothing but periods to be told apart by. */
export function isTogether({ apart, query, category, look }: Drawable): boolean {
  const units = new Set(query.measure.map((name) => MEASURES[name].unit));
  return apart.length > 0 && units.size === 1 && category === null && look !== "panels" && !query.bounds && query.earlier === null;
}

/** The look that is drawn: the one asked for, else columns, else lines, else the table. */
export function lookOf(found: Drawable): Look {
  return [found.look, "columns" as const, "line" as const].find((look) => refusalOf(look, found) === null) ?? "table";
}

/** The looks that are refused, and why, in the order they are offered. */
export function refusals(found: Drawable): { look: Look; why: string }[] {
  return LOOKS.flatMap((look) => {
    const why = refusalOf(look, found);
    return why === null ? [] : [{ look, why }];
  });
}
