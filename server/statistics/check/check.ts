import type { Day } from "../../domain/day";
import type { StoredFigure } from "../../domain/figure";
import { cellsOf } from "./cells";
import { judge } from "./judge";
import { readClaims } from "./read";
import { subjectOf } from "./reading";
import type { Claim } from "./verdict";
import { VOCABULARY } from "./vocabulary";

/** The dataset a text is checked against: its slug and who publishes it, and the day as of which (null: today). */
export interface CheckedAgainst {
  slug: string;
  publisher: string;
  asOf: Day | null;
}

/**
 * Checks a text against a figures dataset: every number in it that speaks of killed, wounded, incidents, shares or changes, in order,
 * with a verdict, a reason and the address that proves it. No model of language: a grammar of this field's sentences. Same text and
 * figures, same answer.
 */
export function checkText(text: string, figures: readonly StoredFigure[], against: CheckedAgainst): Claim[] {
  const cells = cellsOf(figures, against.asOf);
  const owner = { slug: against.slug, publishers: publishersOf(against) };
  const periods = new Set<string | undefined>();
  return readClaims(text).map((claim, at) => {
    for (const reading of claim.readings.slice(0, 1)) periods.add(subjectOf(reading).period?.label);
    const tooMuch = tooMuchOf(at, periods.size, cells.spent());
    return judge(tooMuch === null ? claim : { ...claim, readings: claim.readings.slice(0, 1), untold: tooMuch }, owner, cells);
  });
}

/**
 * Limits of one text: beyond what any report of this field needs, and low enough that no text keeps the server busy for more than a
 * fraction of a second. The work is counted in figures gone through, not in time, so that the same text always has the same answer. A
 * dense report of 20,000 characters makes some 400 claims about 30 periods, and stays below both.
 */
const MOST_CLAIMS = 400;
const MOST_PERIODS = 60;
const MOST_WORK = 30_000;

/** Why a claim is left unchecked; null while the text stays within the limits. */
function tooMuchOf(claims: number, periods: number, work: number): string | null {
  if (periods > MOST_PERIODS) return `The text speaks of more than ${MOST_PERIODS} periods: check it in parts.`;
  if (claims >= MOST_CLAIMS) return `The text makes more than ${MOST_CLAIMS} claims: check it in parts.`;
  return work > MOST_WORK ? "The text asks for more figures than are looked up at once: check it in parts." : null;
}

/** The publishers of the vocabulary that a dataset's slug or publisher names. */
function publishersOf({ slug, publisher }: CheckedAgainst): string[] {
  const words = publisher
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== "");
  const found = new Set<string>();
  for (let from = 0; from < words.length; from += 1) {
    for (let to = from + 1; to <= Math.min(words.length, from + VOCABULARY.longest); to += 1) {
      const meaning = VOCABULARY.meaningOf(words.slice(from, to).join(" "));
      if (meaning?.kind === "publisher") found.add(meaning.slug);
    }
  }
  const own = VOCABULARY.meaningOf(slug.replaceAll("-", " "));
  if (own?.kind === "publisher") return [own.slug];
  return [...found];
}
