import type { Day } from "../../domain/day";
import { ATTACK_TYPES, OPERATION_TYPE, type StoredFigure } from "../../domain/figure";
import { groupBy } from "../../domain/group";
import type { MeasureName } from "../../domain/measure";
import type { Period } from "../../domain/period";
import type { Region } from "../../domain/province";
import { type CellKey, isKnown, type Resolved, resolver } from "../resolve";
import type { Subject } from "./reading";

/** A question for one value, the period known. */
export interface Asked extends Omit<Subject, "period" | "measure"> {
  period: Period;
  measure: MeasureName;
}

/** A value as it stood from a day on. */
export interface Vintage {
  value: number;
  on: Day;
}

/** The figures a text is checked against, as of a day. */
export interface Cells {
  now: (asked: Asked) => Resolved;
  /** Every value the cell has had, today's first. */
  vintages: (asked: Asked) => Vintage[];
  /** Only those printed for exactly this cell, without adding up parts day by day. */
  printings: (asked: Asked) => Vintage[];
  /** Figures that print exactly this value for the measure. */
  printing: (value: number, measure: MeasureName) => readonly StoredFigure[];
  /** The publisher's own name of an incident class; null where it has none. */
  typeName: (type: Subject["type"]) => string | null;
  asOf: Day | null;
  /** What looking up has cost so far: the figures gone through, whatever the clock says. */
  spent: () => number;
}

/** How many printing days of one period are looked at. */
const MOST_DAYS = 24;

export function cellsOf(all: readonly StoredFigure[], asOf: Day | null): Cells {
  const figures = asOf === null ? all : all.filter(({ published_on }) => published_on <= asOf);
  const types = new Set(figures.map(({ incident_type }) => incident_type));
  const values = groupBy(figures, ({ measure, value }) => `${measure} ${value}`);
  const inside = remembered(({ start, end }: Period) => figures.filter((figure) => figure.period_start >= start && figure.period_end <= end), labelOf);
  const today = remembered((period: Period) => resolver(inside(period), asOf), labelOf);
  const dayOf = ([period, on]: [Period, Day]) => resolver(inside(period), on);
  const thatDay = remembered(dayOf, ([period, on]) => `${period.label} ${on}`);
  let spent = 0;
  const spend = (period: Period) => {
    spent += 10 + inside(period).length;
  };
  const days = remembered(
    (period: Period) => [...new Set(inside(period).map(({ published_on }) => published_on))].sort().reverse().slice(0, MOST_DAYS),
    labelOf,
  );
  const typeName = remembered((type: Subject["type"]) => nameOfType(types, type), String);

  const now = remembered((asked: Asked): Resolved => {
    spend(asked.period);
    return inside(asked.period).length === 0 ? MISSING : today(asked.period).resolve(cellOf(asked, typeName));
  }, keyOf);
  const printings = remembered((asked: Asked): Vintage[] => {
    const latest = now(asked);
    return latest.status === "published" ? printingsOf(inside(asked.period), asked, typeName(asked.type), latest.scope) : [];
  }, keyOf);
  const vintages = remembered((asked: Asked): Vintage[] => {
    if (!isKnown(now(asked))) return [];
    const printed = printings(asked);
    if (printed.length > 0) return printed;
    const found = days(asked.period).map((on) => {
      spend(asked.period);
      return { on, resolved: thatDay([asked.period, on]).resolve(cellOf(asked, typeName)) };
    });
    return changesOnly(
      found.flatMap(({ on, resolved }) => (isKnown(resolved) && resolved.value !== null ? [{ value: resolved.value, on: resolved.published_on ?? on }] : [])),
    );
  }, keyOf);
  return { now, vintages, printings, printing: (value, measure) => values.get(`${measure} ${value}`) ?? [], typeName, asOf, spent: () => spent };
}

const MISSING: Resolved = { value: null, status: "missing", qualifier: null, scope: null, published_on: null, first: null, provisional: false };

/** The answers of a pure question, each worked out once. */
function remembered<Q, A>(answer: (question: Q) => A, keyOfQuestion: (question: Q) => string): (question: Q) => A {
  const known = new Map<string, { answer: A }>();
  return (question) => {
    const key = keyOfQuestion(question);
    const before = known.get(key);
    if (before !== undefined) return before.answer;
    const found = answer(question);
    known.set(key, { answer: found });
    return found;
  };
}

const labelOf = ({ label }: Period) => label;
const keyOf = ({ period, region, victim, type, measure }: Asked) => `${period.label}|${region}|${victim}|${type}|${measure}`;

function cellOf({ period, region, victim, type, measure }: Asked, typeName: Cells["typeName"]): CellKey {
  return { period, region, victim, incident_type: typeName(type) ?? "(none)", measure, scope: null };
}

function nameOfType(types: ReadonlySet<string>, type: Subject["type"]): string | null {
  if (type === "") return "";
  if (type === "attack") return ATTACK_TYPES.find((name) => types.has(name)) ?? null;
  if (type === "operation") return types.has(OPERATION_TYPE) ? OPERATION_TYPE : null;
  return [...types].find((name) => name.toLowerCase().includes(type)) ?? null;
}

/** Every printing of exactly this cell, newest first. */
function printingsOf(figures: readonly StoredFigure[], asked: Asked, type: string | null, scope: string | null): Vintage[] {
  const own = figures.filter(
    (figure) =>
      figure.period_start === asked.period.start &&
      figure.period_end === asked.period.end &&
      figure.region === asked.region &&
      figure.victim === asked.victim &&
      figure.incident_type === type &&
      figure.measure === asked.measure &&
      figure.scope === scope,
  );
  return changesOnly(own.map(({ value, published_on }) => ({ value, on: published_on })).sort((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : 0)));
}

/** Runs of one value as one vintage, dated by its first day. */
function changesOnly(vintages: readonly Vintage[]): Vintage[] {
  return vintages.filter(({ value }, at) => vintages[at + 1]?.value !== value);
}

/** The value a cell had on a day, from its vintages. */
export function valueOn(vintages: readonly Vintage[], day: Day): number | null {
  return vintageOn(vintages, day)?.value ?? null;
}

export function vintageOn(vintages: readonly Vintage[], day: Day): Vintage | null {
  return vintages.find(({ on }) => on <= day) ?? null;
}

export function withRegion(asked: Asked, region: Region): Asked {
  return { ...asked, region };
}
