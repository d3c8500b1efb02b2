import { MEASURES, type Measure, type MeasureName } from "../../server/domain/measure";
import type { Cell, Row, Status } from "../../server/domain/table";
import { amount, date, hedged, signed, tenths } from "../format";
import * as say from "../words/chart";

/** Which of an answer's numbers is drawn: the figure itself, or what the query puts beside it. */
export type Aspect = "value" | "share" | "change" | "cumulative" | "rolling" | "per_day" | "low" | "high" | "earlier";

/** One cell of an answer as the client draws it: the value with everything that says how sure it is. */
export interface Point {
  measure: MeasureName;
  aspect: Aspect;
  value: number | null;
  status: Status;
  provisional: boolean;
  /** What was printed first, where a later report printed another value. */
  first: number | null;
  qualifier: string | null;
  scope: string | null;
  publishedOn: string | null;
  change: number | null;
  base: number | null;
  flag: string | null;
}

const numberOr = (cell: Cell | undefined) => (typeof cell === "number" ? cell : null);
const textOr = (cell: Cell | undefined) => (typeof cell === "string" && cell !== "" ? cell : null);

/** Whose columns say how the number came about: its own where it is a figure in its own right, else those of the figure it is computed from. */
const OWN: readonly Aspect[] = ["value", "low", "high", "earlier"];

export function readPoint(row: Row, measure: MeasureName, aspect: Aspect = "value"): Point {
  const name = aspect === "value" ? measure : `${measure}_${aspect}`;
  const said = OWN.includes(aspect) ? name : measure;
  const changed = aspect === "cumulative" ? name : measure;
  const value = numberOr(row[name]);
  return {
    measure,
    aspect,
    value,
    status: value === null ? "missing" : (statusOf(row, measure, name, aspect) ?? "published"),
    provisional: row[`${said}_provisional`] === true,
    first: OWN.includes(aspect) ? numberOr(row[`${name}_first`]) : null,
    qualifier: OWN.includes(aspect) ? textOr(row[`${name}_qualifier`]) : null,
    scope: textOr(row[`${said}_scope`]),
    publishedOn: textOr(row[`${said}_published_on`]),
    change: numberOr(row[`${changed}_change`]),
    base: numberOr(row[`${changed}_base`]),
    flag: textOr(row[`${changed}_flag`]),
  };
}

/** Sums and averages of published figures are derived; shares and changes are as sure as the figure they are of. */
function statusOf(row: Row, measure: MeasureName, name: string, aspect: Aspect): Status | null {
  const own = textOr(row[`${name}_status`]) ?? textOr(row[`${measure}_status`]);
  return (own !== null && (aspect === "rolling" || aspect === "per_day") ? "derived" : own) as Status | null;
}

/** What the drawn numbers are counted in. */
export function unitOf(measure: MeasureName, aspect: Aspect): Measure["unit"] {
  return aspect === "share" ? "percent" : aspect === "per_day" ? "ratio" : MEASURES[measure].unit;
}

export function gapPoint(measure: MeasureName, aspect: Aspect = "value"): Point {
  return readPoint(Object.create(null) as Row, measure, aspect);
}

/** Whether the value is whole: good for a change, a share or a record. */
export function isWhole(point: Point | undefined): point is Point & { value: number } {
  return point !== undefined && point.value !== null && point.status !== "partial";
}

/** Status letters that stand beside the number. */
export function letters(point: Point): string {
  if (point.value === null) return "";
  const marks = [point.status === "derived" ? "d" : "", point.provisional ? "p" : "", point.first !== null && point.first !== point.value ? "r" : ""];
  return marks.filter(Boolean).join(" ");
}

/** The number as printed: `901`, `≥29`, `⋯` when there is none. */
export function printed(point: Point): string {
  if (point.value === null) return "⋯";
  if (point.aspect === "change") return signed(point.value);
  return `${point.status === "partial" ? "≥" : ""}${written(point.value, point)}`;
}

/** Computed shares and ratios have one decimal, the round ones too, so that all of a column have; what is published stands as printed. */
function written(value: number, { measure, aspect }: Point): string {
  if (aspect === "share") return `${tenths(value)}%`;
  const unit = unitOf(measure, aspect);
  return unit === "ratio" ? tenths(value) : amount(value, unit);
}

/** How the number came about, in one line: `Published 2 Oct 2025, printed as “at least”`. */
export function statusWords(point: Point): string {
  const hedge = point.qualifier === null || point.qualifier === "exact" ? "" : say.printedAs(say.qualifiers[point.qualifier] ?? point.qualifier);
  const words: Record<Status, string> = {
    published: point.publishedOn === null ? say.countedFromRows(hedge) : say.publishedOn(date(point.publishedOn), hedge),
    derived: say.derived,
    partial: say.partial,
    missing: say.missing,
  };
  return `${words[point.status]}${point.provisional ? say.printedBeforeEnd : ""}`;
}

/** What was printed before, where it differs. */
export function revisionWords(point: Point): string | null {
  if (point.first === null || point.first === point.value) return null;
  return say.firstPrintedAs(amount(point.first, MEASURES[point.measure].unit));
}

/** A change in words, split at the sign so that signs can be aligned: [`+285`, `over 46%`, `on 2025-Q2, from 616`]; `on 616` where the base is named above. */
export function changeWords(point: Point, base: string, isNamed = false): [difference: string, percent: string, rest: string] {
  const { change, base: from, flag } = point;
  if (change === null || from === null) return ["", "", (say.notCompared[flag ?? ""] ?? say.noBase)(base)];
  const was = amount(from, MEASURES[point.measure].unit);
  const on = (value: number | string) => (isNamed ? say.onAmount(value) : say.onBase(base, value));
  if (from === 0) return [signed(change), "", on(0)];
  if (flag === "low_base" || from < 10) return [signed(change), "", isNamed ? say.onLowAmount(was) : say.onLowBase(base, was)];
  const percent = hedged(change, from);
  return [signed(change), change < 0 ? say.down(percent) : percent, on(was)];
}
