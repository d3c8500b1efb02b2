import { z } from "zod";
import { ROLES, type Role } from "../db/tokens";
import { FILTERS } from "../domain/dimension";
import { PARAMETERS } from "../domain/query";
import { ROW_ORDERS } from "../domain/row-order";
import { AuditShape } from "./audit";
import { CheckBody } from "./check";
import { DatasetBody, DatasetChange } from "./datasets";
import { ChangesShape, DiffShape, RowDiffShape } from "./diff-shapes";
import { UNFOLLOWED } from "./feed-words";
import { ImportShape } from "./import-shape";
import { FacetsShape, IncidentShape, IncidentsShape } from "./incident-shapes";
import {
  AnswerShape,
  BriefShape,
  CheckShape,
  CompareShape,
  DatasetDetail,
  DatasetShape,
  FiguresShape,
  ProblemShape,
  RememberedShape,
  RestoredShape,
  RevisionShape,
} from "./schemas";
import { TokenBody, TokenShape } from "./tokens";

export type Json = Record<string, unknown>;

export interface Operation {
  method: "get" | "post" | "patch" | "delete";
  path: string;
  summary: string;
  parameters?: Json[];
  body?: Json;
  answers: Record<string, Json>;
  /** The role a token needs here. Without one reading is open, or needs any token where READ_ACCESS is private. */
  role?: Role;
}

export const schemaOf = (schema: z.ZodType): Json => z.toJSONSchema(schema, { io: "output" }) as Json;
const json = (description: string, schema: z.ZodType): Json => ({ description, content: { "application/json": { schema: schemaOf(schema) } } });
const file = (description: string, type: string): Json => ({ description, content: { [type]: { schema: { type: "string" } } } });
const inQuery = (name: string, description: string, required = false): Json => ({ name, in: "query", required, description, schema: { type: "string" } });
const slug: Json = { name: "slug", in: "path", required: true, description: "Slug of the dataset.", schema: { type: "string" } };
const id: Json = { name: "id", in: "path", required: true, description: "Number of the import.", schema: { type: "integer" } };
const query = Object.entries(PARAMETERS).map(([name, meaning]) => inQuery(name, meaning, name === "dataset"));
const narrowing = [
  inQuery("q", 'Search: all words must be found, also as beginnings of longer ones; "phrases" and numbers as they are; -without.'),
  inQuery("counted", "true: only the rows that are counted, one an incident and victim class; false (default): every report."),
];
const sorting = inQuery("sort", `Order: ${ROW_ORDERS.join(", ")}; a minus sign is downwards. The oldest first unless said.`);
const paging = [sorting, inQuery("cursor", "next_cursor or previous_cursor of another page."), inQuery("limit", "Rows of a page, 1 to 1000; 100 unless said.")];
const once: Json = {
  name: "Idempotency-Key",
  in: "header",
  required: false,
  description: "One word of your own, a UUID for instance: the same request under the same key is done once and answered alike for a day.",
  schema: { type: "string" },
};
const auditPaging = [
  inQuery("dataset", "Only changes of this dataset."),
  inQuery("action", "Only changes of this kind, such as revision.publish."),
  inQuery("actor", "Only changes by the token of this name."),
  inQuery("cursor", "next_cursor of the page before."),
  inQuery("limit", "Entries of a page, 1 to 1000; 100 unless said."),
];
const rowDiff = [
  inQuery("from", "Revision before; unset: the one before `to`."),
  inQuery("to", "Revision after; unset: the current one."),
  inQuery("only", "added, removed, changed: rows that differ in these ways, comma-joined; unset: all."),
  inQuery("period", "Only rows that touch this period: 2024, 2024-Q3, 2024-01/2024-06."),
  ...query.filter(({ name }) => [...FILTERS, "measure", "boundaries"].some((filter) => filter === name)),
  inQuery("q", "Of incidents: search, as /api/incidents has it."),
  inQuery("cursor", "next_cursor of the page before."),
  inQuery("limit", "Rows of a page, 1 to 1000; 100 unless said."),
];
const importOptions = [
  inQuery("mode", "replace (default): this file becomes the dataset; append: its rows are added."),
  inQuery("on_error", "reject (default): one bad row refuses the file; quarantine: good rows go in, bad ones are kept for download."),
  inQuery("publish", "true: publish at once; else the import is staged."),
  inQuery("published_on", "Day the figures were printed, for rows that do not say."),
  inQuery("date_order", "dmy or mdy, for dates such as 03/04/2024 that the file itself does not settle."),
  inQuery("dates", "serial: numbers of five digits in columns of dates are a spreadsheet's day numbers."),
  inQuery("encoding", "utf-8, utf-16le, utf-16be, windows-1252, windows-1256, iso-8859-1 or macintosh; unset: told by the file."),
  inQuery("delimiter", "comma, semicolon, tab or pipe; unset: told by the file."),
  inQuery("sheet", "Of a workbook (.xlsx): name or number of the sheet; unset: the first with a table."),
  inQuery("header_line", "Line the header stands on; unset: told by the file."),
  inQuery("mapping", 'JSON, field to column header, or to its place where no name tells it apart: {"province":"area","fatalities":"#7"}.'),
  inQuery("constants", 'JSON, field to a value for every row that does not say: {"period":"2024-Q3","region":"PK"}.'),
  inQuery("classes", "Of a file whose classes overlap (hapi): the ones to read, comma-joined; unset: political_violence."),
  inQuery("spellings", 'JSON, spellings of provinces nobody else uses: {"Baloch Belt":"PK-BA"}.'),
  inQuery("format", "Name of a known format; unset: recognised."),
  inQuery("file_name", "A label for the file."),
];
const drawing = [
  inQuery("view", "columns (default) or line."),
  inQuery("width", "Width of the whole picture, 320 to 2000; 1200 unless said."),
  inQuery("height", "Its height, 240 to 1600; 675 unless said. It grows where the plot would have no room."),
  inQuery("scale", "Pixels of a PNG to one of these, 1 to 3; 2 unless said."),
  inQuery("theme", "light (default) or dark."),
];
const briefing = [
  inQuery("dataset", "Slug of a dataset.", true),
  inQuery("period", "2024-Q3; unset: the latest quarter that is known."),
  ...query.filter(({ name }) => ["as_of", "revision"].includes(String(name))),
];
const comparing = [
  inQuery("datasets", "Two to eight slugs, comma-joined.", true),
  inQuery("measure", "One measure; fatalities unless said."),
  inQuery("by", "year (default), quarter or month."),
  inQuery("incident_type", "Also attack and operation, for each publisher's own words."),
  ...query.filter(({ name }) => ["province", "victim", "from", "to", "as_of"].includes(String(name))),
];
const FEEDS = { atom: "application/atom+xml", json: "application/feed+json" };
const TYPES = {
  csv: "text/csv",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  parquet: "application/vnd.apache.parquet",
  zip: "application/zip",
  bib: "application/x-bibtex",
};

/** Every address of the API, in the order the page lists them. */
export const OPERATIONS: Operation[] = [
  {
    method: "get",
    path: "/api/datasets",
    summary: "All datasets",
    answers: { 200: json("The datasets", z.strictObject({ datasets: z.array(DatasetShape) })) },
  },
  {
    method: "get",
    path: "/api/datasets/{slug}",
    summary: "One dataset, and what it can be asked",
    parameters: [slug],
    answers: { 200: json("The dataset", DatasetDetail) },
  },
  {
    method: "get",
    path: "/api/datasets/{slug}/revisions",
    summary: "Its published revisions, newest first",
    parameters: [slug],
    answers: { 200: json("The revisions", z.strictObject({ revisions: z.array(RevisionShape) })) },
  },
  {
    method: "get",
    path: "/api/datasets/{slug}/mapping",
    summary: "How its published files were read: columns by field, values for whole files, provinces by spelling",
    role: "editor",
    parameters: [slug],
    answers: { 200: json("What is remembered", RememberedShape) },
  },
  {
    method: "get",
    path: "/api/datasets/{slug}/diff",
    summary: "What differs between two revisions: value before, after and the difference",
    parameters: [
      slug,
      inQuery("from", "Revision before; unset: the one before `to`."),
      inQuery("to", "Revision after; unset: the current one."),
      ...query.filter(({ name }) => ["measure", "by", "province", "victim", "incident_type"].includes(String(name))),
    ],
    answers: { 200: json("The cells that differ", DiffShape) },
  },
  {
    method: "get",
    path: "/api/datasets/{slug}/diff/rows",
    summary: "The rows that differ between two revisions: added, removed, or changed with their cells before and after",
    parameters: [slug, ...rowDiff],
    answers: { 200: json("A page of rows", RowDiffShape), 403: json("The dataset shares aggregates only", ProblemShape) },
  },
  {
    method: "get",
    path: "/api/datasets/{slug}/diff/rows.csv",
    summary: "All of them, streamed as CSV: each column before and after",
    parameters: [slug, ...rowDiff],
    answers: { 200: file("One line a row", "text/csv") },
  },
  {
    method: "post",
    path: "/api/datasets/{slug}/revisions/{revision}/restore",
    summary: "Publish an earlier revision's content again, as a new revision",
    role: "editor",
    parameters: [once, slug, { name: "revision", in: "path", required: true, description: "Number of the revision.", schema: { type: "integer" } }],
    answers: { 201: json("Restored", RestoredShape), 200: json("Unchanged: it is in force already", RestoredShape) },
  },
  {
    method: "get",
    path: "/api/aggregates",
    summary: "Measures by dimensions under filters",
    parameters: query,
    answers: { 200: json("The table", AnswerShape) },
  },
  {
    method: "get",
    path: "/api/aggregates.csv",
    summary: "The same as CSV",
    parameters: query,
    answers: { 200: file("One header line, nulls empty", TYPES.csv) },
  },
  {
    method: "get",
    path: "/api/aggregates.xlsx",
    summary: "The same as a workbook, with a sheet on its source",
    parameters: query,
    answers: { 200: file("The workbook", TYPES.xlsx), 400: json("Too many cells for a workbook, or a parameter it cannot read", ProblemShape) },
  },
  {
    method: "get",
    path: "/api/aggregates.parquet",
    summary: "The same as Parquet: counts INT64, percentages DOUBLE, dates DATE; citation, address and notes in its metadata",
    parameters: query,
    answers: { 200: file("The file", TYPES.parquet) },
  },
  {
    method: "get",
    path: "/api/aggregates.zip",
    summary: "The same as a data package (Frictionless): data.csv, datapackage.json with its Table Schema, README.md with citation and method",
    parameters: query,
    answers: { 200: file("The package", TYPES.zip) },
  },
  {
    method: "get",
    path: "/api/aggregates.bib",
    summary: "Its citation for BibTeX",
    parameters: query,
    answers: { 200: file("One entry", TYPES.bib) },
  },
  {
    method: "get",
    path: "/api/chart.png",
    summary: "The chart of a question as a picture, with title, key, source and address inside",
    parameters: [...query, ...drawing],
    answers: { 200: file("The picture", "image/png"), 400: json("A question without a chart, or a parameter it cannot read", ProblemShape) },
  },
  {
    method: "get",
    path: "/api/chart.svg",
    summary: "The same as SVG",
    parameters: [...query, ...drawing],
    answers: { 200: file("The picture", "image/svg+xml"), 400: json("A question without a chart, or a parameter it cannot read", ProblemShape) },
  },
  ...(["atom", "json"] as const).flatMap((form): Operation[] => [
    {
      method: "get",
      path: `/api/feeds/revisions.${form}`,
      summary: `New revisions as ${form === "atom" ? "Atom" : "JSON Feed"}, newest first`,
      parameters: [inQuery("dataset", "Only of this dataset.")],
      answers: { 200: file("The feed", FEEDS[form]) },
    },
    {
      method: "get",
      path: `/api/feeds/figures.${form}`,
      summary: `Which numbers of a question each of the last revisions changed, as ${form === "atom" ? "Atom" : "JSON Feed"}`,
      parameters: query.filter(({ name }) => !UNFOLLOWED.has(String(name))),
      answers: { 200: file("The feed", FEEDS[form]) },
    },
  ]),
  {
    method: "get",
    path: "/api/compare",
    summary: "Publishers side by side: one column a dataset, the spread, and what their definitions explain",
    parameters: comparing,
    answers: { 200: json("The table", CompareShape) },
  },
  ...(["csv", "xlsx", "parquet", "zip", "bib"] as const).map(
    (form): Operation => ({
      method: "get",
      path: `/api/compare.${form}`,
      summary: `The same as ${form}, as of aggregates`,
      parameters: comparing,
      answers: { 200: file("The file", TYPES[form]) },
    }),
  ),
  {
    method: "get",
    path: "/api/brief",
    summary: "A period's statements in words, each with its proof, and what cannot be stated",
    parameters: briefing,
    answers: { 200: json("The brief", BriefShape) },
  },
  ...(
    [
      ["md", "Markdown", "text/markdown"],
      ["html", "a page to print, which needs nothing beside itself", "text/html"],
    ] as const
  ).map(
    ([form, words, type]): Operation => ({
      method: "get",
      path: `/api/brief.${form}`,
      summary: `The same as ${words}`,
      parameters: briefing,
      answers: { 200: file("The brief", type) },
    }),
  ),
  {
    method: "post",
    path: "/api/check",
    summary: "The numbers of a pasted text, each found to hold, to hold as of an earlier printing or otherwise, or not to hold, with the proof",
    body: { content: { "application/json": { schema: z.toJSONSchema(CheckBody, { io: "input" }) } } },
    answers: {
      200: json("The claims, in the text's order", CheckShape),
      415: json("Not JSON", ProblemShape),
      422: json("A text too long, or a field it does not know", ProblemShape),
    },
  },
  {
    method: "get",
    path: "/api/figures",
    summary: "The figures behind a cell, all printings",
    parameters: query,
    answers: { 200: json("The figures", FiguresShape) },
  },
  { method: "get", path: "/api/figures.csv", summary: "The same as CSV", parameters: query, answers: { 200: file("One line a printing", "text/csv") } },
  {
    method: "get",
    path: "/api/incidents",
    summary: "The rows behind a cell, a page at a time",
    parameters: [...query, ...narrowing, ...paging],
    answers: { 200: json("A page of rows", IncidentsShape) },
  },
  {
    method: "get",
    path: "/api/incidents.csv",
    summary: "All of them, streamed as CSV",
    parameters: [...query, ...narrowing, ...paging],
    answers: { 200: file("One line a row", "text/csv") },
  },
  {
    method: "get",
    path: "/api/incidents/facets",
    summary: "How many of the rows each province, victim, tactic... has, their sums and their places",
    parameters: [...query, ...narrowing],
    answers: { 200: json("The counts", FacetsShape) },
  },
  {
    method: "get",
    path: "/api/incident",
    summary: "One incident: all its reports, how its counts were chosen, and which totals would change if another report were believed",
    parameters: [
      inQuery("dataset", "Slug of an incidents dataset.", true),
      inQuery("incident_id", "The id its source gave it."),
      inQuery("batch", "Of an incident without an id: the import one of its rows came with,"),
      inQuery("line", "and the line it stands on."),
      ...query.filter(({ name }) => ["as_of", "revision"].includes(String(name))),
    ],
    answers: { 200: json("The incident", IncidentShape), 404: json("No such incident in this revision", ProblemShape) },
  },
  {
    method: "get",
    path: "/api/templates/incidents.csv",
    summary: "House format for incidents, ready to fill in",
    answers: { 200: file("The template", "text/csv") },
  },
  {
    method: "get",
    path: "/api/templates/figures.csv",
    summary: "House format for figures, ready to fill in",
    answers: { 200: file("The template", "text/csv") },
  },
  {
    method: "get",
    path: "/api/token",
    summary: "Name and role of the token",
    role: "reader",
    answers: { 200: json("The token", z.strictObject({ name: z.string(), role: z.enum(ROLES) })) },
  },
  {
    method: "get",
    path: "/api/tokens",
    summary: "All tokens, newest first; never their secrets",
    role: "admin",
    answers: { 200: json("The tokens", z.strictObject({ tokens: z.array(TokenShape) })) },
  },
  {
    method: "post",
    path: "/api/tokens",
    summary: "Make a token; its secret is in this answer and nowhere else",
    role: "admin",
    body: { content: { "application/json": { schema: z.toJSONSchema(TokenBody, { io: "input" }) } } },
    answers: { 201: json("Made", z.strictObject({ token: TokenShape, secret: z.string() })) },
  },
  {
    method: "delete",
    path: "/api/tokens/{id}",
    summary: "Revoke a token from now on",
    role: "admin",
    parameters: [{ name: "id", in: "path", required: true, description: "Number of the token.", schema: { type: "integer" } }],
    answers: { 204: { description: "Revoked" } },
  },
  {
    method: "get",
    path: "/api/audit",
    summary: "What was changed, by whom and from where, newest first",
    role: "admin",
    parameters: auditPaging,
    answers: { 200: json("A page of entries", AuditShape) },
  },
  {
    method: "get",
    path: "/api/audit.csv",
    summary: "All of it as CSV",
    role: "admin",
    parameters: auditPaging,
    answers: { 200: file("One line an entry", "text/csv") },
  },
  {
    method: "post",
    path: "/api/datasets",
    summary: "Make a dataset",
    role: "editor",
    parameters: [once],
    body: { content: { "application/json": { schema: z.toJSONSchema(DatasetBody, { io: "input" }) } } },
    answers: { 201: json("Made", z.strictObject({ dataset: DatasetShape })) },
  },
  {
    method: "patch",
    path: "/api/datasets/{slug}",
    summary: "Change its description",
    role: "editor",
    parameters: [slug],
    body: { content: { "application/json": { schema: z.toJSONSchema(DatasetChange, { io: "input" }) } } },
    answers: { 200: json("Changed", z.strictObject({ dataset: DatasetShape })) },
  },
  {
    method: "delete",
    path: "/api/datasets/{slug}",
    summary: "Archive it; nothing is erased",
    role: "admin",
    parameters: [slug],
    answers: { 204: { description: "Archived" } },
  },
  {
    method: "post",
    path: "/api/datasets/{slug}/imports",
    summary: "Upload a file: staged, or published with publish=true",
    role: "editor",
    parameters: [once, slug, ...importOptions],
    body: { content: { "text/csv": { schema: { type: "string" } }, [TYPES.xlsx]: { schema: { type: "string", format: "binary" } } } },
    answers: {
      201: json("Staged or published", ImportShape),
      200: json("Unchanged: the revision in force holds this file already", ImportShape),
      202: json("Under way (Prefer: respond-async)", ImportShape),
      422: json("Refused; the same body says why", ImportShape),
    },
  },
  {
    method: "get",
    path: "/api/imports/{id}",
    summary: "Progress and report of an import",
    role: "editor",
    parameters: [id],
    answers: { 200: json("The import", ImportShape) },
  },
  {
    method: "get",
    path: "/api/imports/{id}/changes",
    summary: "What publishing would change, and the headline effect",
    role: "editor",
    parameters: [
      id,
      inQuery("by", "Dimensions; quarter,province unless said."),
      inQuery("measure", "Measures; fatalities, injured and incidents unless said."),
    ],
    answers: { 200: json("The cells that would differ", ChangesShape) },
  },
  {
    method: "get",
    path: "/api/imports/{id}/rejected.csv",
    summary: "The rows kept out, with line and reason",
    role: "editor",
    parameters: [id],
    answers: { 200: file("One line a row", "text/csv") },
  },
  {
    method: "post",
    path: "/api/imports/{id}/publish",
    summary: "Publish a staged import as the next revision",
    role: "editor",
    parameters: [once, id],
    answers: { 200: json("Published", ImportShape) },
  },
  {
    method: "delete",
    path: "/api/imports/{id}",
    summary: "Discard an import that is not published, also while it is read; a staged one is discarded after a day",
    role: "editor",
    parameters: [id],
    answers: { 204: { description: "Discarded" } },
  },
  { method: "get", path: "/healthz", summary: "The process answers", answers: { 200: { description: "It does" } } },
  { method: "get", path: "/readyz", summary: "The database answers too", answers: { 200: { description: "It does" } } },
  { method: "get", path: "/metrics", summary: "Counts and times for Prometheus", answers: { 200: { description: "Prometheus' text format" } } },
];
