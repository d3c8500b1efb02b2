import { z } from "zod";
import { FILTERS } from "../../domain/dimension";
import { DatasetBody, DatasetChange } from "../datasets";
import { DiffShape, RowDiffShape } from "../diff-shapes";
import { bodyOf, file, inQuery, json, type Operation, once, queryOf, slug } from "../operation";
import { DatasetDetail, DatasetShape, ProblemShape, RestoredShape, RevisionShape } from "../schemas";

const rowDiff = [
  inQuery("from", "Revision before; unset: the one before `to`."),
  inQuery("to", "Revision after; unset: the current one."),
  inQuery("only", "added, removed, changed: rows that differ in these ways, comma-joined; unset: all."),
  inQuery("period", "Only rows that touch this period: 2024, 2024-Q3, 2024-01/2024-06."),
  ...queryOf(...FILTERS, "measure", "boundaries"),
  inQuery("q", "Of incidents: search, as /api/incidents has it."),
  inQuery("cursor", "next_cursor of the page before."),
  inQuery("limit", "Rows of a page, 1 to 1000; 100 unless said."),
];

/** Datasets, their revisions and what differs between two of them. */
export const DATASETS: Operation[] = [
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
    path: "/api/datasets/{slug}/diff",
    summary: "What differs between two revisions: value before, after and the difference",
    parameters: [
      slug,
      inQuery("from", "Revision before; unset: the one before `to`."),
      inQuery("to", "Revision after; unset: the current one."),
      ...queryOf("measure", "by", "province", "victim", "incident_type"),
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
    method: "post",
    path: "/api/datasets",
    summary: "Make a dataset",
    role: "editor",
    parameters: [once],
    body: bodyOf(DatasetBody),
    answers: { 201: json("Made", z.strictObject({ dataset: DatasetShape })) },
  },
  {
    method: "patch",
    path: "/api/datasets/{slug}",
    summary: "Change its description",
    role: "editor",
    parameters: [slug],
    body: bodyOf(DatasetChange),
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
];
