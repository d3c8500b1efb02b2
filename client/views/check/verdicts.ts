import type { Claim, Verdict } from "../../../server/statistics/check/verdict";
import { plural } from "../../format";
import * as words from "../../words/check";
import { claim, type Forms } from "../../words/plurals";

/** A verdict for people: a sign and a word, so that colour is never alone, and what it means. */
export const VERDICT_WORDS: Record<Verdict, { sign: string; word: string; meaning: string }> = {
  holds: { sign: "✓", word: words.holds, meaning: words.byTheFiguresToday },
  holds_as_of: { sign: "↺", word: words.heldEarlier, meaning: words.byAnEarlierPrinting },
  holds_otherwise: { sign: "≈", word: words.holdsOtherwise, meaning: words.forAnotherMeasureClass },
  does_not_hold: { sign: "✗", word: words.doesNotHold, meaning: words.theLedgersOwnNumber },
  cannot_be_told: { sign: "?", word: words.cannotBeTold, meaning: words.whatIsMissingStands },
};

/** A stretch of the text: plain, or the words of a claim by its place in the list. */
export interface Stretch {
  text: string;
  claim: number | null;
}

/** The text cut at its claims, in order. Of two claims that overlap the later begins where the earlier ends. */
export function stretchesOf(text: string, claims: readonly Pick<Claim, "quote" | "start">[]): Stretch[] {
  const found: Stretch[] = [];
  let at = 0;
  const order = claims.map((claim, index) => ({ ...claim, index })).sort((a, b) => a.start - b.start || a.index - b.index);
  for (const { quote, start, index } of order) {
    const from = Math.max(at, start);
    const to = Math.max(from, start + quote.length);
    if (from > at) found.push({ text: text.slice(at, from), claim: null });
    found.push({ text: text.slice(from, to), claim: index });
    at = to;
  }
  if (at < text.length) found.push({ text: text.slice(at), claim: null });
  return found;
}

/** `7 claims: 5 hold, 1 does not hold, 1 cannot be told.` */
export function summaryOf(claims: readonly Pick<Claim, "verdict">[]): string {
  if (claims.length === 0) return words.noNumberHereSpeaks;
  const count = (verdict: Verdict) => claims.filter((claim) => claim.verdict === verdict).length;
  const parts = Object.entries(words.claimsByVerdict) as [Verdict, Forms][];
  const said = parts.filter(([verdict]) => count(verdict) > 0).map(([verdict, forms]) => plural(count(verdict), forms));
  return `${plural(claims.length, claim)}: ${said.join(", ")}.`;
}
