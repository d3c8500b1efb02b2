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

/** Letters of Urdu that an Arabic keyboard writes with another code (see `nameKey`). */
const SAME_LETTER = ["یيى", "کك", "ہهةۃە"];

/**
 * A term's words as a regular expression without its edges, as PostgreSQL and JavaScript both read it; `between` is what stands between two
 * words. Words hold letters, digits and their marks only, so nothing in them is a sign of the expression.
 */
export function wordsPattern({ words }: Term, between: string): string {
  const letters = (word: string) => [...word].map((letter) => SAME_LETTER.find((same) => same.includes(letter))?.replace(/.+/, "[$&]") ?? letter).join("");
  return words.map(letters).join(between);
}

/** Where in a text the terms are found, as [from, to), in order and apart from one another. */
export function findTerms(text: string, terms: readonly Term[]): [from: number, to: number][] {
  const edge = "[\\p{L}\\p{N}\\p{M}]";
  const patterns = terms
    .filter((term) => !term.without)
    .map((term) => `(?<!${edge})${wordsPattern(term, "[^\\p{L}\\p{N}\\p{M}]+")}${term.whole ? `(?!${edge})` : `${edge}*`}`);
  if (patterns.length === 0) return [];
  return [...text.matchAll(new RegExp(patterns.join("|"), "giu"))].map((match) => [match.index, match.index + match[0].length]);
}

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
