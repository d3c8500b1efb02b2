import { DIMENSION_LABELS } from "../domain/dimension";
import { MEASURES, type MeasureName } from "../domain/measure";
import { memberInWords } from "../domain/member";
import { COUNTRY } from "../domain/province";
import { categoriesOf, type Query } from "../domain/query";
import { type Column, type Note, OTHERS } from "../domain/table";

type Member = string | null;

/** The members of a breakdown in the order they are answered, and those that are answered as one. */
export interface Apart {
  shown: Member[];
  folded: ReadonlySet<Member>;
}

/** Rows that name no member, or the country in place of a province, are no member that could be large or small. */
const isNamed = (member: Member) => member !== null && member !== COUNTRY;

/**
 * Orders the members of the one category of a query, and tells which its `top` leaves for `(others)`; a single one that is left is shown
 * itself. `values` are a member's values of the first measure, a period a value.
 */
export function setApart(query: Query, members: readonly Member[], values: (member: Member) => readonly (number | null)[]): Apart {
  const named = members.filter(isNamed);
  const known = new Map(named.map((member) => [member, values(member)]));
  const last = Math.max(-1, ...[...known.values()].map((list) => list.findLastIndex((value) => value !== null)));
  const size = (member: Member) => {
    const list = known.get(member) ?? [];
    return query.order === "last" ? (list[last] ?? 0) : list.reduce<number>((sum, value) => sum + (value ?? 0), 0);
  };
  const bySize = named.toSorted((a, b) => size(b) - size(a));
  const isFolding = query.top !== null && named.length > query.top + 1;
  const kept = isFolding ? bySize.slice(0, query.top ?? 0) : bySize;
  const [dimension = "province"] = categoriesOf(query);
  const nameOf = (member: Member) => memberInWords(dimension, String(member));
  const ordered = query.order === "name" ? kept.toSorted((a, b) => nameOf(a).localeCompare(nameOf(b), "en")) : kept;
  const folded = new Set(isFolding ? bySize.slice(kept.length) : []);
  return { shown: [...ordered, ...(isFolding ? [OTHERS] : []), ...members.filter((member) => !isNamed(member))], folded };
}

/** Whether parts may be added: not ratios and shares, nor incidents over victims, of whom one incident may hit several classes. */
export function addsUp(dimension: string, measure: MeasureName): boolean {
  return MEASURES[measure].additive && !(dimension === "victim" && MEASURES[measure].unit === "incidents");
}

/** How many members a row stands for. */
export function membersColumn({ top }: Query, dimension: keyof typeof DIMENSION_LABELS): Column[] {
  if (top === null) return [];
  return [{ name: `${dimension}_members`, role: "detail", unit: "count", label: `${DIMENSION_LABELS[dimension]}: how many the row stands for` }];
}

const NAMED = 20;

/** Who the others are, and where they have no sum. */
export function othersNotes(query: Query, { folded }: Apart, isSummed: (measure: MeasureName) => boolean): Note[] {
  if (folded.size === 0) return [];
  const [dimension = "province"] = categoriesOf(query);
  const what = DIMENSION_LABELS[dimension].toLowerCase();
  const names = [...folded].slice(0, NAMED).map((member) => memberInWords(dimension, String(member)));
  const more = folded.size > NAMED ? `; and ${folded.size - NAMED} more` : "";
  const apart = query.measure.filter((measure) => !isSummed(measure)).map((name) => MEASURES[name].label.toLowerCase());
  return [
    { code: "others", message: `${OTHERS} stands for ${folded.size} values of ${what}: ${names.join("; ")}${more}.` },
    ...(apart.length > 0 ? [{ code: "others_not_added", message: `Of ${OTHERS} there is no ${apart.join(", no ")}: their parts do not add up.` }] : []),
  ];
}
