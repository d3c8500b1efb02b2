import type { Dataset } from "../../server/domain/dataset";
import type { Import } from "../api";
import { h } from "../dom";
import { plural } from "../format";

/** The end: what is public now, and where to see it. */
export function resultScreen(report: Import, dataset: Dataset): HTMLElement {
  const path = `/datasets/${encodeURIComponent(dataset.slug)}`;
  const explore = `/explore?dataset=${encodeURIComponent(dataset.slug)}&measure=fatalities&by=quarter,province`;
  const title = report.unchanged ? "This file is already published" : `Published as revision ${report.revision ?? ""}`;
  const words = report.unchanged
    ? "The dataset already says exactly this; no revision was made."
    : `${plural(report.rows.accepted, "row")} of ${report.file_name ?? "the file"} are public now. Earlier revisions stay readable, and any of them can be restored.`;
  return h(
    "div",
    { class: "result" },
    h("h1", {}, title),
    h("p", { class: "deck" }, words),
    h(
      "p",
      { class: "actions" },
      h("a", { class: "button", href: explore }, "See it in Explore"),
      h("a", { class: "button", href: path }, "The dataset’s page"),
    ),
  );
}
