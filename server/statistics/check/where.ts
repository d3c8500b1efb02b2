import { COUNTRY, type Region } from "../../domain/province";
import type { NumberMark, RegionMark } from "./mark";
import { hasNumber, isBaseNumber, isParted, marksBetween, neighbour, type Scene } from "./scene";

const PREPOSITIONS = new Set("in from of for across within inside at".split(" "));
const GLUE = new Set("the both southwestern northwestern restive northern southern western eastern province neighbouring country's".split(" "));

/** Where a number counts: the likeliest region first, then others its words allow. */
export function regionsOf(scene: Scene, number: NumberMark): Region[] {
  const listed = respectively(scene, number);
  if (listed !== null) return [listed];
  const after = attached(scene, number);
  if (after !== null) return isEach(scene, number, after) ? after.members : [after.region];
  const whole = isWholeOf(scene, number);
  const before = scene.marks.findLast((mark): mark is RegionMark => mark.kind === "region" && mark.to <= number.from);
  const next = coordinated(scene, number);
  if (before === undefined) {
    const opened = next ?? openedBy(scene, number);
    return opened === null ? [COUNTRY] : [opened, COUNTRY];
  }
  if (whole) return [COUNTRY, before.region];
  if (before.region === COUNTRY) return next === null ? [COUNTRY] : [next, COUNTRY];
  const apart = scene.tokens.slice(before.to, number.from).some(({ kind }) => kind === "semicolon");
  const certain = !apart && (!isParted(scene, before.to, number.from) || hasNumber(scene, before.to, number.from));
  return next !== null && next !== before.region ? [next, before.region] : certain ? [before.region] : [before.region, COUNTRY];
}

/** `one fatality each in Islamabad and Gilgit-Baltistan`. */
function isEach({ tokens }: Scene, number: NumberMark, after: RegionMark): boolean {
  return tokens.slice(number.to, after.from).some(({ low }) => low === "each");
}

/** A region after a preposition behind the number, with no other number and no clause between. */
function attached(scene: Scene, number: NumberMark): RegionMark | null {
  const after = scene.marks.find((mark): mark is RegionMark => mark.kind === "region" && mark.from >= number.to);
  if (after === undefined || after.from - number.to > 16) return null;
  if (hasNumber(scene, number.to, after.from) || isParted(scene, number.to, after.from)) return null;
  if (marksBetween(scene, "base", number.to, after.from).length > 0) return null;
  if (["nationwide", "countrywide", "nationally"].includes(scene.tokens[after.from]?.low ?? "")) return after;
  let place = after.from - 1;
  while (place >= number.to && GLUE.has(scene.tokens[place]?.low ?? "")) place -= 1;
  return PREPOSITIONS.has(scene.tokens[place]?.low ?? "") ? after : null;
}

/** `from 567 to 389 in KP`, `722 killed and 615 wounded in KP`: the region of the next number, where only a link stands between. */
function coordinated(scene: Scene, number: NumberMark): Region | null {
  const next = neighbour(scene, number, 1);
  if (next === undefined || next.from - number.to > 9 || next.percent !== number.percent) return null;
  if (isParted(scene, number.to, next.from)) return null;
  return attached(scene, next)?.region ?? null;
}

/** `With 638 deaths, KP bore the brunt`: the subject right behind the opening clause. */
function openedBy({ tokens, marks }: Scene, number: NumberMark): Region | null {
  if (tokens[0]?.low !== "with" || number.from > 2) return null;
  const comma = tokens.findIndex(({ kind }, place) => kind === "comma" && place >= number.to);
  const subject = marks.find((mark): mark is RegionMark => mark.kind === "region" && (mark.from === comma + 1 || mark.from === comma + 2));
  return comma === -1 || comma - number.to > 12 ? null : (subject?.region ?? null);
}

/** `638 of the 901 deaths`: a total that parts are taken of. */
function isWholeOf(scene: Scene, number: NumberMark): boolean {
  const { tokens } = scene;
  const place = tokens[number.from - 1]?.low === "the" || tokens[number.from - 1]?.low === "total" ? number.from - 2 : number.from - 1;
  return (tokens[place]?.low === "of" || tokens[place - 1]?.low === "of") && !isBaseNumber(scene, number) && !number.percent;
}

/** `32% and 40% in KP and Balochistan respectively`: number by number, name by name. */
function respectively(scene: Scene, number: NumberMark): Region | null {
  if (!scene.tokens.some(({ low }) => low === "respectively")) return null;
  const alike = scene.numbers.filter(({ percent }) => percent === number.percent);
  for (const { members, from } of scene.marks.filter((mark): mark is RegionMark => mark.kind === "region" && mark.members.length > 1)) {
    const before = alike.filter(({ to }) => to <= from).slice(-members.length);
    const after = alike.filter(({ from: start }) => start >= from).slice(0, members.length);
    const listed = [after, before].find((group) => group.length === members.length && group.includes(number));
    if (listed !== undefined) return members[listed.indexOf(number)] ?? null;
  }
  return null;
}
