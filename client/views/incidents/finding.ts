import { plural } from "../../format";
import type { Listed } from "./load";

/** The title: how many incidents, and what they cost; a blank is said so and never read as zero. */
export function listingFinding({ facets: { totals }, listing }: Listed): string {
  if (totals.rows === 0) return "No row matches";
  const people = [
    totals.fatalities === null ? "" : `${plural(totals.fatalities, "person", "people")} killed`,
    totals.injured === null ? "" : `${totals.injured.toLocaleString("en")} wounded`,
  ].filter(Boolean);
  const incidents = plural(totals.incidents, "incident");
  const opening = listing.every && totals.rows !== totals.incidents ? `${incidents} in ${plural(totals.rows, "report")}` : incidents;
  return [opening, ...people].join(", ");
}

/** What the sums leave out: rows that give no number. */
export function blankWords({ facets: { totals } }: Listed): string {
  const parts = [
    totals.fatalities_blank > 0 ? `${plural(totals.fatalities_blank, "row does", "rows do")} not say how many were killed` : "",
    totals.injured_blank > 0 ? `${plural(totals.injured_blank, "does", "do")} not say how many were wounded` : "",
  ].filter(Boolean);
  return parts.length === 0 ? "" : `${parts.join(", ")}: left out of the sums, not counted as zero.`;
}
