import { z } from "zod";
import { FACETS } from "../db/facets";
import { BEST_RULES, KINDS } from "../domain/dataset";
import { PRECISIONS } from "../domain/incident";
import { PEOPLE } from "../domain/incident-report";
import { SUMMED } from "../statistics/believed";

/** The shapes of rows of incidents, of their facets, and of one incident with all its reports. */

const text = z.string().nullable();
const day = z.iso.date();
const count = z.int().nullable();
const counts = z.strictObject({ best: count, low: count, high: count });
const source = z.strictObject({ slug: z.string(), title: z.string(), kind: z.enum(KINDS), revision: z.int(), published_at: z.iso.datetime() });

const told = {
  occurred_on: day,
  ended_on: day.nullable(),
  date_precision: z.enum(PRECISIONS),
  province: z.string(),
  province_raw: z.string(),
  district: text,
  place: text,
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  incident_type: text,
  tactic: text,
  perpetrator: text,
  claimed_by: text,
  target: text,
  incidents: z.int(),
};
const from = {
  source: text,
  source_url: text,
  published_on: day.nullable(),
  notes: text,
  extra: z.array(z.tuple([z.string(), z.string()])).nullable(),
  batch: z.int(),
  file_name: text,
  line: z.int(),
  part: z.int(),
};
const counted = z.boolean().describe("False for a report of an incident that another row stands for.");

export const IncidentsShape = z.strictObject({
  dataset: source,
  incidents: z.array(
    z.strictObject({
      incident_id: text,
      ...told,
      victim: z.string(),
      fatalities: count,
      fatalities_low: count,
      fatalities_high: count,
      injured: count,
      injured_low: count,
      injured_high: count,
      ...from,
      counted,
      reported: z
        .strictObject({ fatalities: counts, injured: counts })
        .nullable()
        .describe("What this row itself reported, where the counts were chosen among several reports."),
      reports: z.int().describe("How many reports there are of this incident and victim class."),
    }),
  ),
  first: z.int().describe("Number of the first row shown, from 1."),
  next_cursor: z.string().nullable(),
  previous_cursor: z.string().nullable(),
});

export const FacetsShape = z.strictObject({
  dataset: source,
  totals: z
    .strictObject({ rows: z.int(), incidents: z.int(), fatalities: count, injured: count, fatalities_blank: z.int(), injured_blank: z.int() })
    .describe("People and incidents of the counted rows; blank: counted rows that give no number."),
  facets: z.array(
    z.strictObject({
      name: z.enum(FACETS),
      members: z.array(z.strictObject({ value: z.string(), rows: z.int().describe("Rows left with this member under all other filters.") })),
      more: z.boolean().describe("Whether there are further members, less frequent ones."),
    }),
  ),
  places: z.array(z.strictObject({ latitude: z.number(), longitude: z.number(), place: text, rows: z.int(), fatalities: count })),
  unplaced: z.int().describe("Rows without coordinates."),
});

const ref = z.strictObject({ batch: z.int(), line: z.int(), part: z.int() });
const reconciled = z.strictObject({
  low: count,
  best: count,
  high: count,
  spread: count.describe("high less low."),
  given: z.int().describe("How many of the reports give a number."),
  values: z.array(z.strictObject({ value: z.int(), reports: z.array(ref) })),
  how: z.string().describe("How best was chosen, in words."),
});

export const IncidentShape = z.strictObject({
  dataset: source.extend({ citation: z.string() }),
  address: z.string().describe("The incident's page, at this revision for good."),
  rule: z.strictObject({ name: z.enum(BEST_RULES), words: z.string() }).describe("How best is chosen among several reports."),
  incident: z.strictObject({ incident_id: text, batch: z.int(), line: z.int(), ...told, fatalities: counts, injured: counts }),
  parts: z.array(z.strictObject({ victim: z.string(), standing: ref, fatalities: reconciled, injured: reconciled })),
  differing: z.array(z.string()).describe("Fields on which the reports give different answers."),
  alternatives: z
    .array(
      z.strictObject({
        measure: z.enum(PEOPLE),
        victim: z.string(),
        value: z.int(),
        reports: z.array(ref),
        placing: z.strictObject({ occurred_on: day, date_precision: z.enum(PRECISIONS), province: z.string() }),
        totals: z.array(
          z.strictObject({
            measure: z.enum(SUMMED),
            period: z.string(),
            province: text.describe("Null: the whole country."),
            now: count,
            would_be: z.int(),
            difference: z.int(),
            query: z.string().describe("The aggregates address of the number now."),
          }),
        ),
      }),
    )
    .describe("Each value that other reports give, and the totals that would change if they were believed."),
  reports: z.array(z.strictObject({ incident_id: text, ...told, victim: z.string(), fatalities: counts, injured: counts, ...from, counted })),
});
