import { freshId, h } from "../dom";

export interface Segment<T extends string> {
  value: T;
  label: string;
  off: boolean;
}

export interface Segments<T extends string> {
  element: HTMLElement;
  readonly value: T | null;
  offer(options: readonly Segment<T>[], value: T): void;
  onPick(listener: (value: T) => void): void;
}

/** A choice of one among few, all in sight: radio buttons that look like one bar. */
export function segments<T extends string>(label: string): Segments<T> {
  const name = freshId("segments");
  const bar = h("div", { class: "segments", role: "radiogroup", "aria-labelledby": `${name}-label` });
  const inputs = new Map<T, { input: HTMLInputElement; words: HTMLElement }>();
  let listener: (value: T) => void = () => {};
  return {
    element: h("div", { class: "field shown-as" }, h("span", { class: "label", id: `${name}-label` }, label), bar),
    get value() {
      for (const [value, { input }] of inputs) if (input.checked) return value;
      return null;
    },
    offer(options, value) {
      for (const option of options) {
        let known = inputs.get(option.value);
        if (known === undefined) {
          const input = h("input", { type: "radio", name, value: option.value, onchange: () => listener(option.value) });
          known = { input, words: h("span") };
          inputs.set(option.value, known);
          bar.append(h("label", {}, input, known.words));
        }
        known.words.textContent = option.label;
        known.input.disabled = option.off;
        known.input.checked = option.value === value;
      }
    },
    onPick(next) {
      listener = next;
    },
  };
}
