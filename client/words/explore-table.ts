import type { Part } from "./part";

/** What Explore's tables say: headings, and the key of their letters and signs. */

export const sameNumbers = "The same numbers as a table";
export const all = "All";
export const year = "Year";
export const notSplit = "Not split ";
export const notSplitTogether = "(those with ⋯ together)";

export const least = "Least";
export const most = "Most";
export const share = "Share";
export const points = "Points";
export const standing = "Standing";
export const yearToDate = "Year to date";
export const onYearBefore = "On the year before";
export const allOfThatYear = "All of that year";
export const aDay = "A day";
export const inHighestPart = "In it";
export const knownParts = "Known";
export const knownOf = (known: Part, all: Part) => `${known} of ${all}`;
export const change = "Change";
export const percent = "Percent";
export const changedOn = "On";
/** In place of a percentage. */
export const flags: Record<string, string> = {
  zero_base: "from zero",
  low_base: "low base",
  no_base: "no base",
  partial: "partial",
  scope_change: "scope changed",
  provisional: "provisional",
  unfinished: "not over",
  missing: "",
};

/** The letters and signs of an answer, each as a word and its meaning. */
export const statusKey = {
  published: ["Published: ", "printed for exactly this cell."],
  computed: ["Computed: ", "from the printed or counted numbers it compares."],
  notComputed: ["Not computed: ", "one of the numbers it compares is not known, or known in part."],
  derived: ["Derived: ", "from published figures that complete it."],
  partial: ["Partial: ", "some parts known. Never in a change, share or record."],
  missing: ["Missing: ", "nothing printed, nothing counted: not known. Empty in an export, never 0."],
  provisional: ["Provisional: ", "printed before the period ended."],
  revised: ["Revised: ", "an earlier report printed another value."],
} as const;
