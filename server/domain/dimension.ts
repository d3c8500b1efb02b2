import type { Kind } from "./dataset";
import { GRAINS, type Grain } from "./period";

/** Ways to break a measure down, coarsest time first. */
export const TIME_DIMENSIONS = ["year", "quarter", "month", "day"] as const satisfies readonly Grain[];
export const CATEGORY_DIMENSIONS = [
  "province",
  "district",
  "place",
  "victim",
  "incident_type",
  "tactic",
  "perpetrator",
  "claimed_by",
  "target",
  "source",
] as const;
export type TimeDimension = (typeof TIME_DIMENSIONS)[number];
export type CategoryDimension = (typeof CATEGORY_DIMENSIONS)[number];
export type Dimension = TimeDimension | CategoryDimension;

/** The dimensions that incidents are rolled up by beside time, province and victim, one at a time. */
export const CUBE_DIMENSIONS = ["incident_type", "tactic", "perpetrator", "claimed_by", "target", "district"] as const satisfies CategoryDimension[];
export type CubeDimension = (typeof CUBE_DIMENSIONS)[number];

export const isCubeDimension = (name: string): name is CubeDimension => (CUBE_DIMENSIONS as readonly string[]).includes(name);

/** What restricts a query: every category dimension and, for figures, the publisher's scope. */
export const FILTERS = [...CATEGORY_DIMENSIONS, "scope"] as const;
export type Filter = (typeof FILTERS)[number];

export const DIMENSION_LABELS: Record<Dimension | "scope", string> = {
  year: "Year",
  quarter: "Quarter",
  month: "Month",
  day: "Day",
  province: "Province",
  district: "District",
  place: "Place",
  victim: "Victim",
  incident_type: "Incident type",
  tactic: "Tactic",
  perpetrator: "Perpetrator",
  claimed_by: "Claimed by",
  target: "Target",
  source: "Source",
  scope: "Scope",
};

const FIGURE_DIMENSIONS: readonly string[] = ["year", "quarter", "month", "province", "victim", "incident_type"];

/** Dimensions a dataset of the kind can be broken down by. */
export function dimensionsOf(kind: Kind): Dimension[] {
  const all: Dimension[] = [...TIME_DIMENSIONS, ...CATEGORY_DIMENSIONS];
  return kind === "incidents" ? all : all.filter((name) => FIGURE_DIMENSIONS.includes(name));
}

/** What a dataset of the kind can be restricted by. */
export function filtersOf(kind: Kind): Filter[] {
  return kind === "incidents" ? [...CATEGORY_DIMENSIONS] : ["province", "victim", "incident_type", "scope"];
}

export function isTime(name: string): name is TimeDimension {
  return (GRAINS as readonly string[]).includes(name);
}

export function isDimension(name: string): name is Dimension {
  return isTime(name) || (CATEGORY_DIMENSIONS as readonly string[]).includes(name);
}
