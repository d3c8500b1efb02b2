import { decoderOf } from "./decode";

/** Encodings of one byte a character that files of this field come in, the likelier first. ISO-8859-1 is read as the first, whose part it is. */
export const SINGLE_BYTE = ["windows-1252", "windows-1256", "macintosh"] as const;
export type SingleByte = (typeof SINGLE_BYTE)[number];

/**
 * Guesses the encoding of text that is not UTF-8: each candidate is scored by whether its characters stand where such characters
 * stand. Written here because the library for it, chardet, does not know Mac Roman and needs more text than the few names and
 * quotation marks a file of counts has: it took Mac quotation marks for Windows-1252.
 */
export function guessSingleByte(sample: Uint8Array): SingleByte {
  const scores = SINGLE_BYTE.map((encoding) => scoreOf(decoderOf(encoding).decode(sample)));
  return SINGLE_BYTE[scores.indexOf(Math.max(...scores))] ?? "windows-1252";
}

const ARABIC = /\p{Script=Arabic}/u;
const LETTER = /\p{L}/u;
const UPPER = /\p{Lu}/u;
const LOWER = /\p{Ll}/u;

function scoreOf(text: string): number {
  let score = 0;
  const letters = [...text];
  for (const [at, letter] of letters.entries()) if (letter > "\u007f") score += plausibility(letter, letters[at - 1] ?? "\n", letters[at + 1] ?? "\n");
  return score;
}

/** How well a character outside ASCII stands between its neighbours, from -4 to 2. */
function plausibility(letter: string, before: string, after: string): number {
  if (/[\u0080-\u009f\ue000-\uf8ff\ufffd]/.test(letter)) return -4;
  const inWord = LETTER.test(before) && LETTER.test(after);
  if (ARABIC.test(letter)) {
    const neighbours = [before, after].filter((other) => LETTER.test(other));
    return neighbours.some((other) => !ARABIC.test(other)) ? -2 : neighbours.length;
  }
  if (/[\u200c-\u200f\u0640]/.test(letter)) return ARABIC.test(before) || ARABIC.test(after) ? 0.5 : -2;
  if (UPPER.test(letter)) return LOWER.test(before) ? -2 : LOWER.test(after) || UPPER.test(before) || UPPER.test(after) ? 1 : -0.5;
  if (LOWER.test(letter)) return ARABIC.test(before) || ARABIC.test(after) || (UPPER.test(before) && UPPER.test(after)) ? -2 : 1;
  if (letter === "’") return inWord ? 2 : LETTER.test(before) || LETTER.test(after) ? 1 : 0;
  if (/[“‘„«]/.test(letter)) return !LETTER.test(before) && /[\p{L}\p{N}]/u.test(after) ? 1 : -1;
  if (/[”»]/.test(letter)) return /[^\s]/.test(before) && !LETTER.test(after) ? 1 : -1;
  if (/[–—]/.test(letter)) return inWord ? 0.3 : 1;
  if (/[…\u00a0•،؛؟]/.test(letter)) return inWord && letter !== "\u00a0" ? -1 : 0.5;
  if (/[°²³½¼¾£€§©®™º±×]/.test(letter)) return inWord ? -1 : 0.3;
  return -1;
}
