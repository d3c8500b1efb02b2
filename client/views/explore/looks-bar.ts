import { LOOKS, type Look } from "../../../server/domain/drawing";
import { fill, h } from "../../dom";
import { segments } from "../../inputs/segments";
import * as say from "../../words/explore-looks";
import { change } from "./address";
import type { Findings } from "./load";
import { lookOf, refusals } from "./offers";

export interface LooksBar {
  element: HTMLElement;
  instead: HTMLElement;
  show(found: Findings): void;
}

/** How an answer is shown; what would mislead is off, and why stands beside it. */
export function looksBar(): LooksBar {
  const look = segments<Look>(say.shownAs);
  const why = h("ul");
  const reasons = h("details", { class: "why" }, h("summary", {}, say.whyNot), why);
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
          label: value === "columns" ? columnsOf(found) : say.looks[value],
          off: refused.some((one) => one.look === value),
        })),
        lookOf(found),
      );
      fill(
        why,
        refused.map((one) => h("li", {}, h("b", {}, say.looks[one.look]), say.reason(one.why))),
      );
      reasons.classList.toggle("none", refused.length === 0);
      // Columns are what an address means that asks for no look: nobody missed them.
      const missed = found.look === "columns" ? undefined : refused.find((one) => one.look === found.look);
      fill(instead, missed ? say.notDrawn(missed.look, missed.why) : "");
    },
  };
}

/** What columns are called: of members without time they lie on their side, of parts they stand on each other. */
const columnsOf = ({ time, category, stackable }: Findings) => (time === null && category !== null ? say.bars : stackable ? say.stacked : say.looks.columns);
