import { addDays, type Day } from "../domain/day";
import { ATTACK_TYPES, OPERATION_TYPE, type Qualifier, type StoredFigure } from "../domain/figure";
import { groupBy } from "../domain/group";
import { MEASURES, type MeasureName } from "../domain/measure";
import { calendarParts, type Period } from "../domain/period";
import { COUNTRY, REGION_PARTS, type Region, todaysProvince } from "../domain/province";
import type { Status } from "../domain/table";
import { VICTIM_PARTS, type Victim } from "../domain/victim";
import { toFourPlaces } from "./change";

/** A question for one published value. `victim` and `incident_type` are `` for all; a null scope takes whichever was printed last. */
export interface CellKey {
  period: Period;
  region: Region;
  victim: string;
  incident_type: string;
  measure: MeasureName;
  scope: string | null;
}

/** The answer to a cell, with what a reader must know to quote it. */
export interface Resolved {
  value: number | null;
  status: Status;
  qualifier: Qualifier | null;
  scope: string | null;
  /** Day of the printing used; of derived values the latest of their parts. */
  published_on: Day | null;
  /** The first printed value, where a later printing changed it. */
  first: number | null;
  /** Printed before the last day of the period; a report issued on that day counts as whole. */
  provisional: boolean;
}

/** A published value and a complete partition of it that adds up to something else, or one of which the known parts already add up to more. */
export interface Conflict {
  by: "provinces" | "victims" | "incident types" | "calendar parts";
  value: number;
  sum: number;
  isComplete: boolean;
}

export interface Resolver {
  resolve: (cell: CellKey) => Resolved;
  /** Where a published value and its parts are both known and disagree. */
  conflicts: (cell: CellKey) => Conflict[];
  /** The attack and operation classes of this publisher, if it has both: they add up to its total. */
  typeParts: readonly string[];
}

const UNSPECIFIED: Victim = "unspecified";

/** What nothing was printed of. */
export const MISSING: Resolved = { value: null, status: "missing", qualifier: null, scope: null, published_on: null, first: null, provisional: false };

/**
 * Makes the look-up of a figures dataset as of a day (null: today's state). A cell is
 * 1. published: the latest figure printed for exactly this cell;
 * 2. derived: the sum over a complete partition (provinces, victim classes, attacks and operations, calendar parts), each part
 *    published or derived, all of one scope;
 * 3. partial: the sum of the parts that are known, a lower bound;
 * 4. missing: null.
 * (DESIGN, "What a number means".) Incidents are not added over victim classes, because one incident may hit several of them;
 * shares are never derived.
 */
export function resolver(figures: readonly StoredFigure[], asOf: Day | null): Resolver {
  const known = (asOf === null ? [...figures] : figures.filter((figure) => figure.published_on <= asOf)).sort(byPrinting);
  const index = groupBy(known, (figure) => keyOf(figure.period_start, figure.period_end, figure.region, figure.victim, figure.incident_type, figure.measure));
  const scopes = [...new Set(known.map((figure) => figure.scope))];
  const regionSets = [...new Set(known.map((figure) => figure.region))].filter((region) => region.includes("+"));
  const types = new Set(known.map((figure) => figure.incident_type));
  const attacks = ATTACK_TYPES.filter((type) => types.has(type));
  const typeParts = attacks.length === 1 && types.has(OPERATION_TYPE) ? [...attacks, OPERATION_TYPE] : [];
  const byMeasure = groupBy(known, ({ scope, measure }) => `${measure} ${scope}`);
  const memo = new Map<string, Resolved>();

  const resolve = (cell: CellKey): Resolved => {
    const place = keyOf(cell.period.start, cell.period.end, cell.region, cell.victim, cell.incident_type, cell.measure);
    const key = `${place}\0${cell.scope ?? "\0"}`;
    const before = memo.get(key);
    if (before !== undefined) return before;
    const found = published(cell, place) ?? ratio(cell) ?? unpublished(cell);
    memo.set(key, found);
    return found;
  };

  const published = (
    cell: CellKey,
    place = keyOf(cell.period.start, cell.period.end, cell.region, cell.victim, cell.incident_type, cell.measure),
  ): Resolved | null => {
    const all = index.get(place);
    if (all === undefined) return null;
    const scope = cell.scope ?? all[0]?.scope;
    const printings = all.filter((figure) => figure.scope === scope);
    const latest = printings[0];
    if (latest === undefined) return null;
    const first = printings.at(-1)?.value ?? null;
    return {
      value: latest.value,
      status: "published",
      qualifier: latest.qualifier,
      scope: latest.scope,
      published_on: latest.published_on,
      first: first === latest.value ? null : first,
      provisional: latest.published_on < addDays(cell.period.end, -1),
    };
  };

  /** One known count divided by another of the same cell and scope; null for measures that are no ratios. */
  const ratio = (cell: CellKey): Resolved | null => {
    const { ratioOf } = MEASURES[cell.measure];
    if (ratioOf === undefined) return null;
    const part = resolve({ ...cell, measure: ratioOf[0] });
    const whole = resolve({ ...cell, measure: ratioOf[1], scope: part.scope });
    if (!isKnown(part) || !isKnown(whole) || part.value === null || !whole.value) return MISSING;
    const exact = part.qualifier === "exact" && whole.qualifier === "exact";
    return { ...sumOf([part, whole], "derived"), value: toFourPlaces(part.value / whole.value), qualifier: exact ? "exact" : "about" };
  };

  /** Derived or partial in one scope: the first complete one, else the greatest lower bound. */
  const unpublished = (cell: CellKey): Resolved => {
    const answers = (cell.scope === null ? scopes : [cell.scope]).map((scope) => addUp({ ...cell, scope }));
    return (
      answers.find((answer) => answer.status === "derived") ??
      answers.filter((answer) => answer.status === "partial").sort((a, b) => (b.value ?? 0) - (a.value ?? 0))[0] ??
      MISSING
    );
  };

  const addUp = (cell: CellKey): Resolved => {
    const measure = MEASURES[cell.measure];
    if (!measure.additive || !hasParts(cell)) return MISSING;
    const sums = measure.sumOf ? [measure.sumOf.map((part) => resolve({ ...cell, measure: part }))] : partitionsOf(cell).map(({ parts }) => parts.map(resolve));
    const complete = sums.find((parts) => parts.every(isKnown));
    if (complete !== undefined) return sumOf(complete, "derived");
    const bounds = sums.map((parts) => parts.filter((part) => part.value !== null)).filter((parts) => parts.length > 0);
    const best = bounds.map((parts) => sumOf(parts, "partial")).sort((a, b) => (b.value ?? 0) - (a.value ?? 0))[0];
    return best ?? MISSING;
  };

  /** Whether any figure lies inside the cell: most cells have none, and need no search for partitions. */
  const hasParts = (cell: CellKey): boolean =>
    [cell.measure, ...(MEASURES[cell.measure].sumOf ?? [])].some((measure) =>
      byMeasure
        .get(`${measure} ${cell.scope}`)
        ?.some(
          (figure) =>
            figure.period_start >= cell.period.start &&
            figure.period_end <= cell.period.end &&
            isPart(figure.victim, cell.victim) &&
            isPart(figure.incident_type, cell.incident_type) &&
            isRegionPart(figure.region, cell.region),
        ),
    );

  /** Every way this cell falls apart into parts that fill it exactly. */
  const partitionsOf = (cell: CellKey): { by: Conflict["by"]; parts: CellKey[] }[] => {
    const partitions: { by: Conflict["by"]; parts: CellKey[] }[] = [
      { by: "provinces", parts: regionParts(cell).map((region) => ({ ...cell, region })) },
      { by: "victims", parts: victimParts(cell).map((victim) => ({ ...cell, victim })) },
      { by: "incident types", parts: setParts(cell.incident_type, typeParts).map((incident_type) => ({ ...cell, incident_type })) },
      { by: "calendar parts", parts: calendarParts(cell.period).map((period) => ({ ...cell, period })) },
    ];
    return partitions.filter(({ parts }) => parts.length > 1);
  };

  const conflicts = (cell: CellKey): Conflict[] => {
    const whole = resolve(cell);
    if (whole.status !== "published" || whole.value === null || !MEASURES[cell.measure].additive) return [];
    const value = whole.value;
    return partitionsOf({ ...cell, scope: whole.scope })
      .map(({ by, parts }) => ({ by, parts: parts.map(resolve) }))
      .map(({ by, parts }) => ({ by, value, sum: sumOf(parts.filter(isKnown), "derived").value ?? value, isComplete: parts.every(isKnown) }))
      .filter(({ sum, isComplete }) => (isComplete ? sum !== value : sum > value && whole.qualifier === "exact"));
  };

  /** Provinces of a region; where a province is not known alone, a published set of provinces stands in. */
  const regionParts = (cell: CellKey): Region[] => {
    const left = new Set(cell.region.includes("+") ? cell.region.split("+") : REGION_PARTS.get(cell.region));
    const parts: Region[] = [];
    for (const region of [...left]) {
      if (!isKnown(resolve({ ...cell, region }))) continue;
      parts.push(region);
      left.delete(region);
    }
    for (const set of regionSets) {
      const members = set.split("+");
      if (!members.every((member) => left.has(member)) || published({ ...cell, region: set }) === null) continue;
      parts.push(set);
      for (const member of members) left.delete(member);
    }
    return [...parts, ...left];
  };

  /** Those of whom the publisher does not say belong to the whole where they were printed; most print none. */
  const victimParts = (cell: CellKey): readonly string[] => {
    if (cell.measure === "incidents") return [];
    const parts = setParts(cell.victim, VICTIM_PARTS);
    return cell.victim === "" && resolve({ ...cell, victim: UNSPECIFIED }).value !== null ? [...parts, UNSPECIFIED] : parts;
  };

  return { resolve, conflicts, typeParts };
}

/** The members of a `+` set, or the given partition of the whole (``). */
function setParts(value: string, whole: readonly string[]): readonly string[] {
  return value === "" ? whole : value.includes("+") ? value.split("+") : [];
}

/** Whether a class or set lies inside another; `` is the whole. */
function isPart(value: string, whole: string): boolean {
  return whole === "" || value === whole || (value !== "" && value.split("+").every((member) => whole.split("+").includes(member)));
}

function isRegionPart(region: Region, whole: Region): boolean {
  const inside = whole.split("+");
  return whole === COUNTRY || region.split("+").every((code) => inside.includes(code) || inside.includes(todaysProvince(code)));
}

/** Latest printing first; of one day the later upload and line. */
function byPrinting(a: StoredFigure, b: StoredFigure): number {
  if (a.published_on !== b.published_on) return a.published_on < b.published_on ? 1 : -1;
  return b.batch - a.batch || b.line - a.line || b.part - a.part;
}

function keyOf(start: Day, end: Day, region: Region, victim: string, type: string, measure: MeasureName): string {
  // No text of the database holds a NUL.
  return `${start}\0${end}\0${region}\0${victim}\0${type}\0${measure}`;
}

/** Whether a value may stand as a part: partial ones may not. */
export function isKnown(resolved: Resolved): boolean {
  return resolved.status === "published" || resolved.status === "derived";
}

/** The sum of parts as one answer; it is as cautious as its least certain part. */
export function sumOf(parts: readonly Resolved[], status: "derived" | "partial"): Resolved {
  const hedges = new Set(parts.map((part) => part.qualifier).filter((qualifier) => qualifier !== null && qualifier !== "exact"));
  const floor = [...hedges].every((qualifier) => qualifier === "at_least" || qualifier === "over");
  return {
    value: parts.reduce((sum, part) => sum + (part.value ?? 0), 0),
    status,
    qualifier: status === "partial" ? "at_least" : hedges.size === 0 ? "exact" : floor ? "at_least" : "about",
    scope: parts[0]?.scope ?? null,
    published_on: parts.reduce<Day | null>((latest, part) => (latest === null || (part.published_on ?? "") > latest ? part.published_on : latest), null),
    first: null,
    provisional: parts.some((part) => part.provisional),
  };
}
