import { h } from "../dom";

/** A bar beside its number in a table, as wide as its share of the most; of nothing known, and of zero, there is none. */
export function bar(value: number | null | undefined, most: number, colour: string, hatched = false): HTMLElement | null {
  if (value === null || value === undefined || value <= 0) return null;
  const inner = h("span", { class: hatched ? "unsplit" : "" });
  inner.style.width = `${(value / most) * 100}%`;
  inner.style.setProperty("--hue", `var(--${colour})`);
  return h("span", { class: "bar", "aria-hidden": "true" }, inner);
}
