import { UNFOLLOWED } from "../feed-words";
import { file, inQuery, json, type Operation, query, TYPES } from "../operation";
import { AnswerShape, ProblemShape } from "../schemas";

const drawing = [
  inQuery("view", "columns (default) or line."),
  inQuery("width", "Width of the whole picture, 320 to 2000; 1200 unless said."),
  inQuery("height", "Its height, 240 to 1600; 675 unless said. It grows where the plot would have no room."),
  inQuery("scale", "Pixels of a PNG to one of these, 1 to 3; 2 unless said."),
  inQuery("theme", "light (default) or dark."),
];

const FEEDS = { atom: "application/atom+xml", json: "application/feed+json" };

/** Questions of a dataset: tables, pictures and feeds. */
export const QUESTIONS: Operation[] = [
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
];
