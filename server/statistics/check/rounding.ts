import type { Qualifier } from "../../domain/figure";
import type { Hedge } from "./mark";
import type { Found } from "./reading";

/** A range of true values that a printed number may stand for, both ends inside. */
export interface Range {
  low: number;
  high: number;
}

/** Within so much of a whole percent the field prints it bare (FIELD: "90 %" for 90.02). */
const BARE = 0.05;
const TINY = 1e-9;

/**
 * What a printed percentage may stand for. The field rounds to the nearest whole and tells the side with a hedge: over when the true
 * value lies above, nearly when below; halves are met rounded either way (162.5 printed 162).
 */
export function printedRange(value: number, qualifier: Qualifier): Range {
  return qualifier === "nearly" ? { low: value - 1, high: value + BARE } : percentRange(value, qualifier);
}

/** The same of a claim, whose hedges are looser. */
export function percentRange(value: number, hedge: Hedge | Qualifier, decimals = 0): Range {
  const half = 0.5 / 10 ** decimals;
  const round = value >= 20 && value % 10 === 0;
  if (hedge === "over") return { low: value - BARE, high: value + (round ? 10 : 1) };
  if (hedge === "at_least") return { low: value - half, high: value + (round ? 10 : 1) };
  // A little above is still rounded right, if oddly hedged; a value below is never over.
  if (hedge === "nearly") return { low: value - (round ? 2 : 1), high: value + half };
  if (hedge === "under") return { low: value - (round ? 5 : 2), high: value - TINY };
  if (hedge === "at_most") return { low: value - 2, high: value + half };
  if (hedge === "about") return { low: value - 1.5, high: value + 1.5 };
  return { low: value - half - TINY, high: value + half + TINY };
}

/** What a claimed percentage may stand for: a range as said, a fraction in words with what is near it, else as printed. */
export function claimedRange({ value, least, rough, hedge, decimals }: Pick<Found, "value" | "least" | "rough" | "hedge" | "decimals">): Range {
  const upper = percentRange(value ?? 0, hedge, decimals);
  if (least !== null) return { low: least - 0.5, high: upper.high };
  return rough ? fractionRange(value ?? 0, hedge) : upper;
}

/** `A third` is said of anything some points around it, `more than half` of anything above. */
function fractionRange(value: number, hedge: Hedge): Range {
  if (hedge === "over" || hedge === "at_least") return { low: value - BARE, high: 100 };
  if (hedge === "nearly") return { low: value - 6, high: value + BARE };
  if (hedge === "under" || hedge === "at_most") return { low: 0, high: value };
  return { low: value - (hedge === "about" ? 6 : 5), high: value + (hedge === "about" ? 6 : 5) };
}

/** A change said as a factor, in percent: `doubled` is 100 and what is near it, `nearly tripled` up to a tenth below, `more than doubled` all above. */
export function factorRange(value: number, hedge: Hedge): Range {
  const near = Math.max(5, 0.025 * (100 + value));
  if (hedge === "over" || hedge === "at_least") return { low: value, high: Number.POSITIVE_INFINITY };
  if (hedge === "nearly") return { low: value - Math.max(20, 0.1 * (100 + value)), high: value };
  if (hedge === "under" || hedge === "at_most") return { low: 0, high: value };
  return hedge === "about" ? { low: value - 2 * near, high: value + 2 * near } : { low: value - near, high: value + near };
}

/** Whether two printed percentages can stand for one true value; over and nearly the same number touch, and cannot. */
export function overlap(one: Range, other: Range): boolean {
  return Math.min(one.high, other.high) - Math.max(one.low, other.low) > 2 * BARE + TINY;
}

export function isInside(value: number, { low, high }: Range): boolean {
  return value >= low - TINY && value <= high + TINY;
}

/** Whether a count said to be about so much is near the truth, though not as near as the word would have it: a matter of taste. */
export function isNearCount(value: number, hedge: Hedge, truth: number): boolean {
  return hedge === "about" && value % 5 === 0 && Math.abs(truth - value) <= 0.12 * value;
}

/**
 * Whether a hedged count is true of another number: `over 900` of 901, `nearly 600` of 599. Only round numbers are hedged so; `at least
 * 615` names 615 and is no statement about 616.
 */
export function isHedgedCount(value: number, hedge: Hedge, truth: number): boolean {
  const step = value >= 1000 ? 50 : value >= 100 ? 10 : 5;
  if (hedge === "none" || value === 0 || value % step !== 0) return hedge === "about" && value > 0 && Math.abs(truth - value) <= 0.02 * value;
  if (hedge === "over" || hedge === "at_least") return truth >= value && truth <= 1.25 * value;
  if (hedge === "nearly") return truth <= 1.005 * value && truth >= 0.94 * value;
  if (hedge === "under" || hedge === "at_most") return truth <= value && truth >= 0.8 * value;
  return Math.abs(truth - value) <= 0.05 * value;
}
