import { ChangesShape } from "../diff-shapes";
import { ImportShape } from "../import-shape";
import { file, inQuery, type Json, json, type Operation, once, slug, TYPES } from "../operation";
import { RememberedShape } from "../schemas";

const id: Json = { name: "id", in: "path", required: true, description: "Number of the import.", schema: { type: "integer" } };

const importOptions = [
  inQuery(
    "mode",
    "replace (default): this file becomes the dataset; append: its rows are added; update: they take the place of incidents of the same incident_id.",
  ),
  inQuery("complete", "With mode=update, true: incidents in force that the file does not have are withdrawn."),
  inQuery("on_error", "reject (default): one bad row refuses the file; quarantine: good rows go in, all bad ones are kept for download."),
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

/** Uploads, from the template to the published revision. */
export const IMPORTS: Operation[] = [
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
    summary: "The rows kept out, with line and reason: all of them, or of a refused file the first 20,000 and how many more there are",
    role: "editor",
    parameters: [id],
    answers: { 200: file("One line a row", "text/csv") },
  },
  {
    method: "post",
    path: "/api/imports/{id}/publish",
    summary: "Publish a staged import as the next revision; 409 review_outdated where it was compared with one no longer in force",
    role: "editor",
    parameters: [once, id, inQuery("reviewed", "The revision you saw it compared with: from of its changes. Unless said, the one it was staged against.")],
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
];
