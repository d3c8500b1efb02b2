import { isTime } from "../domain/dimension";
import { type Period, periodInWords } from "../domain/period";
import type { Note } from "../domain/table";
import { provinces } from "./brief/provinces";
import { deadliest, records, shareRecord } from "./brief/records";
import { pairShares, printedShares } from "./brief/shares";
import { perDay, toll } from "./brief/toll";
import { claimants, crossCuts, types } from "./brief/types";
import { victims } from "./brief/victims";
import { yearSoFar } from "./brief/year-to-date";
import type { Brief, Desk, NotStated, Part, Statement } from "./statement";

/** The order in which CRSS reports a period (FIELD, section 3), records beside the toll they are of. */
const PARTS: readonly Part[] = [
  toll,
  perDay,
  records,
  yearSoFar,
  pairShares,
  shareRecord,
  provinces,
  printedShares,
  victims,
  types,
  crossCuts,
  claimants,
  deadliest,
];

/** Notes of the answers that say something of the period as a whole: of every answer, and of those about all of it. */
const TOLD = new Set(["conflict"]);
const TOLD_OF_ALL = new Set(["scope_change", "not_reported", "not_broken_down", "coverage_unstated"]);

/**
 * A period in words, in the order CRSS reports it. Every sentence is made from one answer of the ledger; one whose numbers are missing or
 * partial is left out and listed. Same data, same words.
 */
export async function writeBrief(period: Period, desk: Desk): Promise<Brief> {
  const statements: Statement[] = [];
  const not_stated: NotStated[] = [];
  const notes = new Map<string, Note>([["definition", { code: "definition", message: desk.definition }]]);
  const listening: Desk = {
    ...desk,
    lookup: async (question) => {
      const answered = await desk.lookup(question);
      // What earlier printings were in conflict with is no longer to be known.
      if (question.as_of !== undefined) return answered;
      const isAll = question.filters === undefined && question.by.every(isTime) && question.from.label === period.label;
      for (const note of answered.table.notes)
        if (TOLD.has(note.code) || (isAll && TOLD_OF_ALL.has(note.code))) notes.set(`${note.code} ${note.message}`, note);
      return answered;
    },
  };
  for (const part of PARTS) {
    const found = await part(period, listening);
    statements.push(...found.statements);
    not_stated.push(...found.not_stated);
  }
  return {
    title: `Pakistan, ${periodInWords(period)}`,
    text: statements.map(({ text }) => text).join(" "),
    statements,
    not_stated,
    notes: [...notes.values()],
  };
}
