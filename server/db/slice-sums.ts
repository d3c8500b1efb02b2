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

/** Groups the cells of a slice by the query's dimensions: what `aggregateIncidents` answers, of cells at hand. A column at a time, as loops over one array are fast. */
export function sumSlice(slice: Slice, query: Query, range: Reach["range"]): Tally[] {
  const groupings = query.by.map((name) => groupingOf(slice, name, query));
  const { tallies, tallyOf } = groupCells(
    slice.cells,
    groupings,
    SLICE_KEYS.map((key) => sieveOf(slice, key, query, range)),
  );
  for (const { name, sums } of columnsFor(slice, query)) {
    const added: number[] = Array(tallies.length).fill(0);
    for (let cell = 0; cell < slice.cells; cell += 1) {
      const at = tallyOf[cell] ?? -1;
      if (at >= 0) added[at] = (added[at] ?? 0) + (sums[cell] ?? 0);
    }
    let next = 0;
    for (const tally of tallies) tally[name] = added[next++] ?? 0;
  }
  // Groups whose rows were all superseded are no groups, and a sum over blanks only is blank.
  const found = tallies.filter(({ rows }) => rows > 0);
  for (const tally of found) for (const name of COUNTS) if (tally.rows <= tally[`${name}_blank`]) tally[name] = null;
  return found;
}

/** Where the places of tallies are noted, one question after the other: arrays of such memory are dear to make and to clear away. */
let room = new Int32Array(1024);

/** A tally for each combination of members that the cells passing all sieves have, and the place of each cell's; -1 for the others. */
function groupCells(cells: number, groupings: readonly Grouping[], sieves: readonly (Sieve | null)[]): { tallies: Tally[]; tallyOf: Int32Array } {
  if (room.length < cells) room = new Int32Array(cells);
  const tallyOf = room.subarray(0, cells).fill(0);
  for (const sieve of sieves) if (sieve !== null) for (let cell = 0; cell < cells; cell += 1) if (!sieve.passing[sieve.places[cell] ?? 0]) tallyOf[cell] = -1;
  const tallies: Tally[] = [];
  const known = new Map<number, number>();
  for (let cell = 0; cell < cells; cell += 1) {
    if (tallyOf[cell] === -1) continue;
    let key = 0;
    for (const { places, groups, members } of groupings) key = key * members.length + (groups[places[cell] ?? 0] ?? 0);
    let at = known.get(key);
    if (at === undefined) {
      at = tallies.length;
      known.set(key, at);
      tallies.push(emptyTally(groupings.map(({ places, groups, members }) => members[groups[places[cell] ?? 0] ?? 0] ?? null)));
    }
    tallyOf[cell] = at;
  }
  return { tallies, tallyOf };
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

interface Grouping {
  /** By the cell, the place of its member of the slice. */
  places: Uint16Array;
  /** By that place, the place of the member shown. */
  groups: number[];
  members: (string | null)[];
}

/** Groupings of each slice, by dimension and boundaries: they are the same for every question. */
const kept = new WeakMap<Slice, Map<string, Grouping>>();

function groupingOf(slice: Slice, name: Dimension, { boundaries }: Query): Grouping {
  const own = kept.get(slice) ?? new Map<string, Grouping>();
  kept.set(slice, own);
  const key = name === "province" ? boundaries : name;
  const grouping = own.get(key) ?? makeGrouping(slice, name, boundaries);
  own.set(key, grouping);
  return grouping;
}

/** A dimension of the query: a time is a month or holds some, a former province lies in today's. */
function makeGrouping(slice: Slice, name: Dimension, boundaries: Query["boundaries"]): Grouping {
  const key = keyOf(name);
  const shown = new Map<string | null, number>();
  const groups: number[] = [];
  for (const member of slice.members[key]) {
    const own = isTime(name) ? periodOf(String(member), name).start : name === "province" ? countedProvince(member, boundaries) : member;
    const group = shown.get(own) ?? shown.size;
    shown.set(own, group);
    groups.push(group);
  }
  return { places: slice.places[key], groups, members: [...shown.keys()] };
}

const keyOf = (name: Dimension | Filter): SliceKey => (isTime(name) ? "month" : name === "province" || name === "victim" ? name : "member");

interface Sieve {
  places: Uint16Array;
  /** By the place of a member, whether it is asked for. */
  passing: boolean[];
}

/** Which members of a key are asked for; null where all are. */
function sieveOf(slice: Slice, key: SliceKey, query: Query, range: Reach["range"]): Sieve | null {
  const filters = (Object.entries(query.filters) as [Filter, string[]][]).filter(([name]) => keyOf(name) === key);
  if (key === "month" ? range === null : filters.length === 0) return null;
  const asked = (member: string | null) =>
    key === "month"
      ? range !== null && String(member) >= range.start && String(member) < range.end
      : filters.every(([name, values]) => passes(name, values, member, query.boundaries));
  return { places: slice.places[key], passing: slice.members[key].map(asked) };
}
