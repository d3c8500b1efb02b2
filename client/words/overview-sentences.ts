import type { Part, Said } from "./part";

/** The running text of the Overview: each sentence is one function of its parts, so that a translation may put them in its own order. */

/** What a period cost: pieces are numbers that open their rows. */
interface Toll<Piece> {
  killed: Piece;
  wounded: Piece | null;
  incidents: { number: Piece; word: Part } | null;
  period: Part;
}

export const tollOfPakistan = <Piece>({ killed, wounded, incidents, period }: Toll<Piece>, isLeast: boolean): Said<Piece> => [
  `Violence in Pakistan killed ${isLeast ? "at least " : ""}`,
  killed,
  " people",
  ...(wounded === null ? [] : [" and wounded ", wounded]),
  ...(incidents === null ? [] : [" in ", incidents.number, ` ${incidents.word}`]),
  ` in ${period}.`,
];
export const tollOfDataset = <Piece>(title: Part, { killed, wounded, incidents, period }: Toll<Piece>): Said<Piece> => [
  `${title}: `,
  killed,
  " killed",
  ...(wounded === null ? [] : [", ", wounded, " wounded"]),
  ...(incidents === null ? [] : [" in ", incidents.number, ` ${incidents.word}`]),
  ` in ${period}.`,
];

export const killedAsMany = <Piece>(base: Piece, grain: Part): Said<Piece> => ["Fatalities did not change from the ", base, ` of the ${grain} before.`];
export const killedMore = <Piece>(by: Piece, base: Piece, grain: Part): Said<Piece> => ["Fatalities rose ", by, " on the ", base, ` of the ${grain} before.`];
export const killedFewer = <Piece>(by: Piece, base: Piece, grain: Part): Said<Piece> => ["Fatalities fell ", by, " on the ", base, ` of the ${grain} before.`];

interface Place<Piece> {
  name: Part;
  killed: Piece;
}

export const twoPlacesBore = <Piece>(first: Place<Piece>, second: Place<Piece>, share: Piece): Said<Piece> => [
  `${first.name} (`,
  first.killed,
  `) and ${second.name} (`,
  second.killed,
  ") bore ",
  share,
  " of them.",
];
export const deadByClass = <Piece>(civilians: Piece, security: Piece, militants: Piece): Said<Piece> => [
  "Of the dead ",
  civilians,
  " civilians, ",
  security,
  " security personnel and ",
  militants,
  " militants.",
];

export const killedInYear = <Piece>(year: Part, killed: Piece): Said<Piece> => [`In all of ${year} `, killed, " people were killed."];

interface Months<Piece> {
  first: Part;
  last: Part;
  killed: Piece;
}

/** The same months of the year before, and how far from them. */
interface Compared<Piece> {
  by: Piece;
  base: Piece;
  year: Part;
}

export const killedSoFar = <Piece>({ first, last, killed }: Months<Piece>): Said<Piece> => [`From ${first} to ${last} `, killed, " people were killed."];
export const killedSoFarMore = <Piece>({ first, last, killed }: Months<Piece>, { by, base, year }: Compared<Piece>): Said<Piece> => [
  `From ${first} to ${last} `,
  killed,
  " people were killed, ",
  by,
  " more than the ",
  base,
  ` of the same months of ${year}.`,
];
export const killedSoFarFewer = <Piece>({ first, last, killed }: Months<Piece>, { by, base, year }: Compared<Piece>): Said<Piece> => [
  `From ${first} to ${last} `,
  killed,
  " people were killed, ",
  by,
  " fewer than the ",
  base,
  ` of the same months of ${year}.`,
];

/** What is not known; the piece is what the sentence is about, in bold. */
export type Strong<Piece> = (words: string) => Piece;

export const noProvinceApart = <Piece>(strong: Strong<Piece>): Said<Piece> => [strong("No province"), " was printed apart for this period."];
export const provincesNotApart = <Piece>(names: Piece, were: Part): Said<Piece> => [names, ` ${were} not printed apart.`];
export const provincesTogether = <Piece>(names: Piece, were: Part, killed: Part, count: Part, isOne: boolean): Said<Piece> => [
  names,
  ` ${were} not printed apart: ${killed} killed in the ${count}${isOne ? "" : " together"}, by subtraction.`,
];
export const printedAsLeast = <Piece>(measures: Piece): Said<Piece> => [measures, " were printed as “at least”: the true count may be higher."];
export const printedAsRound = <Piece>(measures: Piece): Said<Piece> => [measures, " were printed as round numbers."];
export const notPrintedForThis = <Piece>(measures: Piece): Said<Piece> => [measures, " not printed for this period."];
export const knownOnlyInPart = <Piece>(measures: Piece, are: Part): Said<Piece> => [
  measures,
  ` ${are} known only in part: the number shown is a lower bound and is not compared.`,
];
export const noReportOf = <Piece>(period: Piece): Said<Piece> => [period, " has no report of its own."];
export const putTogetherFrom = (value: Part) => `${value} is put together from other printings.`;
export const yearIsPrinted = (value: Part) => `The year as a whole is printed: ${value} killed.`;
export const noRowIsUnknown = <Piece>(strong: Strong<Piece>, grain: Part): Said<Piece> => [
  strong(`A ${grain} without a row`),
  " is unknown, not zero: the dataset does not state a span that it covers whole.",
];
export const periodsWithoutTotal = <Piece>(earlierPeriods: Piece, first: Part, have: Part): Said<Piece> => [
  earlierPeriods,
  ` since ${first} ${have} no printed total: a dotted baseline below, never a zero.`,
];
export const partsDiffer = <Piece>(strong: Strong<Piece>, note: Piece): Said<Piece> => [strong("Parts and total differ: "), note];

/** Where there is nothing to show; the piece is a link. */
export type Linked<Piece> = (words: string) => Piece;

export const uploadReviewAndPublish = <Piece>(linked: Linked<Piece>): Said<Piece> => [linked("Upload a CSV"), ", review it and publish it."];
export const yearsMayBeSplit = <Piece>(linked: Linked<Piece>): Said<Piece> => [linked("See the years"), ", which may be split."];
export const allYearsMayBeSplit = <Piece>(linked: Linked<Piece>): Said<Piece> => [linked("See all years"), ", some of which may be split."];

export const whatItHolds = <Piece>(dataset: Piece, explore: Piece): Said<Piece> => ["What it holds can be seen on ", dataset, " and in ", explore, "."];
export const [itsOwnPage, explore] = ["its own page", "Explore"];
