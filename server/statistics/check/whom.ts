import type { Mark, NumberMark } from "./mark";
import type { Noun } from "./noun";
import { hasNumber, isParted, type Scene } from "./scene";

/** Whom a number counts: classes joined by `+`, `` for all; narrower groups are named, for the ledger does not count them apart. */
export interface Whom {
  victim: string;
  narrow: string | null;
}

type VictimMark = Extract<Mark, { kind: "victim" }>;
const OF = new Set("of among for from suffered by were was are the those them to in between a an during".split(" "));
const ON = new Set("on against targeting at hitting".split(" "));

/** The classes bound to a number by the words after it, else by those before; the alternatives follow. */
export function whomOf(scene: Scene, number: NumberMark, noun: Noun, measure: string): Whom[] {
  if (measure === "incidents") {
    const target = targetAfter(scene, noun) ?? faced(scene, number);
    return target === null || target.victim === "" ? [EVERYONE] : target.victim === "militant" ? [EVERYONE, target] : [target];
  }
  const after = noun.victims !== null ? { victim: joined(noun.victims), narrow: noun.narrow } : victimAfter(scene, noun.end);
  const before = victimBefore(scene, number);
  if (after !== null) return after.victim === "" ? [EVERYONE] : [after];
  // `The forces lost 166 men` are theirs; whom `the militants killed` is not said.
  const own =
    before !== null &&
    scene.tokens.slice(Math.max(0, number.from - 3), number.from).some(({ low }) => ["lost", "suffered", "losing", "suffering"].includes(low));
  if (noun.people || noun.measure === "casualties") return before === null ? [EVERYONE] : own ? [before, EVERYONE] : [EVERYONE, before];
  if (before !== null && noun.measure === null) return [before];
  return before === null ? [EVERYONE, ...carried(scene, number)] : [before, EVERYONE];
}

export const EVERYONE: Whom = { victim: "", narrow: null };

export function joined(victims: readonly string[]): string {
  return victims.length >= 3 ? "" : [...victims].sort().join("+");
}

const whom = (mark: VictimMark): Whom => ({ victim: joined(mark.victims), narrow: mark.narrow });

/** `103 fatalities of security personnel`, `516 (57%) were those of the outlaws`. */
export function victimAfter({ tokens, at }: Scene, from: number): Whom | null {
  for (let place = from, last = from + 9; place < last; place += 1) {
    const mark = at[place];
    const token = tokens[place];
    if (mark?.kind === "victim") return whom(mark);
    if (token?.kind === "open") {
      const close = tokens.findIndex((one, index) => index > place && one.kind === "close");
      if (close === -1 || close - place > 6) return null;
      place = close;
    } else if (mark?.kind === "period") {
      last += mark.to - place;
      place = mark.to - 1;
    } else if (mark !== undefined ? mark.kind !== "share" : !OF.has(token?.low ?? "") && token?.kind !== "dash") return null;
  }
  return null;
}

/** `123 attacks on civilians`. */
function targetAfter({ tokens, at }: Scene, noun: Noun): Whom | null {
  const preposition = tokens.findIndex((token, place) => place >= noun.end && place < noun.end + 3 && ON.has(token.low));
  const mark = preposition === -1 ? undefined : (at[preposition + 1] ?? at[preposition + 2]);
  return mark?.kind === "victim" ? whom(mark) : null;
}

/** `civilians faced 107 attacks`. */
function faced(scene: Scene, number: NumberMark): Whom | null {
  const verb = scene.tokens[number.from - 1]?.low ?? "";
  return ["faced", "suffered", "targeted", "face", "hit"].includes(verb) ? victimBefore(scene, number) : null;
}

/** `civilian deaths stood at 219`, `the outlaws suffered 368`. */
function victimBefore(scene: Scene, number: NumberMark): Whom | null {
  const mark = scene.marks.findLast((one): one is VictimMark => one.kind === "victim" && one.to <= number.from);
  if (mark === undefined || hasNumber(scene, mark.to, number.from) || isParted(scene, mark.to, number.from)) return null;
  return scene.tokens.slice(mark.to, number.from).some(({ low }) => low === "and") ? null : whom(mark);
}

/** `127 outlaws killed and 59 injured`: the class may be carried over, or not. */
function carried(scene: Scene, number: NumberMark): Whom[] {
  const mark = scene.marks.findLast((one): one is VictimMark => one.kind === "victim" && one.to <= number.from);
  return mark === undefined ? [] : [whom(mark)];
}
