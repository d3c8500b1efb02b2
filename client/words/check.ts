import type { Part } from "./part";
import type { Forms } from "./plurals";

/** What Check says around the verdicts. */

export const checkedAgainst = "Checked against";
export const asPrintedBy = "As printed by";
export const verdicts = "Verdicts";
export const checkAParagraph = "Check a paragraph";
export const atLeast722People =
  "At least 722 people were killed and 615 injured in 328 incidents across Pakistan in the third quarter of 2024, a 90 per cent surge on the previous quarter. Incidents surged 90 per cent too. Nearly 97% of the fatalities fell in Khyber Pakhtunkhwa and Balochistan, the highest share in a decade.";
export const check = "Check";
export const tryAnExample = "Try an example";
export const pasteAParagraphFirst = "Paste a paragraph first.";
export const asPrintedByDay = (asOf: Part) => ` As printed by ${asOf}.`;
export const theTextCouldNot = "The text could not be checked. Try again.";
export const aParagraphOfThe = "A paragraph of the press";
export const everyNumberThatSpeaks =
  "Every number that speaks of people killed or wounded, incidents, shares or changes is looked up. The text is not kept, and is in no address.";
export const copyTheTextWith = "Copy the text with its verdicts";
export const copied = "Copied";
export const theClipboardIsClosed = "The clipboard is closed to this page";
export const theLedgersOwn = "The ledger’s own: ";
export const proof = "Proof";
export const holds = "Holds";
export const byTheFiguresToday = "by the figures today";
export const heldEarlier = "Held earlier";
export const byAnEarlierPrinting = "by an earlier printing, since revised";
export const holdsOtherwise = "Holds otherwise";
export const forAnotherMeasureClass = "for another measure, class or base, which is named";
export const doesNotHold = "Does not hold";
export const theLedgersOwnNumber = "the ledger’s own number stands beside";
export const cannotBeTold = "Cannot be told";
export const whatIsMissingStands = "what is missing stands beside";
export const noNumberHereSpeaks = "No number here speaks of people killed or wounded, incidents, shares or changes.";
/** How many claims of a verdict there are, in its order of telling. */
export const claimsByVerdict: Record<string, Forms> = {
  holds: { one: "holds", other: "hold" },
  holds_as_of: { other: "held by an earlier printing" },
  holds_otherwise: { one: "holds for something else", other: "hold for something else" },
  does_not_hold: { one: "does not hold", other: "do not hold" },
  cannot_be_told: { other: "cannot be told" },
};
