import type { IncidentAnswer } from "../../api";
import { fill, h } from "../../dom";
import { wholeAddress } from "../../state";
import * as words from "../../words/incident";

/** How to name this page so that it can be found again: the citation with its lasting address, and the same as data. */
export function citeSection({ dataset, address }: IncidentAnswer): HTMLElement {
  const lasting = wholeAddress(address);
  const citation = dataset.citation.replace(address, lasting);
  const told = h("p", { class: "note", role: "status" });
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(citation);
      fill(told, words.citationCopied);
    } catch {
      fill(told, words.theClipboardIsClosed);
    }
  };
  return h(
    "section",
    { class: "section quiet cite" },
    h("h2", {}, words.citeThisPage),
    h("p", { class: "citation" }, citation),
    h(
      "p",
      { class: "listing-away" },
      h("button", { type: "button", onclick: () => void copy() }, words.copyCitation),
      h("a", { href: address }, words.lastingAddressRevision(dataset.revision)),
      h("a", { href: `/api/incident?${address.slice(address.indexOf("?") + 1)}` }, words.json),
    ),
    told,
  );
}
