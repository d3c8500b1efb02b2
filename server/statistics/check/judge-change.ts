import type { Day } from "../../domain/day";
import { type Period, periodInWords, previousPeriod, yearBefore } from "../../domain/period";
import { printNumber, printSigned } from "../../domain/print";
import { LOW_BASE } from "../change";
import { dayInWords } from "../phrases";
import { isKnown } from "../resolve";
import { type Asked, type Vintage, vintageOn } from "./cells";
import { askOf, type Bench, noPeriod, outcomeOf } from "./judge-count";
import { addressOf } from "./proof";
import type { Counted, Found, Reading, Subject } from "./reading";
import { claimedRange, factorRange, isInside } from "./rounding";
import type { Outcome } from "./verdict";
import { cellInWords, countedInWords, percentInWords } from "./wording";

type ChangeReading = Extract<Reading, { kind: "change" | "difference" }>;

/** Two values and what lies between them. */
interface Step {
  now: number;
  base: number;
}

const percentOf = ({ now, base }: Step) => (100 * (now - base)) / base;

/** A change against its base: the one named, else the period before; then the printings there were; then other bases. */
export function judgeChange(bench: Bench, found: Found, reading: ChangeReading): Outcome {
  const { subject } = reading;
  const asked = askOf(subject);
  if (asked === null) return noPeriod(subject, subject.measure);
  const base = reading.base ?? usualBase(asked.period);
  const main = base === null ? null : against(bench, found, reading, asked, base);
  if (main !== null && main.verdict !== "does_not_hold" && main.verdict !== "cannot_be_told") return main;
  for (const other of otherBases(asked.period, base)) {
    const held = against(bench, found, reading, asked, other);
    if (held.verdict !== "holds") continue;
    const usual = main?.verdict === "does_not_hold" ? ` ${main.reason}` : "";
    return {
      ...held,
      verdict: "holds_otherwise",
      nearest: main?.nearest ?? held.nearest,
      reason: `It holds on another base, ${periodInWords(other)}: ${held.reason}${usual}`,
    };
  }
  return (
    main ?? outcomeOf(subject, subject.measure, { verdict: "cannot_be_told", nearest: null, reason: "There is no period before to compare with.", query: null })
  );
}

function usualBase(period: Period): Period | null {
  return previousPeriod(period) ?? yearBefore(period);
}

/** The bases a change may silently be on: the period before, a year before, the whole year before. */
function otherBases(period: Period, base: Period | null): Period[] {
  const before = yearBefore(period);
  return [previousPeriod(period), before].filter((one): one is Period => one !== null && one.label !== base?.label);
}

function against({ dataset, cells }: Bench, found: Found, reading: ChangeReading, asked: Asked, base: Period): Outcome {
  const { subject } = reading;
  const baseAsked = { ...asked, period: base };
  const [now, then] = [cells.now(asked), cells.now(baseAsked)];
  const change = previousPeriod(asked.period)?.label === base.label ? "previous" : yearBefore(asked.period)?.label === base.label ? "year_ago" : undefined;
  const query = addressOf(dataset, cells, asked, { change });
  const as = (verdict: Outcome["verdict"], nearest: number | null, reason: string, address = query) =>
    outcomeOf(subject, subject.measure, { verdict, nearest, reason, query: address }, reading.kind === "change" ? "percent" : undefined);
  if (!isKnown(now) || now.value === null) return as("cannot_be_told", null, `Not printed: ${cellInWords(asked)}.`);
  if (!isKnown(then) || then.value === null) return as("cannot_be_told", null, `The base is not printed: ${cellInWords(baseAsked)}.`);
  if (now.scope !== then.scope)
    return as(
      "cannot_be_told",
      null,
      `The publisher changed what it counts between ${periodInWords(base)} and ${periodInWords(asked.period)}: no change is computed across it.`,
    );
  if (then.value === 0)
    return as("cannot_be_told", null, `There is no percentage from the zero of ${periodInWords(base)}; the ledger has ${printNumber(now.value)}.`);
  const today = { now: now.value, base: then.value };
  // In the direction the text claims, as its own number is: `fell 32%` is answered by 31.6.
  const nearest = reading.sign * (reading.kind === "difference" ? today.now - today.base : Math.round(percentOf(today) * 10) / 10);
  const told = `${countedInWords(asked)} went from ${printNumber(today.base)} (${periodInWords(base)}) to ${printNumber(today.now)} (${periodInWords(asked.period)}), ${printSigned(today.now - today.base)}, ${percentInWords(percentOf(today))}`;
  const low = then.value < LOW_BASE ? "; the base is low" : "";
  if (fits(found, reading, today)) return as("holds", nearest, `${capital(told)}${low}.`);
  const earlier = steps(cells.vintages(asked), cells.vintages(baseAsked)).find((step) => fits(found, reading, step));
  if (earlier !== undefined) {
    const reason = `It holds on earlier printings, ${printNumber(earlier.base)} (${dayInWords(earlier.baseOn)}) and ${printNumber(earlier.now)} (${dayInWords(earlier.on)}); today ${told}.`;
    const asOf = earlier.on > earlier.baseOn ? earlier.on : earlier.baseOn;
    return as("holds_as_of", nearest, reason, addressOf(dataset, cells, asked, { change, asOf }));
  }
  if (isNearFactor(found, reading, today)) return as("cannot_be_told", nearest, `${capital(told)}: whether that is “${found.quote}” is a matter of words.`);
  return as("does_not_hold", nearest, `${capital(told)}${low}.`);
}

/** `Doubled` of 1.9 times: neither borne out nor wrong. */
function isNearFactor(found: Found, { kind, sign }: ChangeReading, step: Step): boolean {
  if (!found.rough || kind !== "change" || found.hedge !== "none") return false;
  return Math.abs(step.now / step.base / (1 + (sign * (found.value ?? 0)) / 100) - 1) <= NEAR_FACTOR;
}

const NEAR_FACTOR = 0.07;

/** Values that stood side by side on one day, newest first; then each printing against each. */
function steps(now: readonly Vintage[], base: readonly Vintage[]): (Step & { on: Day; baseOn: Day })[] {
  const days = [...new Set([...now, ...base].map(({ on }) => on))].sort().reverse();
  const together = days.map((day) => [vintageOn(now, day), vintageOn(base, day)] as const);
  const crossed = now.flatMap((value) => base.map((before) => [value, before] as const));
  return [...together, ...crossed].flatMap(([value, before]) =>
    value === null || before === null || before.value === 0 ? [] : [{ now: value.value, base: before.value, on: value.on, baseOn: before.on }],
  );
}

function fits(found: Found, { kind, sign }: ChangeReading, step: Step): boolean {
  const value = found.value ?? 0;
  if (kind === "difference") return step.now - step.base === sign * value;
  const percent = sign * percentOf(step);
  if (found.rough) return isInside(percent, factorRange(value, found.hedge));
  return isInside(percent, claimedRange(found));
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Another measure of the same period whose change the number is: named beside the true one, never put in its place. */
export function otherMeasure(bench: Bench, found: Found, reading: ChangeReading): string | null {
  for (const measure of ["fatalities", "injured", "incidents", "casualties"] as const satisfies readonly Counted[]) {
    const subject: Subject = { ...reading.subject, measure, type: "" };
    const asked = askOf(subject);
    if (measure === reading.subject.measure || asked === null) continue;
    const base = reading.base ?? usualBase(asked.period);
    const outcome = base === null ? null : against(bench, found, { ...reading, subject }, asked, base);
    if (outcome?.verdict === "holds") return `${percentInWords(found.value ?? 0)} is the change of another measure: ${outcome.reason}`;
  }
  return null;
}
