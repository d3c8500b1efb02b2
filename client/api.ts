import type { Dataset, Revision } from "../server/domain/dataset";
import type { StoredFigure } from "../server/domain/figure";
import type { Count } from "../server/domain/incident";
import type { IncidentReport, People } from "../server/domain/incident-report";
import type { MeasureName } from "../server/domain/measure";
import type { ImportReport, Mapping } from "../server/domain/report";
import type { Difference as DifferenceOfRows, RowDifference } from "../server/domain/row-difference";
import type { Answer, Column, Row } from "../server/domain/table";
import type { Claim } from "../server/statistics/check/verdict";
import type { ReconciledPart, ReportRef } from "../server/statistics/reconcile";
import type { Brief, Comparison } from "./reports";
import { keptToken } from "./token";
import * as texts from "./words/page";

/** A request that was not answered: what happened, in words for the reader, and the server's own code. */
export class Failure extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export interface DatasetCard {
  dataset: Dataset;
  measures: string[];
  dimensions: string[];
  filters: string[];
  members: Record<string, string[]>;
  span: { from: string; to: string } | null;
  counts: { rows: number };
}

export type Import = ImportReport & { progress?: { phase: string; rows: number; bytes: number } };

/** What differs between two states of a dataset: a row a cell, each measure with before, after and difference. */
export interface Difference {
  from: number;
  to: number;
  columns: Column[];
  rows: Row[];
}

/** A page of the rows two revisions do not share; the first page counts them all. */
export interface RowDifferences {
  counts: Record<DifferenceOfRows, number> | null;
  rows: RowDifference[];
  next_cursor: string | null;
}

/** What publishing would change, with the figures people quote as sentences. */
export interface Changes extends Difference {
  headlines: {
    year: string;
    measure: MeasureName;
    before: number | null;
    after: number | null;
    growth_before: number | null;
    growth_after: number | null;
    before_status: string | null;
    after_status: string | null;
    text: string;
  }[];
}

/** How the dataset's published files were read. */
export interface Remembered {
  mapping: Mapping;
  constants: Record<string, string>;
  spellings: Record<string, string>;
}

/** The revision that answered a question about rows. */
export interface AnsweredBy {
  slug: string;
  title: string;
  revision: number;
  published_at: string;
}

/** A page of rows with the cursors of its neighbours. */
export interface RowsPage {
  dataset: AnsweredBy;
  incidents: Row[];
  first: number;
  next_cursor: string | null;
  previous_cursor: string | null;
}

/** How many rows each member of a facet would leave, their sums, and the places they lie at. */
export interface Facets {
  totals: { rows: number; incidents: number; fatalities: number | null; injured: number | null; fatalities_blank: number; injured_blank: number };
  facets: { name: string; members: { value: string; rows: number }[]; more: boolean }[];
  places: { latitude: number; longitude: number; place: string | null; rows: number; fatalities: number | null }[];
  unplaced: number;
}

/** A total that would change if another report were believed. */
export interface ChangedTotal {
  measure: "fatalities" | "injured" | "casualties" | "fatal_incidents" | "incidents";
  period: string;
  province: string | null;
  now: number | null;
  would_be: number;
  difference: number;
  query: string;
}

export type Told = Omit<IncidentReport, "standing">;

/** One incident with all its reports. */
export interface IncidentAnswer {
  dataset: AnsweredBy & { citation: string };
  address: string;
  rule: { name: string; words: string };
  incident: Pick<
    Told,
    | "incident_id"
    | "batch"
    | "line"
    | "occurred_on"
    | "date_precision"
    | "province"
    | "province_raw"
    | "district"
    | "place"
    | "incident_type"
    | "tactic"
    | "perpetrator"
    | "claimed_by"
    | "target"
    | "incidents"
  > &
    Record<People, Count>;
  parts: ReconciledPart[];
  differing: string[];
  alternatives: {
    measure: People;
    victim: string;
    value: number;
    reports: ReportRef[];
    placing: { occurred_on: string; province: string };
    totals: ChangedTotal[];
  }[];
  reports: Told[];
}

interface Options {
  signal?: AbortSignal | undefined;
  method?: string;
  token?: string | null;
  body?: unknown;
  keepalive?: boolean;
}

/** Whether the server has refused to be read without a token; from then on every question carries the one that is kept. */
let isReadPrivate = false;
export const isPrivate = (): boolean => isReadPrivate;

/** Asks the API for JSON. Throws Failure with the server's own words. */
export async function ask<T>(path: string, options: Options = {}): Promise<T> {
  const response = await request(path, { accept: "application/json" }, options);
  return response.status === 204 ? (undefined as T) : (JSON.parse(await response.text()) as T);
}

async function request(path: string, headers: Record<string, string>, options: Options): Promise<Response> {
  const { signal, method = "GET", body, keepalive = false } = options;
  const token = options.token ?? (isReadPrivate ? keptToken() : "");
  const sent = { ...headers, ...(token ? { authorization: `Bearer ${token}` } : {}), ...(body === undefined ? {} : { "content-type": "application/json" }) };
  let response: Response;
  try {
    response = await fetch(path, { method, headers: sent, signal: signal ?? null, keepalive, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Failure(0, "unreachable", texts.theServerCouldNot);
  }
  if (response.ok) return response;
  if (response.status === 401 && options.token === undefined && !token) {
    isReadPrivate = true;
    if (keptToken() !== "") return request(path, headers, options);
  }
  throw failureOf(response.status, await response.text());
}

/** A file of the API with the name it is to be saved under; asked for with the token where reading is private. */
export async function download(path: string, token?: string): Promise<{ blob: Blob; name: string }> {
  const response = await request(path, {}, token === undefined ? {} : { token });
  const name = /filename="?([^";]+)/.exec(response.headers.get("content-disposition") ?? "")?.[1];
  return { blob: await response.blob(), name: name ?? path.replace(/\?.*$/, "").replace(/^.*\//, "") };
}

/** What a refused request says, whether or not its body is the problem document it should be. */
export function failureOf(status: number, text: string): Failure {
  try {
    const problem = JSON.parse(text) as { title?: string; detail?: string; code?: string };
    return new Failure(status, problem.code ?? "unknown", problem.detail ?? problem.title ?? texts.theServerAnswered(status));
  } catch {
    return new Failure(status, "unknown", texts.theServerAnsweredAnd(status));
  }
}

const part = encodeURIComponent;

export const readDatasets = (signal?: AbortSignal) => ask<{ datasets: Dataset[] }>("/api/datasets", { signal });
export const readDataset = (slug: string, signal?: AbortSignal) => ask<DatasetCard>(`/api/datasets/${part(slug)}`, { signal });
export const readRevisions = (slug: string, signal?: AbortSignal) => ask<{ revisions: Revision[] }>(`/api/datasets/${part(slug)}/revisions`, { signal });
export const readAggregates = (query: string, signal?: AbortSignal) => ask<Answer>(`/api/aggregates?${query}`, { signal });
export const readBibtex = async (query: string) => (await download(`/api/aggregates.bib?${query}`)).blob.text();
export const readFigures = (query: string, signal?: AbortSignal) => ask<{ figures: StoredFigure[] }>(`/api/figures?${query}`, { signal });
export const readIncidents = (query: string, signal?: AbortSignal) => ask<RowsPage>(`/api/incidents?${query}`, { signal });
export const readFacets = (query: string, signal?: AbortSignal) => ask<Facets>(`/api/incidents/facets?${query}`, { signal });
export const readIncident = (query: string, signal?: AbortSignal) => ask<IncidentAnswer>(`/api/incident?${query}`, { signal });

export const readBrief = (query: string, signal?: AbortSignal) => ask<Brief>(`/api/brief?${query}`, { signal });
export const readComparison = (query: string, signal?: AbortSignal) => ask<Comparison>(`/api/compare?${query}`, { signal });
/** The text goes in the body and is not kept. */
export const checkText = (body: { text: string; dataset: string; as_of: string | null }, signal?: AbortSignal) =>
  ask<{ revision: number; claims: Claim[] }>("/api/check", { method: "POST", body, signal });
export const readToken = (token: string) => ask<{ name: string; role: string }>("/api/token", { token });
export const createDataset = (token: string, body: Record<string, unknown>) => ask<{ dataset: Dataset }>("/api/datasets", { method: "POST", token, body });
export const readImport = (token: string, id: number, signal?: AbortSignal) => ask<{ import: Import }>(`/api/imports/${id}`, { token, signal });
/** `reviewed` is the revision it was seen compared with. */
export const publishImport = (token: string, id: number, reviewed: number | null) =>
  ask<{ import: Import }>(`/api/imports/${id}/publish${reviewed === null ? "" : `?reviewed=${reviewed}`}`, { method: "POST", token });
/** Kept alive, so that a staged import can be discarded while its page is being left. */
export const discardImport = (token: string, id: number) => ask<void>(`/api/imports/${id}`, { method: "DELETE", token, keepalive: true });
export const readChanges = (token: string, id: number, by: string, signal?: AbortSignal) =>
  ask<Changes>(`/api/imports/${id}/changes?by=${by}`, { token, signal });
export const readRemembered = (token: string, slug: string, signal?: AbortSignal) => ask<Remembered>(`/api/datasets/${part(slug)}/mapping`, { token, signal });
export const readDiff = (slug: string, from: number, to: number, by: string, signal?: AbortSignal) =>
  ask<Difference>(`/api/datasets/${part(slug)}/diff?from=${from}&to=${to}&by=${by}&measure=fatalities,injured,incidents`, { signal });
export const readRowDifferences = (slug: string, from: number, to: number, only: string, cursor: string | null) =>
  ask<RowDifferences>(
    `/api/datasets/${part(slug)}/diff/rows?from=${from}&to=${to}${only === "" ? "" : `&only=${only}`}${cursor === null ? "" : `&cursor=${cursor}`}`,
  );
export const restoreRevision = (token: string, slug: string, revision: number) =>
  ask<{ revision: Revision; unchanged: boolean }>(`/api/datasets/${part(slug)}/revisions/${revision}/restore`, { method: "POST", token });
