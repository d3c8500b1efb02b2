import type { Dataset } from "../../server/domain/dataset";
import type { ImportMode } from "../../server/domain/report";
import { fill, h } from "../dom";
import { segments } from "../inputs/segments";
import * as say from "../words/upload-review";
import type { Change, Panel } from "./draft";

const WORDS: Record<ImportMode, string> = {
  replace: say.theFileBecomesThe,
  append: say.theRowsAreAdded,
  update: say.incidentsAreKnownBy,
};

/** What the file does to the rows there are. Only incidents have numbers of their own to be updated by. */
export function modeChoice(dataset: Dataset, change: Change): Panel {
  const mode = segments<ImportMode>(say.whatTheFileDoes);
  const words = h("p", { class: "hint", role: "status" });
  const complete = h("input", { type: "checkbox" });
  complete.addEventListener("change", () => change({ complete: complete.checked }));
  const completeLabel = h("label", { class: "check" }, complete, h("span", {}, say.theFileIsComplete));
  mode.onPick((picked) => change({ mode: picked }));
  return {
    element: h("div", { class: "mode" }, mode.element, words, completeLabel),
    show({ choices }) {
      mode.offer(
        [
          { value: "replace", label: say.replaces, off: false },
          { value: "append", label: say.adds, off: false },
          ...(dataset.kind === "incidents" ? [{ value: "update" as const, label: say.updates, off: dataset.revision === null }] : []),
        ],
        choices.mode,
      );
      if (words.textContent !== WORDS[choices.mode]) fill(words, WORDS[choices.mode]);
      complete.checked = choices.complete;
      completeLabel.hidden = choices.mode !== "update";
    },
  };
}
