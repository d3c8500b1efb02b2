import { fill, h } from "../dom";
import * as words from "../words/upload";

export type Step = 0 | 1 | 2 | 3;

export interface Steps {
  element: HTMLElement;
  /** Marks where the reader is; those in `open` can be gone back to. */
  at(step: Step, open: readonly Step[]): void;
}

/** The four steps; those already gone lead back. */
export function stepList(goTo: (step: Step) => void): Steps {
  const names = words.stepNames;
  const items = names.map((name, at) => h("li", {}, `${at + 1} ${name}`));
  return {
    element: h("ol", { class: "steps", "aria-label": words.steps }, items),
    at(step, open) {
      for (const [at, item] of items.entries()) {
        const name = `${at + 1} ${names[at]}`;
        const isOpen = at !== step && open.some((one) => one === at);
        fill(item, isOpen ? h("button", { type: "button", class: "plain", onclick: () => goTo(at as Step) }, name) : name);
        if (at === step) item.setAttribute("aria-current", "step");
        else item.removeAttribute("aria-current");
      }
    },
  };
}

/** A new screen begins at its title, for the eye and for a screen reader. */
export function focusTitle(stage: HTMLElement): void {
  const title = stage.querySelector("h1");
  if (title === null) return;
  title.tabIndex = -1;
  title.focus({ preventScroll: true });
  scrollTo(0, 0);
}
