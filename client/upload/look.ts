import type { Issue } from "../../server/domain/issue";
import { periodInWords } from "../../server/domain/period";
import type { RowCounts } from "../../server/domain/report";
import { type DateOrder, readDate } from "../../server/ingest/date-order";
import { isFault } from "../../server/ingest/fault";
import { type Reading, type ReadOptions, readPortions, type Source, surveyFile } from "../../server/ingest/read";
import { openWorkbook } from "../../server/ingest/workbook";
import { bytesOf } from "./bytes-of";
import { lookAtColumns } from "./columns";
import { type DateQuestion, groupIssues, type IssueGroup, type Preview, type Reach, type UnknownSpelling } from "./preview";

/** Rows kept out that are remembered for the download; their number is always told whole. */
const KEPT_ROWS = 5000;
const MOST_SPELLINGS = 100;
/** A file is read through up to three times: for its encoding, for what only the whole tells, for its rows. */
const PASSES = 3;

/** Reads a file in the browser, as the server would, and says what it comes to. Nothing of it is sent anywhere. */
export async function lookAt(file: Blob, options: ReadOptions, tell: (reach: Reach) => void): Promise<Preview> {
  let [bytes, rows, phase] = [0, 0, "Looking through the file"];
  const total = Math.max(1, file.size * PASSES);
  const told = () => tell({ phase, part: Math.min(0.99, bytes / total), bytes: Math.min(file.size, bytes), rows });
  const source = await bytesOf(file, (more) => {
    bytes += more;
    told();
  });
  const reading = await surveyFile(source, options);
  const found: Findings = { rows: noRows(), groups: groupIssues(reading.issues), spellings: new Map(), rejected: [], issue_count: reading.issues.length };
  const refused = reading.issues.some(({ level }) => level === "error");
  if (!refused) {
    bytes = Math.max(bytes, file.size * (PASSES - 1));
    phase = "Reading the rows";
    for await (const portion of readPortions(source, reading, options)) {
      take(found, portion);
      rows = found.rows.read;
      told();
    }
  }
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
    groups: found.groups,
    issue_count: found.issue_count,
    spellings: [...found.spellings.values()].toSorted((a, b) => b.rows - a.rows).slice(0, MOST_SPELLINGS),
    dates: dateQuestion(reading.issues, options),
    rejected: found.rejected,
  };
}

interface Findings extends Pick<Preview, "rows" | "groups" | "rejected" | "issue_count"> {
  spellings: Map<string, UnknownSpelling>;
}

const noRows = (): RowCounts => ({ read: 0, accepted: 0, rejected: 0, out_of_scope: 0, duplicate: 0, total_rows: 0 });

type Portions = ReturnType<typeof readPortions>;
type PortionRead = Portions extends AsyncGenerator<infer Read> ? Read : never;

function take(found: Findings, portion: PortionRead): void {
  for (const name of Object.keys(found.rows) as (keyof RowCounts)[]) found.rows[name] += portion.rows[name];
  found.issue_count += portion.issues.length;
  const groups: IssueGroup[] = groupIssues(portion.issues, found.groups);
  found.groups = groups;
  for (const { code, value, line, message } of portion.issues) {
    if (code !== "unknown_province" || value === null || value.trim() === "") continue;
    const known = found.spellings.get(value);
    if (known) known.rows += 1;
    else if (found.spellings.size < 10 * MOST_SPELLINGS) found.spellings.set(value, { spelling: value, rows: 1, line, message });
  }
  for (const { line, cells, issues } of portion.rejected.slice(0, KEPT_ROWS - found.rejected.length)) {
    found.rejected.push({ line, codes: issues.map(({ code }) => code).join(" "), reasons: issues.map(({ message }) => message).join(" "), cells });
  }
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
    return read === null || isFault(read) ? "no day" : periodInWords(read);
  };
  return { column, line, cell, dmy: inOrder("dmy"), mdy: inOrder("mdy") };
}
