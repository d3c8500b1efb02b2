/**
 * What a reader looks for in rows: every term must be found, a `without` term in none. The words of a term stand next to one another.
 * The last of them may be the beginning of a longer word (`bomb` finds bombing) unless it was quoted or is a number.
 */
export interface Term {
  words: string[];
  whole: boolean;
  without: boolean;
}

/** Bounds what one search can cost. */
const MOST_TERMS = 12;
const LONGEST = 200;

const NUMERAL = /^\p{N}+$/u;

/** The words of a text: runs of letters, digits and their marks, in any script. */
export function wordsOf(text: string): string[] {
  return text.normalize("NFC").match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
}

/** Reads a search: words, "phrases", and -without. Returns why it cannot be one, as a sentence. */
export function parseSearch(text: string): Term[] | { fault: string } {
  if (text.length > LONGEST) return { fault: `A search has at most ${LONGEST} characters.` };
  const terms = [...text.matchAll(/(-?)(?:"([^"]*)"?|(\S+))/g)].flatMap(([, minus, quoted, bare]): Term[] => {
    const words = wordsOf(quoted ?? bare ?? "");
    const whole = quoted !== undefined || NUMERAL.test(words.at(-1) ?? "");
    return words.length === 0 ? [] : [{ words, whole, without: minus === "-" }];
  });
  if (terms.length === 0) return { fault: "There is no word or number in q to look for." };
  return terms.length > MOST_TERMS ? { fault: `A search has at most ${MOST_TERMS} words or phrases.` } : terms;
}
