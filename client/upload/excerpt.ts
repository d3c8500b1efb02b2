import { readRecords } from "../../server/ingest/open";
import type { Reading, Source } from "../../server/ingest/read";
import type { IssueGroup } from "./issue-groups";
import type { Excerpt } from "./preview";

/** Lines and cells kept at most, whatever the file; of a cell as much as is shown. */
const MOST_LINES = 1000;
const MOST_CELLS = 60_000;
const LONGEST_CELL = 80;

/** The lines whose rows are shown: the first of every wording of every fault. */
export function linesShown(groups: readonly IssueGroup[]): Set<number> {
  return new Set(groups.flatMap(({ reasons }) => reasons.flatMap(({ issues }) => issues.flatMap(({ line }) => (line === null ? [] : [line])))));
}

/** Fetches rows from the file as they stand there. The file is read once more, up to the last of them. */
export async function readExcerpt(source: Source, { structure, header, header_line }: Reading, lines: ReadonlySet<number>): Promise<Excerpt> {
  const found = new Map<number, readonly string[]>();
  const most = Math.min(MOST_LINES, Math.floor(MOST_CELLS / Math.max(1, header.length)));
  const wanted = new Set([...lines].filter((line) => line > header_line).slice(0, most));
  if (structure === null || wanted.size === 0) return found;
  const last = Math.max(...wanted);
  for await (const records of readRecords(source, structure)) {
    for (const { line, cells } of records) {
      if (wanted.has(line))
        found.set(
          line,
          cells.map((cell) => (cell.length > LONGEST_CELL ? `${cell.slice(0, LONGEST_CELL)}…` : cell)),
        );
    }
    if ((records.at(-1)?.line ?? 0) >= last) break;
  }
  return found;
}
