import type { Dated, Spoken } from "./calendar";
import { isKind, type Mark, type NumberMark } from "./mark";
import type { Counted } from "./reading";
import { isClauseEnd, type Token } from "./token";

/** A sentence ready to be read: its marks by place, its periods on the calendar, and what was spoken of before. */
export interface Scene {
  text: string;
  tokens: readonly Token[];
  marks: readonly Mark[];
  numbers: readonly NumberMark[];
  dated: readonly Dated[];
  spoken: Spoken;
  /** What the sentences before counted, for one that names no measure: `KP was hit hardest with 638.` */
  counted: Counted | null;
  /** Mark that covers each token. */
  at: readonly (Mark | undefined)[];
}

export function sceneOf(text: string, tokens: readonly Token[], marks: readonly Mark[], dated: readonly Dated[], spoken: Spoken): Scene {
  const at: (Mark | undefined)[] = new Array(tokens.length).fill(undefined);
  for (const mark of marks) for (let token = mark.from; token < mark.to; token += 1) at[token] = mark;
  const scene: Scene = { text, tokens, marks, numbers: marks.filter(isKind("number")), dated, spoken, counted: null, at };
  return { ...scene, dated: dated.map((one) => (one.based || !isOfBase(scene, one) ? one : { ...one, based: true })) };
}

/** The period right behind a base number is the base's: `from 900 in Q1 to 615 in Q2`. */
function isOfBase(scene: Scene, { mark }: Dated): boolean {
  const number = scene.numbers.findLast(({ to }) => to <= mark.from);
  return (
    number !== undefined &&
    mark.from - number.to <= 4 &&
    !scene.tokens.slice(number.to, mark.from).some(({ kind }) => kind === "close") &&
    isBaseNumber(scene, number) &&
    !isParted(scene, number.to, mark.from)
  );
}

/** Whether a clause ends, or a word of contrast stands, between two places. */
export function isParted({ tokens, at }: Scene, from: number, to: number): boolean {
  for (let place = from; place < to; place += 1) {
    if (isClauseEnd(tokens[place]) && at[place] === undefined) return true;
    if (at[place]?.kind === "break") return true;
  }
  return false;
}

/** Whether another number stands between two places; one in brackets does not count. */
export function hasNumber({ tokens, numbers }: Scene, from: number, to: number): boolean {
  return numbers.some((mark) => mark.from >= from && mark.to <= to && ![1, 2].some((back) => tokens[mark.from - back]?.kind === "open"));
}

/** The marks of a kind between two places. */
export function marksBetween<K extends Mark["kind"]>(scene: Scene, kind: K, from: number, to: number): Extract<Mark, { kind: K }>[] {
  return scene.marks.filter((mark): mark is Extract<Mark, { kind: K }> => mark.kind === kind && mark.from >= from && mark.to <= to);
}

/** The number just before or after another. */
export function neighbour(scene: Scene, number: NumberMark, step: 1 | -1): NumberMark | undefined {
  return scene.numbers[scene.numbers.indexOf(number) + step];
}

/** A word of comparison that makes a number a base: `up from 380`, `vs 333`, `than the 1,523 of 2023`. */
export function isBaseNumber(scene: Scene, number: NumberMark): boolean {
  const base = scene.marks.findLast((mark) => (mark.kind === "base" || mark.kind === "compare") && mark.to <= number.from);
  if (base === undefined || number.from - base.to > 5) return false;
  // `Fell short of those of militants (516)`: another class of the same time, no other time.
  if (marksBetween(scene, "victim", base.to, number.from).length > 0) return false;
  return !hasNumber(scene, base.to, number.from) && !isParted(scene, base.to, number.from);
}
