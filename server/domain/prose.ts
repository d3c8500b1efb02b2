/** Kinds that stay with the number before them: its change, and what was printed of it first. */
const BESIDE = new Set(["change", "vintage"]);

/** Statements in paragraphs, in their order: what is said of a number stays with it, else each kind has its own. */
export function paragraphsOf<S extends { kind: string }>(statements: readonly S[]): S[][] {
  const paragraphs: S[][] = [];
  let last = "";
  for (const statement of statements) {
    const family = BESIDE.has(statement.kind) && last !== "" ? last : statement.kind;
    if (family === last) paragraphs.at(-1)?.push(statement);
    else paragraphs.push([statement]);
    last = family;
  }
  return paragraphs;
}

/** A piece of a sentence: a number that is proved, with its hedge and percent sign, or the words between. */
export interface Piece {
  text: string;
  number: boolean;
}

const HEDGE = "(?:(?:over|nearly|about|under|at least) )?";
const MONTH = "January|February|March|April|May|June|July|August|September|October|November|December";
/** A number that stands alone: no part of a code such as `2024-Q3`, no day of a month. */
const NUMBER = new RegExp(`${HEDGE}(?<![\\w-])\\d[\\d,]*(?:\\.\\d+)?%?(?![\\w-]| (?:${MONTH}))`, "gi");
const YEAR = /^(?:19|20)\d\d$/;

/** A sentence as numbers and the words between them; years are words. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  const push = (end: number, number: boolean) => {
    if (end > at) pieces.push({ text: text.slice(at, end), number });
    at = end;
  };
  for (const match of text.matchAll(NUMBER)) {
    const found = match[0].replace(/,$/, "");
    if (YEAR.test(found)) continue;
    push(match.index, false);
    push(match.index + found.length, true);
  }
  push(text.length, false);
  return pieces;
}
