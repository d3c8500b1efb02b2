import { z } from "zod";
import { IMPORT_MODES } from "../domain/report";

/** The shapes of an import's report, as every address of imports answers it. */

const text = z.string().nullable();
const count = z.int().nullable();

const IssueShape = z.strictObject({
  level: z.enum(["error", "warning"]),
  line: z.int().nullable(),
  column: text,
  value: text,
  code: z.string(),
  message: z.string(),
});

export const ImportShape = z.strictObject({
  import: z.strictObject({
    id: z.int(),
    dataset: z.string(),
    mode: z.enum(IMPORT_MODES),
    state: z.enum(["staging", "staged", "published", "invalid"]),
    file_name: text,
    format: z.string(),
    encoding: z.string(),
    delimiter: z.string(),
    sheet: z.string().optional().describe("Of a workbook: the sheet read."),
    header_line: z.int().optional(),
    mapping: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
    rows: z.strictObject({ read: z.int(), accepted: z.int(), rejected: z.int(), out_of_scope: z.int(), duplicate: z.int(), total_rows: z.int() }),
    totals: z.strictObject({ incidents: count, fatalities: count, injured: count }),
    issues: z.array(IssueShape),
    issue_count: z.int(),
    rejected_kept: z.int().optional().describe("Of a refused file with more rejected rows than rejected.csv holds: how many it holds, the first ones."),
    update: z.strictObject({ new: z.int(), changed: z.int(), unchanged: z.int(), withdrawn: z.int() }).optional(),
    revision: z.int().optional(),
    unchanged: z.boolean().optional(),
    progress: z.strictObject({ phase: z.string(), rows: z.int(), bytes: z.int() }).optional(),
  }),
  unchanged: z.boolean().optional(),
});
