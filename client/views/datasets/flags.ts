import type { Kind } from "../../../server/domain/dataset";
import { type Child, h } from "../../dom";

/** What a publisher's totals include; where it does not say, that is said. */
export function flag(value: boolean | null): Child {
  if (value === null) return h("span", { class: "flag-unknown" }, h("span", { class: "mark hatched" }), "not stated");
  return value ? h("b", {}, "yes") : h("span", { class: "faint" }, "no");
}

export function kindWords(kind: Kind): string {
  return kind === "figures" ? "Published figures" : "Incidents";
}
