import type { IncidentAnswer } from "../../api";
import { fill, h } from "../../dom";

/** How to name this page so that it can be found again: the citation with its lasting address, and the same as data. */
export function citeSection({ dataset, address }: IncidentAnswer): HTMLElement {
  const lasting = new URL(address, location.href).href;
  const citation = dataset.citation.replace(address, lasting);
  const told = h("p", { class: "note", role: "status" });
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(citation);
      fill(told, "Citation copied.");
    } catch {
      fill(told, "The clipboard is closed to this page: select the citation and copy it by hand.");
    }
  };
  return h(
    "section",
    { class: "section quiet cite" },
    h("h2", {}, "Cite this page"),
    h("p", { class: "citation" }, citation),
    h(
      "p",
      { class: "listing-away" },
      h("button", { type: "button", onclick: () => void copy() }, "Copy citation"),
      h("a", { href: address }, `Lasting address, revision ${dataset.revision}`),
      h("a", { href: `/api/incident?${address.slice(address.indexOf("?") + 1)}` }, "JSON"),
    ),
    told,
  );
}
