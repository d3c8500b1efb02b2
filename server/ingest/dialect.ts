import { type CsvRecord, parseStart } from "./parse";

/** How the cells and lines of a file are set apart. Carriage returns before a line feed are no concern: the parser drops them. */
export interface Dialect {
  delimiter: string;
  newline: "\n" | "\r";
}

/** What may set cells apart, by the name an uploader may give it. The first wins where nothing else tells. */
export const DELIMITERS = { comma: ",", semicolon: ";", tab: "\t", pipe: "|" } as const;
export type DelimiterName = keyof typeof DELIMITERS;
export const DELIMITER_NAMES = Object.keys(DELIMITERS) as DelimiterName[];

/** How many fields a line's cells name: high for a header. */
export type Knows = (cells: readonly string[]) => number;

/** Titles and notes above a header are few: below this many lines none is looked for. */
export const SEARCHED = 30;
/** Lines looked at to tell the delimiter where no header does. */
const LOOKED_AT = 100;

/**
 * Tells the dialect from the beginning of a file, quoted text left out: the delimiter under which some line names the most fields;
 * where none names two, the one under which most lines have the same number of cells.
 */
export function detectDialect(sample: string, knows: Knows, given?: DelimiterName): Dialect {
  const outside = sample.replace(QUOTED, "$1");
  const newline = !outside.includes("\n") && outside.includes("\r") ? "\r" : "\n";
  if (given !== undefined) return { delimiter: DELIMITERS[given], newline };
  const read = Object.values(DELIMITERS).map((delimiter) => ({ delimiter, records: parseStart(sample, { delimiter, newline }, LOOKED_AT) }));
  // One cell names one column at most, which tells nothing.
  const named = best(read, ({ records }) => Math.max(0, ...records.slice(0, SEARCHED).map(({ cells }) => (cells.length > 1 ? knows(cells) : 0))));
  const even = best(read, ({ records }) => evenness(records));
  return { delimiter: (named.score >= 2 ? named : even).delimiter, newline };
}

/** A quoted cell, also one that is never closed. A quote opens a cell only where one begins. */
const QUOTED = /(^|[,;\t|\r\n])"[^"]*(?:""[^"]*)*(?:"|$)/g;

/** Share of the records that have the number of cells most have, if that is more than one; the wider table where as many agree. */
function evenness(records: readonly CsvRecord[]): number {
  const often = new Map<number, number>();
  for (const { cells } of records) often.set(cells.length, (often.get(cells.length) ?? 0) + 1);
  const shares = [...often].filter(([width]) => width > 1).map(([width, times]) => times / records.length + Math.min(width, 1000) * 1e-6);
  return Math.max(0, ...shares);
}

function best<Read extends { delimiter: string }>(read: readonly Read[], scoreOf: (candidate: Read) => number): { delimiter: string; score: number } {
  const scores = read.map(scoreOf);
  const score = Math.max(...scores);
  return { delimiter: read[scores.indexOf(score)]?.delimiter ?? ",", score };
}
