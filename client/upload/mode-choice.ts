import type { Dataset } from "../../server/domain/dataset";
import type { ImportMode } from "../../server/domain/report";
import { fill, h } from "../dom";
import { segments } from "../inputs/segments";
import type { Change, Panel } from "./draft";

const WORDS: Record<ImportMode, string> = {
  replace: "The file becomes the whole dataset. Earlier rows stay in the earlier revisions.",
  append: "The rows are added to those there are.",
  update: "Incidents are known by their own number: new ones are added, changed ones replaced, the others stay.",
};

/** What the file does to the rows there are. Only incidents have numbers of their own to be updated by. */
export function modeChoice(dataset: Dataset, change: Change): Panel {
  const mode = segments<ImportMode>("What the file does");
  const words = h("p", { class: "hint", role: "status" });
  const complete = h("input", { type: "checkbox" });
  complete.addEventListener("change", () => change({ complete: complete.checked }));
  const completeLabel = h("label", { class: "check" }, complete, h("span", {}, "The file is complete: incidents it does not name are withdrawn"));
  mode.onPick((picked) => change({ mode: picked }));
  return {
    element: h("div", { class: "mode" }, mode.element, words, completeLabel),
    show({ choices }) {
      mode.offer(
        [
          { value: "replace", label: "Replaces", off: false },
          { value: "append", label: "Adds", off: false },
          ...(dataset.kind === "incidents" ? [{ value: "update" as const, label: "Updates", off: dataset.revision === null }] : []),
        ],
        choices.mode,
      );
      if (words.textContent !== WORDS[choices.mode]) fill(words, WORDS[choices.mode]);
      complete.checked = choices.complete;
      completeLabel.hidden = choices.mode !== "update";
    },
  };
}
