import type { Period } from "../../server/domain/period";
import { monthName, months } from "../format";
import type { ChartSpec } from "./spec";

/** Few periods: code over months. Many: the year at its first period. */
export function tickOf(spec: ChartSpec, index: number, narrow: boolean): string | string[] {
  const period = spec.periods[index];
  if (period === undefined) return "";
  const few = spec.periods.length <= (narrow ? 5 : 12);
  const sameYear = spec.periods.every((other) => other.label.slice(0, 4) === period.label.slice(0, 4));
  if (period.grain === "year") return (spec.periods.length - 1 - index) % Math.ceil(spec.periods.length / (narrow ? 7 : 20)) === 0 ? period.label : "";
  if (period.grain === "quarter" && few)
    return narrow ? (sameYear ? period.label.slice(5) : [period.label.slice(5), period.label.slice(0, 4)]) : [period.label, months(period)];
  if (period.grain === "month" && few) return [months(period), index === 0 || period.label.endsWith("-01") ? period.label.slice(0, 4) : ""];
  if (period.grain === "day" && spec.periods.length <= MOST_DAYS) return dayTickOf(spec.periods, index, narrow);
  const years = new Set(spec.periods.map((other) => other.label.slice(0, 4))).size;
  const opensYear = index === 0 || spec.periods[index - 1]?.label.slice(0, 4) !== period.label.slice(0, 4);
  const every = Math.ceil(years / (narrow ? 6 : 14));
  return opensYear && Number(period.label.slice(0, 4)) % every === 0 ? period.label.slice(0, 4) : "";
}

/** Of more days only the years are named. */
const MOST_DAYS = 400;
/** Of more days only the months are named. */
const FEW_DAYS = 45;

/** Days of a few weeks: every seventh of a month from its first. Of a year: the first of a month. The month, or the year, stands under the first of its own. */
function dayTickOf(periods: readonly Period[], index: number, narrow: boolean): string | string[] {
  const [year = "", month = "", day = ""] = periods[index]?.label.split("-") ?? [];
  if (periods.length <= FEW_DAYS) {
    if (Number(day) % 7 !== 1 || day === "29") return "";
    return [String(Number(day)), index < 7 || day === "01" ? `${monthName(month)} ${year}` : ""];
  }
  const every = Math.ceil(periods.length / 31 / (narrow ? 6 : 13));
  const isNamed = (label: string) => label.endsWith("-01") && (Number(label.slice(5, 7)) - 1) % every === 0;
  if (!isNamed(`${year}-${month}-${day}`)) return "";
  return [monthName(month), month === "01" || !periods.slice(0, index).some(({ label }) => isNamed(label)) ? year : ""];
}
