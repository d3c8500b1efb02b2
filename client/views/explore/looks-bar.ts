import { LOOKS, type Look } from "../../../server/domain/drawing";
import { fill, h } from "../../dom";
import { segments } from "../../inputs/segments";
import { change } from "./address";
import type { Findings } from "./load";
import { lookOf, refusals } from "./offers";

const LOOK_WORDS: Record<Look, string> = {
  line: "Line",
  columns: "Columns",
  share: "100%",
  panels: "Panels",
  range: "Range",
  change: "Change",
  map: "Map",
  table: "Table",
};
const WORDS = {
  look: "Shown as",
  stacked: "Stacked",
  why: "Why not the others?",
  refused: (look: Look, why: string) => `${LOOK_WORDS[look]} is not drawn: ${why}.`,
};

export interface LooksBar {
  element: HTMLElement;
  instead: HTMLElement;
  show(found: Findings): void;
}

/** How an answer is shown; what would mislead is off, and why stands beside it. */
export function looksBar(): LooksBar {
  const look = segments<Look>(WORDS.look);
  const why = h("ul");
  const reasons = h("details", { class: "why" }, h("summary", {}, WORDS.why), why);
  const instead = h("p", { class: "note instead", role: "status" });
  look.onPick((value) => change({}, value));
  return {
    element: h("div", { class: "looks" }, look.element, reasons),
    instead,
    show(found) {
      const refused = refusals(found);
      look.offer(
        LOOKS.map((value) => ({
          value,
          label: value === "columns" && found.stackable ? WORDS.stacked : LOOK_WORDS[value],
          off: refused.some((one) => one.look === value),
        })),
        lookOf(found),
      );
      fill(
        why,
        refused.map((one) => h("li", {}, h("b", {}, LOOK_WORDS[one.look]), `: ${one.why}.`)),
      );
      reasons.classList.toggle("none", refused.length === 0);
      const missed = refused.find((one) => one.look === found.look);
      fill(instead, missed ? WORDS.refused(missed.look, missed.why) : "");
    },
  };
}
