import type { Dataset } from "../../server/domain/dataset";
import type { Import } from "../api";
import { h } from "../dom";
import { plural } from "../format";
import * as plurals from "../words/plurals";
import * as say from "../words/upload-publish";

/** The end: what is public now, and where to see it. */
export function resultScreen(report: Import, dataset: Dataset): HTMLElement {
  const path = `/datasets/${encodeURIComponent(dataset.slug)}`;
  const explore = `/explore?dataset=${encodeURIComponent(dataset.slug)}&measure=fatalities&by=quarter,province`;
  const title = report.unchanged ? say.thisFileIsAlready : say.publishedAsRevision(report.revision ?? "");
  const words = report.unchanged
    ? say.theDatasetAlreadySays
    : say.ofArePublicNow(plural(report.rows.accepted, plurals.row), report.file_name ?? say.fileNotNamed);
  return h(
    "div",
    { class: "result" },
    h("h1", {}, title),
    h("p", { class: "deck" }, words),
    h("p", { class: "actions" }, h("a", { class: "button", href: explore }, say.seeItInExplore), h("a", { class: "button", href: path }, say.theDatasetsPage)),
  );
}
