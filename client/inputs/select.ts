import { freshId, h } from "../dom";

export interface Option {
  value: string;
  label: string;
}

export interface Select {
  element: HTMLElement;
  readonly value: string;
  /** The words of what is chosen. */
  readonly label: string;
  /** New choices or another choice; the element stays, so the keyboard stays on it. */
  offer(options: readonly Option[], value: string): void;
  onPick(listener: (value: string) => void): void;
}

/** A labelled choice of one. */
export function select(label: string): Select {
  const id = freshId("select");
  // Each choice runs the way its own words do: a period keeps its order among words written from right to left.
  const input = h("select", { id });
  let offered = "";
  return {
    element: h("div", { class: "field" }, h("label", { for: id }, label), input),
    get value() {
      return input.value;
    },
    get label() {
      return input.selectedOptions[0]?.label ?? "";
    },
    offer(options, value) {
      const key = JSON.stringify(options);
      if (key !== offered) {
        offered = key;
        input.replaceChildren(...options.map((option) => h("option", { value: option.value, dir: "auto" }, option.label)));
      }
      input.value = value;
    },
    onPick(listener) {
      input.addEventListener("change", () => listener(input.value));
    },
  };
}
