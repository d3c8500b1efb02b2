import { BEST_RULE_WORDS } from "../../../server/domain/dataset";
import { readDataset, readRevisions } from "../../api";
import { type Child, h } from "../../dom";
import { number } from "../../format";
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
      h("nav", { class: "crumbs", "aria-label": "Path" }, h("a", { href: "/datasets" }, "Datasets"), " / ", dataset.title),
      h(
        "div",
        { class: "opening" },
        h("div", {}, h("h1", {}, dataset.title), h("p", { class: "deck" }, dataset.publisher)),
        h(
          "div",
          { class: "actions" },
          dataset.revision !== null && h("a", { class: "button", href: `/explore?dataset=${encodeURIComponent(slug)}&measure=fatalities&by=year` }, "Explore"),
          dataset.kind === "incidents" &&
            dataset.sharing === "rows" &&
            dataset.revision !== null &&
            h("a", { class: "button", href: `/incidents?dataset=${encodeURIComponent(slug)}` }, "Incidents"),
          h("a", { class: "button", href: `${path}/upload` }, "Upload a file"),
        ),
      ),
      notices(slug),
      h(
        "section",
        { class: "section about" },
        h("div", {}, h("h2", {}, "What it counts"), h("p", { class: "methodology" }, dataset.methodology || "The publisher’s method is not described yet.")),
        h(
          "dl",
          { class: "facts" },
          fact("Kind", kindWords(dataset.kind)),
          fact("Militants counted", flag(dataset.counts_militants)),
          fact("Operations counted", flag(dataset.counts_operations)),
          fact("Wounded counted", flag(dataset.counts_injured)),
          fact("Coverage", dataset.coverage ?? "not stated: a period without rows is unknown, not zero"),
          fact("Rows", span === null ? number(counts.rows) : `${number(counts.rows)}, ${span.from} to ${span.to}`),
          dataset.kind === "incidents" && fact("Of several reports", BEST_RULE_WORDS[dataset.best_rule]),
          fact("Licence", dataset.licence),
          fact("Rows given away", dataset.sharing === "rows" ? "yes" : "no, aggregates only"),
          dataset.homepage &&
            /^https?:\/\//.test(dataset.homepage) &&
            fact("Home page", h("a", { href: dataset.homepage, target: "_blank", rel: "noreferrer" }, dataset.homepage)),
        ),
      ),
      h(
        "section",
        { class: "section" },
        h("h2", {}, "Revisions"),
        h("p", { class: "deck" }, "Nothing published is erased: each state keeps its number and its address."),
        revisions.length === 0
          ? h(
              "div",
              { class: "empty" },
              h("p", {}, "Nothing is published yet."),
              h("p", {}, h("a", { href: `${path}/upload` }, "Upload a file"), " and publish it."),
            )
          : revisionTimeline(dataset, revisions),
      ),
    ],
  };
}
