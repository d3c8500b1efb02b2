import { freshId, h } from "../dom";
import * as texts from "../words/controls";

export interface Fold {
  element: HTMLElement;
  /** What is chosen, in a few words: it stands in place of the controls where they are folded. */
  say(words: string): void;
}

/** Controls that a phone shows as one line of words until somebody wants to change them. */
export function fold(controls: HTMLElement): Fold {
  const words = h("span", { class: "fold-words" });
  controls.id ||= freshId("controls");
  const opener = h(
    "button",
    {
      type: "button",
      class: "toggle",
      "aria-expanded": "false",
      "aria-controls": controls.id,
      onclick: () => {
        const open = controls.classList.toggle("open");
        opener.setAttribute("aria-expanded", String(open));
        opener.textContent = open ? "Done" : "Change";
      },
    },
    texts.change,
  );
  controls.classList.add("foldable");
  return {
    element: h("div", { class: "fold no-print" }, h("div", { class: "fold-line" }, words, opener), controls),
    say(text) {
      words.textContent = text;
    },
  };
}
