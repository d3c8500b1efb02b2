import { fill, freshId, h, unbroken } from "../dom";
import { closeControls, openControls } from "../words/controls";
import { disclosure } from "./disclosure";

export interface Fold {
  element: HTMLElement;
  /** What is chosen, in a few words: it stands in place of the controls where they are folded. */
  say(words: string): void;
}

/** Controls that a phone shows as one line of words until somebody wants to change them. */
export function fold(controls: HTMLElement): Fold {
  const words = h("span", { class: "fold-words" });
  controls.id ||= freshId("controls");
  controls.classList.add("foldable");
  const { button } = disclosure(controls, () => openControls, closeControls);
  return {
    element: h("div", { class: "fold no-print" }, h("div", { class: "fold-line" }, words, button), controls),
    say(text) {
      fill(words, unbroken(text));
    },
  };
}
