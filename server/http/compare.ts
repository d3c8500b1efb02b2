import { type Request, Router } from "express";
import type { Dimension } from "../domain/dimension";
import { ATTACK_TYPES, OPERATION_TYPE } from "../domain/figure";
import { type Fault, formatQuery, parseQuery, type Query, timeOf } from "../domain/query";
import { compareSides, type Side } from "../statistics/compare";
import { type Asked, ask, figuresOf, tableOf } from "./answer";
import type { Ledger } from "./ledger";
import { badParameters } from "./problem";
import { parametersOf, sendVersioned } from "./reply";

/** How many publishers fit beside one another. */
const MOST = 8;

/** `/api/compare`: the same question to several datasets, side by side. They are never added. */
export function compareRoutes(ledger: Ledger): Router {
  const router = Router();
  router.get("/compare", async (request, response) => {
    const { slugs, query, faults } = readCompare(request);
    const time = timeOf(query) ?? "year";
    const [measure = "fatalities"] = query.measure;
    const asked: Asked[] = [];
    for (const slug of slugs) asked.push(await ask(ledger, { ...query, dataset: slug }, faults));
    const sides: Side[] = [];
    for (const one of asked) {
      const own = { ...one, query: await withOwnClass(ledger, one) };
      sides.push({ dataset: one.dataset, table: await tableOf(ledger, own) });
    }
    const table = compareSides(sides, time, measure);
    const body = {
      query: { datasets: slugs, measure, by: time, address: `/api/compare?datasets=${slugs.join(",")}&${formatQuery({ ...query, dataset: "" })}` },
      datasets: asked.map(({ dataset, edition }) => ({
        slug: dataset.slug,
        title: dataset.title,
        publisher: dataset.publisher,
        revision: edition.revision,
        counts_militants: dataset.counts_militants,
        counts_operations: dataset.counts_operations,
        counts_injured: dataset.counts_injured,
      })),
      ...table,
    };
    const revisions = asked.map(({ dataset, edition }) => `${dataset.id}.${edition.revision}`).join();
    sendVersioned(request, response, { key: `compare|${revisions}|${body.query.address}`, pinned: false }, "application/json", JSON.stringify(body));
  });
  return router;
}

function readCompare(request: Request): { slugs: string[]; query: Query; faults: Fault[] } {
  const params = parametersOf(request);
  const slugs = [
    ...new Set(
      params
        .getAll("datasets")
        .flatMap((value) => value.split(","))
        .map((value) => value.trim())
        .filter((value) => value !== ""),
    ),
  ];
  params.delete("datasets");
  const own: Fault[] = [];
  if (slugs.length < 2 || slugs.length > MOST) own.push({ parameter: "datasets", message: `Name two to ${MOST} datasets, comma-joined: datasets=crss,picss.` });
  for (const name of ["dataset", "change", "share", "layout", "revision", "detail"]) {
    if (params.has(name)) own.push({ parameter: name, message: `A comparison of publishers takes no ${name}.` });
  }
  if (!params.has("by")) params.set("by", "year");
  if (!params.has("measure")) params.set("measure", "fatalities");
  const { query, faults } = parseQuery(params);
  const times: Dimension[] = ["year", "quarter", "month"];
  if (query.by.length !== 1 || !times.includes(query.by[0] ?? "day"))
    own.push({ parameter: "by", message: "Publishers are compared by year, quarter or month." });
  if (query.measure.length !== 1) own.push({ parameter: "measure", message: "Compare one measure at a time." });
  if (own.length + faults.length > 0) throw badParameters([...own, ...faults]);
  return { slugs, query, faults };
}

/** `incident_type=attack` and `operation` in each publisher's own words. */
async function withOwnClass(ledger: Ledger, asked: Asked): Promise<Query> {
  const { query, dataset } = asked;
  const types = query.filters.incident_type;
  if (types === undefined) return query;
  const printed = dataset.kind === "figures" ? new Set((await figuresOf(ledger, asked)).map((figure) => figure.incident_type)) : new Set(ATTACK_TYPES);
  const own = types.flatMap((type) =>
    type === "attack" ? ATTACK_TYPES.filter((name) => printed.has(name)) : type === "operation" ? [OPERATION_TYPE] : [type],
  );
  return { ...query, filters: { ...query.filters, incident_type: own.length > 0 ? own : types } };
}
