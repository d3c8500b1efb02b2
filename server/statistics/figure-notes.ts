import type { CategoryDimension } from "../domain/dimension";
import { MEASURES, type MeasureName } from "../domain/measure";
import type { Period } from "../domain/period";
import { printNumber, printSigned } from "../domain/print";
import { regionName } from "../domain/province";
import type { Query } from "../domain/query";
import { categoriesOf } from "../domain/query";
import { type Note, UNSPLIT } from "../domain/table";
import type { CellKey, Resolved, Resolver } from "./resolve";

interface Line {
  members: string[];
  cell: Omit<CellKey, "period" | "measure">;
  at: (period: Period, measure: MeasureName) => Resolved;
}

/** How many examples of one kind a note lists. */
const EXAMPLES = 12;

/** What the reader of these cells must know: what is missing, hedged, provisional, in conflict, or counted differently. */
export function figureNotes(query: Query, lookup: Resolver, periods: readonly Period[], lines: readonly Line[]): Note[] {
  const cells = periods.flatMap((period) =>
    lines
      .filter((line) => !line.members.includes(UNSPLIT))
      .flatMap((line) => query.measure.map((measure) => ({ line, period, measure, answer: line.at(period, measure) }))),
  );
  type CellAt = (typeof cells)[number];
  const nameOf = ({ line, period, measure }: CellAt) => `${[period.label, ...line.members].join(" ")} ${MEASURES[measure].short.toLowerCase()}`;
  const listed = (found: CellAt[], word: (cell: CellAt) => string) =>
    `${found.slice(0, EXAMPLES).map(word).join("; ")}${found.length > EXAMPLES ? `; and ${found.length - EXAMPLES} more` : ""}`;
  const notes: Note[] = [];
  const note = (code: string, found: CellAt[], message: (found: CellAt[]) => string) => {
    if (found.length > 0) notes.push({ code, message: message(found) });
  };

  note(
    "missing",
    cells.filter((cell) => cell.answer.status === "missing"),
    (found) => `${found.length} of ${cells.length} cells have no figure: nothing was printed that answers them. They are empty, not zero.`,
  );
  note(
    "partial",
    cells.filter((cell) => cell.answer.status === "partial"),
    (found) => `Lower bounds, because only some parts are known: ${listed(found, nameOf)}.`,
  );
  note(
    "qualifier",
    cells.filter(({ answer }) => answer.status === "published" && answer.qualifier !== "exact"),
    (found) => `Printed with a hedge: ${listed(found, (cell) => `${nameOf(cell)} ${cell.answer.qualifier?.replace("_", " ")}`)}.`,
  );
  note(
    "revised",
    cells.filter(({ answer }) => answer.first !== null),
    (found) =>
      `Revised since the first printing: ${listed(found, (cell) => `${nameOf(cell)} ${printNumber(cell.answer.first ?? 0)} → ${printNumber(cell.answer.value ?? 0)}`)}.`,
  );
  note(
    "provisional",
    cells.filter(({ answer }) => answer.provisional && answer.value !== null),
    (found) => `Printed before the period had ended: ${listed(found, nameOf)}.`,
  );
  const scopes = [...new Set(cells.map(({ answer }) => answer.scope).filter((scope) => scope !== null))];
  if (scopes.length > 1)
    notes.push({ code: "scope_change", message: `What is counted changes within this answer (${scopes.join("; ")}). No change is computed across it.` });
  notes.push(...conflictNotes(lookup, cells));
  if (categoriesOf(query).includes("incident_type" as CategoryDimension) && lookup.typeParts.length === 0) {
    notes.push({ code: "overlapping_classes", message: "The incident types of this dataset overlap or do not fill the total; do not add them." });
  }
  return notes;
}

function conflictNotes(lookup: Resolver, cells: { line: Line; period: Period; measure: MeasureName }[]): Note[] {
  return cells
    .flatMap(({ line, period, measure }) =>
      lookup.conflicts({ ...line.cell, period, measure }).map(({ by, value, sum }) => ({
        code: "conflict",
        message: `${regionName(line.cell.region)}, ${period.label}, ${MEASURES[measure].short.toLowerCase()}: printed ${printNumber(value)}, its ${by} add up to ${printNumber(sum)} (${printSigned(sum - value)}). Both are shown, neither is corrected.`,
      })),
    )
    .slice(0, EXAMPLES);
}
