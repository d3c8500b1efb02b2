import type { TimeDimension } from "../../server/domain/dimension";
import type { Part } from "./part";

/** What Explore says around its chart: the page, its controls and its filters. */

export const explore = "Explore";
export const tableTitle = "The same, as a table";
export const tableDeck = "Click a number for the rows, the printing date and every earlier printing";
export const nothingKnown = (asked: Part) => `${asked}: nothing is known.`;
export const rowsLieBetween = (first: Part, last: Part) => `What the dataset holds lies between ${first} and ${last}: `;
export const seeAllPeriods = "see all periods";
export const nothingKnownRemedy = "Take away a filter, or choose a longer stretch under From and To.";
/** Before the names of the kinds there are figures of. */
export const printedOnlyFor = "Of all incidents together no figure was printed. See those of one kind: ";
export const unreadableAddress = (why: Part) => `This address cannot be read. ${why}`;

export const dataset = "Dataset";
export const measure = "Measure";
export const breakdown = "Broken down by";
export const noBreakdown = "Nothing";
export const grain = "Every";
export const grains: Record<TimeDimension, string> = { year: "Year", quarter: "Quarter", month: "Month", day: "Day" };
export const wholeSpan = "Whole span";
export const from = "From";
export const to = "To";
export const firstOf = (period: Part) => `${period} (first)`;
export const lastOf = (period: Part) => `${period} (last)`;
export const noPeriod = "none";
export const further = (inUse: number) => (inUse === 0 ? "More" : `More (${inUse})`);
export const fewer = "Fewer";

export const openFilters = "Add filter";
export const closeFilters = "Close filters";
export const asOfDay = "As of (blank: latest)";
export const asOf = "As of ";
export const latest = "latest";
export const revision = "Revision ";
export const all = "all";
