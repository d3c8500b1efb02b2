import type { Part } from "./part";

/** What is said of the rows behind a number, and where there is no page. */

export const atLeast = "at least ";
export const printedOnce = "Printed once";
export const printedTimesNewestFirst = (count: Part) => `Printed ${count} times, newest first`;
export const noReportPrintsThis = "No report prints this cell itself. What is shown was put together from the printings below, or is not known.";
export const itsPartsInTime = "Its parts in time";
export const figuresOfTheSame = (count: Part) => `${count} figures of the same stretch for parts and sets`;
export const theseRowsAsJson = "These rows as JSON";
export const showOfMore = (min: Part, rest: Part) => `Show ${min} of ${rest} more`;
export const reportNotNamed = "Report not named";
export const asCarriedBy = ", as carried by ";
export const counts = (scope: Part) => `Counts ${scope}`;
export const fileNotNamed = "file not named";
export const line = (named: Part, line: Part) => `${named}, line ${line}`;
export const thereIsNoPage = "There is no page at this address";
export const itMayHaveBeen = "It may have been typed by hand, or belong to another version of the ledger. ";
export const theLatestQuarter = "The latest quarter";
export const isHere = " is here.";
export const noSuchPage = "No such page";
export const openTheRows = (part: Part) => `${part}. Open the rows`;
export const noFigure = "no figure";
export const close = "Close";
export const rowsBehindTheNumber = "Rows behind the number";
export const lookingUpTheRows = "Looking up the rows…";
export const theRowsCouldNot = "The rows could not be shown.";
export const allPeriods = "all periods";
export const span = (first: Part, last: Part) => `${first} to ${last}`;
export const spanFrom = (first: Part) => `from ${first}`;
export const spanTo = (last: Part) => `to ${last}`;
export const pakistan = "Pakistan";
export const sourceOf = (who: Part, title: Part, revision: Part, day: Part) => `Source: ${who}${title}, revision\u00a0${revision}, ${day}.`;
export const about = "about ";
export const nearly = "nearly ";
export const over = "over ";
