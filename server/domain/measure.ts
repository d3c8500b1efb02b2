import type { Kind } from "./dataset";

/** What is counted. `unit` is `people`, `incidents`, `percent` or `ratio`. */
export interface Measure {
  name: MeasureName;
  label: string;
  /** The word under a headline figure and in a chart's subtitle. */
  short: string;
  /** The same of one, where that is another word. */
  one?: string;
  unit: "people" | "incidents" | "percent" | "ratio";
  kinds: readonly Kind[];
  /** Summed from these where it is not itself published: casualties = killed + wounded. */
  sumOf?: readonly MeasureName[];
  /** Divided from these and never published or uploaded itself: lethality = killed / incidents. */
  ratioOf?: readonly [part: MeasureName, whole: MeasureName];
  /** What tells whether it is known: where people were killed, some incident was fatal. */
  toldBy?: readonly MeasureName[];
  /** Whether parts of a region, of a period or of the victims add up to their whole. */
  additive: boolean;
  definition: string;
}

export const MEASURE_NAMES = [
  "fatalities",
  "injured",
  "casualties",
  "incidents",
  "fatal_incidents",
  "lethality",
  "fatalities_share",
  "incidents_share",
] as const;
export type MeasureName = (typeof MEASURE_NAMES)[number];

export const MEASURES: Record<MeasureName, Measure> = {
  fatalities: {
    name: "fatalities",
    label: "People killed",
    short: "Killed",
    unit: "people",
    kinds: ["incidents", "figures"],
    additive: true,
    definition: "People killed, of every victim class the publisher counts.",
  },
  injured: {
    name: "injured",
    label: "People wounded",
    short: "Wounded",
    unit: "people",
    kinds: ["incidents", "figures"],
    additive: true,
    definition: "People wounded.",
  },
  casualties: {
    name: "casualties",
    label: "Casualties",
    short: "Casualties",
    unit: "people",
    kinds: ["incidents", "figures"],
    additive: true,
    sumOf: ["fatalities", "injured"],
    definition: "Killed and wounded together.",
  },
  incidents: {
    name: "incidents",
    label: "Incidents",
    short: "Incidents",
    one: "Incident",
    unit: "incidents",
    kinds: ["incidents", "figures"],
    additive: true,
    definition: "Attacks, clashes and operations; several reports of one incident count once.",
  },
  fatal_incidents: {
    name: "fatal_incidents",
    label: "Incidents with at least one fatality",
    short: "Fatal incidents",
    unit: "incidents",
    kinds: ["incidents"],
    additive: true,
    toldBy: ["incidents", "fatalities"],
    definition: "Incidents in which at least one person was killed; unknown for tallies of several incidents.",
  },
  lethality: {
    name: "lethality",
    label: "Killed per incident",
    short: "Killed per incident",
    unit: "ratio",
    kinds: ["incidents", "figures"],
    additive: false,
    ratioOf: ["fatalities", "incidents"],
    definition: "People killed divided by incidents, where both are known for the same cell and the incidents are not zero.",
  },
  fatalities_share: {
    name: "fatalities_share",
    label: "Share of fatalities, as published",
    short: "Share of killed",
    unit: "percent",
    kinds: ["figures"],
    additive: false,
    definition: "The publisher's own percentage of all fatalities of the period; never computed here.",
  },
  incidents_share: {
    name: "incidents_share",
    label: "Share of incidents, as published",
    short: "Share of incidents",
    unit: "percent",
    kinds: ["figures"],
    additive: false,
    definition: "The publisher's own percentage of all incidents of the period; never computed here.",
  },
};

export function isMeasure(name: string): name is MeasureName {
  return (MEASURE_NAMES as readonly string[]).includes(name);
}

/** Which estimate of a count that was reported as a range. */
export const ESTIMATES = ["low", "best", "high"] as const;
export type Estimate = (typeof ESTIMATES)[number];
