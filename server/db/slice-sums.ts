import { type Dimension, type Filter, isTime } from "../domain/dimension";
import { periodOf } from "../domain/period";
import type { Query } from "../domain/query";
import type { Tally } from "../domain/tally";
import type { Column } from "./column";
import { type DateTest, datesOf } from "./dated";
import { countedProvince, passing } from "./filter";
import { neededOf } from "./plan";
import type { Slice, SliceKey } from "./slice";
import { type Grouping, groupCells, type Sieve } from "./slice-groups";

/** Groups the cells of a slice by the query's dimensions: what `aggregateIncidents` answers, of cells at hand whose date passes. */
export function sumSlice(slice: Slice, query: Query, dates: DateTest): Tally[] {
  const groupings = query.by.map((name) => groupingOf(columnOf(slice, keyOf(name)), name, query));
  const { combinations, groupOf } = groupCells(slice.cells, groupings, sievesOf(slice, query, dates));
  const tallies = combinations.map(emptyTally);
  const columns = columnsFor(slice, query);
  const added = addUp(slice, groupOf, tallies.length, columns);
  for (const [group, tally] of tallies.entries()) for (const [at, { name }] of columns.entries()) tally[name] = added[group * columns.length + at] ?? 0;
  // Groups whose rows were all superseded are no groups, and a sum over blanks only is blank.
  const found = tallies.filter(({ rows }) => rows > 0);
  for (const tally of found) for (const name of COUNTS) if (tally.rows <= tally[`${name}_blank`]) tally[name] = null;
  return found;
}

const COUNTS = ["fatalities", "injured"] as const;

type Sum = Exclude<keyof Tally, "members">;

const emptyTally = (members: Tally["members"]): Tally => ({
  members,
  rows: 0,
  incidents: 0,
  fatal_incidents: 0,
  fatalities: null,
  injured: null,
  fatalities_blank: 0,
  injured_blank: 0,
});

/** The sums of each group side by side. Those of the sets of counts are laid side by side first, so that all of a cell's are added in one step through the cells. */
function addUp({ cells, counts }: Slice, groupOf: Int32Array, groups: number, columns: readonly { sums: Float64Array }[]): Float64Array {
  const width = columns.length;
  const sets = new Float64Array((columns[0]?.sums.length ?? 0) * width);
  for (const [at, { sums }] of columns.entries()) for (let set = 0; set < sums.length; set += 1) sets[set * width + at] = sums[set] ?? 0;
  const added = new Float64Array(groups * width);
  for (let cell = 0; cell < cells; cell += 1) {
    const group = groupOf[cell] ?? -1;
    if (group < 0) continue;
    const to = group * width;
    const from = (counts[cell] ?? 0) * width;
    for (let at = 0; at < width; at += 1) added[to + at] = (added[to + at] ?? 0) + (sets[from + at] ?? 0);
  }
  return added;
}

/** The columns that what is asked for is summed of. */
function columnsFor({ sums }: Slice, query: Query): { name: Sum; sums: Float64Array }[] {
  const needed = neededOf(query);
  const { estimate } = query;
  const counts = COUNTS.flatMap((name): [Sum, string][] => [
    [name, estimate === "best" ? name : `${name}_${estimate}`],
    [`${name}_blank`, estimate === "high" ? `${name}_high_blank` : `${name}_blank`],
  ]);
  const all: [Sum, string][] = [["rows", "row_count"], ["incidents", "incidents"], ["fatal_incidents", "fatal_incidents"], ...counts];
  return all.filter(([name]) => needed.has(name.replace("_blank", ""))).map(([name, column]) => ({ name, sums: sums[column] ?? new Float64Array() }));
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
    const passes = passing(name, values, query.boundaries);
    return { places: column.places, passing: Uint8Array.from(column.members, (member) => Number(passes(member))) };
  });
  if (dates === null) return sieves;
  const column = columnOf(slice, "time");
  return [...sieves, { places: column.places, passing: Uint8Array.from(datesOf(column), (dated) => Number(dates(dated))) }];
}
