import type { Day } from "../../domain/day";
import { victimInWords } from "../../domain/member";
import { type Period, periodInWords } from "../../domain/period";
import { printNumber } from "../../domain/print";
import { COUNTRY, regionName } from "../../domain/province";
import { dayInWords } from "../phrases";
import type { Asked } from "./cells";

const COUNTED: Record<string, string> = {
  fatalities: "killed",
  injured: "wounded",
  casualties: "killed and wounded together",
  incidents: "incidents",
  fatalities_share: "share of the killed",
  incidents_share: "share of incidents",
};
const TYPES = {
  attack: "terrorist attacks",
  operation: "security operations",
  sectarian: "sectarian violence",
  sabotage: "acts of sabotage",
  drone: "drone attacks",
} as const;

/** What a cell counts, in words: `killed in Balochistan`, `militants wounded`, `terrorist attacks`. */
export function countedInWords({ measure, type, victim, region }: Pick<Asked, "measure" | "type" | "victim" | "region">): string {
  const whom = victim === "" ? "" : `${victimInWords(victim)} `;
  const what = measure === "incidents" && type !== "" ? TYPES[type] : `${measure === "incidents" ? "" : whom}${COUNTED[measure] ?? measure}`;
  const cause = type !== "" && measure !== "incidents" ? ` in ${TYPES[type]}` : "";
  const on = measure === "incidents" && victim !== "" ? ` on ${whom.trim()}` : "";
  return `${what}${on}${cause}${region === COUNTRY ? "" : ` in ${placeInWords(region)}`}`;
}

export function placeInWords(region: string): string {
  return regionName(region).replaceAll(" + ", " and ");
}

/** A cell with its period: `killed, July–September 2024`. */
export function cellInWords(asked: Asked): string {
  return `${countedInWords(asked)}, ${periodInWords(asked.period)}`;
}

export function percentInWords(percent: number): string {
  return `${printNumber(Math.round(percent * 10) / 10)}%`;
}

export function whenInWords(period: Period | null): string {
  return period === null ? "a period the text does not name" : periodInWords(period);
}

/** ` on 1 October 2024`, after "printed"; nothing where the day is not known. */
export function onDay(day: Day | null): string {
  return day === null ? "" : ` on ${dayInWords(day)}`;
}
