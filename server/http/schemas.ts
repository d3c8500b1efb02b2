import { z } from "zod";
import { BEST_RULES, KINDS, SHARINGS } from "../domain/dataset";
import { FILTERS } from "../domain/dimension";
import { QUALIFIERS } from "../domain/figure";
import { MEASURE_NAMES } from "../domain/measure";
import { PARAMETERS } from "../domain/parameters";
import { IMPORT_MODES } from "../domain/report";
import { ROLES, STATUSES, UNITS } from "../domain/table";
import { VERDICTS } from "../statistics/check/verdict";
import { STATEMENT_KINDS } from "../statistics/statement";

/** The shapes of the API. OpenAPI is made from them, and the tests hold real answers against them. */

const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const day = z.iso.date();

/** Address parameters by name, as `/api/aggregates` takes them. */
export const Parameters = z.object(Object.fromEntries(Object.entries(PARAMETERS).map(([name, meaning]) => [name, z.string().optional().describe(meaning)])));

export const DatasetShape = z.strictObject({
  slug: z.string(),
  title: z.string(),
  kind: z.enum(KINDS),
  publisher: z.string(),
  licence: z.string(),
  sharing: z.enum(SHARINGS),
  methodology: z.string(),
  homepage: z.string().nullable(),
  counts_militants: z.boolean().nullable(),
  counts_operations: z.boolean().nullable(),
  counts_injured: z.boolean().nullable(),
  coverage: z.string().nullable().describe("Inside this span no row means zero; outside it, or without one, no row means unknown."),
  best_rule: z.enum(BEST_RULES),
  revision: z.int().nullable(),
  published_at: z.iso.datetime().nullable(),
  archived: z.boolean(),
});

export const DatasetDetail = z.strictObject({
  dataset: DatasetShape,
  measures: z.array(z.enum(MEASURE_NAMES)),
  dimensions: z.array(z.string()),
  filters: z.array(z.enum(FILTERS)),
  members: z.record(z.string(), z.array(z.string())),
  span: z.strictObject({ from: z.string(), to: z.string() }).nullable(),
  counts: z.strictObject({ rows: z.int() }),
});

export const RevisionShape = z.strictObject({
  revision: z.int(),
  action: z.enum(["publish", "restore"]),
  mode: z.enum(IMPORT_MODES).nullable(),
  published_at: z.iso.datetime(),
  published_by: z.string(),
  file_name: z.string().nullable(),
  content_hash: z.string().nullable(),
  rows: z.int(),
  restored_from: z.int().nullable(),
});

export const AnswerShape = z.strictObject({
  query: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])),
  dataset: z.strictObject({
    slug: z.string(),
    title: z.string(),
    kind: z.enum(KINDS),
    revision: z.int(),
    published_at: z.iso.datetime(),
    citation: z.string(),
  }),
  columns: z.array(
    z.strictObject({
      name: z.string(),
      role: z.enum(ROLES),
      unit: z.enum(UNITS),
      label: z.string(),
    }),
  ),
  rows: z.array(z.record(z.string(), cell)).describe("Null is missing, never zero."),
  notes: z.array(z.strictObject({ code: z.string(), message: z.string() })),
});

export const CompareShape = z.strictObject({
  query: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  datasets: z.array(
    DatasetShape.pick({ slug: true, title: true, publisher: true, counts_militants: true, counts_operations: true, counts_injured: true }).extend({
      revision: z.int(),
      address: z.string().describe("This publisher's own side, with the class of incidents in its own words."),
    }),
  ),
  ...AnswerShape.pick({ columns: true, rows: true, notes: true }).shape,
});

export const BriefShape = z.strictObject({
  dataset: z.string(),
  period: z.string(),
  revision: z.int(),
  as_of: z.string().nullable(),
  title: z.string(),
  text: z.string(),
  statements: z.array(
    z.strictObject({
      kind: z.enum(STATEMENT_KINDS),
      text: z.string(),
      value: z.number().nullable(),
      base: z.number().nullable(),
      status: z.enum(STATUSES),
      vintages: z
        .array(z.strictObject({ period: z.string(), value: z.number(), published_on: day, first: z.number().nullable() }))
        .describe("The printings the value and its base were taken from; none for incidents."),
      query: z.string().describe("The aggregates address that proves the number."),
    }),
  ),
  not_stated: z.array(z.strictObject({ kind: z.enum(STATEMENT_KINDS), reason: z.string() })),
  notes: AnswerShape.shape.notes.describe("What to know beside the numbers: conflicts between a total and its parts, changes of scope."),
});

export const CheckShape = z.strictObject({
  dataset: z.string(),
  revision: z.int(),
  as_of: z.string().nullable(),
  claims: z.array(
    z.strictObject({
      quote: z.string().describe("The words of the text, as written."),
      start: z.int().describe("Where the quote begins in the text, in UTF-16 units."),
      value: z.number().nullable().describe("The number claimed; null for a record or a comparison."),
      period: z.string().nullable(),
      region: z.string(),
      measure: z.string(),
      verdict: z.enum(VERDICTS),
      nearest: z.number().nullable().describe("The ledger's own value; of a change in the direction claimed."),
      nearest_unit: z
        .enum(["people", "incidents", "percent", "ratio"])
        .nullable()
        .describe("What nearest is given in: percent of a share or a relative change, ratio of an average a day; null without nearest."),
      reason: z.string(),
      query: z.string().nullable().describe("The aggregates address that proves it."),
    }),
  ),
});

export const RememberedShape = z.strictObject({
  mapping: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  constants: z.record(z.string(), z.string()),
  spellings: z.record(z.string(), z.string()),
});

export const RestoredShape = z.strictObject({ revision: RevisionShape, unchanged: z.boolean() });

const source = z.strictObject({ slug: z.string(), title: z.string(), kind: z.enum(KINDS), revision: z.int(), published_at: z.iso.datetime() });
const extra = z.array(z.tuple([z.string(), z.string()])).nullable();

export const FiguresShape = z.strictObject({
  dataset: source,
  figures: z.array(
    z.strictObject({
      period: z.string(),
      period_start: day,
      period_end: day.describe("First day outside."),
      region: z.string(),
      victim: z.string(),
      incident_type: z.string(),
      measure: z.enum(MEASURE_NAMES),
      value: z.number(),
      qualifier: z.enum(QUALIFIERS),
      scope: z.string(),
      published_on: day,
      report: z.string().nullable(),
      source: z.string().nullable(),
      source_url: z.string().nullable(),
      note: z.string().nullable(),
      extra,
      batch: z.int(),
      file_name: z.string().nullable(),
      line: z.int(),
      part: z.int(),
    }),
  ),
});

export const ProblemShape = z.looseObject({ type: z.string(), title: z.string(), status: z.int(), code: z.string(), detail: z.string() });
