import type { Period } from "../../domain/period";
import { COUNTRY, type Region } from "../../domain/province";
import { leastOf } from "./between";
import type { Dated } from "./calendar";
import { isSingle, untoldOf } from "./how";
import type { Mark, NumberMark } from "./mark";
import { type PercentKind, percentKind } from "./percent-kind";
import { quoteOf } from "./quote";
import type { Counted, Found, Reading, Subject } from "./reading";
import { hasNumber, isParted, neighbour, type Scene } from "./scene";
import { isClauseEnd } from "./token";
import { whenOf } from "./when";
import { regionsOf } from "./where";
import { EVERYONE, joined, victimAfter, type Whom } from "./whom";

const MOST = 18;

/** Reads a percentage as a change or a share; null where its words make it neither. */
export function readPercent(scene: Scene, number: NumberMark, earlier: ReadonlyMap<NumberMark, Subject>, carried: Region | null): Found | null {
  const found = percentKind(scene, number);
  if (found === null) return null;
  const inBrackets = scene.tokens[number.from - 1]?.kind === "open";
  const before = neighbour(scene, number, -1);
  const owner = inBrackets && before !== undefined && before.to >= number.from - 1 - 1 ? earlier.get(before) : undefined;
  const measures: Of[] = owner !== undefined && found.kind === "share" ? [owner] : measuresOf(scene, number, found);
  const { periods } = whenOf(scene, number);
  const regions = owner === undefined ? regionsOf(scene, number) : [owner.region];
  const whoms = owner === undefined ? whomsOf(scene, number, found.measureEnd) : [{ victim: owner.victim, narrow: null }];
  const cause = found.kind === "share" && owner === undefined ? causeOf(scene, number) : "";
  if (found.kind === "share" && owner === undefined && regions[0] === COUNTRY && whoms[0]?.victim === "" && cause === "")
    regions.push(...partsElsewhere(scene, number, carried));
  const last = scene.numbers.slice(0, scene.numbers.indexOf(number)).findLast(({ percent }) => !percent);
  const kin = last === undefined ? undefined : earlier.get(last);
  if (kin !== undefined && kin.victim !== "" && whoms[0]?.victim === "") whoms.push({ victim: kin.victim, narrow: null });
  const readings: Reading[] = [];
  for (const period of periods) {
    for (const { measure, type: own } of measures) {
      const type = cause === "" ? own : cause;
      for (const region of regions) {
        for (const { victim } of whoms) {
          const subject: Subject = { period, region, victim, type, measure };
          if (found.kind === "change") readings.push({ kind: "change", subject, base: baseFor(scene, number, period), sign: found.sign });
          else if (region !== COUNTRY || victim !== "" || type !== "") readings.push({ kind: "share", part: subject, wholes: wholesOf(subject) });
        }
      }
    }
  }
  const nameless = readings.length === 0;
  const whole: Subject = { period: periods[0] ?? null, region: COUNTRY, victim: "", type: "", measure: measures[0]?.measure ?? "fatalities" };
  if (nameless) readings.push({ kind: "share", part: whole, wholes: [whole] });
  return {
    ...quoteOf(scene, number, found.from, found.to),
    value: number.value,
    decimals: number.decimals,
    hedge: number.hedge,
    rough: number.rough,
    least: leastOf(scene, number)?.value ?? null,
    readings: readings.slice(0, MOST),
    untold: nameless ? "The text does not say whose share it is." : untoldOf(scene, number, false),
    narrow: whoms[0]?.narrow ?? null,
    single: isSingle(scene),
  };
}

/** Whose share it may be where no place stands before: one named later in the sentence, else the one spoken of. */
function partsElsewhere(scene: Scene, number: NumberMark, carried: Region | null): Region[] {
  const later = scene.marks.find((mark) => mark.kind === "region" && mark.from >= number.to && mark.region !== COUNTRY);
  return [...(later?.kind === "region" ? [later.region] : []), ...(carried === null ? [] : [carried])];
}

/** What a percentage may be of, by the one word that names it. */
type Of = Pick<Subject, "measure" | "type">;

/** The measures a percentage may be of: the one its own words name, else those of the sentence, people killed first. */
function measuresOf(scene: Scene, number: NumberMark, kind: PercentKind): Of[] {
  const start = kind.change !== null && kind.change.from >= number.to ? kind.change.to : number.to;
  const right = nearMeasure(scene, start, kind.kind === "share");
  if (right !== null) return [right];
  const left = scene.marks.findLast((mark) => isMeasure(mark) && mark.to <= number.from);
  if (left !== undefined && !hasNumber(scene, left.to, number.from) && !isParted(scene, left.to, number.from)) return [countedOf(left)];
  const before = scene.marks.filter((mark) => isMeasure(mark) && mark.from < number.from).map(countedOf);
  if (before.length === 0) return [...scene.marks.filter(({ kind: one }) => one === "measure").map(countedOf), KILLED].slice(0, 1);
  const named = [...(before.some(({ measure }) => measure === "fatalities") ? [KILLED] : []), ...before.reverse()];
  return named.filter((one, at) => named.findIndex((other) => other.measure === one.measure && other.type === one.type) === at);
}

const KILLED: Of = { measure: "fatalities", type: "" };
const isMeasure = ({ kind }: Mark) => kind === "measure" || kind === "type";

/** The measure named right after: `surge in overall violence`, `of the incidents`, `more losses`. Of shares, `from terrorism` is a cause. */
function nearMeasure(scene: Scene, from: number, isShare: boolean): Of | null {
  for (let place = from; place < from + 9; place += 1) {
    const mark = scene.at[place];
    const token = scene.tokens[place];
    if (token?.kind === "open") {
      const close = scene.tokens.findIndex((one, index) => index > place && one.kind === "close");
      if (close === -1 || close - place > 6) return null;
      place = close;
      continue;
    }
    if (mark?.kind === "measure" && mark.measure === "violence") {
      const next = scene.marks.find((one) => one.kind === "measure" && one.from >= mark.to && one.from <= mark.to + 2);
      return next === undefined ? KILLED : countedOf(next);
    }
    if (isShare && mark?.kind === "type" && ["from", "by", "in"].some((word) => [1, 2].some((back) => scene.tokens[mark.from - back]?.low === word)))
      return null;
    if (mark !== undefined && isMeasure(mark)) return countedOf(mark);
    if (token === undefined || isClauseEnd(token) || ["number", "base", "break", "period", "compare"].includes(mark?.kind ?? "")) return null;
    if (token.low === "and" && mark === undefined) return null;
  }
  return null;
}

function countedOf(mark: Mark): Of {
  if (mark.kind === "type") return { measure: "incidents", type: mark.type === "both" || mark.loose ? "" : mark.type };
  return mark.kind === "measure" && mark.measure !== "violence" ? { measure: mark.measure as Counted, type: "" } : KILLED;
}

/** The victims a percentage is of: `among outlaws`, `were civilians`, `the outlaws suffered`. */
function whomsOf(scene: Scene, number: NumberMark, measureEnd: number): Whom[] {
  const after = victimAfter(scene, number.to) ?? victimAfter(scene, measureEnd);
  if (after !== null) return after.victim === "" ? [EVERYONE] : [after];
  const before = scene.marks.findLast((mark) => mark.kind === "victim" && mark.to <= number.from);
  if (before?.kind !== "victim" || hasNumber(scene, before.to, number.from) || isParted(scene, before.to, number.from)) return [EVERYONE];
  const victim = joined(before.victims);
  return victim === "" ? [EVERYONE] : [{ victim, narrow: before.narrow }, EVERYONE];
}

/** `security operations accounted for a third of the deaths`, `65% of all deaths resulted from terrorism`: the class a share is of. */
function causeOf(scene: Scene, number: NumberMark): Subject["type"] {
  const after = scene.marks.find((mark) => mark.kind === "type" && mark.from >= number.to && mark.from - number.to <= 16);
  const isNear = after !== undefined && !isParted(scene, number.to, after.from) && !hasNumber(scene, number.to, after.from);
  const before = scene.marks.findLast(
    (mark) => mark.kind === "type" && mark.to <= number.from && !hasNumber(scene, mark.to, number.from) && !isParted(scene, mark.to, number.from),
  );
  const mark = isNear ? after : before;
  return mark?.kind !== "type" || mark.type === "both" || mark.loose ? "" : mark.type;
}

/** The wholes a part may be taken of: the country's total, or the region's or the class's where both are named. */
function wholesOf(part: Subject): Subject[] {
  const all: Subject = { ...part, region: COUNTRY, victim: "", type: "" };
  if (part.region === COUNTRY || (part.victim === "" && part.type === "")) return [all];
  return [{ ...all, region: part.region }, { ...part, region: COUNTRY }, all];
}

/** What a change is measured against, where the sentence names it: nearest first, those behind it before others, never the period itself. */
function baseFor(scene: Scene, number: NumberMark, period: Period | null): Period | null {
  const distance = ({ mark }: Dated) => (mark.from >= number.to ? mark.from - number.to : 2 * (number.from - mark.to));
  const bases = scene.dated.filter((one) => one.based && one.period !== null && one.period.label !== period?.label);
  return bases.sort((a, b) => distance(a) - distance(b))[0]?.period ?? null;
}
