import { fill, h } from "../dom";
import * as say from "../words/upload-publish";
import { paceOf } from "./pace";

export interface ProgressBar {
  element: HTMLElement;
  /** `part` from 0 to 1; null where it cannot be told. */
  tell(phase: string, part: number | null, words: string): void;
  hide(): void;
}

/** How often a screen reader hears of it, in milliseconds. */
const SPOKEN = 4000;

/** A bar with what is done, how much and how long it still takes, and a way to stop it. The live region hears of a new phase at once and else seldom. */
export function progressBar(label: string, stop?: () => void): ProgressBar {
  const bar = h("progress", { max: 1, "aria-label": label });
  const line = h("p", { class: "note" });
  const spoken = h("p", { class: "unseen", role: "status" });
  const element = h(
    "div",
    { class: "progress", hidden: true },
    bar,
    h("div", { class: "progress-foot" }, line, stop && h("button", { type: "button", class: "plain", onclick: stop }, say.cancel)),
    spoken,
  );
  let [phaseSaid, saidAt] = ["", 0];
  let pace = paceOf();
  return {
    element,
    tell(phase, part, words) {
      element.hidden = false;
      if (part === null) bar.removeAttribute("value");
      else bar.value = part;
      const now = performance.now();
      const left = pace.left(part, now);
      const said = `${phase}: ${words}${left === null ? "" : `, ${left}`}`;
      fill(line, said);
      if (phase === phaseSaid && now - saidAt < SPOKEN) return;
      [phaseSaid, saidAt] = [phase, now];
      fill(spoken, said);
    },
    hide() {
      element.hidden = true;
      phaseSaid = "";
      pace = paceOf();
      fill(spoken);
    },
  };
}
