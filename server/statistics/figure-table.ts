import type { CategoryDimension } from "../domain/dimension";
import { type StoredFigure, spanOfFigures } from "../domain/figure";
import { MEASURES, type MeasureName } from "../domain/measure";
import { type Period, periodsBetween, spanOf } from "../domain/period";
import { COUNTRY, HISTORICAL_PROVINCES, joinRegion, PROVINCES } from "../domain/province";
import { ALL, categoriesOf, type Query, timeOf } from "../domain/query";
import { type Cell, emptyRow, type Note, type Row, type Table, UNSPLIT } from "../domain/table";
import { VICTIMS } from "../domain/victim";
import { additionCells, hasAdditions, type Reach, reachNotes } from "./additions";
import { basePeriod, changeCells, changeOf } from "./change";
import { columnsOf } from "./columns";
import { figureNotes } from "./figure-notes";
import { arranged, type Line } from "./figure-others";
import { TooManyRows } from "./limit";
import { addsUp } from "./others";
import { UNKNOWN } from "./point";
import { pointOf, remainderCells, seriesOf } from "./remainder";
import { type CellKey, isKnown, MISSING, type Resolved, type Resolver, resolver } from "./resolve";
import { comparesShares, pointsBetween, shareOf } from "./share";

/** Rows of one answer: fifty years of months by province and victim fit, and what is asked for by mistake does not hold up the others. */
const MOST_ROWS = 30_000;

/**
 * Answers a query from published figures: one row for each period and member asked for, missing ones included, with a status
 * beside every value. Throws TooManyRows. A breakdown whose parts are not all known ends in an `unsplit` row: the known total less the known parts.
 */
export function figureTable(query: Query, figures: readonly StoredFigure[], lookup: Resolver = resolver(figures, query.as_of)): Table {
  const span = spanOfFigures(figures);
  const start = query.from?.start ?? span?.start;
  const end = query.to?.end ?? span?.end;
  const columns = columnsOf(query, "figures");
  if (start === undefined || end === undefined || end <= start) return { columns, rows: [], notes: [] };

  const time = timeOf(query);
  const touching = time === null ? [spanOf(start, end)] : periodsBetween(start, end, time);
  const periods = touching.filter((period) => time === null || ((query.from === null || period.start >= start) && (query.to === null || period.end <= end)));
  const whole = wholeCell(query);
  const { lines, notes } = arranged(query, lookup, linesOf(query, lookup, figures, categoriesOf(query), whole, []), periods);
  if (periods.length * lines.length > MOST_ROWS) {
    throw new TooManyRows(
      `This breakdown would have ${periods.length * lines.length} rows; at most ${MOST_ROWS} are answered. Ask for fewer periods or dimensions.`,
    );
  }
  const additions = additionsOf(query, lines, periods, span?.start ?? null);
  const rows = periods.flatMap((period) =>
    lines
      .map((line) => ({ line, more: additions.cells.get(line)?.get(period.label) ?? {} }))
      .filter(({ line, more }) => line.rest === undefined || query.measure.some((measure) => isLeft(line, more, measure, period)))
      .map(({ line, more }) => Object.assign(rowOf(query, lookup, whole, spanOf(start, end), period, line), more)),
  );
  const clipped: Note[] =
    periods.length < touching.length
      ? [{ code: "clipped", message: `Only whole periods between ${start} and ${end} are shown; published figures cannot be cut.` }]
      : [];
  return { columns, rows, notes: [...clipped, ...notes, ...figureNotes(query, lookup, periods, lines, whole), ...reachNotes(additions.reaches)] };
}

/** Whether anything of a period was not split: of itself, or of a sum that ends with it. */
function isLeft({ at }: Line, more: Record<string, Cell>, measure: MeasureName, period: Period): boolean {
  return [at(period, measure).value, more[`${measure}_cumulative`], more[`${measure}_rolling`]].some((value) => typeof value === "number");
}

/** What the query adds along each line of periods. */
function additionsOf(query: Query, lines: readonly Line[], periods: readonly Period[], loaded: string | null) {
  const cells = new Map<Line, Map<string, Record<string, Cell>>>();
  const reaches: Reach[] = [];
  for (const line of hasAdditions(query) ? lines : []) {
    const own = new Map(periods.map((period) => [period.label, {} as Record<string, Cell>]));
    cells.set(line, own);
    for (const measure of query.measure) {
      const { rest } = line;
      const found = additionCells(query, rest === undefined ? seriesOf(line, measure) : { ...seriesOf(line, measure), at: () => UNKNOWN }, periods, loaded);
      for (const [label, more] of found.cells) Object.assign(own.get(label) ?? {}, more);
      if (rest !== undefined) for (const period of periods) Object.assign(own.get(period.label) ?? {}, remainderCells(query, line, rest, measure, period));
      else if (found.reach !== null) reaches.push(found.reach);
    }
  }
  return { cells, reaches };
}

/** The cell the filters ask for where nothing is broken down: several values of a filter are asked for as one set. */
function wholeCell(query: Query): Omit<CellKey, "period" | "measure"> {
  const regions = query.filters.province ?? [COUNTRY];
  const region = regions.length === 1 ? (regions[0] ?? COUNTRY) : joinRegion(regions.flatMap((value) => value.split("+")));
  const everywhere = joinRegion(PROVINCES) === region;
  const set = (values: string[] = []) => (values.includes(ALL) ? "" : [...new Set(values)].sort().join("+"));
  return {
    region: everywhere ? COUNTRY : region,
    victim: set(query.filters.victim?.flatMap((value) => value.split("+"))),
    incident_type: set(query.filters.incident_type),
    scope: query.filters.scope?.[0] ?? null,
  };
}

const FIELD: Partial<Record<CategoryDimension, "region" | "victim" | "incident_type">> = {
  province: "region",
  victim: "victim",
  incident_type: "incident_type",
};

function linesOf(
  query: Query,
  lookup: Resolver,
  figures: readonly StoredFigure[],
  left: readonly CategoryDimension[],
  cell: Line["cell"],
  members: string[],
): Line[] {
  const [dimension, ...rest] = left;
  const at = (target: Line["cell"]) => (period: Period, measure: MeasureName) => lookup.resolve({ ...target, period, measure });
  if (dimension === undefined) return [{ members, cell, at: at(cell), count: 1 }];
  const field = FIELD[dimension];
  if (field === undefined) return [];
  const parts = membersOf(query, lookup, figures, dimension).map((member) => ({ member, cell: { ...cell, [field]: member } }));
  const lines = parts.flatMap((part) => linesOf(query, lookup, figures, rest, part.cell, [...members, part.member]));
  const [of, own] = [at(cell), parts.map((part) => at(part.cell))];
  const unsplit: Line = {
    members: [...members, ...left.map(() => UNSPLIT)],
    cell,
    at: (period, measure) =>
      unsplitOf(
        dimension,
        measure,
        of(period, measure),
        own.map((part) => part(period, measure)),
      ),
    count: null,
    rest: { whole: of, parts: own, addsUp: (measure) => addsUp(dimension, measure) },
  };
  return [...lines, unsplit];
}

/** A known total less its known parts, where some part is not known; never negative, never of overlapping parts. */
function unsplitOf(dimension: CategoryDimension, measure: MeasureName, total: Resolved, parts: readonly Resolved[]): Resolved {
  if (!addsUp(dimension, measure) || !isKnown(total) || total.value === null || parts.every(isKnown)) return MISSING;
  const known = parts.filter((part) => isKnown(part) && part.scope === total.scope);
  const value = total.value - known.reduce((sum, part) => sum + (part.value ?? 0), 0);
  // Less what is "at least" it is "at most", which is no word of this field's.
  const qualifier = known.every((part) => part.qualifier === "exact") ? total.qualifier : "about";
  return value < 0
    ? MISSING
    : { ...total, value, qualifier, status: "derived", first: null, provisional: total.provisional || known.some((part) => part.provisional) };
}

/** The members of a breakdown: those filtered for, else the partition that fills the whole. */
function membersOf(query: Query, lookup: Resolver, figures: readonly StoredFigure[], dimension: CategoryDimension): string[] {
  const asked = dimension === "province" || dimension === "victim" || dimension === "incident_type" ? query.filters[dimension] : undefined;
  if (asked !== undefined) return asked;
  if (dimension === "province") return [...(query.boundaries === "historical" ? HISTORICAL_PROVINCES : PROVINCES)];
  if (dimension === "victim") return VICTIMS.filter((victim) => victim !== "unspecified" || figures.some((figure) => figure.victim === victim));
  if (lookup.typeParts.length > 0) return [...lookup.typeParts];
  return [...new Set(figures.map((figure) => figure.incident_type))].filter((type) => type !== "").sort();
}

function rowOf(query: Query, lookup: Resolver, whole: Line["cell"], range: Period, period: Period, line: Line): Row {
  const row = emptyRow();
  const time = timeOf(query);
  const categories = categoriesOf(query);
  for (const name of query.by) row[name] = name === time ? period.label : (line.members[categories.indexOf(name as CategoryDimension)] ?? null);
  // What was not split is no member: other parts are in it from one period to the next, so it is compared with none.
  const basedOn = (kind: "previous" | "year_ago") => (line.rest === undefined ? basePeriod(period, kind) : null);
  if (query.top !== null) for (const name of categories) row[`${name}_members`] = line.count;
  for (const measure of query.measure) {
    const now = line.at(period, measure);
    row[measure] = now.value;
    row[`${measure}_status`] = now.status;
    if (query.detail) {
      row[`${measure}_qualifier`] = now.qualifier;
      row[`${measure}_scope`] = now.scope;
      row[`${measure}_published_on`] = now.published_on;
      row[`${measure}_first`] = now.first;
      row[`${measure}_provisional`] = now.provisional;
    }
    if (query.change !== null) {
      const before = basedOn(query.change);
      const base = before === null ? null : pointOf(line.at(before, measure));
      Object.assign(row, changeCells(measure, changeOf(pointOf(now), base, MEASURES[measure].unit)));
    }
    if (query.share !== null) {
      const field = FIELD[query.share as CategoryDimension];
      const totalAt = (at: Period) =>
        query.share === time ? line.at(range, measure) : lookup.resolve({ ...line.cell, ...(field ? { [field]: whole[field] } : {}), period: at, measure });
      const share = shareIn(now, totalAt(period));
      row[`${measure}_share`] = share;
      if (comparesShares(query, time) && query.change !== null) {
        const before = basedOn(query.change);
        const base = before === null ? null : line.at(before, measure);
        const isComparable = before !== null && base !== null && base.scope === now.scope;
        row[`${measure}_share_change`] = isComparable ? pointsBetween(share, shareIn(base, totalAt(before))) : null;
      }
    }
  }
  return row;
}

/** A known part of a known whole, both of one scope. */
function shareIn(part: Resolved, whole: Resolved): number | null {
  return isKnown(part) && isKnown(whole) && part.scope === whole.scope ? shareOf(part.value, whole.value) : null;
}
