import type { Part } from "./part";

/** What the frame of every view says, and what failed. */

export const theServerCouldNot = "The server could not be reached. Check the connection, then try again.";
export const theServerAnswered = (status: Part) => `The server answered ${status}.`;
export const theServerAnsweredAnd = (status: Part) => `The server answered ${status} and did not say why.`;
export const noChange = "no change";
export const incidentLedger = "Incident Ledger";
export const titleOfPage = (title: Part) => `${title} · Incident Ledger`;
export const nothingPublishedYet = "nothing published yet";
export const revision = (revision: Part) => `revision ${revision}`;
export const of = (part: Part) => ` of ${part}`;
export const everyNumberOpensTo = " Every number opens to its source, its printing date and its address. ";
export const waitingForAnswer = "Waiting for the server’s answer…";
export const methodAndRevisions = "Method and revisions";
export const whatTheNumbersMean = "What the numbers mean";
export const somethingWentWrongWhile = "Something went wrong while drawing this view.";
export const tryAgain = "Try again";
export const openAfresh = (view: Part) => `Open ${view} afresh`;
export const whatWasShownBefore = "What was shown before still stands below.";
export const notShown = "Not shown.";
export const menu = "Menu";
