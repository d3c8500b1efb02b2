import type { Dataset } from "../../../server/domain/dataset";
import { type Facets, Failure, type RowsPage, readDatasets, readFacets, readIncidents } from "../../api";
import * as words from "../../words/incidents";
import { apiQuery, facetQuery, type Listing } from "./address";

/** A listing with its answer. */
export interface Listed {
  listing: Listing;
  dataset: Dataset;
  /** The incidents datasets one can choose among. */
  datasets: Dataset[];
  page: RowsPage;
  facets: Facets;
  /** Of a search among incidents: how many rows of all reports it finds; the sources that are not counted tell of it too. */
  reportsFound: number | null;
}

/** Why there is nothing to list: no dataset of incidents, none named yet, one without a revision, or one that shows no rows. */
export interface Unlisted {
  dataset: Dataset | null;
  datasets: Dataset[];
  why: "none" | "unnamed" | "empty" | "figures" | "aggregates";
}

export async function loadListing(listing: Listing, signal: AbortSignal): Promise<Listed | Unlisted> {
  const { datasets: all } = await readDatasets(signal);
  const datasets = all.filter((dataset) => dataset.kind === "incidents" && !dataset.archived && dataset.revision !== null);
  const wanted = listing.query.dataset;
  if (wanted === "") return { dataset: datasets[0] ?? null, datasets, why: datasets.length === 0 ? "none" : "unnamed" };
  const dataset = all.find(({ slug }) => slug === wanted) ?? null;
  if (dataset === null) throw new Failure(404, "no_dataset", words.thereIsNoDatasetChoose(wanted));
  if (dataset.kind === "figures") return { dataset, datasets, why: "figures" };
  if (dataset.revision === null) return { dataset, datasets, why: "empty" };
  if (dataset.sharing === "aggregates") return { dataset, datasets, why: "aggregates" };
  const searched = listing.q !== "" && !listing.every;
  const [page, facets, reports] = await Promise.all([
    readIncidents(apiQuery(listing, true), signal),
    readFacets(facetQuery(listing), signal),
    searched ? readFacets(facetQuery({ ...listing, every: true }), signal) : null,
  ]);
  return { listing, dataset, datasets, page, facets, reportsFound: reports?.totals.rows ?? null };
}
