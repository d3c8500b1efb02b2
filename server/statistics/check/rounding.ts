import type { Qualifier } from "../../domain/figure";
import type { Hedge } from "./mark";

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

/** Whether two printed percentages can stand for one true value; over and nearly the same number touch, and cannot. */
export function overlap(one: Range, other: Range): boolean {
  return Math.min(one.high, other.high) - Math.max(one.low, other.low) > 2 * BARE + TINY;
}

export function isInside(value: number, { low, high }: Range): boolean {
  return value >= low - TINY && value <= high + TINY;
}

/**
 * Whether a hedged count is true of another number: `over 900` of 901, `nearly 600` of 599. Only round numbers are hedged so; `at least
 * 615` names 615 and is no statement about 616.
 */
export function isHedgedCount(value: number, hedge: Hedge, truth: number): boolean {
  const step = value >= 1000 ? 50 : value >= 100 ? 10 : 5;
  if (hedge === "none" || value === 0 || value % step !== 0) return hedge === "about" && value > 0 && Math.abs(truth - value) <= 0.02 * value;
  if (hedge === "over" || hedge === "at_least") return truth >= value && truth <= 1.25 * value;
  if (hedge === "nearly") return truth <= value && truth >= 0.94 * value;
  if (hedge === "under" || hedge === "at_most") return truth <= value && truth >= 0.8 * value;
  return Math.abs(truth - value) <= 0.05 * value;
}
