import type { Operation } from "./operation";
import { DATASETS } from "./operations/datasets";
import { IDENTITY } from "./operations/identity";
import { IMPORTS } from "./operations/imports";
import { QUESTIONS } from "./operations/questions";
import { REPORTS } from "./operations/reports";
import { ROWS } from "./operations/rows";

/** The process itself. */
const PROCESS: Operation[] = [
  { method: "get", path: "/healthz", summary: "The process answers", answers: { 200: { description: "It does" } } },
  { method: "get", path: "/readyz", summary: "The database answers too", answers: { 200: { description: "It does" } } },
  { method: "get", path: "/metrics", summary: "Counts and times for Prometheus", answers: { 200: { description: "Prometheus' text format" } } },
];

/** Every address of the API, in the order the page lists them. */
export const OPERATIONS: Operation[] = [...DATASETS, ...QUESTIONS, ...REPORTS, ...ROWS, ...IMPORTS, ...IDENTITY, ...PROCESS];
