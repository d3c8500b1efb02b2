import { printNumber, printPercent } from "../domain/print";
import type { Cell } from "../domain/table";
import { LOW_BASE } from "./change";

const HEDGES: Record<string, string> = { at_least: "at least ", about: "about ", nearly: "nearly ", over: "over " };

/** A count with the hedge it was printed with: `at least 901`, `nearly 97`. */
export function hedgedCount(value: number, qualifier: Cell | undefined): string {
  return `${HEDGES[String(qualifier)] ?? ""}${printNumber(value)}`;
}

/**
 * A change in words: `rose over 46%`, `fell by 16, nearly 3%`; as an aside (`up over 46%`). From zero and from a low base the counts are
 * printed and no percent.
 */
export function moved(change: number, pct: number | null, base: number, aside = false): string {
  if (change === 0) return aside ? "unchanged" : "did not change";
  const size = printNumber(Math.abs(change));
  const verb = aside ? (change > 0 ? "up" : "down") : change > 0 ? "rose" : "fell";
  if (pct === null || base < LOW_BASE) return `${verb} ${aside ? "" : "by "}${size}${base > 0 ? ", a low base" : ""}`;
  return `${verb} ${printPercent(pct)}`;
}

/** `Punjab, Sindh and Islamabad`. */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
