import type { Period } from "../../domain/period";
import type { Region } from "../../domain/province";
import type { Victim } from "../../domain/victim";
import { isKind, type Mark, type NumberMark } from "./mark";
import type { Counted } from "./reading";
import type { Scene } from "./scene";
import { joined } from "./whom";

/** What a number of a run is tied to by its place: `638, 230 and 21 deaths in KP, Balochistan and Sindh`. */
export interface Tied {
  /** The last number of the run, behind which its noun stands. */
  last: NumberMark;
  region: Region | null;
  period: Period | null;
  victim: string | null;
  measure: Counted | null;
  /** The run stands beside no list of its length: whose each number is cannot be told. */
  loose: boolean;
}

/** The numbers side by side that a number belongs to, with nothing but commas and `and` between; itself where it stands alone. */
export function runOf(scene: Scene, number: NumberMark): NumberMark[] {
  const alike = scene.numbers.filter(({ percent }) => percent === number.percent);
  const linked = (one: NumberMark, other: NumberMark) => {
    const between = scene.tokens.slice(one.to, other.from);
    return between.length > 0 && between.length < 3 && between.every(({ kind, low }) => kind === "comma" || low === "and") && !isSplit(scene, one, other);
  };
  let [first, last] = [alike.indexOf(number), alike.indexOf(number)];
  while (first > 0 && linked(alike[first - 1] as NumberMark, alike[first] as NumberMark)) first -= 1;
  while (last < alike.length - 1 && linked(alike[last] as NumberMark, alike[last + 1] as NumberMark)) last += 1;
  return alike.slice(first, last + 1);
}

/** `380, up 90%, 722`: another number between. */
function isSplit(scene: Scene, one: NumberMark, other: NumberMark): boolean {
  return scene.numbers.some((mark) => mark.from >= one.to && mark.to <= other.from);
}

/** Ties a number of a run to the names of a list as long as the run; null where it stands alone. */
export function tiedOf(scene: Scene, number: NumberMark): Tied | null {
  const run = runOf(scene, number);
  const last = run.at(-1);
  if (run.length < 2 || last === undefined || run[0] === undefined) return null;
  const said = scene.tokens.some(({ low }) => low === "respectively");
  const tied: Tied = { last, region: null, period: null, victim: null, measure: null, loose: false };
  const at = run.indexOf(number);
  const [from, to] = [run[0].from, last.to];
  const beside = (mark: { from: number; to: number }) => mark.to <= from || mark.from >= to;
  const regions = scene.marks.filter(isKind("region")).find((mark) => mark.members.length === run.length && beside(mark));
  const periods = listsOf(
    scene,
    scene.dated.map((one) => ({ ...one, ...one.mark })),
  ).find((list) => list.length === run.length && list.every(beside));
  const victims = listsOf(scene, scene.marks.filter(isKind("victim"))).find((list) => list.length === run.length && list.every(beside));
  const measures = listsOf(scene, scene.marks.filter(isKind("measure"))).find((list) => list.length === run.length && list.every(beside));
  if (regions !== undefined) tied.region = regions.members[at] ?? null;
  else if (periods !== undefined) tied.period = periods[at]?.period ?? null;
  else if (said && victims !== undefined) tied.victim = joined(victims[at]?.victims ?? ([] as Victim[]));
  else if (said && measures !== undefined) tied.measure = countedAs(measures[at]);
  else tied.loose = said;
  return regions !== undefined || periods !== undefined || tied.victim !== null || tied.measure !== null || said ? tied : null;
}

function countedAs(mark: Extract<Mark, { kind: "measure" }> | undefined): Counted {
  return mark === undefined || mark.measure === "violence" ? "fatalities" : (mark.measure as Counted);
}

/** Marks of one kind side by side, as lists: `the first, second and third quarters`. */
function listsOf<M extends { from: number; to: number }>(scene: Scene, marks: readonly M[]): M[][] {
  const lists: M[][] = [];
  for (const mark of marks) {
    const before = lists.at(-1)?.at(-1);
    const between = before === undefined ? [] : scene.tokens.slice(before.to, mark.from);
    const near = before !== undefined && between.length < 4 && between.every(({ kind, low }) => kind === "comma" || low === "and" || low === "the");
    if (near) lists.at(-1)?.push(mark);
    else lists.push([mark]);
  }
  return lists;
}
