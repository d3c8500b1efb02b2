import { type Child, h } from "../dom";
import { type Keyed, keyItems, type Sign } from "./key-items";

/** The key of a chart as elements of the page. */
export function chartKey(plate: Keyed): Child[] {
  return keyItems(plate).map(({ sign, words, names }) =>
    h("span", { class: names ? "key-item of-series" : "key-item" }, sign && mark(sign.kind, sign.colour), words),
  );
}

export function mark(kind: Sign["kind"], token: string): HTMLElement {
  const element = h("span", { class: `mark ${kind}` });
  if (kind !== "dotted" && kind !== "line") element.style.setProperty("--hue", `var(--${token})`);
  return element;
}
