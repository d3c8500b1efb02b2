import { MEASURES } from "../../../server/domain/measure";
import { formatQuery } from "../../../server/domain/query";
import { type Child, fill, h } from "../../dom";
import { firstSentence, formOf, plural } from "../../format";
import { type Address, go } from "../../state";
import * as say from "../../words/incidents";
import * as plurals from "../../words/plurals";
import { sourceWords } from "../source";
import type { Shown } from "../view";
import { apiQuery, type Listing, listingHref, readListing } from "./address";
import { chosenFilters } from "./chosen";
import { facetPanel } from "./facets";
import { blankWords, listingFinding } from "./finding";
import { type Listed, loadListing, type Unlisted } from "./load";
import { pager } from "./pager";
import { searchBar } from "./search-bar";
import { rowsTable } from "./table";
import { wherePart } from "./where";

export interface ListingFace {
  element: HTMLElement;
  show(address: Address, signal: AbortSignal): Promise<Shown>;
}

/** The rows of a dataset of incidents: searched, narrowed, ordered, paged, each leading to its incident. */
export function listingFace(): ListingFace {
  const eyebrow = h("p", { class: "eyebrow" });
  const title = h("h1", {}, say.incidents);
  const chosen = h("div");
  const facets = facetPanel();
  const bar = searchBar(facets.id, (open) => element.classList.toggle("unfolded", open));
  const where = wherePart();
  const table = h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": say.rowsTable });
  const pages = h("div");
  const foot = h("div", { class: "listing-foot" });
  const live = h("p", { class: "unseen", role: "status" });
  const main = h("div", { class: "listing-main" }, chosen, table, pages, foot);
  const rail = h("div", { class: "listing-rail" }, facets.element, where.element);
  const body = h("div", { class: "listing waiting" }, rail, main);
  const element: HTMLElement = h("div", { class: "incidents" }, h("div", { class: "opening" }, h("div", {}, eyebrow, title)), bar.element, live, body);

  const draw = (found: Listed, signal: AbortSignal) => {
    const words = listingFinding(found);
    const [turned, took] = [pages, chosen].map((part) => part.contains(document.activeElement));
    fill(eyebrow, found.dataset.title);
    fill(title, words);
    live.textContent = say.shownOfThem(words, plural(found.page.incidents.length, plurals.row));
    fill(chosen, chosenFilters(found.listing));
    facets.show(found);
    fill(table, found.page.incidents.length === 0 ? nothingFound(found) : rowsTable(found.page.incidents, found.listing, words));
    fill(pages, pager(found));
    fill(foot, footWords(found));
    void where.show(found, signal);
    // A link that was followed is gone with what it was in: the keyboard goes on at the rows, or at what else can be taken away.
    if (turned) {
      table.focus({ preventScroll: true });
      table.scrollIntoView({ block: "start" });
    }
    if (took) (chosen.querySelector("a") ?? table).focus();
  };

  return {
    element,
    async show({ params }, signal) {
      const listing = readListing(params);
      const found = await loadListing(listing, signal);
      if (signal.aborted) return { title: "", stamp: null };
      if (listing.query.dataset === "" && found.dataset !== null) {
        // An address that names no dataset would mean another one once there are more.
        go(listingHref({ ...listing, query: { ...listing.query, dataset: found.dataset.slug } }), "replace");
        return { title: say.incidents, stamp: null };
      }
      body.classList.remove("waiting");
      body.hidden = "why" in found;
      bar.show(found);
      if ("why" in found) {
        fill(eyebrow, found.dataset?.title ?? "");
        fill(title, UNLISTED[found.why]);
        fill(chosen);
        element.querySelector(".unlisted")?.remove();
        element.append(h("div", { class: "empty unlisted" }, whatInstead(found)));
        return { title: say.incidents, stamp: null };
      }
      element.querySelector(".unlisted")?.remove();
      draw(found, signal);
      const { title: name, revision, published_at } = found.page.dataset;
      return {
        title: say.incidentsOf(name),
        stamp: { title: name, revision, publishedAt: published_at },
        colophon: { dataset: found.dataset.slug, text: `${found.dataset.publisher}. ${firstSentence(found.dataset.methodology)}` },
      };
    },
  };
}

const UNLISTED: Record<Unlisted["why"], string> = {
  none: say.thereIsNoDataset,
  unnamed: say.chooseADatasetOf,
  empty: say.nothingIsPublishedIn,
  figures: say.thisDatasetHoldsPublished,
  aggregates: say.theRowsOfThis,
};

function whatInstead({ dataset, why }: Unlisted): Child {
  const explore = dataset && h("a", { href: `/explore?dataset=${encodeURIComponent(dataset.slug)}&measure=fatalities&by=year` }, say.exploreItsNumbers);
  if (why === "aggregates") return [h("p", {}, say.itsLicenceAllowsShowing), h("p", {}, explore, ".")];
  if (why === "figures") return [h("p", {}, say.aFigureIsA), h("p", {}, explore, say.orChooseADataset)];
  const upload = dataset === null ? "/datasets" : `/datasets/${encodeURIComponent(dataset.slug)}/upload`;
  return [h("p", {}, say.aListOfIncidents), h("p", {}, h("a", { href: upload }, say.uploadAFile), say.reviewItAndPublish)];
}

function nothingFound({ listing, facets }: Listed): HTMLElement {
  const clear = { ...listing, q: "", cursor: null, query: { ...listing.query, filters: {}, from: null, to: null, by: [] } };
  const every = { ...listing, every: true, cursor: null };
  const wider = facets.facets.some(({ members }) => members.length > 0);
  return h(
    "div",
    { class: "empty" },
    h(
      "p",
      {},
      listing.q === "" ? say.noRowLiesUnder : say.noRowHoldsEvery(listing.q, Object.keys(listing.query.filters).length > 0 ? say.underTheseFilters : ""),
    ),
    h(
      "p",
      {},
      wider ? say.takeAwayAFilter : say.tryFewerOrShorter,
      !listing.every && [h("a", { href: listingHref(every) }, say.searchEveryReport), say.or],
      h("a", { href: listingHref(clear) }, say.seeAllRows),
      ".",
    ),
  );
}

/** The source, what the sums leave out, and what a reader can carry off: exactly these rows. */
function footWords(found: Listed): Child {
  const { listing, facets, page, dataset, reportsFound } = found;
  const further = (reportsFound ?? 0) - facets.totals.rows;
  const api = apiQuery(listing);
  const pinned: Listing = { ...listing, query: { ...listing.query, revision: page.dataset.revision } };
  const chart = formatQuery({ ...listing.query, measure: [MEASURES.fatalities.name], by: ["year"], change: null });
  const blank = blankWords(found);
  return [
    blank !== "" && h("p", { class: "note" }, blank),
    further > 0 &&
      h(
        "p",
        { class: "note" },
        say.theSearchAlsoFinds(plural(further, plurals.report), formOf(further, plurals.is)),
        h("a", { href: listingHref({ ...listing, every: true, cursor: null }) }, say.showEveryReport),
        ".",
      ),
    facets.totals.rows > 0 &&
      h(
        "p",
        { class: "listing-away" },
        h(
          "a",
          { href: `/api/incidents.csv?${api}`, download: "" },
          say.csvOf(facets.totals.rows === 1 ? say.thisRow : say.theseRows(plural(facets.totals.rows, plurals.row))),
        ),
        h("a", { href: `/api/incidents?${api}` }, say.json),
        h("a", { href: listingHref(pinned) }, say.fixedToRevision(page.dataset.revision)),
        listing.q === "" ? h("a", { href: `/explore?${chart}` }, say.asAChart) : null,
      ),
    h("p", { class: "source" }, sourceWords(dataset, { ...page.dataset, kind: "incidents", citation: "" })),
  ];
}
