import { type CategoryDimension, DIMENSION_LABELS } from "../../server/domain/dimension";
import { MEASURES, type MeasureName } from "../../server/domain/measure";
import { type Period, parsePeriod } from "../../server/domain/period";
import { regionName, regionShort } from "../../server/domain/province";
import { NOT_STATED } from "../../server/domain/query";
import { type Answer, type Row, UNSPLIT } from "../../server/domain/table";
import { VICTIM_LABELS, type Victim } from "../../server/domain/victim";
import { capital } from "../format";
import { colourOf } from "./colour";
import { gapPoint, type Point, readPoint } from "./point";
import type { ScopeBreak, Series } from "./spec";

/** A member's name for people. */
export function memberLabel(dimension: string, member: string): string {
  if (member === UNSPLIT) return "Not split";
  if (member === "" || member === NOT_STATED) return "Not stated";
  if (dimension === "province") return regionName(member);
  if (dimension === "victim")
    return member
      .split("+")
      .map((part) => VICTIM_LABELS[part as Victim] ?? capital(part))
      .join(" + ");
  return member;
}

export function memberShort(dimension: string, member: string): string {
  return dimension === "province" && member !== UNSPLIT ? regionShort(member) : memberLabel(dimension, member);
}

/** The periods an answer's rows run over, in order. */
export function periodsOf(answer: Answer, time: string): Period[] {
  const labels = [...new Set(answer.rows.map((row) => String(row[time] ?? "")))];
  return labels.flatMap((label) => parsePeriod(label) ?? []).sort((a, b) => a.start.localeCompare(b.start));
}

const memberOf = (row: Row, dimension: string) => (row[dimension] === null || row[dimension] === undefined ? NOT_STATED : String(row[dimension]));

/** One series of an answer that is broken down by time alone. */
export function singleSeries(answer: Answer, time: string, periods: Period[], measure: MeasureName): Series {
  const byLabel = new Map(answer.rows.map((row) => [String(row[time]), row]));
  const points = periods.map((period) => {
    const row = byLabel.get(period.label);
    return row ? readPoint(row, measure) : gapPoint(measure);
  });
  return { key: "", label: MEASURES[measure].short, short: MEASURES[measure].short, colour: "national", points };
}

/** What is not a member of its own comes last: rows that do not say, then what was not split. */
const rest = (member: string) => (member === UNSPLIT ? 2 : member === NOT_STATED ? 1 : 0);

/** Series by a category, from the largest sum down; what was not split comes last. */
export function splitSeries(answer: Answer, time: string | null, periods: Period[], dimension: CategoryDimension, measure: MeasureName): Series[] {
  const cells = new Map<string, Map<string, Point>>();
  for (const row of answer.rows) {
    const member = memberOf(row, dimension);
    const points = cells.get(member) ?? new Map<string, Point>();
    points.set(time === null ? "" : String(row[time]), readPoint(row, measure));
    cells.set(member, points);
  }
  const labels = time === null ? [""] : periods.map((period) => period.label);
  const sum = (points: Map<string, Point>) => [...points.values()].reduce((total, point) => total + (point.value ?? 0), 0);
  const known = [...cells].sort(([a, left], [b, right]) => rest(a) - rest(b) || sum(right) - sum(left));
  return known.map(([member, points], position) => ({
    key: member,
    label: memberLabel(dimension, member),
    short: memberShort(dimension, member),
    colour: colourOf(dimension, member, position),
    points: labels.map((label) => points.get(label) ?? gapPoint(measure)),
  }));
}

/**
 * Where the scope changes along a series. Between the last period known in the old scope and the first in the new one the
 * break is drawn at a turn of the year if there is one, for publishers change their rules with their annual report.
 */
export function scopeBreaks(points: readonly Point[], periods: readonly Period[]): ScopeBreak[] {
  const breaks: ScopeBreak[] = [];
  let last: { index: number; scope: string } | null = null;
  points.forEach((point, index) => {
    if (point.value === null || point.scope === null) return;
    if (last !== null && last.scope !== point.scope) {
      let at = index;
      for (let next = last.index + 1; next <= index; next += 1) {
        if (periods[next]?.start.endsWith("-01-01")) {
          at = next;
          break;
        }
      }
      breaks.push({ at, before: capital(last.scope), after: capital(point.scope) });
    }
    last = { index, scope: point.scope };
  });
  return breaks;
}

export function dimensionLabel(name: string): string {
  return DIMENSION_LABELS[name as CategoryDimension] ?? capital(name);
}
