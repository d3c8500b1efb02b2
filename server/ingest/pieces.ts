/** Text parsed at once. */
const PIECE = 1 << 18;

/** Regroups chunks of any size to pieces of one size; the last may be shorter. */
export async function* inPieces(texts: AsyncIterable<string>): AsyncGenerator<string> {
  let waiting: string[] = [];
  let length = 0;
  for await (const text of texts) {
    waiting.push(text);
    length += text.length;
    if (length < PIECE) continue;
    const joined = waiting.join("");
    const whole = length - (length % PIECE);
    for (let at = 0; at < whole; at += PIECE) yield joined.slice(at, at + PIECE);
    waiting = [joined.slice(whole)];
    length -= whole;
  }
  if (length > 0) yield waiting.join("");
}
