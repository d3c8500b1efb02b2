import type { Request } from "express";
import { findDataset, listDatasets, type StoredDataset } from "../db/datasets";
import type { Dimension } from "../domain/dimension";
import { formatLook, readLook } from "../domain/drawing";
import { categoriesOf, formatQuery, parseQuery, timeOf } from "../domain/query";
import { followed, inWords } from "../domain/question";
import { escaped } from "../domain/xml";
import { checkQuery } from "./answer";
import type { Ledger } from "./ledger";
import { originOf, parametersOf } from "./reply";

/** What a view is about, for those who see only its address: other sites, search engines, readers of feeds. */
interface About {
  title: string;
  description: string;
  /** The question of the chart it shows, as parameters of `/api/chart.png`. */
  chart: string | null;
  feeds: [title: string, path: string][];
}

const SITE = "Incident Ledger";
const FEED: [string, string] = ["Incident Ledger: new revisions", "/api/feeds/revisions.atom"];

/**
 * Tags for the head of a view's page: Open Graph and Twitter with the server-drawn chart, and its feeds. Nothing is told where
 * reading needs a token, and an address that cannot be read gets the feeds alone. Every text is escaped.
 */
export async function headOf(ledger: Ledger, request: Request): Promise<string> {
  if (ledger.config.READ_ACCESS === "private") return "";
  const about = await aboutOf(ledger, request).catch(() => null);
  const origin = originOf(request);
  const feeds = (about?.feeds ?? [FEED]).map(
    ([title, path]) => `<link rel="alternate" type="application/atom+xml" title="${escaped(title)}" href="${escaped(path)}">`,
  );
  if (about === null || origin === "") return feeds.join("");
  const image = about.chart === null ? null : `${origin}/api/chart.png?${about.chart}&width=1200&height=630&scale=1`;
  const tags: [string, string | null][] = [
    ["og:type", "website"],
    ["og:site_name", SITE],
    ["og:title", about.title],
    ["og:description", about.description],
    ["og:url", `${origin}${request.originalUrl}`],
    ["og:image", image],
    ["og:image:width", image && "1200"],
    ["og:image:height", image && "630"],
    ["og:image:alt", image && `Chart: ${about.title}`],
  ];
  const named: [string, string | null][] = [["twitter:card", image === null ? "summary" : "summary_large_image"]];
  const meta = (kind: string, list: [string, string | null][]) =>
    list.flatMap(([name, text]) => (text === null ? [] : [`<meta ${kind}="${name}" content="${escaped(text)}">`]));
  return [...feeds, ...meta("property", tags), ...meta("name", named)].join("");
}

async function aboutOf(ledger: Ledger, request: Request): Promise<About | null> {
  const db = ledger.database.knex;
  const params = parametersOf(request);
  const [, place = "", slug] = request.path.split("/");
  if (place === "datasets") {
    const dataset = slug === undefined ? null : await findDataset(db, slug);
    return dataset === null ? null : { ...told(dataset, dataset.title), chart: null };
  }
  if (place === "explore") {
    params.delete("rows");
    const { look, faults: unreadable } = readLook(params);
    const { query, faults } = parseQuery(params);
    const dataset = unreadable.length + faults.length > 0 || query.dataset === "" ? null : await findDataset(db, query.dataset);
    if (dataset === null) return null;
    const asked = checkQuery(query, dataset);
    const isDrawn = categoriesOf(asked).length < 2 && (timeOf(asked) !== null || (look === "map" && asked.measure.length === 1));
    const chart = isDrawn ? `${formatQuery({ ...asked, layout: "tidy", detail: false })}${formatLook(look === "table" ? "columns" : look)}` : null;
    const about = told(dataset, `${inWords(asked)}: ${dataset.title}`);
    const feed: [string, string] = [`Changes of: ${inWords(asked)}`, `/api/feeds/figures.atom?${formatQuery(followed(asked))}`];
    return { ...about, chart, feeds: [...about.feeds, feed] };
  }
  // The other views show more than one dataset, or no chart of one: nothing is said rather than something else.
  if (place !== "") return null;
  const wanted = params.get("dataset");
  const datasets = await listDatasets(db);
  const dataset = datasets.find((one) => one.slug === (wanted ?? "crss")) ?? (wanted === null ? datasets.find(({ revision }) => revision !== null) : undefined);
  if (dataset === undefined) return null;
  const by: Dimension = dataset.kind === "figures" ? "quarter" : "year";
  const chart = dataset.revision === null ? null : `dataset=${dataset.slug}&measure=fatalities&by=${by}`;
  return { ...told(dataset, `${SITE}: ${dataset.title}`), chart };
}

function told(dataset: StoredDataset, title: string): Omit<About, "chart"> {
  const { publisher, revision, published_at, slug } = dataset;
  const state = revision === null || published_at === null ? "Nothing is published yet." : `Revision ${revision}, ${published_at.slice(0, 10)}.`;
  return {
    title,
    description: `${publisher}. ${state} Every number opens to its source.`,
    feeds: [FEED, [`${dataset.title}: new revisions`, `/api/feeds/revisions.atom?dataset=${encodeURIComponent(slug)}`]],
  };
}
