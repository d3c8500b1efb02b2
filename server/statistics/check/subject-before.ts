import type { NumberMark } from "./mark";
import type { Counted } from "./reading";
import { hasNumber, isParted, type Scene } from "./scene";

/** What the words before a number say it counts. */
export interface Before {
  measure: Counted;
  type: "attack" | "operation" | "";
  loose: boolean;
  /** Where the words begin, for the quote; null when too much stands between. */
  from: number | null;
}

const REACH = 30;

/** The nearest measure before a number: `deaths stood at 219`, `killing 722`, `terror attacks claimed 1,022`. */
export function measureBefore(scene: Scene, number: NumberMark): Before | null {
  for (let place = number.from - 1; place >= Math.max(0, number.from - REACH); place -= 1) {
    const mark = scene.at[place];
    if (mark === undefined || place !== mark.to - 1) continue;
    const from = hasNumber(scene, mark.from, number.from) || isParted(scene, mark.to, number.from) ? null : mark.from;
    if (mark.kind === "measure") return { measure: mark.measure === "violence" ? "fatalities" : (mark.measure as Counted), type: "", loose: false, from };
    if (mark.kind !== "type") continue;
    const type = mark.type === "both" ? "" : mark.type;
    const caused = scene.marks.some(
      (one) => (one.kind === "cause" || one.kind === "share") && one.from >= mark.to && one.to <= number.from && number.from - one.to <= 3,
    );
    // After `in terror attacks` the measure stands further left.
    const inside = ["in", "of", "from", "by"].includes(scene.tokens[mark.from - 1]?.low ?? "");
    if (caused) return { measure: "fatalities", type, loose: mark.loose, from };
    if (!inside) return { measure: "incidents", type, loose: mark.loose, from };
  }
  return null;
}
