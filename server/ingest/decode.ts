import type { Encoding } from "./encoding";
import { refuse } from "./fault";

/** Opens a file, already un-gzipped. It is opened several times: to tell what it is, for the survey, for the rows. */
export type Source = () => AsyncIterable<Uint8Array>;

/** Decodes bytes to text; a character cut between two calls with `stream` is whole in the second. */
export interface Decoder {
  decode: (bytes?: Uint8Array, options?: { stream: boolean }) => string;
}

/** Characters of Windows-1252 for the bytes 80 to 9F; five of them it does not have. */
const WINDOWS_1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

/** The decoder of an encoding; `fatal` throws where bytes are no text in it. */
export function decoderOf(encoding: Encoding, fatal = false): Decoder {
  const decoder = new TextDecoder(encoding, { fatal });
  if (encoding !== "windows-1252" && encoding !== "iso-8859-1") return decoder;
  // Node from 20.18.3 takes Windows-1252 for Latin-1 and leaves these bytes as control characters (nodejs/node#56542).
  const mend = (text: string) => text.replace(/[\u0080-\u009f]/g, (letter) => WINDOWS_1252[letter.charCodeAt(0) - 0x80] ?? letter);
  return { decode: (bytes, options) => mend(decoder.decode(bytes, options)) };
}

/** The text of a file in an encoding, in chunks as they come; a byte order mark at the start is dropped. Refuses what cannot be read in it. */
export async function* decode(source: Source, encoding: Encoding): AsyncGenerator<string> {
  const decoder = decoderOf(encoding, true);
  let line = 1;
  for await (const bytes of source()) {
    const text = orRefuse(() => decoder.decode(bytes, { stream: true }), bytes, line, encoding);
    line += countBreaks(text);
    yield text;
  }
  yield orRefuse(() => decoder.decode(), new Uint8Array(0), line, encoding);
}

/** The beginning of a file as text, as far as it can be read. */
export function decodeHead(head: Uint8Array, encoding: Encoding): string {
  return decoderOf(encoding).decode(head, { stream: true });
}

/** The text decoded, or a refusal that says near which line the bytes, which start on `line`, cannot be read. */
function orRefuse(decodeBytes: () => string, bytes: Uint8Array, line: number, encoding: Encoding): string {
  try {
    return decodeBytes();
  } catch {
    const text = decoderOf(encoding).decode(bytes);
    // Where these bytes alone can be read, it is a character begun before them that cannot.
    const near = line + countBreaks(text.includes("\uFFFD") ? (text.split("\uFFFD", 1)[0] ?? "") : "");
    const name = encoding.toUpperCase();
    const message = `The file is not valid ${name}: near line ${near} stands a byte that cannot be read. Save it as "CSV UTF-8" and upload that, or say its encoding, such as encoding=windows-1252.`;
    refuse("encoding", message, near);
  }
}

function countBreaks(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) count++;
  return count;
}
