import { h } from "../dom";
import type { Option } from "./select";

export interface Checks {
  element: HTMLElement;
  readonly value: string[];
  set(values: readonly string[]): void;
  onPick(listener: (values: string[]) => void): void;
}

/** A choice of several. None ticked means all. */
export function checks(label: string, options: readonly Option[]): Checks {
  let listener: (values: string[]) => void = () => {};
  const boxes = options.map((option) => h("input", { type: "checkbox", value: option.value, onchange: () => listener(ticked()) }));
  const ticked = () => boxes.filter((box) => box.checked).map((box) => box.value);
  return {
    element: h(
      "fieldset",
      { class: "checks" },
      h("legend", {}, label),
      h(
        "div",
        { class: "checks-list" },
        boxes.map((box, at) => h("label", { class: "check" }, box, options[at]?.label ?? "")),
      ),
    ),
    get value() {
      return ticked();
    },
    set(values) {
      for (const box of boxes) box.checked = values.includes(box.value);
    },
    onPick(next) {
      listener = next;
    },
  };
}
