import type { StoredFigure } from "../../domain/figure";
import { parsePeriod, periodInWords, previousPeriod } from "../../domain/period";
import { printNumber, printSigned } from "../../domain/print";
import { COUNTRY } from "../../domain/province";
import { isKnown } from "../resolve";
import type { Asked, Cells } from "./cells";
import type { Counted, Found, Subject } from "./reading";
import { countedInWords } from "./wording";

/** Below this a number stands for too many things for a match to mean anything. */
const TELLING = 20;
const MEASURES = ["fatalities", "injured", "incidents", "casualties"] as const satisfies readonly Counted[];
const VICTIMS = ["", "civilian", "security", "militant", "civilian+security"];

/** A cell the number does stand for. `kin`: it is the same thing more widely or narrowly drawn, so that only the label is wrong. */
export interface Match {
  asked: Asked;
  kin: boolean;
  /** The earlier printing that has it; null when today's figure does. */
  on: string | null;
}

/** What else of the same period a number stands for: another measure, class of incident, victims or place. */
export function matchBeside(cells: Cells, asked: Asked, value: number): Match | null {
  const narrow = value < TELLING;
  const tries: Match[] = [];
  const attempt = (change: Partial<Asked>, kin: boolean) => void tries.push({ asked: { ...asked, ...change }, kin, on: null });
  for (const type of ["", "attack", "operation"] as const) if (type !== asked.type && (type === "" || asked.type === "")) attempt({ type }, true);
  for (const victim of VICTIMS) if (victim !== asked.victim) attempt({ victim }, overlaps(victim, asked.victim));
  if (asked.victim !== "" && asked.type !== "") attempt({ victim: "", type: "" }, true);
  if (!narrow) for (const measure of MEASURES) if (measure !== asked.measure) attempt({ measure, type: "" }, true);
  if (!narrow)
    for (const measure of MEASURES)
      if (measure !== asked.measure && asked.type === "") for (const type of ["attack", "operation"] as const) attempt({ measure, type }, true);
  for (const region of asked.region === COUNTRY ? ["PK-KP", "PK-BA", "PK-PB", "PK-SD"] : [COUNTRY, "PK-KP", "PK-BA", "PK-PB", "PK-SD"])
    if (region !== asked.region) attempt({ region }, false);
  const kinFirst = tries.sort((a, b) => Number(b.kin) - Number(a.kin));
  for (const match of kinFirst) {
    const now = cells.now(match.asked);
    if (isKnown(now) && now.value === value) return match;
  }
  if (narrow) return null;
  for (const match of kinFirst) {
    const vintage = cells.printings(match.asked).find((one) => one.value === value);
    if (vintage !== undefined) return { ...match, on: vintage.on };
  }
  return null;
}

/** Whether one class of victims holds the other, or part of it. */
function overlaps(one: string, other: string): boolean {
  return one === "" || other === "" || one.split("+").some((victim) => other.split("+").includes(victim));
}

/** Another period for which the same number was printed of the same thing, nearest first. */
export function otherPeriod(cells: Cells, asked: Asked, value: number): StoredFigure | null {
  if (value < TELLING) return null;
  const type = cells.typeName(asked.type);
  const same = cells
    .printing(value, asked.measure)
    .filter((figure) => figure.victim === asked.victim && figure.incident_type === type && figure.period_start !== asked.period.start);
  const others =
    same.length > 0 ? same : cells.printing(value, asked.measure).filter((figure) => figure.victim === asked.victim && figure.incident_type === type);
  const here = others.filter((figure) => figure.region === asked.region && figure.period !== asked.period.label);
  const distance = (figure: StoredFigure) => Math.abs(Date.parse(figure.period_start) - Date.parse(asked.period.start));
  return here.sort((a, b) => distance(a) - distance(b))[0] ?? null;
}

/** A number that is a difference between two periods, printed as a level: `13 killed` for a rise by 13. */
export function asDifference(cells: Cells, asked: Asked, value: number): string | null {
  const before = previousPeriod(asked.period);
  if (before === null || value < TELLING) return null;
  const [now, then] = [cells.now(asked), cells.now({ ...asked, period: before })];
  if (!isKnown(now) || !isKnown(then) || now.value === null || then.value === null || Math.abs(now.value - then.value) !== value) return null;
  return `${printNumber(value)} is the difference from the period before (${printSigned(now.value - then.value)}).`;
}

/** Where a figure stands, in words. */
export function whereInWords(figure: StoredFigure, type: Subject["type"]): string {
  const period = parsePeriod(figure.period);
  return `${printNumber(figure.value)} ${countedInWords({ ...figure, type })} is the figure of ${period === null ? figure.period : periodInWords(period)}`;
}

/** Words for the found number, for a reason. */
export function valueInWords(found: Found): string {
  return printNumber(found.value ?? 0);
}
