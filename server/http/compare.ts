import { type Request, Router } from "express";
import { coverageOf } from "../domain/dataset";
import { today } from "../domain/day";
import type { Dimension } from "../domain/dimension";
import { ATTACK_TYPES, OPERATION_TYPE } from "../domain/figure";
import { parsePeriod } from "../domain/period";
import { type Fault, formatQuery, parseQuery, type Query, timeOf } from "../domain/query";
import { inWords } from "../domain/question";
import { compareSides, type Side } from "../statistics/compare";
import { groundOf } from "../statistics/incident-point";
import { type Asked, ask, figuresOf, tableOf } from "./answer";
import { addressesOf, sendForm, sourceOf, versionOf } from "./forms";
import type { Ledger } from "./ledger";
import { badParameters } from "./problem";
import { originOf, parametersOf } from "./reply";

/** How many publishers fit beside one another. */
const MOST = 8;

/** `/api/compare`: the same question to several datasets, side by side. They are never added. */
export function compareRoutes(ledger: Ledger): Router {
  const router = Router();
  router.get(addressesOf("/compare"), async (request, response) => {
    const { slugs, query, faults } = readCompare(request);
    const time = timeOf(query) ?? "year";
    const [measure = "fatalities"] = query.measure;
    const asked: Asked[] = [];
    for (const slug of slugs) asked.push(await ask(ledger, { ...query, dataset: slug }, faults));
    const sides: (Side & { address: string })[] = [];
    for (const one of asked) {
      const own = { ...one, query: await withOwnClass(ledger, one) };
      const side = { dataset: one.dataset, table: await tableOf(ledger, own), address: `/api/aggregates?${formatQuery(own.query)}` };
      sides.push(one.dataset.kind === "incidents" ? { ...side, isPartial: partialIn(own) } : side);
    }
    const table = compareSides(sides, time, measure);
    const address = `datasets=${slugs.join(",")}&${formatQuery({ ...query, dataset: "" })}`;
    const asking = { datasets: slugs, measure, by: time, address: `/api/compare?${address}` };
    const json = {
      query: asking,
      datasets: asked.map(({ dataset, edition }, at) => ({
        slug: dataset.slug,
        title: dataset.title,
        publisher: dataset.publisher,
        revision: edition.revision,
        counts_militants: dataset.counts_militants,
        counts_operations: dataset.counts_operations,
        counts_injured: dataset.counts_injured,
        address: sides[at]?.address ?? "",
      })),
      ...table,
    };
    const origin = originOf(request);
    const exported = () => ({
      ...table,
      name: `compare-${slugs.join("-")}-${measure}-by-${time}`,
      title: `${slugs.join(", ")} side by side: ${inWords(query)}`,
      sources: asked.map((one) => sourceOf(one, `${origin}/api/aggregates?${formatQuery({ ...one.query, revision: one.edition.revision })}`)),
      query: asking,
      address: `${origin}/api/compare?${address}`,
      pinned: `${origin}/api/compare?${address}`,
      view: `${origin}/compare?${address}`,
    });
    const key = `compare|${asked.map((one) => versionOf(one).key).join("|")}`;
    await sendForm(request, response, { key, pinned: false }, { json, exported });
  });
  return router;
}

/** Which periods a dataset of incidents counts in part: not over, cut, or not wholly inside its coverage. */
function partialIn({ query, dataset }: Asked): (label: string) => boolean {
  const extent = { range: null, coverage: coverageOf(dataset), today: today() };
  return (label) => !groundOf(query, extent, parsePeriod(label)).whole;
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
  for (const name of ["dataset", "change", "share", "rank", "cumulative", "rolling", "per_day", "peak", "layout", "revision", "detail"]) {
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
