import { type DatasetCard, readDataset, readDatasets } from "../../api";
import { type Child, h, unbroken } from "../../dom";
import { date, firstSentence, plural } from "../../format";
import * as words from "../../words/datasets";
import * as plurals from "../../words/plurals";
import type { Shown } from "../view";
import { createForm } from "./create";
import { flag, kindWords } from "./flags";

export interface Face {
  content: Child;
  shown: Shown;
}

/** Who counts what, how, under which licence, and how fresh it is. */
export async function datasetList(signal: AbortSignal): Promise<Face> {
  const { datasets } = await readDatasets(signal);
  const live = await Promise.all(datasets.filter((dataset) => !dataset.archived).map((dataset) => readDataset(dataset.slug, signal)));
  const table = h(
    "table",
    { class: "dataset-table" },
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        [words.datasetAndPublisher, ...FACTS].map((name) => h("th", { scope: "col", class: "text" }, name)),
      ),
    ),
    h("tbody", {}, live.map(row)),
  );
  return {
    shown: { title: words.datasets, stamp: null },
    content: [
      h(
        "div",
        { class: "opening" },
        h("div", {}, h("h1", {}, words.datasets), h("p", { class: "deck" }, words.eachUnderOnePublishers)),
        h("div", { class: "actions" }, h("a", { class: "button", href: "/tokens" }, words.tokens)),
      ),
      live.length === 0
        ? h("div", { class: "empty" }, h("p", {}, words.thereIsNoDataset), h("p", {}, words.createOneBelowThen))
        : h("div", { class: "scroll section", tabindex: "0", role: "region", "aria-label": words.datasetsTable }, table),
      h(
        "section",
        { class: "section quiet" },
        h("h2", {}, words.addYourOwn),
        h(
          "p",
          { class: "deck" },
          words.startFromATemplate,
          h("a", { href: "/api/templates/incidents.csv", download: "incidents.csv" }, words.incidentsCsv),
          words.forRowsThatAdd,
          h("a", { href: "/api/templates/figures.csv", download: "figures.csv" }, words.figuresCsv),
          words.forPublishedStatistics,
        ),
        createForm(),
      ),
    ],
  };
}

const FACTS = [words.kind, words.covers, words.militantsCounted, words.operationsCounted, words.woundedCounted, words.revision];

function row({ dataset, span, counts }: DatasetCard): HTMLElement {
  const facts: Child[] = [
    kindWords(dataset.kind),
    [
      span === null ? h("span", { class: "faint" }, words.noRowsYet) : unbroken(words.spanOf(span.from, span.to)),
      h("span", { class: "under" }, plural(counts.rows, plurals.row), dataset.coverage === null ? "" : words.whole(dataset.coverage)),
    ],
    flag(dataset.counts_militants),
    flag(dataset.counts_operations),
    flag(dataset.counts_injured),
    dataset.revision === null
      ? h("span", { class: "faint" }, words.nothingPublished)
      : [String(dataset.revision), dataset.published_at ? h("span", { class: "under" }, date(dataset.published_at.slice(0, 10))) : null],
  ];
  return h(
    "tr",
    {},
    h(
      "th",
      { scope: "row" },
      h("a", { href: `/datasets/${encodeURIComponent(dataset.slug)}` }, dataset.title),
      h("span", { class: "under" }, dataset.publisher),
      h("span", { class: "under" }, firstSentence(dataset.licence)),
    ),
    // On a phone a row becomes a block, and each fact carries its own name.
    facts.map((fact, at) => h("td", { class: "text", "data-name": FACTS[at] }, h("div", {}, fact))),
  );
}
