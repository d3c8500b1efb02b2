import { LOOKS, type Look } from "../../../server/domain/drawing";
import { MEASURES } from "../../../server/domain/measure";
import type { Drawable } from "./drawable";

/** Why a look is not offered for an answer: it would mislead, or there is nothing to draw. Null where it is. */
export function refusalOf(look: Look, found: Drawable): string | null {
  const { query, time, category, periods, series, stackable, answer } = found;
  const [measure = "fatalities"] = query.measure;
  if (look === "table") return null;
  if (look === "map") {
    if (query.boundaries === "historical") return "the map has the units of today: choose them under Boundaries";
    if (category !== "province") return "a map needs a breakdown by province";
    return time === null || periods.length === 1 ? null : "a map shows one period: choose one, or the whole span";
  }
  if (query.by.length > (time === null ? 1 : 2)) return "two dimensions at once fit only a table";
  if (time === null) return "without periods there is no axis to draw on";
  if (periods.length === 0 || series.length === 0) return "there is nothing to draw";
  const several = series.length > 1;
  const isRun = query.cumulative || query.rolling !== null || query.per_day;
  if (isRun && (look === "share" || look === "range" || look === "change")) return "it is drawn of each period's own figures: choose them under Counted";
  switch (look) {
    case "line":
      return periods.length > 1 ? null : "one period makes no line";
    case "share":
      if (category === null) return "shares need a breakdown";
      if (MEASURES[measure].unit === "percent") return "these are shares already";
      if (!MEASURES[measure].additive) return "this ratio has no share of a total";
      return stackable ? null : "these parts overlap, so they are no shares of one whole";
    case "panels":
      return category !== null && several ? null : "small multiples need a breakdown";
    case "range":
      if (answer.dataset.kind === "figures") return "published figures have no least and most; Compare shows publishers side by side";
      if (measure !== "fatalities" && measure !== "injured") return "only killed and wounded are reported with bounds";
      return category === null ? null : "a range is drawn for one line at a time";
    case "change":
      return category === null ? null : "changes are drawn for one line at a time; the table has them all";
    default:
      return null;
  }
}

/** The look that is drawn: the one asked for, else columns, else the table. */
export function lookOf(found: Drawable): Look {
  return [found.look, "columns" as const].find((look) => refusalOf(look, found) === null) ?? "table";
}

/** The looks that are refused, and why, in the order they are offered. */
export function refusals(found: Drawable): { look: Look; why: string }[] {
  return LOOKS.flatMap((look) => {
    const why = refusalOf(look, found);
    return why === null ? [] : [{ look, why }];
  });
}
