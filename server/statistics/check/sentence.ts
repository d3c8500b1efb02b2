import type { Token } from "./token";

/** A sentence's tokens, and whether a paragraph begins with it. */
export interface Sentence {
  tokens: Token[];
  paragraph: boolean;
}

/** Words that a full stop follows without ending the sentence. */
const ABBREVIATED = new Set(
  "vs no mr mrs ms dr st gen lt col maj capt brig approx fig jan feb mar apr jun jul aug sep sept oct nov dec i e g eg ie etc u s n a p m pc".split(" "),
);
/** Words at the end of a line that a hard wrap, not a sentence, broke off. */
const OPEN_ENDED = new Set("in of the a an and or to from by with for at on & between than least nearly over almost about around was were is are".split(" "));

/** No sentence of the field is longer, in tokens; a text without stops is cut, so that reading it stays linear. */
const LONGEST = 110;

/** Splits tokens into sentences: at stops, at blank lines, and at single line breaks that a wrapped line would not have. */
export function splitSentences(text: string, tokens: readonly Token[]): Sentence[] {
  const sentences: Sentence[] = [];
  let current: Token[] = [];
  let paragraph = true;
  const close = (next: boolean) => {
    if (current.length > 0) sentences.push({ tokens: current, paragraph });
    if (current.length > 0 || next) paragraph = next;
    current = [];
  };
  for (const [at, token] of tokens.entries()) {
    const before = tokens[at - 1];
    const gap = before === undefined ? "" : text.slice(before.end, token.start);
    const lines = gap.split("\n").length - 1;
    if (lines > 1) close(true);
    else if (before !== undefined && lines === 1 && (isBullet(token, tokens[at + 1]) || breaksLine(before, token))) close(true);
    else if (before !== undefined && before.kind === "stop" && gap !== "" && endsSentence(tokens[at - 2], token)) close(false);
    else if (current.length >= LONGEST) close(false);
    current.push(token);
  }
  close(false);
  return sentences;
}

/** `ii)`, `3.`, `(b)`. */
function isBullet(token: Token, next: Token | undefined): boolean {
  return token.text === "•" || (/^(?:[ivx]{1,4}|[a-h]|\d{1,2})$/.test(token.low) && next?.kind === "close");
}

function breaksLine(before: Token, next: Token): boolean {
  if (before.kind === "comma" || OPEN_ENDED.has(before.low)) return false;
  return before.kind === "stop" || /^[\p{Lu}•*“"'‘—–-]/u.test(next.text) || next.kind === "other";
}

function endsSentence(last: Token | undefined, next: Token): boolean {
  if (/^\p{Ll}/u.test(next.text)) return false;
  return last === undefined || last.kind !== "word" || !ABBREVIATED.has(last.low) || last.low === "pc";
}
