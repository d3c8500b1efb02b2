import type { MeasureName } from "../domain/measure";
import type { Period } from "../domain/period";
import { categoriesOf, type Query } from "../domain/query";
import { type Note, OTHERS, UNSPLIT } from "../domain/table";
import { addsUp, othersNotes, setApart } from "./others";
import { type CellKey, isKnown, MISSING, type Resolved, type Resolver, sumOf } from "./resolve";

/** A line of an answer before it is tied to a period: its members, its cell, and how to answer it at any period. */
export interface Line {
  members: string[];
  cell: Omit<CellKey, "period" | "measure">;
  at: (period: Period, measure: MeasureName) => Resolved;
  /** How many members of the breakdown it stands for; null of the rest that was not split. */
  count: number | null;
  /** Where it is the rest that was not split: what it is taken from. */
  rest?: Remainder;
}

/** The whole of a breakdown, the parts shown beside it, and of which measures they add up to it. */
export interface Remainder {
  whole: Line["at"];
  parts: readonly Line["at"][];
  addsUp: (measure: MeasureName) => boolean;
}

/** The lines in the order asked for, the small ones as one line, and what to know of it. */
export function arranged(query: Query, { typeParts }: Resolver, lines: readonly Line[], periods: readonly Period[]): { lines: readonly Line[]; notes: Note[] } {
  const [dimension] = categoriesOf(query);
  const [first = "fatalities"] = query.measure;
  if (dimension === undefined || (query.top === null && query.order === null)) return { lines, notes: [] };
  const own = new Map(lines.filter(({ members }) => !members.includes(UNSPLIT)).map((line) => [line.members[0] ?? null, line]));
  const apart = setApart(query, [...own.keys()], (member) => periods.map((period) => own.get(member)?.at(period, first).value ?? null));
  const isSummed = (measure: MeasureName) => addsUp(dimension, measure) && !(dimension === "incident_type" && typeParts.length === 0);
  const [rest] = lines.filter(({ members }) => members.includes(UNSPLIT));
  const folded = [...apart.folded].flatMap((member) => own.get(member) ?? []);
  const others: Line = {
    members: [OTHERS],
    cell: rest?.cell ?? folded[0]?.cell ?? { region: "", victim: "", incident_type: "", scope: null },
    at: (period, measure) => (isSummed(measure) ? together(folded.map((line) => line.at(period, measure))) : MISSING),
    count: folded.length,
  };
  const ordered = apart.shown.flatMap((member) => (member === OTHERS ? others : (own.get(member) ?? [])));
  const left = rest?.rest && { ...rest, rest: { ...rest.rest, parts: ordered.map(({ at }) => at) } };
  return { lines: [...ordered, ...(left === undefined ? [] : [left])], notes: othersNotes(query, apart, isSummed) };
}

/** The sum of parts that are all known in one scope; of those known a lower bound; never more than was printed. */
function together(parts: readonly Resolved[]): Resolved {
  const known = parts.filter(isKnown);
  if (known.length === 0 || new Set(known.map(({ scope }) => scope)).size > 1) return MISSING;
  return sumOf(known, known.length === parts.length ? "derived" : "partial");
}
