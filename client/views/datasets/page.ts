import { BEST_RULE_WORDS } from "../../../server/domain/dataset";
import { readDataset, readRevisions } from "../../api";
import { type Child, h } from "../../dom";
import { number } from "../../format";
import * as words from "../../words/datasets";
import { flag, kindWords } from "./flags";
import type { Face } from "./list";
import { notices } from "./notices";
import { revisionTimeline } from "./revisions";

/** One dataset: what it counts, how it came here, and every state it was published in. */
export async function datasetPage(slug: string, signal: AbortSignal): Promise<Face> {
  const [card, { revisions }] = await Promise.all([readDataset(slug, signal), readRevisions(slug, signal)]);
  const { dataset, counts, span } = card;
  const fact = (name: string, value: Child) => h("div", {}, h("dt", {}, name), h("dd", {}, value));
  const path = `/datasets/${encodeURIComponent(slug)}`;
  return {
    shown: { title: dataset.title, stamp: { title: dataset.title, revision: dataset.revision, publishedAt: dataset.published_at } },
    content: [
      h("nav", { class: "crumbs", "aria-label": words.path }, h("a", { href: "/datasets" }, words.datasets), " / ", dataset.title),
      h(
        "div",
        { class: "opening" },
        h("div", {}, h("h1", {}, dataset.title), h("p", { class: "deck" }, dataset.publisher)),
        h(
          "div",
          { class: "actions" },
          dataset.revision !== null &&
            h("a", { class: "button", href: `/explore?dataset=${encodeURIComponent(slug)}&measure=fatalities&by=year` }, words.explore),
          dataset.kind === "incidents" &&
            dataset.sharing === "rows" &&
            dataset.revision !== null &&
            h("a", { class: "button", href: `/incidents?dataset=${encodeURIComponent(slug)}` }, words.incidents),
          h("a", { class: "button", href: `${path}/upload` }, words.uploadAFile),
        ),
      ),
      notices(slug),
      h(
        "section",
        { class: "section about" },
        h("div", {}, h("h2", {}, words.whatItCounts), h("p", { class: "methodology" }, dataset.methodology || words.thePublishersMethodIs)),
        h(
          "dl",
          { class: "facts" },
          fact(words.kind, kindWords(dataset.kind)),
          fact(words.militantsCounted, flag(dataset.counts_militants)),
          fact(words.operationsCounted, flag(dataset.counts_operations)),
          fact(words.woundedCounted, flag(dataset.counts_injured)),
          fact(words.coverage, dataset.coverage ?? words.notStatedAPeriod),
          fact(words.rows, span === null ? number(counts.rows) : `${number(counts.rows)}, ${words.spanOf(span.from, span.to)}`),
          dataset.kind === "incidents" && fact(words.ofSeveralReports, BEST_RULE_WORDS[dataset.best_rule]),
          fact(words.licence, dataset.licence),
          fact(words.rowsGivenAway, dataset.sharing === "rows" ? words.yes : words.aggregatesOnly),
          dataset.homepage &&
            /^https?:\/\//.test(dataset.homepage) &&
            fact(words.homePage, h("a", { href: dataset.homepage, target: "_blank", rel: "noreferrer" }, dataset.homepage)),
        ),
      ),
      h(
        "section",
        { class: "section" },
        h("h2", {}, words.revisions),
        h("p", { class: "deck" }, words.nothingPublishedIsErased),
        revisions.length === 0
          ? h(
              "div",
              { class: "empty" },
              h("p", {}, words.nothingIsPublishedYet),
              h("p", {}, h("a", { href: `${path}/upload` }, words.uploadAFile), words.andPublishIt),
            )
          : revisionTimeline(dataset, revisions),
      ),
    ],
  };
}
