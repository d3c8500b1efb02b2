import { type Issue, issueAt } from "../../domain/issue";
import type { RowCounts } from "../../domain/report";
import type { Source } from "../decode";
import { footerIssue, keepFooter } from "../footer";
import type { Format } from "../formats/format";
import { houseIncidents } from "../formats/house-incidents";
import { victimOf } from "../formats/incident-row";
import { type CsvRecord, parseStart } from "../parse";
import { emptyPortion, portionOf, type RejectedRow, repeatMessage } from "../portion";
import { contextOf, type Reading, type ReadOptions, recordReader } from "../read";
import { cellOf, rowOf } from "../row";
import { isSlashed, readWritten } from "../written-date";
import { type Expectation, handOver } from "./hand-over";
import { meetIds } from "./ids";
import { beginOutput, type MakeRoom, type Page, pageOf, take } from "./output";
import { hasBounds, planOf } from "./plan";
import type { Rollup } from "./rollup";
import { columnsOfCells } from "./rollup-rows";
import { beginRows } from "./row";
import { cellsOf, DOUBLED, kindsOf, LONGEST, scanRecord } from "./scan";
import { beginHash, rememberSeen } from "./seen";
import { unquote } from "./unquote";

/** A stretch of the file: its good rows as COPY takes them (`output.ts`), the others as the general reading tells them. */
export interface BulkPortion {
  copied: Uint8Array;
  rejected: RejectedRow[];
  issues: Issue[];
  rows: RowCounts;
}

/** The reading of a whole file in one pass over its bytes. */
export interface Bulk {
  /** Columns of the ledger the rows fill. */
  columns: string[];
  /** Columns of the cube its cells fill. */
  cellColumns: string[];
  /** Reads the file; throws HandOver where the general reading has to begin anew, Otherwise where this one has. */
  portions: () => AsyncGenerator<BulkPortion>;
  /** What is told of the file as a whole, known when all portions are read. */
  issues: () => Issue[];
  /** What the rows add up to; null where they share incidents and have to be settled first. */
  rollup: Rollup | null;
}

/** What is known of a file before it is read, and expected of it. */
export interface Expected extends Expectation {
  /** About how many rows it has. */
  rows: number;
  /** Whether they are to be rolled up, unless they share an incident_id. */
  isRolledUp: boolean;
  /** The batch, which every row tells; null where they go into a table of its own. */
  batch: number | null;
}

/** Room for the bytes at hand and for the rows they become, at first. */
const ROOM = 1 << 18;

/** Ends a line. */
const FEED = 10;

/** Faults a portion tells at most, but for those of its last row: a file of nothing but bad rows takes no more memory than another. */
const MOST_ISSUES = 1000;

/** Cells of a header this wide are left to the general reading. */
const WIDE = 500;

/**
 * Reads a file of incidents from its bytes, without a text for every cell: a row of plain cells is checked and written where it stands,
 * any other row is read by the general reading. `head` is the survey of the file's beginning. Null where the file is not of the
 * plain kind. What comes out is what `surveyFile` and `readPortions` make of the file; tests/ingest/bulk.test.ts holds the two together.
 */
export function openBulk(source: Source, head: Reading, options: ReadOptions, expected: Expected, makeRoom: MakeRoom): Bulk | null {
  const { structure, columns } = head;
  if (options.kind !== "incidents" || head.format !== houseIncidents.name || structure?.kind !== "text" || columns === null) return null;
  const isPlain = structure.encoding === "utf-8" && structure.dialect.newline === "\n" && options.dates === undefined && head.issues.length === 0;
  const plan = planOf(columns);
  if (!isPlain || plan === null || plan.width > WIDE || head.footer_line !== null || Object.keys(head.date_orders ?? {}).length > 0) return null;

  const format: Format = houseIncidents;
  const required = options.required ?? [];
  const context = { ...contextOf(head, options), brokenDown: new Set<string>() };
  const readRecord = recordReader(format, columns, context, { ...options, required }, structure);
  const out = beginOutput(makeRoom(ROOM));
  const isRolledUp = expected.isRolledUp && expected.ids !== "shared";
  const rows = beginRows(plan, context, required, out, { ...expected, isRolledUp });
  const kinds = kindsOf(structure.dialect.delimiter);
  const cells = cellsOf(plan.width);
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const encoder = new TextEncoder();
  const hash = beginHash();
  const idAt = plan.at("incident_id");
  const hasOwnIds = idAt !== -1 && expected.ids !== "shared";
  const [seen, ids] = [rememberSeen(hasOwnIds ? 0 : expected.rows, true), meetIds(expected.ids, expected.rows)];
  const footer = keepFooter(columns, format);
  const dated = format.dates.filter((field) => columns.at.has(field));
  let isHolding = false;
  let portion: BulkPortion = { ...emptyPortion(), copied: new Uint8Array(0) };

  const firstLine = (line: number, texts: readonly string[]) => {
    if (hasOwnIds && (texts[idAt] ?? "").trim() !== "") return null;
    const encoded = texts.map((text) => encoder.encode(text));
    hash.begin();
    for (const { buffer, byteOffset, byteLength } of encoded) hash.add(new DataView(buffer, byteOffset, byteLength), 0, byteLength);
    return seen.meet(hash.a(), hash.b(), line) || null;
  };

  /** Reads a record that is no plain row. */
  const readOdd = (record: CsvRecord) => {
    const row = rowOf(record, columns);
    for (const field of dated) if (isSlashed(readWritten(cellOf(row, field)))) handOver("a date leaves open which part is the day");
    for (const [field, isMember] of format.members) {
      const cell = cellOf(row, field);
      const isTotal = field === "victim" ? victimOf(cell) === "all" : cell.trim() !== "" && !isMember(cell);
      if (isTotal) handOver("a row may be the total of others");
    }
    const read = readRecord(record);
    if ("total" in read.made || "outside" in read.made) handOver("a row is none of the file's own");
    const made = portionOf([read], firstLine);
    for (const name of Object.keys(made.rows) as (keyof RowCounts)[]) portion.rows[name] += made.rows[name];
    portion.issues.push(...made.issues);
    portion.rejected.push(...made.rejected);
    if (made.incidents.length > 1) handOver("a row is of several victim classes");
    for (const incident of made.incidents) {
      rows.writeRead(incident);
      if (!hasOwnIds || incident.incident_id === null) continue;
      const bytes = encoder.encode(incident.incident_id);
      ids.meet(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), 0, bytes.byteLength);
    }
  };

  /** Reads the record the cells stand for. */
  const readRow = (page: Page, from: number, line: number, spare: number) => {
    const { bytes, view } = page;
    const { end } = cells;
    if (!isHolding) {
      if ((cells.marked & DOUBLED) !== 0) unquote(page, cells, spare);
      if (rows.write(page, cells, line, end - from)) {
        portion.rows.read += 1;
        portion.rows.accepted += 1;
        if (hasOwnIds && cells.starts[idAt] !== cells.ends[idAt]) {
          ids.meet(view, cells.starts[idAt] as number, cells.ends[idAt] as number);
          return;
        }
        hash.begin();
        for (let index = 0; index < plan.width; index++) hash.add(view, cells.starts[index] as number, cells.ends[index] as number);
        const earlier = seen.meet(hash.a(), hash.b(), line);
        if (earlier !== 0) {
          portion.rows.duplicate += 1;
          portion.issues.push(issueAt("warning", line, null, null, "repeat", repeatMessage(earlier)));
        }
        return;
      }
    }
    if (cells.count > WIDE) handOver("a record has very many cells");
    const [record] = parseStart(decoder.decode(bytes.subarray(from, end)), (structure as { dialect: typeof structure.dialect }).dialect, 1);
    // A blank line is no record.
    if (record === undefined) return;
    const released = footer.pass({ ...record, line });
    isHolding = released.length === 0;
    for (const row of released) readOdd(row);
  };

  async function* portions(): AsyncGenerator<BulkPortion> {
    // What is at hand: the rest of what came before, what came now, a line feed, and room for cells without their doubled quotes.
    let page = pageOf(new Uint8Array(ROOM));
    let [length, line, isFirst] = [0, 1, true];
    const add = (chunk: Uint8Array) => {
      const needed = (length + chunk.length) * 2 + 1;
      if (needed > page.bytes.length) {
        const larger = pageOf(new Uint8Array(needed * 2));
        larger.bytes.set(page.bytes.subarray(0, length));
        page = larger;
      }
      page.bytes.set(chunk, length);
      length += chunk.length;
      page.bytes[length] = FEED;
    };
    /** Whether the portion is full before all that is at hand was read. */
    const read = () => {
      const { bytes } = page;
      let from = isFirst && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
      isFirst = false;
      while (portion.issues.length < MOST_ISSUES && from < length) {
        if (!scanRecord(bytes, from, length, kinds, cells)) {
          if (length - from > LONGEST) handOver("a record is very long, or a quote is never closed");
          break;
        }
        const { end, lines } = cells;
        if (line > head.last_header_line) readRow(page, from, line, length + 1);
        line += lines;
        from = end;
      }
      bytes.copyWithin(0, from, length);
      length -= from;
      bytes[length] = FEED;
      return portion.issues.length >= MOST_ISSUES;
    };
    const taken = () => {
      const done = { ...portion, copied: take(out, makeRoom) };
      portion = { ...emptyPortion(), copied: new Uint8Array(0) };
      return done;
    };
    for await (const chunk of source()) {
      add(chunk);
      if (isFirst && length < 3) continue;
      while (read()) yield taken();
      yield taken();
    }
    if (length === 0) return;
    // The last line may lack its end.
    add(Uint8Array.of(FEED));
    while (read()) yield taken();
    if (length > 0) handOver("a quote is never closed");
    yield taken();
  }

  const issues = () => {
    const told = footerIssue(footer.end());
    return told === null ? [] : [told];
  };
  return { columns: rows.columns, cellColumns: columnsOfCells(hasBounds(plan)), portions, issues, rollup: rows.rollup };
}
