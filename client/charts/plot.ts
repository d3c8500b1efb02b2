import { type CategoryDimension, DIMENSION_LABELS } from "../../server/domain/dimension";
import { MEASURES, type MeasureName } from "../../server/domain/measure";
import { type Period, parsePeriod } from "../../server/domain/period";
import { regionName, regionShort } from "../../server/domain/province";
import { NOT_STATED } from "../../server/domain/query";
import { type Answer, OTHERS, type Row, UNSPLIT } from "../../server/domain/table";
import { VICTIM_LABELS, type Victim } from "../../server/domain/victim";
import { capital, plural } from "../format";
import * as say from "../words/chart";
import { other } from "../words/plurals";
import { colourOf } from "./colour";
import { type Aspect, gapPoint, type Point, readPoint } from "./point";
import type { ScopeBreak, Series } from "./spec";

/** A member's name for people. */
export function memberLabel(dimension: string, member: string): string {
  if (member === UNSPLIT) return say.notSplit;
  if (member === OTHERS) return say.others;
  if (member === "" || member === NOT_STATED) return say.notStated;
  if (dimension === "province") return regionName(member);
  if (dimension === "victim")
    return member
      .split("+")
      .map((part) => VICTIM_LABELS[part as Victim] ?? capital(part))
      .join(" + ");
  return member;
}

export const othersWords = (count: number) => plural(count, other);

export function memberShort(dimension: string, member: string): string {
  return dimension === "province" && member !== UNSPLIT && member !== OTHERS ? regionShort(member) : memberLabel(dimension, member);
}

/** The periods an answer's rows run over, in order. */
export function periodsOf(answer: Answer, time: string): Period[] {
  const labels = [...new Set(answer.rows.map((row) => String(row[time] ?? "")))];
  return labels.flatMap((label) => parsePeriod(label) ?? []).sort((a, b) => a.start.localeCompare(b.start));
}

const memberOf = (row: Row, dimension: string) => (row[dimension] === null || row[dimension] === undefined ? NOT_STATED : String(row[dimension]));

/** One series of an answer that is broken down by time alone. */
export function singleSeries(answer: Answer, time: string, periods: Period[], measure: MeasureName, aspect: Aspect = "value"): Series {
  const byLabel = new Map(answer.rows.map((row) => [String(row[time]), row]));
  const points = periods.map((period) => {
    const row = byLabel.get(period.label);
    return row ? readPoint(row, measure, aspect) : gapPoint(measure, aspect);
  });
  return { key: "", label: MEASURES[measure].short, short: MEASURES[measure].short, colour: "national", points };
}

/** What is not a member of its own comes last: all the others, rows that do not say, then what was not split. */
const rest = (member: string) => (member === UNSPLIT ? 3 : member === NOT_STATED ? 2 : member === OTHERS ? 1 : 0);

/** Which of the numbers series hold, and whether the answer's own order stands; else from the largest sum down. */
interface Taken {
  aspect: Aspect;
  asAnswered: boolean;
}

/** Series by a category; what was not split comes last. */
export function splitSeries(
  answer: Answer,
  time: string | null,
  periods: Period[],
  dimension: CategoryDimension,
  measure: MeasureName,
  { aspect, asAnswered }: Taken = { aspect: "value", asAnswered: false },
): Series[] {
  const cells = new Map<string, Map<string, Row>>();
  for (const row of answer.rows) {
    const member = memberOf(row, dimension);
    const rows = cells.get(member) ?? new Map<string, Row>();
    rows.set(time === null ? "" : String(row[time]), row);
    cells.set(member, rows);
  }
  const labels = time === null ? [""] : periods.map((period) => period.label);
  const sumOf = (rows: Map<string, Row>) => [...rows.values()].reduce((total, row) => total + (typeof row[measure] === "number" ? row[measure] : 0), 0);
  const sums = new Map([...cells].map(([member, rows]) => [member, asAnswered ? 0 : sumOf(rows)]));
  const known = [...cells].sort(([a], [b]) => rest(a) - rest(b) || (sums.get(b) ?? 0) - (sums.get(a) ?? 0));
  return known.map(([member, rows], position) => {
    const count = member === OTHERS ? [...rows.values()][0]?.[`${dimension}_members`] : null;
    return {
      key: member,
      label: typeof count === "number" ? othersWords(count) : memberLabel(dimension, member),
      short: typeof count === "number" ? othersWords(count) : memberShort(dimension, member),
      // Side by side in a list of one colour, members need none of their own.
      colour: colourOf(dimension, member, time === null ? 0 : position),
      points: labels.map((label) => {
        const row = rows.get(label);
        return row === undefined ? gapPoint(measure, aspect) : readPoint(row, measure, aspect);
      }),
    };
  });
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
