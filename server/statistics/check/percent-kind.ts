import type { Mark, NumberMark } from "./mark";
import { isParted, neighbour, type Scene } from "./scene";

type ChangeMark = Extract<Mark, { kind: "change" }>;

/** What a percentage is: a change with its direction, or a share; and the words that say so. */
export interface PercentKind {
  kind: "change" | "share";
  sign: 1 | -1;
  change: ChangeMark | null;
  /** The quote's reach on either side, and where the measure's words end. */
  from: number | null;
  to: number | null;
  measureEnd: number;
}

/** Tells a change from a share by the words right behind, then those before, then by a percentage beside it. */
export function percentKind(scene: Scene, number: NumberMark, depth = 0): PercentKind | null {
  const after = changeAfter(scene, number);
  if (after !== null) return change(after, null, measureEndAfter(scene, after.to) ?? after.to, scene);
  if (isOf(scene, number.to)) return share(scene, number);
  const fromTo = ["from", "to"].includes(scene.tokens[number.from - 1]?.low ?? "");
  if (fromTo && scene.marks.some(({ kind, to }) => kind === "share" && to <= number.from)) return share(scene, number);
  const before = changeBefore(scene, number);
  if (before !== null) return change(before, before.from, null, scene);
  if (measureEndAfter(scene, number.to, 3) !== null || isBracketed(scene, number) || isShared(scene, number)) return share(scene, number);
  for (const step of [1, -1] as const) {
    const other = depth > 6 ? undefined : neighbourPercent(scene, number, step);
    const found = other === undefined ? null : percentKind(scene, other, depth + 1);
    if (found !== null) return { ...found, from: null, to: null, measureEnd: number.to };
  }
  // `Deaths rose from 153 to 219, over 43 per cent`.
  const changed = depth > 0 ? undefined : scene.marks.findLast((mark): mark is ChangeMark => mark.kind === "change" && mark.to <= number.from);
  return changed === undefined ? null : { kind: "change", sign: changed.sign, change: changed, from: null, to: null, measureEnd: number.to };
}

function change(mark: ChangeMark, from: number | null, to: number | null, scene: Scene): PercentKind {
  return { kind: "change", sign: mark.sign, change: mark, from, to, measureEnd: measureEndAfter(scene, mark.to) ?? mark.to };
}

function share(scene: Scene, number: NumberMark): PercentKind {
  const end = measureEndAfter(scene, number.to);
  return { kind: "share", sign: 1, change: null, from: null, to: end, measureEnd: end ?? number.to };
}

/** `90% surge`, `12 percent reduction`, `58 per cent year-on-year rise`. */
function changeAfter({ tokens, at }: Scene, number: NumberMark): ChangeMark | null {
  const beyond = tokens[number.to]?.low;
  if (beyond === "above" || beyond === "below")
    return { kind: "change", sign: beyond === "above" ? 1 : -1, word: "by", factor: null, from: number.to, to: number.to + 1 };
  for (let place = number.to; place < number.to + 5; place += 1) {
    const mark = at[place];
    if (mark?.kind === "change") return mark;
    const token = tokens[place];
    if (token === undefined || (token.kind !== "word" && token.kind !== "dash" && token.kind !== "other")) return null;
    if (["of", "in", "and", "by", "from", "were", "was"].includes(token.low) || ["number", "measure", "base", "victim", "break"].includes(mark?.kind ?? ""))
      return null;
  }
  return null;
}

/** `rose by 90 per cent`, `an increase of 58pc`, `a surge in violence by about 57%`. */
function changeBefore(scene: Scene, number: NumberMark): ChangeMark | null {
  const mark = scene.marks.findLast((one): one is ChangeMark => one.kind === "change" && one.to <= number.from);
  if (mark === undefined || number.from - mark.to > 12 || isParted(scene, mark.to, number.from)) return null;
  if (scene.numbers.some(({ from, to, percent }) => from >= mark.to && to <= number.from && percent)) return null;
  const between = scene.marks.some(({ kind, from }) => (kind === "share" || kind === "number") && from >= mark.to && from < number.from);
  return between ? null : mark;
}

function isOf({ tokens }: Scene, place: number): boolean {
  return (
    tokens[place]?.low === "of" ||
    (tokens[place]?.kind === "open" && tokens.slice(place, place + 5).some(({ kind }, step) => kind === "close" && tokens[place + step + 1]?.low === "of"))
  );
}

/** `516 (57%)`: the share of the number before it. */
function isBracketed(scene: Scene, number: NumberMark): boolean {
  const before = neighbour(scene, number, -1);
  // `from 220 to 615 (180 per cent)` is the change and no share.
  if (
    number.value > 100 ||
    (before !== undefined && scene.tokens[before.from - 1]?.low === "to" && scene.marks.some(({ kind, to }) => kind === "change" && to <= before.from))
  )
    return false;
  return before !== undefined && !before.percent && number.from - before.to <= 3 && scene.tokens[before.to]?.kind === "open";
}

/** `accounting for 97 per cent`, `57 per cent were militants`. */
function isShared(scene: Scene, number: NumberMark): boolean {
  const mark = scene.marks.findLast(({ kind, to }) => kind === "share" && to <= number.from);
  if (mark !== undefined && number.from - mark.to <= 4) return true;
  const verb = scene.tokens[number.to]?.low ?? "";
  return ["were", "was", "are"].includes(verb) && scene.at.slice(number.to + 1, number.to + 5).some((one) => one?.kind === "victim" || one?.kind === "region");
}

/** A percentage joined to this one by a comma, `and` or nothing else that tells. */
function neighbourPercent(scene: Scene, number: NumberMark, step: 1 | -1): NumberMark | undefined {
  const other = neighbour(scene, number, step);
  const beyond = other !== undefined && !other.percent && scene.tokens[other.from - 1]?.kind !== "word" ? neighbour(scene, other, step) : other;
  const found = other?.percent ? other : step === -1 ? scene.numbers.slice(0, scene.numbers.indexOf(number)).findLast(({ percent }) => percent) : beyond;
  return found?.percent && Math.abs(found.from - number.from) < 24 ? found : undefined;
}

/** Where the measure named right behind ends: `surge in overall violence`, `of the total fatalities`. */
function measureEndAfter({ tokens, at }: Scene, from: number, reach = 8): number | null {
  for (let place = from; place < from + reach; place += 1) {
    const mark = at[place];
    if (mark?.kind === "measure" || mark?.kind === "type") {
      const next = at[mark.to] ?? (tokens[mark.to]?.kind === "dash" ? at[mark.to + 2] : undefined);
      return next?.kind === "measure" ? next.to : mark.to;
    }
    const token = tokens[place];
    if (
      token === undefined ||
      ["comma", "stop", "semicolon", "colon"].includes(token.kind) ||
      ["number", "base", "period", "break", "change"].includes(mark?.kind ?? "")
    )
      return null;
    if (token.low === "and" && mark === undefined) return null;
  }
  return null;
}
