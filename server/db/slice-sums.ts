import { type Dimension, type Filter, isTime } from "../domain/dimension";
import { periodOf } from "../domain/period";
import type { Query } from "../domain/query";
import type { Tally } from "../domain/tally";
import { countedProvince, passes } from "./filter";
import { byVictim, cubeAnswers, furtherOf, isFine, neededOf, type Reach } from "./plan";
import { SLICE_KEYS, type Slice, type SliceKey, type SliceName } from "./slice";

/** The slice of the cube that answers a question by itself; null where rows have to be asked, or those dated too coarsely told apart. */
export function sliceFor(query: Query, { range, span }: Reach): SliceName | null {
  if (!cubeAnswers(query, range) || !isFine(query, range, span)) return null;
  return { dimension: furtherOf(query), victims: byVictim(query) };
}

/** Groups the cells of a slice by the query's dimensions: what `aggregateIncidents` answers, of cells at hand. */
export function sumSlice(slice: Slice, query: Query, range: Reach["range"]): Tally[] {
  const groupings = query.by.map((name) => groupingOf(slice, name, query));
  const sieves = SLICE_KEYS.map((key) => sieveOf(slice, key, query, range)).filter((sieve) => sieve !== null);
  const rows = slice.sums.row_count ?? new Float64Array();
  const columns = columnsFor(slice, query);
  const tallies = new Map<number, Tally>();
  cells: for (let cell = 0; cell < slice.cells; cell += 1) {
    for (const { places, passing } of sieves) if (!passing[places[cell] ?? 0]) continue cells;
    let group = 0;
    for (const { places, groups, members } of groupings) group = group * members.length + (groups[places[cell] ?? 0] ?? 0);
    let tally = tallies.get(group);
    if (tally === undefined) {
      tally = emptyTally(groupings.map(({ places, groups, members }) => members[groups[places[cell] ?? 0] ?? 0] ?? null));
      tallies.set(group, tally);
    }
    tally.rows += rows[cell] ?? 0;
    for (const { name, sums } of columns) tally[name] = (tally[name] ?? 0) + (sums[cell] ?? 0);
  }
  // Groups whose rows were all superseded are no groups, and a sum over blanks only is blank.
  const found = [...tallies.values()].filter((tally) => tally.rows > 0);
  for (const tally of found)
    for (const name of COUNTS) if (!columns.some((column) => column.name === name) || tally.rows <= tally[`${name}_blank`]) tally[name] = null;
  return found;
}

const COUNTS = ["fatalities", "injured"] as const;

type Sum = Exclude<keyof Tally, "members" | "rows">;

const emptyTally = (members: Tally["members"]): Tally => ({
  members,
  rows: 0,
  incidents: 0,
  fatal_incidents: 0,
  fatalities: 0,
  injured: 0,
  fatalities_blank: 0,
  injured_blank: 0,
});

/** The columns that what is asked for is summed of. */
function columnsFor({ sums }: Slice, query: Query): { name: Sum; sums: Float64Array }[] {
  const needed = neededOf(query);
  const { estimate } = query;
  const counts = COUNTS.flatMap((name): [Sum, string][] => [
    [name, estimate === "best" ? name : `${name}_${estimate}`],
    [`${name}_blank`, estimate === "high" ? `${name}_high_blank` : `${name}_blank`],
  ]);
  const all: [Sum, string][] = [["incidents", "incidents"], ["fatal_incidents", "fatal_incidents"], ...counts];
  return all.filter(([name]) => needed.has(name.replace("_blank", ""))).map(([name, column]) => ({ name, sums: sums[column] ?? new Float64Array() }));
}

interface Grouping {
  /** By the cell, the place of its member of the slice. */
  places: Uint16Array;
  /** By that place, the place of the member shown. */
  groups: Uint16Array;
  members: (string | null)[];
}

/** A dimension of the query: a time is a month or holds some, a former province lies in today's. */
function groupingOf(slice: Slice, name: Dimension, { boundaries }: Query): Grouping {
  const key = keyOf(name);
  const shown = new Map<string | null, number>();
  const groups = new Uint16Array(slice.members[key].length);
  for (const [place, member] of slice.members[key].entries()) {
    const own = isTime(name) ? periodOf(String(member), name).start : name === "province" ? countedProvince(member, boundaries) : member;
    const group = shown.get(own) ?? shown.size;
    shown.set(own, group);
    groups[place] = group;
  }
  return { places: slice.places[key], groups, members: [...shown.keys()] };
}

const keyOf = (name: Dimension | Filter): SliceKey => (isTime(name) ? "month" : name === "province" || name === "victim" ? name : "member");

/** Which members of a key are asked for; null where all are. */
function sieveOf(slice: Slice, key: SliceKey, query: Query, range: Reach["range"]): { places: Uint16Array; passing: Uint8Array } | null {
  const filters = (Object.entries(query.filters) as [Filter, string[]][]).filter(([name]) => keyOf(name) === key);
  if (key === "month" ? range === null : filters.length === 0) return null;
  const asked = (member: string | null) =>
    key === "month"
      ? range !== null && String(member) >= range.start && String(member) < range.end
      : filters.every(([name, values]) => passes(name, values, member, query.boundaries));
  return { places: slice.places[key], passing: Uint8Array.from(slice.members[key], (member) => (asked(member) ? 1 : 0)) };
}
