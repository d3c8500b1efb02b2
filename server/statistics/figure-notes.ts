import type { CategoryDimension } from "../domain/dimension";
import { MEASURES, type MeasureName } from "../domain/measure";
import { memberInWords, victimInWords } from "../domain/member";
import type { Period } from "../domain/period";
import { printNumber, printSigned } from "../domain/print";
import { regionName } from "../domain/province";
import type { Query } from "../domain/query";
import { categoriesOf } from "../domain/query";
import { type Note, OTHERS, UNSPLIT } from "../domain/table";
import type { CellKey, Conflict, Resolved, Resolver } from "./resolve";
import { rollingSpan, yearToDate } from "./running";

interface Line {
  members: string[];
  cell: Omit<CellKey, "period" | "measure">;
  at: (period: Period, measure: MeasureName) => Resolved;
}

/** How many examples of one kind a note lists. */
const EXAMPLES = 12;

/** How a hedged number came about. */
const HEDGED = [
  ["published", "Printed with a hedge"],
  ["derived", "Worked out from figures some of which were printed with a hedge"],
] as const;

/** What the reader of these cells must know: what is missing, hedged, provisional, in conflict, or counted differently. */
export function figureNotes(query: Query, lookup: Resolver, periods: readonly Period[], lines: readonly Line[], whole: Line["cell"]): Note[] {
  const cells = periods.flatMap((period) =>
    lines
      .filter(({ members }) => !members.includes(UNSPLIT) && !members.includes(OTHERS))
      .flatMap((line) => query.measure.map((measure) => ({ line, period, measure, answer: line.at(period, measure) }))),
  );
  type CellAt = (typeof cells)[number];
  const categories = categoriesOf(query);
  const nameOf = ({ line, period, measure }: CellAt) => {
    const names = line.members.flatMap((member, at) => memberInWords(categories[at] ?? "province", member) || []);
    return [period.label, ...names, MEASURES[measure].short.toLowerCase()].join(", ");
  };
  const listed = (found: CellAt[], word: (cell: CellAt) => string) =>
    `${found.slice(0, EXAMPLES).map(word).join("; ")}${found.length > EXAMPLES ? `; and ${found.length - EXAMPLES} more` : ""}`;
  const isUnsplit = lines.some(
    (line) => line.members.includes(UNSPLIT) && periods.some((period) => query.measure.some((name) => line.at(period, name).value !== null)),
  );
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
    (found) =>
      `Lower bounds, because only some parts are known: ${listed(found, nameOf)}.${isUnsplit ? " What is not split holds them too: they do not add to it." : ""}`,
  );
  for (const [status, words] of HEDGED) {
    note(
      "qualifier",
      cells.filter(({ answer }) => answer.status === status && answer.qualifier !== "exact"),
      (found) => `${words}: ${listed(found, (cell) => `${nameOf(cell)} (${cell.answer.qualifier?.replace("_", " ")})`)}.`,
    );
  }
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
  const wholes = periods.flatMap((period) => query.measure.map((measure) => ({ ...whole, period, measure })));
  const own = [...cells, ...runningCells(query, cells)].map(({ line: { cell }, period, measure }) => ({ ...cell, period, measure }));
  const conflicts = [...conflictsOf(lookup, wholes).filter(([, { by }]) => categories.some((name) => name === SHOWN_BY[by])), ...conflictsOf(lookup, own)];
  const messages = new Set(conflicts.map(conflictWords));
  notes.push(...[...messages].slice(0, EXAMPLES).map((message) => ({ code: "conflict", message })));
  if (crossesMerger(query, periods)) notes.push(MERGER);
  if (categories.includes("incident_type" as CategoryDimension) && lookup.typeParts.length === 0) {
    notes.push({ code: "overlapping_classes", message: "The incident types of this dataset overlap or do not fill the total; do not add them." });
  }
  return notes;
}

interface CellOf {
  line: Line;
  period: Period;
  measure: MeasureName;
}

/** The stretches that years to date and rolling sums cover, where they are no cells of their own: the publisher may have printed them. */
function runningCells(query: Query, cells: readonly CellOf[]): CellOf[] {
  const { cumulative, rolling } = query;
  return cells.flatMap((cell) => [
    ...(cumulative ? [{ ...cell, period: yearToDate(cell.period) }] : []),
    ...(rolling === null ? [] : [{ ...cell, period: rollingSpan(cell.period, rolling) }]),
  ]);
}

const cellName = ({ region, victim, incident_type, period: { label } }: CellKey) =>
  [regionName(region), label, victimInWords(victim), incident_type].filter((word) => word !== "").join(", ");

/** Of which dimension a breakdown shows the parts that are in conflict with their total. */
const SHOWN_BY: Partial<Record<Conflict["by"], CategoryDimension>> = { provinces: "province", victims: "victim", "incident types": "incident_type" };

const conflictsOf = (lookup: Resolver, cells: readonly CellKey[]) =>
  cells.flatMap((cell) => lookup.conflicts(cell).map((conflict) => [cell, conflict] as const));

function conflictWords([cell, { by, value, sum, isComplete }]: readonly [CellKey, Conflict]): string {
  const parts = isComplete ? `its ${by} add up to` : `those of its ${by} that are known already add up to`;
  return `${cellName(cell)}, ${MEASURES[cell.measure].short.toLowerCase()}: printed ${printNumber(value)}, ${parts} ${printNumber(sum)} (${printSigned(sum - value)}). Both are shown, neither is corrected.`;
}

/** The year from which the former FATA (PK-TA) is part of Khyber Pakhtunkhwa: the 25th amendment, 31 May 2018. */
const MERGER_YEAR = "2018";

const MERGER: Note = {
  code: "boundary_change",
  message:
    "The former FATA became part of Khyber Pakhtunkhwa in 2018 and is counted in it here in every year. Under the boundaries before 2018, FATA and the rest of the province stand apart where they were printed so.",
};

/** Whether the answer shows Khyber Pakhtunkhwa, whole or in its former halves, on both sides of 2018. */
function crossesMerger(query: Query, periods: readonly Period[]): boolean {
  const [first, last] = [periods[0], periods.at(-1)];
  const provinces = query.filters.province?.flatMap((value) => value.split("+")) ?? (query.by.includes("province") ? ["PK-KP"] : []);
  return (
    first !== undefined &&
    last !== undefined &&
    first.start < MERGER_YEAR &&
    last.end > `${MERGER_YEAR}-12-31` &&
    provinces.some((code) => ["PK-KP", "PK-NW", "PK-TA"].includes(code))
  );
}
