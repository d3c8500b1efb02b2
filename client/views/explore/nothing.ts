import { parsePeriod } from "../../../server/domain/period";
import { memberLabel } from "../../charts/plot";
import { type Child, h, unbroken } from "../../dom";
import * as say from "../../words/explore";
import { explorationHref } from "./address";
import { asked } from "./finding";
import type { Findings } from "./load";

/** Of what nothing is known: that it is so, and what to ask instead. */
export function nothingWords(found: Findings): HTMLElement {
  return h("div", { class: "empty" }, h("p", {}, unbroken(say.nothingKnown(asked(found)))), h("p", {}, insteadOf(found)));
}

function insteadOf({ query, look, card }: Findings): Child {
  const [first, last] = [parsePeriod(card.span?.from ?? ""), parsePeriod(card.span?.to ?? "")];
  const isBefore = first !== null && query.to !== null && query.to.end <= first.start;
  const isAfter = last !== null && query.from !== null && query.from.start >= last.end;
  if (isBefore || isAfter) {
    const all = explorationHref({ query: { ...query, from: null, to: null }, look });
    return [unbroken(say.rowsLieBetween(first?.label ?? "", last?.label ?? "")), h("a", { href: all }, say.seeAllPeriods), "."];
  }
  // A publisher may print its figures for one kind of incident only, and nothing of all kinds together.
  const kinds = Object.keys(query.filters).length > 0 ? [] : (card.members.incident_type ?? []);
  if (kinds.length === 0) return say.nothingKnownRemedy;
  const narrowed = (kind: string) => explorationHref({ query: { ...query, filters: { incident_type: [kind] } }, look });
  return [say.printedOnlyFor, kinds.slice(0, 4).map((kind, at) => [at > 0 && ", ", h("a", { href: narrowed(kind) }, memberLabel("incident_type", kind))]), "."];
}
