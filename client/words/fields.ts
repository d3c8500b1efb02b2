import type { Kind } from "../../server/domain/dataset";
import { VICTIMS } from "../../server/domain/victim";
import { capital } from "../format";

export interface FieldGroup {
  label: string;
  fields: { name: string; label: string }[];
}

const named = (fields: Record<string, string>) => Object.entries(fields).map(([name, label]) => ({ name, label }));

const VICTIM_WORDS: Record<(typeof VICTIMS)[number], string> = {
  civilian: "civilians",
  security: "security personnel",
  militant: "militants",
  unspecified: "unspecified victims",
};

/** Counts of a row: of all victims or of one class, and, of incidents, the bounds of an estimate. */
function counts(kind: Kind): FieldGroup[] {
  const of = (measure: string, word: string, bounds: string[]) =>
    ["", ...VICTIMS].flatMap((victim) =>
      ["", ...bounds].map((bound) => ({
        name: [measure, victim, bound].filter(Boolean).join("_"),
        label: `${word}${victim === "" ? "" : `, ${VICTIM_WORDS[victim as (typeof VICTIMS)[number]]}`}${bound === "" ? "" : `, ${bound === "low" ? "lowest" : "highest"} estimate`}`,
      })),
    );
  const bounds = kind === "incidents" ? ["low", "high"] : [];
  return [
    { label: "Killed", fields: of("fatalities", "Killed", bounds) },
    { label: "Wounded", fields: of("injured", "Wounded", bounds) },
  ];
}

const INCIDENTS: FieldGroup[] = [
  {
    label: "When",
    fields: named({
      occurred_on: "Day it happened or began",
      ended_on: "Day it ended",
      period: "Period, of a tally",
      date_precision: "Precision of the date",
      year: "Year alone",
      month: "Month alone",
      day: "Day alone",
      published_on: "Day it was printed",
    }),
  },
  {
    label: "Where",
    fields: named({ province: "Province", district: "District", place: "Place", latitude: "Latitude", longitude: "Longitude", country: "Country" }),
  },
  ...counts("incidents"),
  {
    label: "What and who",
    fields: named({
      incidents: "Number of incidents",
      victim: "Class of the victims",
      incident_type: "Type of incident",
      tactic: "Tactic",
      perpetrator: "Perpetrator",
      claimed_by: "Claimed by",
      target: "Target",
    }),
  },
  { label: "Record", fields: named({ incident_id: "Incident’s own number", source: "Source", source_url: "Address of the source", notes: "Notes" }) },
];

const FIGURES: FieldGroup[] = [
  {
    label: "When and where",
    fields: named({
      period: "Period",
      year: "Year alone",
      quarter: "Quarter alone",
      month: "Month alone",
      region: "Province or region",
      published_on: "Day it was printed",
    }),
  },
  { label: "One value a row", fields: named({ measure: "Name of the measure", value: "Value", qualifier: "Qualifier (at least, about)" }) },
  ...counts("figures"),
  {
    label: "Other counts",
    fields: named({
      incidents: "Number of incidents",
      casualties: "Killed and wounded together",
      fatalities_share: "Share of the killed, percent",
      incidents_share: "Share of incidents, percent",
    }),
  },
  {
    label: "What is counted",
    fields: named({ victim: "Class of the victims", incident_type: "Type of incident", scope: "What the publisher counts" }),
  },
  { label: "Record", fields: named({ report: "Report", source: "Source", source_url: "Address of the source", note: "Note" }) },
];

/** The fields a column of a file may be read as, for people. */
export function fieldGroups(kind: Kind): FieldGroup[] {
  return kind === "incidents" ? INCIDENTS : FIGURES;
}

export function fieldLabel(kind: Kind, name: string): string {
  const known = fieldGroups(kind)
    .flatMap(({ fields }) => fields)
    .find((field) => field.name === name);
  return known?.label ?? capital(name.replaceAll("_", " "));
}
