import type { Issue } from "../../server/domain/issue";
import { periodInWords } from "../../server/domain/period";
import { type DateOrder, readDate } from "../../server/ingest/date-order";
import { isFault } from "../../server/ingest/fault";
import { type Reading, type ReadOptions, readPortions, type Source, surveyFile } from "../../server/ingest/read";
import { openWorkbook } from "../../server/ingest/workbook";
import * as words from "../words/upload";
import { bytesOf } from "./bytes-of";
import { lookAtColumns } from "./columns";
import { linesShown, readExcerpt } from "./excerpt";
import { noFindings, takeIssues, takePortion } from "./findings";
import type { DateQuestion, Excerpt, Preview, Reach } from "./preview";

const MOST_SPELLINGS = 100;

/** What is done with a file, in order: how often its bytes are read for it, and the share of the whole time it was measured to take. */
const PHASES = [
  { phase: words.surveying, times: 2, share: 0.2 },
  { phase: words.readingTheRows, times: 1, share: 0.75 },
  { phase: words.lookingUpFaults, times: 1, share: 0.05 },
];

/** Reads a file in the browser, as the server would, and says what it comes to. Nothing of it is sent anywhere. */
export async function lookAt(file: Blob, options: ReadOptions, tell: (reach: Reach) => void): Promise<Preview> {
  let [at, bytes, rows] = [0, 0, 0];
  const told = () => {
    const { phase = "", times = 1, share = 0 } = PHASES[at] ?? {};
    const before = PHASES.slice(0, at).reduce((sum, one) => sum + one.share, 0);
    const read = Math.min(file.size, bytes / times);
    tell({ phase, part: Math.min(0.99, before + share * (read / Math.max(1, file.size))), bytes: read, rows });
  };
  const begin = (next: number) => {
    [at, bytes] = [next, 0];
    told();
  };
  const source = await bytesOf(file, (more) => {
    bytes += more;
    told();
  });
  const reading = await surveyFile(source, options);
  const refused = reading.issues.some(({ level }) => level === "error");
  const found = noFindings(reading.columns?.header ?? reading.header);
  takeIssues(found, reading.issues);
  if (!refused) {
    begin(1);
    for await (const portion of readPortions(source, reading, options)) {
      takePortion(found, portion);
      rows = found.rows.read;
      told();
    }
  }
  const { groups } = found.sorting;
  begin(2);
  return {
    refused,
    format: reading.format,
    encoding: reading.encoding,
    delimiter: reading.delimiter,
    sheet: reading.sheet ?? null,
    sheets: await sheetsOf(source, reading),
    header_line: reading.header_line,
    mapping: reading.mapping,
    columns: await lookAtColumns(source, reading, options.kind),
    rows: found.rows,
    groups,
    issue_count: found.issue_count,
    excerpt: refused ? new Map() : await readExcerpt(source, reading, linesShown(groups)),
    spellings: [...found.spellings.values()].toSorted((a, b) => b.rows - a.rows).slice(0, MOST_SPELLINGS),
    dates: dateQuestion(reading.issues, options),
    kept_out: found.keptOut.end(),
    told: found.told.end(),
  };
}

/** The rows on these lines, as they stand in the file. */
export async function lookUp(file: Blob, options: ReadOptions, lines: readonly number[]): Promise<Excerpt> {
  const source = await bytesOf(file, () => undefined);
  return readExcerpt(source, await surveyFile(source, options), new Set(lines));
}

async function sheetsOf(source: Source, { structure }: Reading): Promise<string[]> {
  if (structure?.kind !== "workbook") return [];
  const { sheets } = await openWorkbook(source, structure.max_inflated);
  return sheets.map(({ name }) => name);
}

const ORDER_CODES = ["date_order_unknown", "date_order_mixed"];

/** A cell that would be another day in the other order, with both readings. */
function dateQuestion(issues: readonly Issue[], options: ReadOptions): DateQuestion | null {
  const asked = issues.find(({ code }) => ORDER_CODES.includes(code));
  if (asked?.value === null || asked === undefined) return null;
  const { value: cell, line, column } = asked;
  const inOrder = (order: DateOrder) => {
    const read = readDate(cell, order, options.today);
    return read === null || isFault(read) ? words.noDay : periodInWords(read);
  };
  return { column, line, cell, dmy: inOrder("dmy"), mdy: inOrder("mdy") };
}
