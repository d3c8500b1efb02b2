import type { NumberMark } from "./mark";
import { neighbour, type Scene } from "./scene";

/** The lower end of the range a number closes: `between 700 and 730`, `30-35%`, `700 to 730 people`; null where it stands alone. */
export function leastOf(scene: Scene, number: NumberMark): NumberMark | null {
  const before = neighbour(scene, number, -1);
  return before !== undefined && isRange(scene, before, number) ? before : null;
}

/** Whether a number is the lower end of a range, which is one claim with its upper end. */
export function isLeast(scene: Scene, number: NumberMark): boolean {
  const next = neighbour(scene, number, 1);
  return next !== undefined && isRange(scene, number, next);
}

function isRange({ tokens, marks }: Scene, one: NumberMark, other: NumberMark): boolean {
  if (one.value >= other.value || (one.percent && !other.percent) || other.from - one.to !== 1) return false;
  const link = tokens[one.to];
  const before = tokens[one.from - 1]?.low ?? "";
  if (link?.kind === "dash") return true;
  if (link?.low === "and") return before === "between";
  // `From 380 to 722` and `deaths jump 380 to 722` are changes.
  const changed = marks.some(({ kind, to }) => kind === "change" && to <= one.from && one.from - to <= 4);
  return link?.low === "to" && before !== "from" && !changed;
}
