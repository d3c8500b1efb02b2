import type { Claim, Verdict } from "../../../server/statistics/check/verdict";

/** A verdict for people: a sign and a word, so that colour is never alone, and what it means. */
export const VERDICT_WORDS: Record<Verdict, { sign: string; word: string; meaning: string }> = {
  holds: { sign: "✓", word: "Holds", meaning: "by the figures today" },
  holds_as_of: { sign: "↺", word: "Held earlier", meaning: "by an earlier printing, since revised" },
  holds_otherwise: { sign: "≈", word: "Holds otherwise", meaning: "for another measure, class or base, which is named" },
  does_not_hold: { sign: "✗", word: "Does not hold", meaning: "the ledger’s own number stands beside" },
  cannot_be_told: { sign: "?", word: "Cannot be told", meaning: "what is missing stands beside" },
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
  if (claims.length === 0) return "No number here speaks of people killed or wounded, incidents, shares or changes.";
  const count = (verdict: Verdict) => claims.filter((claim) => claim.verdict === verdict).length;
  const parts: [Verdict, one: string, many: string][] = [
    ["holds", "holds", "hold"],
    ["holds_as_of", "held by an earlier printing", "held by an earlier printing"],
    ["holds_otherwise", "holds for something else", "hold for something else"],
    ["does_not_hold", "does not hold", "do not hold"],
    ["cannot_be_told", "cannot be told", "cannot be told"],
  ];
  const said = parts.filter(([verdict]) => count(verdict) > 0).map(([verdict, one, many]) => `${count(verdict)} ${count(verdict) === 1 ? one : many}`);
  return `${claims.length} ${claims.length === 1 ? "claim" : "claims"}: ${said.join(", ")}.`;
}
