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
  return readClaims(text).map((claim) => {
    for (const reading of claim.readings.slice(0, 1)) periods.add(subjectOf(reading).period?.label);
    return judge(
      periods.size <= MOST_PERIODS ? claim : { ...claim, untold: `The text speaks of more than ${MOST_PERIODS} periods: check it in parts.` },
      owner,
      cells,
    );
  });
}

/** Periods one text is checked for: more than any report names, and few enough that no text keeps the server busy. */
const MOST_PERIODS = 60;

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
