import type { Period } from "../../server/domain/period";
import { monthName, months } from "../format";
import type { ChartSpec } from "./spec";

export type Tick = string | string[];

/** What names of periods have: room for a code over its months, for a quarter over its year, for years alone; or the chart is narrow. */
export type Room = "wide" | "tight" | "years" | "narrow";

/** Widths that "2024-Q1" and "2024" take beside others of their kind, in CSS pixels. */
const LONG_NAME = 56;
const SHORT_NAME = 36;

export function roomFor(width: number, periods: number): Room {
  if (periods > MOST_NAMED || width >= periods * LONG_NAME) return "wide";
  return width >= periods * SHORT_NAME ? "tight" : "years";
}

/** Of more periods only the years are named. */
const MOST_NAMED = 12;

/** What stands under each period. Few periods: code over months. Many: the year at its first period. */
export function ticksOf({ periods }: ChartSpec, room: Room): Tick[] {
  const narrow = room === "narrow";
  const yearOf = ({ label }: Period) => label.slice(0, 4);
  const years = new Set(periods.map(yearOf)).size;
  const few = periods.length <= (narrow ? 5 : MOST_NAMED);
  const [steps, leaps] = [Math.ceil(periods.length / (narrow ? 7 : 20)), Math.ceil(years / (narrow ? 6 : 14))];
  return periods.map((period, index): Tick => {
    const year = yearOf(period);
    if (period.grain === "year") return (periods.length - 1 - index) % steps === 0 ? period.label : "";
    if (period.grain === "quarter" && few && room !== "years")
      return room !== "wide" ? (years === 1 ? period.label.slice(5) : [period.label.slice(5), year]) : [period.label, months(period)];
    if (period.grain === "month" && few) return [months(period), index === 0 || period.label.endsWith("-01") ? year : ""];
    if (period.grain === "day" && periods.length <= MOST_DAYS) return dayTickOf(periods, index, narrow);
    const before = periods[index - 1];
    const opensYear = before === undefined || yearOf(before) !== year;
    return opensYear && Number(year) % leaps === 0 ? year : "";
  });
}

/** Of more days only the years are named. */
const MOST_DAYS = 400;
/** Of more days only the months are named. */
const FEW_DAYS = 45;

/** Days of a few weeks: every seventh of a month from its first. Of a year: the first of a month. The month, or the year, stands under the first of its own. */
function dayTickOf(periods: readonly Period[], index: number, narrow: boolean): Tick {
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
