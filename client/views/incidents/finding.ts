import { number, plural } from "../../format";
import * as words from "../../words/incidents";
import * as plurals from "../../words/plurals";
import type { Listed } from "./load";

/** The title: how many incidents, and what they cost; a blank is said so and never read as zero. */
export function listingFinding({ facets: { totals }, listing }: Listed): string {
  if (totals.rows === 0) return words.noRowMatches;
  const people = [
    totals.fatalities === null ? "" : words.killedCount(plural(totals.fatalities, plurals.person)),
    totals.injured === null ? "" : words.woundedCount(number(totals.injured)),
  ].filter(Boolean);
  const incidents = plural(totals.incidents, plurals.incident);
  const opening = listing.every && totals.rows !== totals.incidents ? words.incidentsIn(incidents, plural(totals.rows, plurals.report)) : incidents;
  return [opening, ...people].join(", ");
}

/** What the sums leave out: rows that give no number. */
export function blankWords({ facets: { totals } }: Listed): string {
  const parts = [
    totals.fatalities_blank > 0 ? words.notSayHowMany(plural(totals.fatalities_blank, words.rowDoes)) : "",
    totals.injured_blank > 0 ? words.notSayHowManyWere(plural(totals.injured_blank, plurals.does)) : "",
  ].filter(Boolean);
  return parts.length === 0 ? "" : words.leftOutOfThe(parts.join(", "));
}
