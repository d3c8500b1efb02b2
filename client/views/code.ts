import { type Child, h } from "../dom";

/** A text whose period codes do not break at their dash at the end of a line. */
export function withCodes(text: string): Child[] {
  return text.split(/(\d{4}-(?:Q\d|\d{2}(?:\/\d{4}-\d{2})?))/).map((part, at) => (at % 2 === 1 ? h("span", { class: "code" }, part) : part));
}
