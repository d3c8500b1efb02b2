import { type Issue, issueAt } from "../domain/issue";
import { decoderOf } from "./decode";
import { quote, refuse } from "./fault";
import { guessSingleByte, SINGLE_BYTE } from "./guess";
import { type Inspection, inspect } from "./inspect";

/** The encodings read, as the uploader may name them. */
export const ENCODINGS = ["utf-8", "utf-16le", "utf-16be", "windows-1252", "windows-1256", "iso-8859-1", "macintosh"] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** The encoding of a file, and what must be told about how it was found. */
export interface Verdict {
  encoding: Encoding;
  issues: Issue[];
}

const MARKS: [encoding: Encoding, bytes: number[]][] = [
  ["utf-8", [0xef, 0xbb, 0xbf]],
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
];

/**
 * Tells the encoding of a file: as given, else by its byte order mark, else by the zeros of UTF-16, else UTF-8 where the whole file is
 * that, else by a guess that is told with an example. A file that is UTF-8 but for some places is refused: guessed as another
 * encoding all its other letters would be wrong.
 */
export async function tellEncoding(source: () => AsyncIterable<Uint8Array>, head: Uint8Array, given: Encoding | undefined): Promise<Verdict> {
  const known = given ?? MARKS.find(([, mark]) => mark.every((byte, index) => head[index] === byte))?.[0] ?? tellUtf16(head);
  if (known !== null) return { encoding: known, issues: [] };
  const inspection = await inspect(source());
  const { valid, broken, broken_line } = inspection;
  if (broken === 0) return { encoding: "utf-8", issues: [] };
  // Letters of a one-byte encoding seldom look like UTF-8: about one in seven of Arabic text, fewer of others.
  if (valid >= broken) {
    const places = broken === 1 ? "one place" : `${broken} places`;
    const message = `The file is UTF-8 but for ${places}, the first near line ${broken_line}. Correct the text there and save it as "CSV UTF-8", or say the encoding it is in, such as encoding=windows-1252.`;
    refuse("encoding", message, broken_line);
  }
  const encoding = guessSingleByte(inspection.sample);
  return { encoding, issues: [guessed(encoding, inspection)] };
}

/** Says that the encoding is a guess, and how a text of the file reads in it and in the others. */
function guessed(encoding: Encoding, { sample, sample_line }: Inspection): Issue {
  const read = exampleIn(sample, encoding);
  const others = SINGLE_BYTE.filter((other) => other !== encoding).map((other) => [other, exampleIn(sample, other)] as const);
  const choices = others.filter(([, text]) => text !== read).map(([other, text]) => `encoding=${other} (${quote(text)})`);
  const remedy = choices.length === 0 ? "If it reads wrong, save the file as UTF-8." : `If it reads wrong, repeat the import with ${choices.join(" or ")}.`;
  const message = `The file is not UTF-8 and was read as ${encoding}, in which a text on line ${sample_line} is ${quote(read)}. ${remedy}`;
  return issueAt("warning", sample_line, null, read, "encoding_guessed", message);
}

/** The text around the first character outside ASCII, up to the next mark of a cell. */
function exampleIn(sample: Uint8Array, encoding: Encoding): string {
  const end = sample.indexOf(
    10,
    sample.findIndex((byte) => byte > 0x7f),
  );
  const text = decoderOf(encoding).decode(sample.subarray(0, end === -1 ? sample.length : end));
  return (/[^,;\t|"\r\n]*[^\0-\x7f][^,;\t|"\r\n]*/.exec(text)?.[0] ?? text).trim();
}

/** High bytes of the characters files of this field have: Latin, Arabic, punctuation, Arabic forms, halves of surrogate pairs. */
const isHighByte = (byte: number) => byte === 0 || byte === 6 || byte === 0x20 || byte === 0xfb || byte === 0xfe || (byte >= 0xd8 && byte <= 0xdf);
const LOOKED_AT = 4096;

/** UTF-16 without a mark: every second byte is a high byte, and many of those are zero, as no other encoding has it. */
function tellUtf16(head: Uint8Array): Encoding | null {
  const pairs = Math.min(head.length, LOOKED_AT) >> 1;
  const shares = [0, 1].map((side) => {
    let [high, zero] = [0, 0];
    for (let pair = 0; pair < pairs; pair++) {
      const byte = head[2 * pair + side] ?? 0;
      if (isHighByte(byte)) high += 1;
      if (byte === 0) zero += 1;
    }
    return zero >= pairs * 0.1 && high >= pairs * 0.8;
  });
  if (pairs < 2 || shares[0] === shares[1]) return null;
  return shares[1] ? "utf-16le" : "utf-16be";
}
