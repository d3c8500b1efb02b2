import { type Issue, issueAt } from "../domain/issue";
import { parseRegion } from "../domain/province";
import { readCount } from "./count";
import { isFault, quote } from "./fault";
import type { Format } from "./formats/format";
import type { Columns } from "./header";
import type { CsvRecord } from "./parse";
import { linesInWords, textOf } from "./preamble";
import { readWritten } from "./written-date";

/** Notes below the rows are few; a longer run of such lines is a fault of the rows. */
const MOST = 30;

/** Holds back records that look like notes until it is known whether rows follow. */
export interface FooterKeeper {
  /** Records now known to be rows: none while this one may be a note. */
  pass: (record: CsvRecord) => CsvRecord[];
  /** At the end of the file: the notes below its rows. */
  end: () => CsvRecord[];
}

/** Tells notes below the rows, such as "Source: ...", from rows. Only the last lines of a file are notes. */
export function keepFooter(columns: Columns, format: Format): FooterKeeper {
  const looksLikeNote = noteTeller(columns, format);
  let held: CsvRecord[] = [];
  const release = (record: CsvRecord) => {
    const rows = [...held, record];
    held = [];
    return rows;
  };
  return {
    pass: (record) => {
      if (held.length >= MOST || !looksLikeNote(record.cells)) return release(record);
      held.push(record);
      return [];
    },
    end: () => held,
  };
}

/** Words a note begins with, and the mark after them. */
const NOTE =
  /^(?:\*+|†|‡|§|©|\(c\)|\[?\d\]|(?:the )?(?:sources?|notes?|n\.?b\.?|remarks?|disclaimer|copyright|licen[cs]e|citation|cite as|methodology|definitions?|compiled|prepared|generated|exported|downloaded|accessed|retrieved|published|last updated?|updated|as of|data (?:as of|from|source|by)|abbreviations?|key|legend|ماخذ|نوٹ)(?:[\s:.–—-]|$))/iu;
const ADDRESS = /^https?:\/\/\S+$/i;
const WORDS = 4;
/** The beginning of a note that its own commas may have cut into cells. */
const MAY_BE_CUT = /^[^:]{3,20}:/;

/**
 * Makes the test for notes. A note stands alone in its line, in one of the first two columns, and begins as notes do; in a
 * column of dates, places or counts any sentence will do. A note cut up by its commas begins with its word and a colon, and
 * nothing in it is a date, place or count. What a row of a file cut short may hold is never a note.
 */
function noteTeller(columns: Columns, format: Format): (cells: readonly string[]) => boolean {
  const vital = new Set([...columns.at].filter(([field]) => format.isVital(field)).flatMap(([, indexes]) => indexes));
  return (cells) => {
    const index = cells.findIndex((cell) => cell.trim() !== "");
    const text = (cells[index] ?? "").trim();
    // Nearly every row ends here.
    if (index > 1 || (!MAY_BE_CUT.test(text) && cells.some((cell, at) => at > index && cell.trim() !== "")) || isValue(text)) return false;
    const filled = [...cells.entries()].filter(([, cell]) => cell.trim() !== "");
    if (filled.length === 1) return NOTE.test(text) || ADDRESS.test(text) || (vital.has(index) && text.split(/\s+/).length >= WORDS);
    return NOTE.test(text) && !filled.some(([at, cell]) => vital.has(at) && isValue(cell.trim()));
  };
}

/** No date, place or count is longer. */
const LONGEST_VALUE = 200;

function isValue(text: string): boolean {
  return (
    text.length <= LONGEST_VALUE && ("grain" in readWritten(text) || "second" in readWritten(text) || parseRegion(text) !== null || !isFault(readCount(text)))
  );
}

/** Tells which lines below the rows are not read; null when there are none. */
export function footerIssue(skipped: readonly CsvRecord[]): Issue | null {
  const [first] = skipped;
  if (first === undefined) return null;
  const text = textOf(first);
  const message = `${linesInWords(skipped)} below the rows, and so not read as rows: ${quote(text)}. If a row was meant, fill in its other cells.`;
  return issueAt("warning", first.line, null, text, "footer_skipped", message);
}
