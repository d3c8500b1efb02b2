import type { Day } from "../domain/day";
import { isTime } from "../domain/dimension";
import { MEASURES } from "../domain/measure";
import { type Period, periodsBetween } from "../domain/period";
import { COUNTRY, PROVINCES } from "../domain/province";
import { categoriesOf, type Query, timeOf } from "../domain/query";
import { emptyRow, OTHERS, type Row, type Table } from "../domain/table";
import type { Tally } from "../domain/tally";
import { VICTIMS } from "../domain/victim";
import { hasAdditions, reachNotes } from "./additions";
import { basePeriod, changeCells, changeOf } from "./change";
import { columnsOf } from "./columns";
import { DENSE_LIMIT, notesOf } from "./incident-notes";
import { foldedBy, incidentsApart } from "./incident-others";
import { type Ground, groundOf, pointOf, unplacedAmong } from "./incident-point";
import { additionsOf, keyOf } from "./incident-series";
import { TooManyRows } from "./limit";
import { changeStart } from "./look-back";
import { type Apart, othersNotes } from "./others";
import { comparesShares, pointsBetween, shareOf } from "./share";

/** Sums of rows at the grains a query needs. */
export interface Sums {
  /** Of the periods asked for. */
  shown: readonly Tally[];
  /** Of the periods before them, that changes, sums and records look back to. */
  earlier: readonly Tally[];
  /** By year, and by the parts that a peak is looked for in, where the query asks for either. */
  years: readonly Tally[];
  parts: readonly Tally[];
}

/** What the layout must know beside the sums of the rows asked for. */
export interface Extent {
  /** The days asked for or, without from and to, those the rows span; null when there are no rows. */
  range: { start: Day; end: Day } | null;
  /** Inside it no row means zero; outside it, or without one, no row means unknown. */
  coverage: Period | null;
  /** Rows dated too coarsely for the breakdown or the range. */
  coarse: Tally | null;
  /** Where provinces are asked for: what stands under the country alone in the same time, of which some may be theirs. Its members are the period, if any. */
  unplaced: Sums | null;
  today: Day;
}

/** Lays summed incident rows out as the query asks: dense over time and the members that occur, zero inside coverage, empty outside. */
export function incidentTable(query: Query, sums: Sums, extent: Extent): Table {
  const [dimension] = categoriesOf(query);
  if (dimension === undefined || (query.top === null && query.order === null)) return laidOut(query, sums, extent, null);
  const at = query.by.indexOf(dimension);
  const found = new Set([...sums.shown, ...sums.earlier].map(({ members }) => members[at] ?? null));
  const apart = incidentsApart(query, sums.shown, memberList(dimension, found, query, extent.coverage !== null));
  const fold = foldedBy(apart, query);
  const folded = { shown: fold(sums.shown), earlier: fold(sums.earlier), years: fold(sums.years), parts: fold(sums.parts) };
  return laidOut(query, folded, extent, apart);
}

function laidOut(query: Query, sums: Sums, extent: Extent, apart: Apart | null): Table {
  const { by } = query;
  const { shown: tallies } = sums;
  const columns = columnsOf(query, "incidents");
  const time = timeOf(query);
  const timeIndex = query.by.findIndex(isTime);
  const known = [...tallies, ...sums.earlier];
  const periods = time === null ? [null] : extent.range === null ? [] : periodsBetween(extent.range.start, extent.range.end, time);
  const groups = membersOf(query, [...tallies, ...basesOf(query, sums, periods[0] ?? null, timeIndex)], extent.coverage !== null, apart);
  const dense = periods.length * groups.length <= DENSE_LIMIT;
  const lines = linesOf(known, timeIndex);
  const lineOf = new Map(groups.map((members) => [members, lines.get(lineKey(members, timeIndex))]));
  const at = (period: Period | null, members: (string | null)[]): Tally | undefined => lineOf.get(members)?.get(period?.start ?? null);
  if (!dense && hasAdditions(query))
    throw new TooManyRows(`Ranks, sums and averages over time are told of at most ${DENSE_LIMIT} cells; this breakdown has ${periods.length * groups.length}.`);
  const isUnplaced = unplacedAmong(query, known, [...(extent.unplaced?.shown ?? []), ...(extent.unplaced?.earlier ?? [])]);
  const additions = hasAdditions(query) ? additionsOf(query, sums, extent, groups, periods, at, isUnplaced) : null;

  const rows: Row[] = [];
  const addRow = ({ period, ground, base }: Stretch, members: (string | null)[]) => {
    const tally = at(period, members);
    const unplaced = isUnplaced(period, members);
    const row = emptyRow();
    for (let index = 0; index < by.length; index += 1) row[by[index] ?? ""] = index === timeIndex && period !== null ? period.label : (members[index] ?? null);
    if (query.top !== null && apart !== null) for (const name of categoriesOf(query)) row[`${name}_members`] = row[name] === OTHERS ? apart.folded.size : 1;
    for (const measure of query.measure) {
      const now = pointOf(ground, measure, tally, unplaced);
      row[measure] = now.value;
      if (query.change === null || period === null) continue;
      const before = base === null ? null : pointOf(base.ground, measure, at(base.period, members), isUnplaced(base.period, members));
      Object.assign(row, changeCells(measure, changeOf(now, before, MEASURES[measure].unit)));
    }
    rows.push(additions === null ? row : Object.assign(row, additions.cellsAt(members, period)));
  };
  const stretches = periods.map((period) => stretchOf(query, extent, period));
  if (dense) for (const stretch of stretches) for (const members of groups) addRow(stretch, members);
  else for (const [stretch, members] of withRows(stretches, groups, tallies, timeIndex)) addRow(stretch, members);
  if (query.share !== null) addShares(query, rows, dense);
  return {
    columns,
    rows,
    notes: [...(apart === null ? [] : othersNotes(query, apart, () => true)), ...notesOf(query, sums, extent, dense), ...reachNotes(additions?.reaches ?? [])],
  };
}

/** The sums of each group, by the first day of their period. */
function linesOf(tallies: readonly Tally[], timeIndex: number): Map<string | null, Map<string | null, Tally>> {
  const lines = new Map<string | null, Map<string | null, Tally>>();
  for (const tally of tallies) {
    const { members } = tally;
    const key = lineKey(members, timeIndex);
    const line = lines.get(key) ?? new Map<string | null, Tally>();
    if (line.size === 0) lines.set(key, line);
    line.set(timeIndex < 0 ? null : (members[timeIndex] ?? null), tally);
  }
  return lines;
}

/** What tells a group from the others, whose members are of the same dimensions: its one member beside time, or all of them as one text. */
function lineKey(members: readonly (string | null)[], timeIndex: number): string | null {
  if (members.length === 1 && timeIndex < 0) return members[0] ?? null;
  if (members.length === 2 && timeIndex >= 0) return members[1 - timeIndex] ?? null;
  return keyOf(timeIndex < 0 ? members : members.with(timeIndex, null));
}

/** Sums that changes are measured against: groups that only they hold have fallen to nothing, and are shown. */
function basesOf(query: Query, { earlier }: Sums, first: Period | null, timeIndex: number): readonly Tally[] {
  const start = first === null ? null : changeStart(query, first);
  return start === null ? [] : earlier.filter(({ members }) => String(members[timeIndex]) >= start);
}

/** A period of the table, or all of the time asked for, with what its counts stand on and the period that they are compared with. */
interface Stretch {
  period: Period | null;
  ground: Ground;
  base: { period: Period; ground: Ground } | null;
}

function stretchOf(query: Query, extent: Extent, period: Period | null): Stretch {
  const before = query.change === null || period === null ? null : basePeriod(period, query.change);
  return { period, ground: groundOf(query, extent, period), base: before && { period: before, ground: groundOf(query, extent, before) } };
}

/** The cells that hold rows, in the order of all cells: a million empty ones are not walked to find them. */
function withRows(
  stretches: readonly Stretch[],
  groups: readonly (string | null)[][],
  tallies: readonly Tally[],
  timeIndex: number,
): [Stretch, (string | null)[]][] {
  const stretchAt = new Map(stretches.map(({ period }, index) => [period?.start ?? null, index]));
  const groupAt = new Map(groups.map((members, index) => [lineKey(members, timeIndex), index]));
  return tallies
    .map(({ members }): [stretch: number, group: number] => [
      stretchAt.get(timeIndex < 0 ? null : (members[timeIndex] ?? null)) ?? -1,
      groupAt.get(lineKey(members, timeIndex)) ?? -1,
    ])
    .sort((a, b) => a[0] - b[0] || a[1] - b[1])
    .flatMap(([at, group]) => {
      const [stretch, members] = [stretches[at], groups[group]];
      return stretch === undefined || members === undefined ? [] : [[stretch, members]];
    });
}

/** Combinations of members that occur, in a stable order; the time member is left open. With coverage all provinces are listed: none means zero. */
function membersOf(query: Query, tallies: readonly Tally[], covered: boolean, apart: Apart | null): (string | null)[][] {
  const lists = query.by.map((name, index) =>
    isTime(name) ? [null] : apart !== null ? apart.shown : memberList(name, new Set(tallies.map((tally) => tally.members[index] ?? null)), query, covered),
  );
  const combinations = lists.reduce((product, members) => product * members.length, 1);
  const occurring = query.by.filter((name) => !isTime(name)).length > 1 ? occurringOf(query, tallies) : null;
  if (occurring !== null && combinations > occurring.size * 20) {
    const ranks = lists.map((members) => new Map(members.map((member, index) => [member, index])));
    const rank = (members: (string | null)[], index: number) => ranks[index]?.get(members[index] ?? null) ?? 0;
    return [...occurring.values()].sort((a, b) => lists.reduce((order, _, index) => order || rank(a, index) - rank(b, index), 0));
  }
  return lists.reduce<(string | null)[][]>((whole, members) => whole.flatMap((list) => members.map((member) => [...list, member])), [[]]);
}

/** The combinations of members that have rows, by their key. */
function occurringOf(query: Query, tallies: readonly Tally[]): Map<string, (string | null)[]> {
  const timeless = tallies.map(({ members }) => members.map((member, index) => (isTime(query.by[index] ?? "") ? null : member)));
  return new Map(timeless.map((members) => [keyOf(members), members]));
}

function memberList(name: string, found: Set<string | null>, query: Query, covered: boolean): (string | null)[] {
  const order: readonly string[] = name === "province" ? PROVINCES : name === "victim" ? VICTIMS : [];
  // Counts of the country alone say nothing of its provinces: not zero, unknown.
  const isNational = found.size === 1 && found.has(COUNTRY);
  const asked = query.filters.province?.flatMap((region) => region.split("+"));
  if (name === "province" && covered && !isNational && query.boundaries === "today")
    for (const code of PROVINCES) if (asked === undefined || asked.includes(code)) found.add(code);
  const rank = (member: string | null) => (member === null ? 1_000 : order.includes(member) ? order.indexOf(member) : 100);
  return [...found].sort((a, b) => rank(a) - rank(b) || String(a).localeCompare(String(b), "en"));
}

/**
 * Each value as a share of the sum over one dimension; rows that agree in all others belong together. Where changes are asked for, also the
 * difference from the share of the base period; not where only cells with rows are listed, as the bases of the others are not at hand.
 */
function addShares(query: Query, rows: Row[], dense: boolean): void {
  const rest = query.by.filter((name) => name !== query.share);
  const group = (row: Row) => JSON.stringify(rest.map((name) => row[name]));
  const number = (row: Row, name: string) => (typeof row[name] === "number" ? row[name] : null);
  const totalsOf = (name: string) => {
    const totals = new Map<string, number>();
    for (const row of rows) totals.set(group(row), (totals.get(group(row)) ?? 0) + (number(row, name) ?? 0));
    return totals;
  };
  for (const measure of query.measure) {
    const totals = totalsOf(measure);
    const bases = comparesShares(query, timeOf(query)) ? totalsOf(`${measure}_base`) : null;
    for (const row of rows) {
      const share = shareOf(number(row, measure), totals.get(group(row)) ?? null);
      row[`${measure}_share`] = share;
      if (bases === null) continue;
      const base = shareOf(number(row, `${measure}_base`), bases.get(group(row)) ?? null);
      row[`${measure}_share_change`] = dense && number(row, `${measure}_change`) !== null ? pointsBetween(share, base) : null;
    }
  }
}
