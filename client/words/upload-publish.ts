import type { Part } from "./part";
import type { Forms } from "./plurals";

/** What the upload says of what is sent, staged and published. */

export const comparingWithWhatIs = "Comparing with what is published now…";
export const noFigureDiffers = "No figure differs.";
export const figureDiffers: Forms = { one: "figure differs", other: "figures differ" };
export const theComparisonCouldNot = "The comparison could not be shown.";
export const whatPublishingChanges = "What publishing changes";
export const comparedWithTheRevision = "Compared with the revision in force. Earlier printings stay, at their own address.";
export const noYearsTotalOr = "No year’s total or growth changes.";
export const yearsFigure: Forms = { one: "year’s figure", other: "years’ figures" };
export const newWord = (counted: Part) => `${counted} new`;
export const atLeast = "at least ";
export const aPartOfThe = "a part of the year";
export const nowTheWholeYear = "now the whole year";
export const cancel = "Cancel";
export const downloadTheKeptOut = (part: Part) => `Download the ${part} kept out (CSV)`;
export const firstOf = (kept: Part, all: Part) => `first ${kept} of ${all} rows`;
export const theFile = "The file";
export const wasNotTakenIn = (name: Part) => `${name} was not taken in; nothing has changed.`;
export const isOnTheServer = (name: Part, next: Part) => `${name} is on the server. Nobody sees it until you publish it as revision ${next}.`;
export const publishAsRevision = (counted: Part, next: Part) => `Publish ${counted} as revision ${next}`;
export const revisionStaysReadableAnd = (part: Part) => ` Revision ${part} stays readable and can be restored.`;
export const inOneStepFor = (part: Part) => `In one step, for everyone.${part}`;
export const refused = (counted: Part) => `Refused: ${counted}`;
export const stagedNotPublicYet = (counted: Part) => `${counted} staged, not public yet`;
export const whatWasToldOf = "What was told of the rows: ";
export const sendAgainWithoutThe = (part: Part) => `Send again without the ${part}`;
export const backToTheReview = "Back to the review";
export const chooseAnotherFile = "Choose another file";
export const keepStaged = "Keep staged";
export const thatDidNotWork = "That did not work. Nothing was changed.";
export const anotherRevisionWasPublished =
  "Another revision was published meanwhile, so nothing was published yet. What this changes now is shown anew: look at it, then publish again.";
export const theRowsAddUp = (said: Part) => `The rows add up to ${said}.`;
export const thisFileIsAlready = "This file is already published";
export const publishedAsRevision = (revision: Part) => `Published as revision ${revision}`;
export const theDatasetAlreadySays = "The dataset already says exactly this; no revision was made.";
export const fileNotNamed = "the file";
export const ofArePublicNow = (counted: Part, file: Part) =>
  `${counted} of ${file} are public now. Earlier revisions stay readable, and any of them can be restored.`;
export const seeItInExplore = "See it in Explore";
export const theDatasetsPage = "The dataset’s page";
export const waitingForItsTurn = "Waiting: other files are being read";
export const lookingThroughTheFile = "Looking through the file";
export const readingTheRows = "Reading the rows";
export const addingUp = "Adding up";
export const nearlyDone = "Nearly done";
export const onTheServer = "On the server";
export const theServerCouldNot = "The server could not be reached, or closed the connection. Nothing was changed.";
export const discard = "Discard";
export const sending = "Sending";
export const sentOf = (sent: Part, whole: Part) => `${sent} of ${whole}`;
