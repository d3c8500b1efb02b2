import type { Day } from "../domain/day";
import { periodInWords, periodOf } from "../domain/period";
import { printNumber, printPercent } from "../domain/print";
import type { Cell } from "../domain/table";
import { type ChangeFlag, LOW_BASE } from "./change";

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
  if (pct === null || base < LOW_BASE) return `${verb} ${aside ? "" : "by "}${size}`;
  return `${verb} ${printPercent(pct)}`;
}

/** Says of a base that percentages of it would mislead; nothing of any other. */
export function lowBase(base: number): string {
  return base > 0 && base < LOW_BASE ? ", a low base" : "";
}

/** A change beside a count: `, up over 43% from 153`; nothing where none is told. */
export function asideOf(change: number | null, pct: number | null, base: number | null): string {
  return change === null || base === null ? "" : `, ${moved(change, pct, base, true)} from ${printNumber(base)}${lowBase(base)}`;
}

/** The number that `moved` prints of a change: the percentage, or the count where there is none or the base is low. */
export function movedBy(change: number, pct: number | null, base: number): number {
  return pct === null || base < LOW_BASE ? change : pct;
}

/** `Punjab, Sindh and Islamabad`. */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** `14 September 2024`. */
export function dayInWords(day: Day): string {
  return periodInWords(periodOf(day, "day"));
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const WHY_NOT: Partial<Record<ChangeFlag, string>> = {
  missing: "not known",
  no_base: "the base is not known",
  partial: "only a lower bound is known of one of them",
  scope_change: "the publisher counted something else then",
};

/** Why a change is not told, from its flag. */
export function whyNot(flag: Cell | undefined): string {
  return WHY_NOT[flag as ChangeFlag] ?? "not known";
}
