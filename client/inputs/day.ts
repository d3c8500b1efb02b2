import { freshId, h } from "../dom";

export interface DayInput {
  element: HTMLElement;
  set(day: string): void;
  /** A whole day, or `` where it was cleared. */
  onPick(listener: (day: string) => void): void;
}

/** A labelled day. A day half typed is not picked. */
export function dayInput(label: string): DayInput {
  const id = freshId("day");
  const input = h("input", { id, type: "date", min: "1990-01-01", max: "2099-12-31" });
  return {
    element: h("div", { class: "field" }, h("label", { for: id }, label), input),
    set(day) {
      if (input.value !== day) input.value = day;
    },
    onPick(listener) {
      input.addEventListener("change", () => {
        if (input.validity.valid) listener(input.value);
      });
    },
  };
}
