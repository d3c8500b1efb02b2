import type { Part } from "./part";

/** What charts say, on the page and in the pictures the server draws: names, key, marks, what is read out. */

export const chart = "chart";
export const howToWalk = (finding: Part, periods: Part) =>
  `Chart: ${finding}. Left and right arrow keys walk the ${periods} periods. Enter opens the rows behind a point.`;
export const howToWalkSeries = (finding: Part, periods: Part) =>
  `Chart: ${finding}. Left and right arrow keys walk the ${periods} periods. Up and down change the series. Enter opens the rows behind a point.`;
export const clickOpensRows = "Click or Enter: rows and printings";
export const tapOpensRows = "Tap again: rows and printings";

export const notSplit = "Not split";
/** In the hatched part of a bar, a line each. */
export const notSplitInPrint = ["Not split", "in print"];
export const amountNotSplit = (amount: Part) => `${amount} not split`;
export const notStated = "Not stated";
export const others = "Others";
export const otherUnits = "Other units";
export const scopeChanges = "scope changes";

export const noFigure = "No figure";
export const amountOf = (value: Part, what: Part) => `${value} ${what}`;
export const countsScope = (scope: Part) => `Counts ${scope}`;

/** How the number came about: of printed figures, of rows, and of either what follows. */
export const publishedOn = (day: Part, hedge: string) => `Published ${day}${hedge}`;
export const countedFromRows = (hedge: string) => `Counted from the rows${hedge}`;
export const derived = "Derived from published parts";
export const partial = "Only some parts known: at least this many";
export const missing = "No figure found";
export const printedAs = (qualifier: Part) => `, printed as “${qualifier}”`;
export const qualifiers: Record<string, string> = { at_least: "at least", about: "about", nearly: "nearly", over: "over" };
export const printedBeforeEnd = "; printed before the period ended";
export const firstPrintedAs = (value: Part) => `First printed as ${value}, since revised`;

/** A change stands after its difference and percent: `+285 over 46% on 2025-Q2, from 616`. */
export const onBase = (base: Part, value: Part) => `on ${base}, from ${value}`;
export const onLowBase = (base: Part, value: Part) => `on ${base}, from ${value}, a low base`;
/** The same where the base is named above. */
export const onAmount = (value: Part) => `on ${value}`;
export const onLowAmount = (value: Part) => `on ${value}, a low base`;
export const down = (percent: Part) => `${percent} down`;
export const noBase = (base: Part) => `no figure for ${base} to compare with`;
/** Why there is no change, by the flag of the answer. */
export const notCompared: Record<string, (base: Part) => string> = {
  missing: (base) => `not compared with ${base}`,
  partial: (base) => `${base} known only in part: not compared`,
  scope_change: (base) => `counted otherwise in ${base}: not compared`,
  unfinished: (base) => `period not over: not compared with ${base}`,
  provisional: (base) => `printed before its end: not compared with ${base}`,
};

/** The key. */
export const keyPublished = "Published";
export const keyDerived = "Derived from published parts (d)";
export const keyProvisional = "Provisional (p)";
/** Of letters and signs that stand at numbers only. */
export const keyDerivedLetter = "d derived from published parts";
export const keyProvisionalLetter = "p provisional";
export const keyPartialSign = "≥ known in part: at least";
export const keyPartial = "Known in part: at least";
export const keyUnsplit = "Known only together (“not split”), by subtraction";
export const keyNothingFound = "No figure found";
export const keyNotCompared = "Not compared";
export const keyNothingKnown = "Nothing known";
export const keyGap = "A gap: no figure found";
export const keyUnknown = (names: Part) => `Nothing known: ${names}`;
export const keyYearLevel = "Year’s total ÷ 4";
export const keyRange = "Best by the dataset’s rule, within the least and the most that reports give";
export const keyNoFigure = "⋯ No figure found";
export const keyRevised = "r revised";

export const imageNotMade = "The image could not be made.";
export const imageSaved = "Image saved.";

export const moreInTable = (count: Part) => `and ${count} more, in the table`;
