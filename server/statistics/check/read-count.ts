import { leastOf } from "./between";
import { isDateOrPrice, isSingle, untoldOf } from "./how";
import type { Mark, NumberMark } from "./mark";
import { type Noun, nounAfter } from "./noun";
import { quoteOf } from "./quote";
import type { Counted, Found, Reading, Subject } from "./reading";
import { tiedOf } from "./run";
import { hasNumber, isBaseNumber, isParted, marksBetween, neighbour, type Scene } from "./scene";
import { type Before, measureBefore } from "./subject-before";
import { isClauseEnd } from "./token";
import { whenOf } from "./when";
import { regionsOf } from "./where";
import { type Whom, whomOf } from "./whom";

/** The most ways one number is tried. */
const MOST = 18;

/** Reads a number that is no percentage as a count of people or incidents; null where it counts neither. */
export function readCount(scene: Scene, number: NumberMark, earlier: ReadonlyMap<NumberMark, Subject>): Found | null {
  if (isDateOrPrice(scene, number)) return null;
  const tied = tiedOf(scene, number);
  if (isFarDifference(scene, number)) return null;
  const noun = nounAfter(scene, tied?.last ?? number);
  const before = measureBefore(scene, number);
  const kin = kinOf(scene, number, earlier);
  const measure = tied?.measure ?? measureOf(scene, number, noun, before, kin);
  if (measure === null) return null;
  const whoms = tied?.victim != null ? [{ victim: tied.victim, narrow: null }] : whomsOf(scene, number, noun, measure, kin);
  const regions =
    tied?.region != null
      ? [tied.region]
      : kin !== undefined && isBaseNumber(scene, number)
        ? distinct([...regionsOf(scene, number).slice(0, 1), kin.region])
        : regionsOf(scene, number);
  const periods = tied?.period != null ? [tied.period] : whenOf(scene, number).periods;
  // Whom incidents hit is counted over attacks and operations alike.
  const type = measure === "incidents" && whoms[0]?.victim ? "" : typeOf(scene, number, noun, before, measure, kin);
  const subjects = periods.flatMap((period) => regions.flatMap((region) => whoms.map(({ victim }): Subject => ({ period, region, victim, type, measure }))));
  // `722 killed and 615 wounded in 328 incidents, up from 380` may go back to any of them.
  if (kin !== undefined && noun.measure === null && before?.from == null && isParted(scene, neighbour(scene, number, -1)?.to ?? 0, number.from)) {
    const others = [...earlier.values()].filter((one) => one.measure !== measure);
    subjects.unshift(...subjects.slice(0, 3).flatMap((subject) => others.map((one): Subject => ({ ...subject, measure: one.measure, type: one.type }))));
  }
  const readings = subjects.slice(0, MOST).map((subject): Reading => ({ kind: isDaily(scene, noun) ? "average" : "count", subject }));
  const difference = differenceOf(scene, number, noun);
  if (difference !== null)
    readings.unshift(...subjects.slice(0, MOST).map((subject): Reading => ({ kind: "difference", subject, base: null, sign: difference })));
  const least = leastOf(scene, number);
  return {
    ...quoteOf(
      scene,
      least === null ? number : { ...number, from: least.from },
      before !== null && noun.measure === null ? before.from : null,
      (noun.measure !== null || noun.people) && (tied === null || tied.last === number) ? noun.end : null,
    ),
    value: number.value,
    decimals: number.decimals,
    hedge: number.hedge,
    rough: number.rough,
    least: least?.value ?? null,
    readings,
    untold: tied?.loose ? "Which number of the list belongs to which name is not clear." : untoldOf(scene, number, noun.group),
    narrow: whoms[0]?.narrow ?? null,
    single: isSingle(scene),
  };
}

/** A number compared with this one, or joined to it, that was read already: `722, up from 380`, `516 vs 333`. */
function kinOf(scene: Scene, number: NumberMark, earlier: ReadonlyMap<NumberMark, Subject>): Subject | undefined {
  const next = neighbour(scene, number, -1);
  const last = next?.percent ? (neighbour(scene, next, -1) ?? next) : next;
  const paired = scene.tokens.slice(last?.to ?? 0, number.from).some(({ low }) => low === "to");
  return last !== undefined && (isBaseNumber(scene, number) || (paired && isBaseNumber(scene, last))) ? earlier.get(last) : undefined;
}

function measureOf(scene: Scene, number: NumberMark, noun: Noun, before: Before | null, kin: Subject | undefined): Counted | null {
  if (noun.foreign) return null;
  if (noun.measure !== null) return noun.measure;
  // `Two provinces` is no count; a bare number word is one only where it is compared or stands at the end of a change.
  if (number.word && !noun.people && !["from", "to", "at", "by", "of"].includes(scene.tokens[number.from - 1]?.low ?? "")) return null;
  if (noun.people && before?.measure === "incidents")
    return scene.marks.some((mark) => mark.kind === "measure" && mark.measure === "injured") ? "injured" : "fatalities";
  if (before !== null) return kin !== undefined && before.from === null ? kin.measure : before.measure;
  if (kin !== undefined) return kin.measure;
  const bracketed = scene.tokens[number.from - 1]?.kind === "open" && ["region", "victim"].includes(scene.at[number.from - 2]?.kind ?? "");
  if (!noun.people && !bracketed) return standsAlone(scene, number) ? scene.counted : null;
  const named = scene.marks.find((mark) => mark.kind === "measure" && mark.measure !== "violence" && mark.measure !== "incidents");
  return named?.kind === "measure" ? (named.measure as Counted) : null;
}

/** `KP was hit hardest with 638.`: a bare number beside a place or a class, in a sentence without a measure. */
function standsAlone(scene: Scene, number: NumberMark): boolean {
  if (number.word || scene.marks.some(({ kind }) => kind === "measure" || kind === "type")) return false;
  const after = scene.tokens[number.to];
  if (!isClauseEnd(after) && !["and", "in", "while"].includes(after?.low ?? "")) return false;
  return scene.marks.some(({ kind, to }) => (kind === "region" || kind === "victim") && to <= number.from);
}

function whomsOf(scene: Scene, number: NumberMark, noun: Noun, measure: Counted, kin: Subject | undefined): Whom[] {
  const own = whomOf(scene, number, noun, measure);
  return kin !== undefined && noun.victims === null && !noun.people ? inherited(kin, own) : own;
}

function inherited(kin: Subject, own: readonly Whom[]): Whom[] {
  return [{ victim: kin.victim, narrow: null }, ...own.filter(({ victim }) => victim !== kin.victim)];
}

/** The incident class a number is of: its own noun's, that of attacks named as the cause, or the one of the number it is joined to. */
function typeOf(scene: Scene, number: NumberMark, noun: Noun, before: Before | null, measure: Counted, kin: Subject | undefined): Subject["type"] {
  const special = specialOf(scene, number);
  if (special !== null) return special;
  if (noun.measure === "incidents") return noun.type;
  if (measure === "incidents") return noun.measure === null ? (before?.type ?? kin?.type ?? "") : "";
  return causeAfter(scene, noun.end) ?? causeBefore(scene, number) ?? (kin?.type || "");
}

/** A cross-cutting class named in the number's own clause: sectarian violence, sabotage, drone attacks. */
function specialOf(scene: Scene, number: NumberMark): Subject["type"] | null {
  if (!scene.marks.some(({ kind }) => kind === "special")) return null;
  const distance = ({ from }: { from: number }) => Math.abs(from - number.from);
  const near = scene.marks.flatMap((mark) => {
    const [from, to] = [Math.min(mark.to, number.to), Math.max(mark.from, number.from)];
    return mark.kind === "special" && distance(mark) <= 10 && !isParted(scene, from, to) && !hasNumber(scene, from, to) ? [mark] : [];
  });
  return near.sort((a, b) => distance(a) - distance(b))[0]?.type ?? null;
}

/** `killed in terror attacks`, `as a result of 55 security operations`. */
function causeAfter(scene: Scene, from: number): Subject["type"] | null {
  const mark = marksBetween(scene, "type", from, from + 10)[0];
  if (mark === undefined || isParted(scene, from, mark.from)) return null;
  if (scene.marks.some((one) => one.kind === "measure" && one.from >= from && one.to <= mark.from)) return null;
  const linked = scene.tokens.slice(from, mark.from).some(({ low }) => ["in", "from", "by", "of", "to", "during"].includes(low));
  return linked ? (mark.type === "both" ? "" : mark.type) : null;
}

/** `terror attacks claimed 1,022`, `121 attacks caused 165 fatalities and 191 injuries`. */
function causeBefore(scene: Scene, number: NumberMark): Subject["type"] | null {
  const type = scene.marks.findLast((mark) => mark.kind === "type" && mark.to <= number.from);
  const cause = scene.marks.findLast(
    (mark) => (mark.kind === "cause" || mark.kind === "share" || isVerb(scene, mark)) && mark.to <= number.from && mark.from - (type?.to ?? 0) <= 3,
  );
  if (type?.kind !== "type" || cause === undefined || cause.from < type.to || cause.from - type.to > 3) return null;
  const numbers = scene.numbers.filter(({ from }) => from >= cause.to && from < number.from);
  if (numbers.length > 1 || isParted(scene, cause.to, number.from)) return null;
  return type.type === "both" ? "" : type.type;
}

/** `attacks killed`: a measure's word that is the verb of what stands right before it. */
function isVerb(scene: Scene, mark: Mark): boolean {
  return (
    mark.kind === "measure" &&
    ["killed", "wounded", "injured", "killing"].includes(scene.tokens[mark.from]?.low ?? "") &&
    scene.at[mark.from - 1]?.kind === "type"
  );
}

function isDaily(scene: Scene, noun: Noun): boolean {
  const daily = marksBetween(scene, "daily", noun.end, noun.end + 5)[0];
  return daily !== undefined && !isParted(scene, noun.end, daily.from);
}

/** `fell by 285`, `342 more deaths`: a difference and no level. */
function differenceOf(scene: Scene, number: NumberMark, noun: Noun): 1 | -1 | null {
  const change = scene.marks.findLast((mark) => mark.kind === "change" && mark.to <= number.from && number.from - mark.to <= 4);
  const by = ["by", "of"].includes(scene.tokens[number.from - 1]?.low ?? "");
  if (change?.kind === "change" && by) return change.sign;
  const next = scene.at[number.to];
  return next?.kind === "change" &&
    ["more", "fewer", "additional", "less"].includes(scene.tokens[number.to]?.low ?? "") &&
    noun.measure !== null &&
    !noun.people
    ? next.sign
    : null;
}

/** `More than the 1,533 of 2023 by 1,022`: a difference whose two sides are too far away to tell. */
function isFarDifference(scene: Scene, number: NumberMark): boolean {
  if (scene.tokens[number.from - 1]?.low !== "by" || scene.tokens[number.to]?.kind === "word") return false;
  return !scene.marks.some((mark) => mark.kind === "change" && mark.to <= number.from && number.from - mark.to <= 4);
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
