import { type Edition, findDataset, findEdition, type StoredDataset } from "../db/datasets";
import { figuresOfEdition } from "../db/figures";
import { memoryOf } from "../db/memory";
import { dimensionsOf, type Filter, filtersOf } from "../domain/dimension";
import type { StoredFigure } from "../domain/figure";
import { ESTIMATES, MEASURES } from "../domain/measure";
import { COUNTRY, parseRegion } from "../domain/province";
import { ALL, type Fault, formatQuery, type Query } from "../domain/query";
import type { Answer, Table } from "../domain/table";
import { VICTIMS } from "../domain/victim";
import { citationOf } from "../export/citation";
import { besides, withBeside } from "../statistics/beside";
import { figureTable } from "../statistics/figure-table";
import { pivotWide } from "../statistics/pivot";
import { letYoungGrow } from "../young";
import { incidentTableOf } from "./incident-answer";
import type { Ledger } from "./ledger";
import { badParameters, Problem } from "./problem";
import { see } from "./seen";
import { refuseTooFine } from "./sharing";

/** A query tied to the dataset and the edition that answers it. */
export interface Asked {
  query: Query;
  dataset: StoredDataset;
  edition: Edition;
}

/** Finds the dataset and edition of a query and checks that they can answer it. Throws a Problem that says what to change. */
export async function ask(ledger: Ledger, query: Query, faults: readonly Fault[]): Promise<Asked> {
  if (faults.length > 0) throw badParameters(faults);
  if (query.dataset === "") throw badParameters([{ parameter: "dataset", message: "Name a dataset: /api/datasets lists them." }]);
  const { knex } = ledger.database;
  const memory = memoryOf(ledger.database);
  const dataset = await memory.recall(`dataset ${query.dataset}`, () => findDataset(knex, query.dataset));
  if (dataset === null) throw new Problem(404, "no_dataset", `There is no dataset "${query.dataset}". /api/datasets lists them.`);
  see(ledger, [dataset]);
  const understood = checkQuery(query, dataset);
  // For figures as_of looks at printing dates; incidents have none, so the revision published by then answers.
  const on = dataset.kind === "incidents" ? query.as_of : null;
  const { revision } = query;
  const edition = await memory.recall(`edition ${dataset.id} ${revision} ${on}`, () => findEdition(knex, dataset, { revision, on }));
  if (edition === null) throw new Problem(404, "no_revision", noEdition(dataset, query));
  return { query: understood, dataset, edition };
}

function noEdition(dataset: StoredDataset, query: Query): string {
  if (query.revision !== null) return `The dataset "${dataset.slug}" has no revision ${query.revision}; the latest is ${dataset.revision ?? "none"}.`;
  return dataset.revision === null ? `Nothing is published in "${dataset.slug}" yet.` : `"${dataset.slug}" had no revision on ${query.as_of}.`;
}

/** Checks the query against what the kind of dataset can answer, and reads province names as codes. */
export function checkQuery(query: Query, dataset: StoredDataset): Query {
  const faults: Fault[] = [];
  const { kind } = dataset;
  for (const name of query.measure) {
    if (!MEASURES[name].kinds.includes(kind))
      faults.push({ parameter: "measure", message: `${name} is not counted in ${kind} datasets such as "${dataset.slug}".` });
  }
  for (const name of query.by) {
    if (!dimensionsOf(kind).includes(name))
      faults.push({ parameter: "by", message: `A ${kind} dataset cannot be broken down by ${name}; use ${dimensionsOf(kind).join(", ")}.` });
  }
  for (const name of Object.keys(query.filters) as Filter[]) {
    if (!filtersOf(kind).includes(name))
      faults.push({ parameter: name, message: `A ${kind} dataset cannot be filtered by ${name}; use ${filtersOf(kind).join(", ")}.` });
  }
  const filters = { ...query.filters };
  filters.province = query.filters.province?.map((text) => {
    const region = parseRegion(text);
    if (region === null) faults.push({ parameter: "province", message: `"${text}" is not a province. Use a code such as PK-KP.` });
    return region ?? text;
  });
  for (const text of query.filters.victim?.flatMap((value) => value.split("+")) ?? []) {
    if (text !== ALL && !(VICTIMS as readonly string[]).includes(text))
      faults.push({ parameter: "victim", message: `"${text}" is not a victim class: use ${VICTIMS.join(", ")} or ${ALL}.` });
  }
  if (kind === "figures" && query.bounds)
    faults.push({ parameter: "estimate", message: "Published figures have no least and most: /api/compare shows publishers side by side." });
  if (kind === "incidents" && query.earlier !== null)
    faults.push({ parameter: "earlier", message: `Rows have no printing days: /api/datasets/${dataset.slug}/diff tells what a revision changed.` });
  if (kind === "incidents") {
    // The whole is no restriction of rows; of figures it is a cell of its own.
    if (filters.victim?.includes(ALL)) delete filters.victim;
    if (filters.province?.includes(COUNTRY)) delete filters.province;
  }
  if (filters.province === undefined) delete filters.province;
  if (faults.length > 0) throw badParameters(faults);
  refuseTooFine({ ...query, filters }, dataset);
  return { ...query, filters };
}

/** Answers a query: the one function behind JSON, CSV, XLSX and every chart. */
export async function answer(ledger: Ledger, asked: Asked): Promise<Answer> {
  const { query, dataset, edition } = asked;
  const table = await tableOf(ledger, asked);
  const pinned = `/api/aggregates?${formatQuery({ ...query, revision: edition.revision })}`;
  return {
    query: queryShown(query),
    dataset: {
      slug: dataset.slug,
      title: dataset.title,
      kind: dataset.kind,
      revision: edition.revision,
      published_at: edition.published_at,
      citation: citationOf(dataset, edition.revision, edition.published_at, pinned),
    },
    ...(query.layout === "wide" ? pivotWide(table) : table),
  };
}

/** The tidy table of a query, before it is laid out wide, with other estimates or printings of its cells where it asks for them. */
export async function tableOf(ledger: Ledger, asked: Asked): Promise<Table> {
  const { query, dataset } = asked;
  const figures = dataset.kind === "figures" ? await figuresOf(ledger, asked) : null;
  const of = (one: Query) => (figures === null ? incidentTableOf(ledger, { ...asked, query: one }) : figureTable(one, figures));
  const table = await of(query);
  const others = [];
  for (const beside of besides(query)) others.push({ beside, table: await of(beside.query) });
  return withBeside(table, others);
}

export function figuresOf(ledger: Ledger, asked: Asked): Promise<readonly StoredFigure[]> {
  letYoungGrow();
  return figuresOfEdition(ledger.database.knex, asked.edition);
}

/** The question as understood, by parameter name: what an address would say, as values. */
function queryShown(query: Query): Answer["query"] {
  const shown: Answer["query"] = { dataset: query.dataset, measure: query.measure, by: query.by, address: `/api/aggregates?${formatQuery(query)}` };
  for (const [name, values] of Object.entries(query.filters)) shown[name] = values;
  for (const name of ["from", "to"] as const) {
    const period = query[name];
    if (period !== null) shown[name] = period.label;
  }
  if (query.bounds) shown.estimate = [...ESTIMATES];
  for (const name of ["estimate", "as_of", "earlier", "revision", "change", "share", "top", "order", "layout", "boundaries", "detail"] as const) {
    const value = query[name];
    if (value !== null && shown[name] === undefined) shown[name] = value;
  }
  for (const name of ["rank", "cumulative", "rolling", "per_day", "peak"] as const) {
    const value = query[name];
    if (value !== null && value !== false) shown[name] = value;
  }
  return shown;
}
