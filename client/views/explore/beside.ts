import { isMeasure, MEASURE_NAMES, MEASURES } from "../../../server/domain/measure";
import { h } from "../../dom";
import { type Checks, checks } from "../../inputs/checks";
import { besideIt } from "../../words/explore-more";
import { change, here } from "./address";
import type { Findings } from "./load";

export interface Beside {
  element: HTMLElement;
  show(found: Findings): void;
}

/** The measures shown beside the first: a box each, for any number of them. */
export function besideControl(): Beside {
  const element = h("div", { class: "beside" });
  let boxes: Checks | null = null;
  let offered = "";
  return {
    element,
    show({ card, query }) {
      const [first, ...beside] = query.measure;
      const others = card.measures.filter(isMeasure).filter((name) => name !== first);
      element.hidden = others.length === 0;
      // Built once for a choice, so that the keyboard stays on its box.
      if (boxes === null || offered !== others.join()) {
        offered = others.join();
        boxes = checks(
          besideIt,
          others.map((value) => ({ value, label: MEASURES[value].short })),
        );
        boxes.onPick((values) => {
          const asked = here().query.measure.slice(0, 1);
          change({ measure: [...asked, ...MEASURE_NAMES.filter((name) => values.includes(name) && !asked.includes(name))] });
        });
        element.replaceChildren(boxes.element);
      }
      boxes.set(beside);
    },
  };
}
