/** What a piece of text is, as far as the grammar cares. */
export type TokenKind = "word" | "number" | "ordinal" | "percent" | "dash" | "comma" | "stop" | "semicolon" | "colon" | "open" | "close" | "other";

export interface Token {
  kind: TokenKind;
  /** As written, and lower case without a possessive `'s`. */
  text: string;
  low: string;
  possessive: boolean;
  /** Where it stands in the whole text, half-open. */
  start: number;
  end: number;
}

/** One piece a match, each alternative linear: 1,534 or 2414 or 36.7; 3rd; Q3 and H1; words with their apostrophe; single signs. */
const PIECE = /(\d{1,3}(?:,\d{3})+(?![\d])(?:\.\d+)?|\d+(?:\.\d+)?)(st|nd|rd|th)?|[qh][1-4](?![\p{L}\p{N}])|[\p{L}\p{M}]+(?:['’]\p{L}+)?|\S/giu;

const SIGNS: Record<string, TokenKind> = {
  "%": "percent",
  "٪": "percent",
  "-": "dash",
  "‐": "dash",
  "‑": "dash",
  "–": "dash",
  "—": "dash",
  ",": "comma",
  ".": "stop",
  "!": "stop",
  "?": "stop",
  "…": "stop",
  ";": "semicolon",
  ":": "colon",
  "(": "open",
  "[": "open",
  ")": "close",
  "]": "close",
};

/** The text as tokens in order; blanks are dropped, their place stays in `start` and `end`. */
export function tokenize(written: string): Token[] {
  const tokens: Token[] = [];
  for (const match of inPlainDigits(written).matchAll(PIECE)) {
    const piece = match[0];
    const start = match.index;
    const possessive = /['’]s$/i.test(piece);
    const low = (possessive ? piece.slice(0, -2) : piece).toLowerCase();
    tokens.push({ kind: kindOf(piece, match[1], match[2]), text: piece, low, possessive, start, end: start + piece.length });
  }
  return tokens;
}

/** Urdu and Arabic digits and their separators as plain ones, sign for sign, so that places in the text stay the same. */
function inPlainDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9\u066b\u066c]/g, (sign) =>
    sign === "\u066b" ? "." : sign === "\u066c" ? "," : String(sign.charCodeAt(0) & 0xf),
  );
}

function kindOf(piece: string, digits: string | undefined, suffix: string | undefined): TokenKind {
  if (digits !== undefined) return suffix === undefined ? "number" : "ordinal";
  return SIGNS[piece] ?? (/^\p{L}/u.test(piece) ? "word" : "other");
}

/** Signs that end a clause: what stands beyond one seldom belongs to a number before it. */
export function isClauseEnd(token: Token | undefined): boolean {
  return token === undefined || ["comma", "stop", "semicolon", "colon"].includes(token.kind);
}

/** A whole capital first letter, as names have. */
export function isCapital(token: Token | undefined): boolean {
  return token !== undefined && /^\p{Lu}/u.test(token.text);
}
