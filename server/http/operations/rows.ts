import { ROW_ORDERS } from "../../domain/row-order";
import { FacetsShape, IncidentShape, IncidentsShape } from "../incident-shapes";
import { file, inQuery, json, type Operation, query, queryOf } from "../operation";
import { FiguresShape, ProblemShape } from "../schemas";

const narrowing = [
  inQuery("q", 'Search: all words must be found, also as beginnings of longer ones; "phrases" and numbers as they are; -without.'),
  inQuery("counted", "true: only the rows that are counted, one an incident and victim class; false (default): every report."),
];
const sorting = inQuery(
  "sort",
  `Order: ${ROW_ORDERS.join(", ")}; a minus sign is downwards; line is as they stand in their files, one file after the other. The oldest first unless said.`,
);
const paging = [sorting, inQuery("cursor", "next_cursor or previous_cursor of another page."), inQuery("limit", "Rows of a page, 1 to 1000; 100 unless said.")];

/** The rows and figures behind a number. */
export const ROWS: Operation[] = [
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
      ...queryOf("as_of", "revision"),
    ],
    answers: { 200: json("The incident", IncidentShape), 404: json("No such incident in this revision", ProblemShape) },
  },
];
