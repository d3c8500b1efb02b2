import type { Dataset, Revision } from "../../../server/domain/dataset";
import { type Child, fill, freshId, h } from "../../dom";
import { date, plural } from "../../format";
import * as plurals from "../../words/plurals";
import * as say from "../../words/revisions";
import { diffPanel } from "./diff";
import { restoreForm } from "./restore";

const ACTIONS: Record<string, string> = { replace: say.allRowsReplaced, append: say.rowsAdded, update: say.incidentsUpdated };

/** Every state the dataset was published in, the latest first: who, when, from which file; to look at, compare or publish again. */
export function revisionTimeline(dataset: Dataset, revisions: readonly Revision[]): HTMLElement {
  return h(
    "ol",
    { class: "timeline", reversed: true },
    revisions.map((revision) => entry(dataset, revision)),
  );
}

function entry(dataset: Dataset, revision: Revision): HTMLElement {
  const { revision: number, published_at, published_by, rows } = revision;
  const isCurrent = number === dataset.revision;
  const pinned = `/explore?dataset=${encodeURIComponent(dataset.slug)}&measure=fatalities&by=year&revision=${number}`;
  const panel = h("div", { class: "timeline-panel", id: freshId("revision"), hidden: true });
  let open: HTMLButtonElement | null = null;
  const opener = (words: string, make: (shut: () => void) => HTMLElement) => {
    const button = h(
      "button",
      { type: "button", class: "plain", "aria-expanded": "false", "aria-controls": panel.id, "aria-label": say.ofRevision(words, number) },
      words,
    );
    const shut = () => {
      panel.hidden = true;
      open?.setAttribute("aria-expanded", "false");
      open = null;
      button.focus();
    };
    button.addEventListener("click", () => {
      if (open === button) return shut();
      open?.setAttribute("aria-expanded", "false");
      open = button;
      button.setAttribute("aria-expanded", "true");
      fill(panel, make(shut));
      panel.hidden = false;
    });
    return button;
  };
  return h(
    "li",
    { class: isCurrent ? "current" : "" },
    h("p", { class: "timeline-number" }, h("a", { href: pinned }, say.numberedRevision(number)), isCurrent && h("span", { class: "faint" }, say.inForce)),
    h(
      "div",
      {},
      h("p", {}, whatHappened(revision)),
      h("p", { class: "note" }, say.utcBy(date(published_at.slice(0, 10)), published_at.slice(11, 16), published_by, plural(rows, plurals.row))),
      h(
        "p",
        { class: "ways" },
        number > 1 && opener(say.whatChanged, () => diffPanel(dataset, number)),
        !isCurrent && opener(say.restore, (shut) => restoreForm(dataset, number, shut)),
      ),
      panel,
    ),
  );
}

function whatHappened({ action, restored_from, mode, file_name }: Revision): Child {
  if (action === "restore") return say.revisionPublishedAgain(restored_from ?? "");
  return [ACTIONS[mode ?? ""] ?? say.published, say.fromFile, file_name ? h("span", { class: "mono" }, file_name) : say.aFileWithoutA];
}
