import { findTerms, parseSearch, type Term } from "../../../server/domain/search";
import { type Child, h } from "../../dom";

export function termsOf(q: string): readonly Term[] {
  const terms = q === "" ? [] : parseSearch(q);
  return "fault" in terms ? [] : terms;
}

/** A text with what the search found in it marked. */
export function marked(text: string, terms: readonly Term[]): Child {
  const found = findTerms(text, terms);
  if (found.length === 0) return text;
  return found.flatMap(([from, to], at): Child[] => [
    text.slice(found[at - 1]?.[1] ?? 0, from),
    h("mark", {}, text.slice(from, to)),
    at === found.length - 1 ? text.slice(to) : "",
  ]);
}

/** How much of a long text stands before what was found in it, so that a line or two show it. */
const BEFORE = 40;

/** A long text from a little before the first thing found in it. */
export function snippet(text: string, terms: readonly Term[]): Child {
  const first = findTerms(text, terms)[0]?.[0] ?? 0;
  if (first <= 2 * BEFORE) return marked(text, terms);
  const start = text.indexOf(" ", first - BEFORE) + 1;
  return ["… ", marked(text.slice(start > 0 && start <= first ? start : first), terms)];
}
