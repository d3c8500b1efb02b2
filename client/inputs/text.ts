import { freshId, h } from "../dom";

interface Options {
  required?: boolean;
  placeholder?: string;
  pattern?: string;
  hint?: string;
  long?: boolean;
  secret?: boolean;
}

export interface Text {
  element: HTMLElement;
  input: HTMLInputElement | HTMLTextAreaElement;
  readonly value: string;
  set(value: string): void;
}

/** A labelled line of text, or a few lines. */
export function text(label: string, { required, placeholder, pattern, hint, long, secret }: Options = {}): Text {
  const id = freshId("text");
  const described = hint ? { "aria-describedby": `${id}-hint` } : {};
  const input = long
    ? h("textarea", { id, rows: 3, required, placeholder, ...described })
    : h("input", { id, type: secret ? "password" : "text", required, placeholder, pattern, autocomplete: "off", spellcheck: "false", ...described });
  return {
    element: h(
      "div",
      { class: long ? "field wide" : "field" },
      h("label", { for: id }, label),
      input,
      hint && h("span", { class: "hint", id: `${id}-hint` }, hint),
    ),
    input,
    get value() {
      return input.value.trim();
    },
    set(value) {
      input.value = value;
    },
  };
}
