import { type Period, previousPeriod, spanOf, yearBefore } from "../../domain/period";
import { type Dated, inYear, stretchOf, yearToDate } from "./calendar";
import type { NumberMark } from "./mark";
import { hasNumber, isBaseNumber, isParted, type Scene } from "./scene";

/** When a number counts: the likeliest period first, then others its words allow. */
export interface When {
  periods: (Period | null)[];
  /** Whether the words leave no doubt, so that no other period is tried. */
  plain: boolean;
}

/** The period of a number: the one right behind it, else the one before, else what was spoken of. */
export function whenOf(scene: Scene, number: NumberMark): When {
  const base = isBaseNumber(scene, number);
  const after = behind(scene, number, base);
  if (after !== null) return { periods: distinct([...together(scene, after), ...withToDate(scene, after)]), plain: true };
  if (base) {
    const named = scene.dated.filter(({ based }) => based);
    const bases = distinct([...named.flatMap((one) => together(scene, one)), ...baseOf(scene), ...named.flatMap((one) => withToDate(scene, one))]);
    return { periods: bases.length > 0 ? bases : usualBases(scene), plain: false };
  }
  const before = scene.dated.findLast(({ mark, based }) => mark.to <= number.from && (!based || !isParted(scene, mark.to, number.from)));
  const apart = before === undefined ? undefined : scene.dated.findLast(({ mark, based }) => mark.to <= number.from && !based);
  const chosen = before?.based && hasNumber(scene, before.mark.to, number.from) ? apart : before;
  const next = chosen === undefined || chosen.based ? scene.dated.find(({ mark, based }) => !based && mark.from >= number.to) : undefined;
  const primary = chosen ?? next;
  const others = scene.dated.filter((one) => one !== primary).map(({ period }) => period);
  const spoken = [scene.spoken.last, scene.spoken.quarter, scene.spoken.text];
  if (primary === undefined) return { periods: distinct([...spoken, ...others]), plain: false };
  const only =
    !primary.based &&
    scene.dated.filter(({ based }) => !based).length === 1 &&
    scene.dated.every((one) => one === primary || !isParted(scene, one.mark.to, number.from));
  return { periods: distinct([...together(scene, primary), ...withToDate(scene, primary), ...(only ? [] : [...others, ...spoken])]), plain: only };
}

/** The period right behind a number, with no other number between and no word of comparison. */
function behind(scene: Scene, number: NumberMark, base: boolean): Dated | null {
  const next = scene.dated.find(({ mark }) => mark.from >= number.to);
  if (next === undefined || next.mark.from - number.to > (base ? 7 : 14)) return null;
  // `722 (2024) against 901 (2025)`.
  if (next.mark.from === number.to + 1 && scene.tokens[number.to]?.kind === "open" && scene.tokens[next.mark.to]?.kind === "close") return next;
  if (hasNumber(scene, number.to, next.mark.from) || isParted(scene, number.to, next.mark.from)) return null;
  if (base && scene.tokens.slice(number.to, next.mark.from).some(({ kind }) => kind === "close")) return null;
  const compared = scene.marks.some((mark) => (mark.kind === "base" || mark.kind === "compare") && mark.from >= number.to && mark.to <= next.mark.from);
  return compared || (next.based && !base) || isSubject(scene, next) ? null : next;
}

/** `in Q1 and Q2 of 2024`: two periods side by side that follow each other are one; between them something else may have happened. */
function together(scene: Scene, one: Dated): Period[] {
  const at = scene.dated.indexOf(one);
  for (const [first, second] of [
    [one, scene.dated[at + 1]],
    [scene.dated[at - 1], one],
  ] as const) {
    if (first?.period == null || second?.period == null || first.period.end !== second.period.start) continue;
    const words = scene.tokens.slice(first.mark.to, second.mark.from).filter(({ low }) => low !== "the");
    const single = words.length === 1 && (words[0]?.low === "and" || words[0]?.low === "&");
    if (single && scene.tokens[first.mark.from - 1]?.low !== "between" && scene.tokens[first.mark.from - 2]?.low !== "between")
      return [spanOf(first.period.start, second.period.end)];
  }
  return [];
}

/** `897 deaths and the second 615`: the period opens a clause of its own. */
function isSubject({ tokens }: Scene, { mark }: Dated): boolean {
  return tokens[mark.from - 1]?.low === "and" || (tokens[mark.from - 1]?.low === "the" && tokens[mark.from - 2]?.low === "and");
}

/** What a sentence measures against, where it names it. */
export function baseOf(scene: Scene): (Period | null)[] {
  return distinct(scene.dated.filter(({ based }) => based).map(({ period }) => period));
}

/** A year beside months of another year may mean those months; one not yet over may mean the year so far. */
function withToDate(scene: Scene, { period, mark }: Dated): (Period | null)[] {
  if (period === null || period.grain !== "year" || (mark.phrase.kind === "dated" && mark.phrase.whole)) return [period];
  const models = [scene.spoken.last, scene.spoken.quarter, scene.spoken.text].filter((model) => model !== null && model.grain !== "year");
  const same = models.flatMap((model) => (model === null ? [] : [yearToDate(model), model])).map((model) => inYear(stretchOf(model), Number(period.label)));
  // `The July-September toll was 722 (2024) and 901 (2025)`.
  if (scene.tokens[mark.from - 1]?.kind === "open" && scene.tokens[mark.to]?.kind === "close" && models[0])
    return distinct([inYear(stretchOf(models[0]), Number(period.label)), period]);
  return distinct([period, ...same.filter((one) => one.start === period.start)]);
}

/** What a base that names no period may be of: the period before, or a year before, what is spoken of. */
function usualBases({ spoken }: Scene): (Period | null)[] {
  const mains = [spoken.last, spoken.quarter, spoken.text].filter((period): period is Period => period !== null);
  return distinct([...mains.map(previousPeriod), ...mains.map(yearBefore), null]);
}

/** Each period once, missing ones last and only where nothing else is known. */
export function distinct(periods: readonly (Period | null)[]): (Period | null)[] {
  const known = periods.filter((period) => period !== null);
  const once = known.filter((period, at) => known.findIndex(({ label }) => label === period.label) === at);
  return once.length > 0 ? once : periods.length > 0 ? [null] : [];
}
