import type { Count } from "../../domain/incident";
import type { Victim } from "../../domain/victim";
import { NO_COUNT } from "./counts";
import type { VictimShare } from "./victims";

/** The killed of one class, as a source gives them beside the whole. */
export interface Part {
  victim: Victim;
  killed: number | null;
}

/**
 * The classes of an incident of which low, best and high are known for the whole only. Classes without a death are left out, so
 * that they count no incident; what best holds more than its parts is of victims not specified. How far low and high lie from best is
 * put on the largest class, and what low cannot take there on the next: sums over all classes are then the source's own.
 */
export function bounded(parts: readonly Part[], whole: Count): VictimShare[] {
  const killed = new Map<Victim, number>();
  for (const part of parts) if (part.killed !== null && part.killed > 0) killed.set(part.victim, (killed.get(part.victim) ?? 0) + part.killed);
  const known = [...killed.values()].reduce((sum, count) => sum + count, 0);
  const rest = (whole.best ?? 0) - known;
  if (rest > 0) killed.set("unspecified", (killed.get("unspecified") ?? 0) + rest);
  if (killed.size < 2) return [{ victim: [...killed.keys()][0] ?? "unspecified", fatalities: whole, injured: NO_COUNT }];
  const byCount = [...killed].sort((a, b) => b[1] - a[1]);
  let below = whole.low === null || whole.best === null ? 0 : whole.best - whole.low;
  let above = whole.high === null || whole.best === null ? 0 : whole.high - whole.best;
  const shares = byCount.map(([victim, best]): VictimShare => {
    const taken = Math.min(below, best);
    const fatalities = { best, low: whole.low === null ? null : best - taken, high: whole.high === null ? null : best + above };
    below -= taken;
    above = 0;
    return { victim, fatalities, injured: NO_COUNT };
  });
  return ORDER.flatMap((victim) => shares.filter((share) => share.victim === victim));
}

const ORDER: readonly Victim[] = ["civilian", "security", "militant", "unspecified"];
