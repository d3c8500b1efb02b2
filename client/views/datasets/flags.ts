import type { Kind } from "../../../server/domain/dataset";
import { type Child, h } from "../../dom";
import * as words from "../../words/datasets";

/** What a publisher's totals include; where it does not say, that is said. */
export function flag(value: boolean | null): Child {
  if (value === null) return h("span", { class: "flag-unknown" }, h("span", { class: "mark hatched" }), words.notStated);
  return value ? h("b", {}, words.yes) : h("span", { class: "faint" }, words.no);
}

export function kindWords(kind: Kind): string {
  return kind === "figures" ? words.publishedFigures : words.incidents;
}
