import { z } from "zod";
import { KINDS } from "../domain/dataset";
import { MEASURE_NAMES } from "../domain/measure";
import { DIFFERENCES } from "../domain/row-difference";
import { AnswerShape } from "./schemas";

/** The shapes of comparisons: of two revisions, by dimensions and row by row, and of a staged import with what is published. */

export const DiffShape = z.strictObject({
  dataset: z.strictObject({ slug: z.string(), title: z.string() }),
  from: z.int(),
  to: z.int(),
  ...AnswerShape.pick({ columns: true, rows: true, notes: true }).shape,
});

export const ChangesShape = z.strictObject({
  import: z.int(),
  from: z.int(),
  to: z.int(),
  headlines: z.array(
    z.strictObject({
      year: z.string(),
      measure: z.enum(MEASURE_NAMES),
      before: z.number().nullable(),
      after: z.number().nullable(),
      growth_before: z.number().nullable(),
      growth_after: z.number().nullable(),
      before_status: z.string().nullable(),
      after_status: z.string().nullable(),
      text: z.string(),
    }),
  ),
  ...AnswerShape.pick({ columns: true, rows: true, notes: true }).shape,
});

const comparedRow = z
  .object({ extra: z.array(z.tuple([z.string(), z.string()])).nullable(), file_name: z.string().nullable(), batch: z.int(), line: z.int(), part: z.int() })
  .catchall(z.union([z.string(), z.number(), z.null()]));
export const RowDiffShape = z.strictObject({
  dataset: z.strictObject({ slug: z.string(), title: z.string(), kind: z.enum(KINDS) }),
  from: z.int(),
  to: z.int(),
  counts: z
    .strictObject({ added: z.int(), removed: z.int(), changed: z.int() })
    .nullable()
    .describe("Of all pages, whatever only says; null beyond the first page."),
  rows: z.array(
    z.strictObject({
      difference: z.enum(DIFFERENCES),
      changed: z.array(z.string()).describe("Of a changed row: the columns whose cells differ."),
      before: comparedRow.nullable(),
      after: comparedRow.nullable(),
    }),
  ),
  next_cursor: z.string().nullable(),
});
