import { type Dimension, type Filter, isTime } from "../domain/dimension";
import { periodOf } from "../domain/period";
import type { Query } from "../domain/query";
import { fatalAmong, type Tally } from "../domain/tally";
import type { Column } from "./column";
import { type DateTest, datesOf } from "./dated";
import { countedProvince, passing } from "./filter";
import { neededOf } from "./plan";
import { SLICE_SUMS, type Slice, type SliceKey, type SliceSum } from "./slice";
import { type Grouping, groupCells, type Sieve } from "./slice-groups";

/** Groups the cells of a slice by the query's dimensions: what `aggregateIncidents` answers, of cells at hand whose date passes. */
export function sumSlice(slice: Slice, query: Query, dates: DateTest): Tally[] {
  const groupings = query.by.map((name) => groupingOf(columnOf(slice, keyOf(name)), name, query));
  const { combinations, groupOf } = groupCells(slice.cells, groupings, sievesOf(slice, query, dates));
  const columns = columnsFor(query);
  const places = columns.map(({ place }) => place);
  const added = addUp(slice, groupOf, combinations.length, places);
  const { rows, incidents, fatal_incidents, ...counts }: Partial<Record<Sum, number>> = Object.fromEntries(columns.map(({ name }, column) => [name, column]));
  const sumOf = (group: number, column: number | undefined) => (column === undefined ? 0 : small(added[group * columns.length + column] ?? 0));
  const tallies: Tally[] = [];
  for (const [group, members] of combinations.entries()) {
    const all = sumOf(group, rows);
    // Groups whose rows were all superseded are no groups.
    if (all <= 0) continue;
    const fatalities_blank = sumOf(group, counts.fatalities_blank);
    const injured_blank = sumOf(group, counts.injured_blank);
    // A sum over blanks only is blank, as is one that was not asked for.
    const fatalities = counts.fatalities === undefined || all <= fatalities_blank ? null : sumOf(group, counts.fatalities);
    const counted = sumOf(group, incidents);
    // All of a tally at once: V8 takes ten times as long for one that is filled in field after field, and three times the memory.
    tallies.push({
      members,
      rows: all,
      incidents: counted,
      fatal_incidents: fatal_incidents === undefined ? null : fatalAmong(sumOf(group, fatal_incidents), counted, fatalities, query.estimate),
      fatalities,
      injured: counts.injured === undefined || all <= injured_blank ? null : sumOf(group, counts.injured),
      fatalities_blank,
      injured_blank,
    });
  }
  return tallies;
}

const COUNTS = ["fatalities", "injured"] as const;

type Sum = Exclude<keyof Tally, "members">;

/** The same number: a whole one of up to 31 bits as V8 keeps it in its place, where any number out of an array of floats is an object of its own. */
const small = (number: number): number => ((number | 0) === number ? number | 0 : number);

/** The sums of each group side by side: of a cell's, those in the given places. */
function addUp({ cells, counts, sums }: Slice, groupOf: Int32Array, groups: number, places: readonly number[]): Float64Array {
  const width = places.length;
  const added = new Float64Array(groups * width);
  for (let cell = 0; cell < cells; cell += 1) {
    const group = groupOf[cell] ?? -1;
    if (group < 0) continue;
    const to = group * width;
    const from = (counts[cell] ?? 0) * SLICE_SUMS.length;
    for (let at = 0; at < width; at += 1) added[to + at] = (added[to + at] ?? 0) + (sums[from + (places[at] ?? 0)] ?? 0);
  }
  return added;
}

/** The sums that what is asked for needs, and which of a cell's each is added of. */
function columnsFor(query: Query): { name: Sum; place: number }[] {
  const needed = neededOf(query);
  const { estimate } = query;
  const counts = COUNTS.flatMap((name): [Sum, SliceSum][] => [
    [name, estimate === "best" ? name : `${name}_${estimate}`],
    [`${name}_blank`, estimate === "high" ? `${name}_high_blank` : `${name}_blank`],
  ]);
  const all: [Sum, SliceSum][] = [["rows", "row_count"], ["incidents", "incidents"], ["fatal_incidents", "fatal_incidents"], ...counts];
  return all.filter(([name]) => needed.has(name.replace("_blank", ""))).map(([name, column]) => ({ name, place: SLICE_SUMS.indexOf(column) }));
}

const keyOf = (name: Dimension | Filter): SliceKey => (isTime(name) ? "time" : (name as SliceKey));

function columnOf({ keys }: Slice, key: SliceKey): Column {
  const column = keys[key];
  if (column === undefined) throw new Error(`The slice does not hold ${key}.`);
  return column;
}

/** Groupings of each column, by grain or boundaries: they are the same for every question. */
const kept = new WeakMap<Column, Map<string, Grouping>>();

function groupingOf(column: Column, name: Dimension, { boundaries }: Query): Grouping {
  const own = kept.get(column) ?? new Map<string, Grouping>();
  kept.set(column, own);
  const key = name === "province" ? boundaries : name;
  const grouping = own.get(key) ?? makeGrouping(column, name, boundaries);
  own.set(key, grouping);
  return grouping;
}

/** A dimension of the query: a time holds a row's first day, a former province lies in today's. */
function makeGrouping(column: Column, name: Dimension, boundaries: Query["boundaries"]): Grouping {
  const members = isTime(name)
    ? datesOf(column).map(({ start }) => periodOf(start, name).start)
    : column.members.map((member) => (name === "province" ? countedProvince(member, boundaries) : member));
  const shown = new Map<string | null, number>();
  const groups = new Uint16Array(members.length);
  for (const [at, member] of members.entries()) {
    const group = shown.get(member) ?? shown.size;
    shown.set(member, group);
    groups[at] = group;
  }
  return { places: column.places, groups, members: [...shown.keys()] };
}

/** Which members are asked for, by the keys that not all are asked of. */
function sievesOf(slice: Slice, query: Query, dates: DateTest): Sieve[] {
  const sieves = (Object.entries(query.filters) as [Filter, string[]][]).map(([name, values]) => {
    const column = columnOf(slice, keyOf(name));
    return sieveOf(column, column.members, passing(name, values, query.boundaries));
  });
  if (dates === null) return sieves;
  const column = columnOf(slice, "time");
  return [...sieves, sieveOf(column, datesOf(column), dates)];
}

function sieveOf<T>({ places }: Column, members: readonly T[], passes: (member: T) => boolean): Sieve {
  const passing = new Uint8Array(members.length);
  for (const [place, member] of members.entries()) if (passes(member)) passing[place] = 1;
  return { places, passing };
}
